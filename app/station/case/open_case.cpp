#include "app/station/case/open_case.h"

#include <QDateTime>

#include <algorithm>

namespace station {

OpenCase::OpenCase(CaseKeeper& keeper, std::vector<Procedure> procedures, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_keeper(keeper)
    , m_procedures(std::move(procedures))
    , m_clock(clock)
{
}

QDate OpenCase::today() const { return QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now())).date(); }

void OpenCase::close()
{
    ++m_turn;
    m_saving = 0;
    m_draft.reset();
    m_procedure = {};
}

void OpenCase::open(const QString& procedureId)
{
    close();
    ++m_saving;
    emit changed();
    m_keeper.open(procedureId, [this, turn = m_turn](Result<EnrollmentDraft> opened) {
        if (turn == m_turn)
            take(std::move(opened));
    });
}

void OpenCase::resume(PacketId id)
{
    close();
    ++m_saving;
    emit changed();
    m_keeper.resume(id, [this, turn = m_turn](Result<EnrollmentDraft> opened) {
        if (turn == m_turn)
            take(std::move(opened));
    });
}

void OpenCase::take(Result<EnrollmentDraft> opened)
{
    --m_saving;
    if (!opened) {
        emit failed(opened.error());
        return emit changed();
    }
    auto procedure = find(opened->procedureId, opened->procedureVersion);
    if (!procedure) {
        emit failed(procedure.error());
        return emit changed();
    }
    m_draft = std::move(*opened);
    m_procedure = std::move(*procedure);
    emit this->opened();
    emit changed();
}

Result<Procedure> OpenCase::find(const QString& id, int version) const
{
    const auto exact = std::find_if(m_procedures.begin(), m_procedures.end(),
        [&](const Procedure& each) { return each.id == id && each.version == version; });
    return exact != m_procedures.end() ? Result<Procedure>(*exact)
                                       : procedureInForce(m_procedures, id, today());
}

CaseKeeper::Saved OpenCase::afterSave(Apply apply, Then then)
{
    ++m_saving;
    emit changed();
    return [this, turn = m_turn, apply = std::move(apply), then = std::move(then)](const Status& saved) {
        if (turn != m_turn)
            return;
        --m_saving;
        if (saved)
            apply(*m_draft);
        else
            emit failed(saved.error());
        emit changed();
        if (then)
            then(saved.has_value());
    };
}

void OpenCase::saveProcedure(const QString& procedureId, Then then)
{
    const auto procedure = procedureInForce(m_procedures, procedureId, today());
    if (!procedure) {
        emit failed(procedure.error());
        if (then)
            then(false);
        return;
    }
    m_keeper.saveProcedure(m_draft->id, procedureId,
        afterSave(
            [this, procedure = *procedure](EnrollmentDraft& draft) {
                draft.procedureId = procedure.id;
                draft.procedureVersion = procedure.version;
                draft.confirmation.reset();
                draft.signOffs.clear();
                // As the desk does in the same step.
                if (!procedure.portrait)
                    draft.portrait.reset();
                if (!procedure.fingers)
                    draft.fingers.clear();
                m_procedure = procedure;
            },
            std::move(then)));
}

void OpenCase::saveForm(const FormValues& typed, Then then)
{
    // What another procedure asked for may still be typed there, should the case come back to it.
    const FormValues form = keptFor(m_procedure, typed);
    m_keeper.saveForm(m_draft->id, form,
        afterSave(
            [form](EnrollmentDraft& draft) {
                draft.form = form;
                draft.confirmation.reset();
                draft.signOffs.clear();
            },
            std::move(then)));
}

void OpenCase::savePortrait(const Portrait& portrait, Then then)
{
    m_keeper.savePortrait(m_draft->id, portrait,
        afterSave(
            [portrait](EnrollmentDraft& draft) {
                draft.portrait = portrait;
                draft.confirmation.reset();
                draft.signOffs.clear();
            },
            std::move(then)));
}

void OpenCase::saveFinger(const FingerEntry& finger, Then then)
{
    m_keeper.saveFinger(m_draft->id, finger,
        afterSave(
            [finger](EnrollmentDraft& draft) {
                draft.fingers.insert(static_cast<int>(finger.position), finger);
                draft.confirmation.reset();
                draft.signOffs.clear();
            },
            std::move(then)));
}

void OpenCase::saveStep(CaseStep step, Then then)
{
    m_keeper.saveStep(
        m_draft->id, step, afterSave([step](EnrollmentDraft& draft) { draft.step = step; }, std::move(then)));
}

void OpenCase::saveConfirmation(const Confirmation& confirmation, Then then)
{
    m_keeper.saveConfirmation(m_draft->id, confirmation,
        afterSave(
            [confirmation](EnrollmentDraft& draft) { draft.confirmation = confirmation; }, std::move(then)));
}

CaseKeeper::Opened OpenCase::afterSignOff(Answer then)
{
    ++m_saving;
    emit changed();
    return [this, turn = m_turn, then = std::move(then)](Result<EnrollmentDraft> signedDraft) {
        if (turn != m_turn)
            return;
        --m_saving;
        if (signedDraft)
            m_draft = std::move(*signedDraft);
        then(signedDraft ? Status() : Status(tl::unexpected<Error>(signedDraft.error())));
        emit changed();
    };
}

void OpenCase::signOff(OfficerId second, QByteArray passphrase, Answer then)
{
    m_keeper.signOff(m_draft->id, second, std::move(passphrase), afterSignOff(std::move(then)));
}

void OpenCase::putOffSignOff(const QString& reason, Answer then)
{
    m_keeper.putOffSignOff(m_draft->id, reason, afterSignOff(std::move(then)));
}

void OpenCase::finish()
{
    ++m_saving;
    emit changed();
    m_keeper.finish(m_draft->id, [this, turn = m_turn](const Result<SealedCase>& sealed) {
        if (turn != m_turn)
            return;
        --m_saving;
        if (!sealed) {
            emit failed(sealed.error());
            return emit changed();
        }
        const EnrollmentDraft draft = std::move(*m_draft);
        close();
        emit this->sealed(*sealed, draft);
    });
}

} // namespace station
