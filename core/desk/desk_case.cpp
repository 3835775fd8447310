#include "core/base/log.h"
#include "core/desk/desk.h"
#include "core/desk/desk_parts.h"
#include "core/desk/health.h"
#include "core/enroll/identity.h"
#include "core/store/sweep.h"

#include <QDateTime>

#include <algorithm>

namespace station {
namespace {

QDateTime localTime(Instant at) { return QDateTime::fromMSecsSinceEpoch(toMs(at)); }

/// By the devices' own names: what the made-up reader and camera give is nobody's face or finger.
bool isPracticeDevice(const QString& id)
{
    return id == QLatin1String("practice") || id.startsWith(QLatin1String("virtual_"));
}

bool hasPracticeCapture(const EnrollmentDraft& draft)
{
    return (draft.portrait && isPracticeDevice(draft.portrait->camera))
        || std::any_of(draft.fingers.begin(), draft.fingers.end(), [](const FingerEntry& finger) {
               return finger.capture && isPracticeDevice(finger.capture->reader);
           });
}

SealedCase caseOf(const QueueRow& row) { return {row.id, row.caseNumber, row.size, row.sealedAt}; }

} // namespace

QDate Desk::Parts::today() const { return localTime(clock.now()).date(); }

Instant Desk::Parts::startOfToday() const { return fromMs(today().startOfDay().toMSecsSinceEpoch()); }

Status Desk::Parts::may(DeskOperation operation) const
{
    const DeskRight& right = rightOf(operation);
    if (right.who == Who::Anyone)
        return {};
    const auto known = officers.officers();
    if (!known)
        return failed(known);
    constexpr std::size_t complete = 2;
    if (right.freeWhileSetUp && known->size() < complete)
        return stillBeingSetUp(known->size());
    const auto& officer = vault.signedIn();
    const bool stands = !officer || std::any_of(known->begin(), known->end(), [&](const OfficerRecord& o) {
        return o.info == *officer;
    });
    if (!stands)
        return fail(
            ErrorCode::NotAllowed, "whoever is signed in was removed or given another role meanwhile");
    return mayDo(right, officer);
}

Status Desk::Parts::stillBeingSetUp(std::size_t officersNow) const
{
    const auto rows = ledger.rows();
    const auto vouched = officers.vouched();
    if (!rows || !vouched)
        return rows ? failed(vouched) : failed(rows);
    const auto added = std::count_if(rows->begin(), rows->end(), [](const AuditRow& row) {
        return row.event == QLatin1String("officer-added") || row.event == QLatin1String("supervisor-added");
    });
    if (static_cast<std::size_t>(added) > officersNow || !vouched->isEmpty())
        return fail(ErrorCode::Damaged,
            "officers were taken out of the station's database: it was set up before, and is not set up "
            "anew");
    return {};
}

OfficerId Desk::Parts::signedInId() const { return vault.signedIn() ? vault.signedIn()->id : OfficerId {}; }

Result<Desk::Parts::Judged> Desk::Parts::judged(PacketId id, const Secret& dataKey) const
{
    auto draft = drafts.read(id, dataKey);
    if (!draft)
        return failed(draft);
    auto procedure = procedureInForce(procedures, draft->procedureId, today());
    if (!procedure)
        return failed(procedure);
    draft->procedureVersion = procedure->version; // judged by the rules of the day it is signed
    return Judged {std::move(*draft), std::move(*procedure)};
}

Result<Desk::Parts::Hand> Desk::Parts::hand(DeskOperation operation) const
{
    if (const Status allowed = may(operation); !allowed)
        return failed(allowed);
    const auto key = vault.dataKey();
    if (!key)
        return failed(key);
    reserve.makeRoom();
    return Hand {{vault.signedIn()->id}, **key};
}

Result<QMap<QString, QString>> Desk::Parts::officersIn(const std::vector<AuditRow>& rows) const
{
    const auto known = officers.officers();
    if (!known)
        return failed(known);
    QMap<QString, QString> involved;
    for (const AuditRow& row : rows) {
        if (row.actor.isEmpty())
            continue;
        const auto officer = std::find_if(known->begin(), known->end(),
            [&](const OfficerRecord& o) { return o.info.id.text() == row.actor; });
        involved.insert(row.actor, officer == known->end() ? QString() : officer->info.name);
    }
    return involved;
}

Result<QMap<QString, QString>> Desk::Parts::namesOf(const std::vector<OfficerId>& team) const
{
    const auto known = officers.officers();
    if (!known)
        return failed(known);
    QMap<QString, QString> names;
    for (const OfficerId& id : team) {
        const auto officer = std::find_if(
            known->begin(), known->end(), [&](const OfficerRecord& o) { return o.info.id == id; });
        names.insert(id.text(), officer == known->end() ? QString() : officer->info.name);
    }
    return names;
}

Result<PacketContext> Desk::Parts::contextOf(PacketId id)
{
    const auto judged = clockRecord.judge(); // before the ledger is looked at: it may get a row
    if (!judged)
        return failed(judged);
    const auto rows = ledger.rowsAbout(id);
    const auto head = ledger.head();
    if (!rows || !head)
        return rows ? failed(head) : failed(rows);
    const auto involved = officersIn(*rows);
    if (!involved)
        return failed(involved);
    PacketContext context;
    context.stationId = info.id;
    context.stationName = info.name;
    context.communeCode = info.communeCode;
    context.practice = info.practice;
    context.officers = *involved;
    context.auditHead = head->hash;
    context.auditRows = *rows;
    context.sealedAt = clock.now();
    const QDateTime wall = localTime(context.sealedAt);
    context.day = wall.date();
    context.utcOffset = wall.offsetFromUtc() / 60;
    context.clock = *judged;
    context.bootId = QString::fromStdString(clock.boot().bootId);
    return context;
}

Result<EnrollmentDraft> Desk::openCase(const QString& procedureId)
{
    const auto hand = m_parts->hand(DeskOperation::OpenCase);
    if (!hand)
        return failed(hand);
    if (const Status room = m_parts->reserve.mayBegin(); !room)
        return failed(room);
    const QDate today = m_parts->today();
    const auto procedure = procedureInForce(m_parts->procedures, procedureId, today);
    if (!procedure)
        return failed(procedure);
    return m_parts->drafts.open(
        {procedure->id, procedure->version, hand->actor.officer, m_parts->stationCode, today}, hand->dataKey);
}

Result<EnrollmentDraft> Desk::resumeCase(PacketId id) const
{
    return m_parts->hand(DeskOperation::ResumeCase).and_then([&](const Parts::Hand& hand) {
        return m_parts->drafts.resume(id, hand.dataKey);
    });
}

Result<std::vector<DraftSummary>> Desk::drafts() const
{
    const auto rows = m_parts->drafts.list();
    if (!rows)
        return failed(rows);
    const auto hand = m_parts->hand(DeskOperation::ResumeCase);
    std::vector<DraftSummary> summaries;
    for (const DraftRow& row : *rows) {
        DraftSummary summary {row.id, row.caseNumber, row.procedureId, row.step, row.openedAt, row.changedAt,
            row.fingersDone, {}};
        // One damaged draft must not hide the others: it is listed without a name.
        if (hand)
            if (const auto form = m_parts->drafts.form(row.id, hand->dataKey))
                summary.personName = form->value(QStringLiteral("name_full")).text;
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Status Desk::discardCase(PacketId id, const QString& reason)
{
    const auto rows = m_parts->drafts.list();
    if (!rows)
        return failed(rows);
    const OfficerId me = m_parts->signedInId();
    const bool foreign = std::any_of(
        rows->begin(), rows->end(), [&](const DraftRow& row) { return row.id == id && row.openedBy != me; });
    return m_parts->hand(foreign ? DeskOperation::DiscardAnyCase : DeskOperation::DiscardOwnCase)
        .and_then([&](const Parts::Hand& hand) { return m_parts->drafts.discard(id, reason, hand.actor); });
}

Status Desk::saveProcedure(PacketId id, const QString& procedureId)
{
    const auto hand = m_parts->hand(DeskOperation::SaveProcedure);
    if (!hand)
        return failed(hand);
    const auto procedure = procedureInForce(m_parts->procedures, procedureId, m_parts->today());
    if (!procedure)
        return failed(procedure);
    return m_parts->drafts.saveProcedure(id, *procedure, hand->actor);
}

Status Desk::saveCircumstances(PacketId id, const Circumstances& circumstances)
{
    const auto hand = m_parts->hand(DeskOperation::SaveCircumstances);
    if (!hand)
        return failed(hand);
    if (const Status fine = checkCircumstances(circumstances); !fine)
        return fine;
    if (!circumstances.feeExemption.isEmpty() && !m_parts->fees.isDeclared(circumstances.feeExemption))
        return fail(ErrorCode::InvalidInput, "nobody is exempt from fees for such a reason");
    const auto names = m_parts->namesOf(circumstances.teamOfficers);
    if (!names)
        return failed(names);
    if (std::any_of(names->begin(), names->end(), [](const QString& name) { return name.isEmpty(); }))
        return fail(ErrorCode::InvalidInput, "an officer of the team is none of this station's");
    return m_parts->drafts.saveCircumstances(id, circumstances, hand->dataKey, hand->actor);
}

Status Desk::saveForm(PacketId id, const FormValues& form)
{
    return m_parts->hand(DeskOperation::SaveForm).and_then([&](const Parts::Hand& hand) {
        return m_parts->drafts.saveForm(id, form, hand.dataKey, hand.actor);
    });
}

Status Desk::savePortrait(PacketId id, const Portrait& portrait)
{
    return m_parts->hand(DeskOperation::SavePortrait).and_then([&](const Parts::Hand& hand) {
        return m_parts->drafts.savePortrait(id, portrait, hand.dataKey, hand.actor);
    });
}

Status Desk::saveFinger(PacketId id, const FingerEntry& finger)
{
    return m_parts->hand(DeskOperation::SaveFinger).and_then([&](const Parts::Hand& hand) {
        return m_parts->drafts.saveFinger(id, finger, hand.dataKey, hand.actor);
    });
}

Status Desk::saveStep(PacketId id, CaseStep step)
{
    return m_parts->hand(DeskOperation::SaveStep).and_then([&](const Parts::Hand& hand) {
        return m_parts->drafts.saveStep(id, step, hand.actor);
    });
}

Status Desk::saveConfirmation(PacketId id, const Confirmation& confirmation)
{
    return m_parts->hand(DeskOperation::SaveConfirmation).and_then([&](const Parts::Hand& hand) {
        return m_parts->drafts.saveConfirmation(id, confirmation, hand.dataKey, hand.actor);
    });
}

Result<SealedCase> Desk::finish(PacketId id)
{
    // Before anything is looked at: another process may be sealing this very case, and a second packet file
    // under its id would be other bytes than its queue row names.
    const auto alone = SealingLock::take(m_parts->database->station());
    if (!alone)
        return failed(alone);
    const auto hand = m_parts->hand(DeskOperation::Finish);
    if (!hand)
        return failed(hand);
    // A crash after the last step: the case is in the queue already, and asking again says so.
    if (const auto queued = m_parts->outbox.row(id))
        return caseOf(*queued);
    // After a failed write nobody knows what the disk holds: no second packet file under the same id.
    if (const Status may = m_parts->database->mayWrite(); !may)
        return failed(may);
    auto context = m_parts->contextOf(id); // before the case is read: what is saved later is not in it
    if (!context)
        return failed(context);
    auto judged = m_parts->judged(id, hand->dataKey);
    if (!judged)
        return failed(judged);
    if (!m_parts->info.practice && hasPracticeCapture(judged->draft))
        return fail(ErrorCode::InvalidInput,
            "a portrait or print comes from a practice device: it goes into no real packet; take it again");
    const auto waits = Parts::awaitingApproval(judged->draft, judged->procedure, context->auditRows);
    const auto identity = m_parts->trustedIdentity();
    if (!identity)
        return failed(identity);
    const auto team = m_parts->namesOf(judged->draft.circumstances.teamOfficers);
    if (!team)
        return failed(team);
    context->officers.insert(*team);
    const auto valid = validate(std::move(judged->draft), judged->procedure, context->day);
    if (!valid)
        return failed(valid);
    const auto sealed = seal(*valid, *context, *identity);
    if (!sealed)
        return failed(sealed);
    const CaseFacts facts = factsOf(*valid, *context, hand->actor.officer, m_parts->fees);

    const auto asOf
        = context->auditRows.empty() ? std::nullopt : std::optional(context->auditRows.back().seq);
    return m_parts->packets.keep(id, sealed->bytes)
        .and_then([&] { return m_parts->drafts.moveToQueue(*sealed, hand->actor, waits, asOf, facts); })
        .map([&](const QueueRow& row) {
            // The case stands; what is missed here is only how soon a ledger without it would be noticed.
            if (const Status vouched = m_parts->vault.vouch(); !vouched)
                LogLine("vouch-failed").with(vouched.error()).warning(logStore());
            return caseOf(row);
        });
}

} // namespace station
