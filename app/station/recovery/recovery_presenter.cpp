#include "app/station/recovery/recovery_presenter.h"

#include "core/vault/lockout.h"
#include "core/vault/recovery_code.h"

#include <algorithm>

namespace station {

RecoveryPresenter::RecoveryPresenter(ShellDesk& desk, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_clock(clock)
{
    m_second.setInterval(std::chrono::milliseconds {250});
    connect(&m_second, &QTimer::timeout, this, &RecoveryPresenter::tick);
}

void RecoveryPresenter::forgetCode()
{
    wipe(m_view.code);
    ++m_turn;
}

void RecoveryPresenter::leave()
{
    forgetCode();
    m_view.busy = false;
    m_view.error.reset();
    m_view.fault = RecoveryFault::None;
    publish();
}

void RecoveryPresenter::begin(const OfficerId& likely)
{
    leave();
    m_view.chosen = likely;
    m_view.noCode = false;
    m_desk.recoveryState(this, [this](const Result<RecoveryState>& state) {
        m_view.noCode = state && *state == RecoveryState::None;
        publish();
    });
    m_desk.officers(this, [this](const Result<std::vector<OfficerInfo>>& officers) {
        if (!officers)
            return refused(officers.error());
        m_view.supervisors.clear();
        for (const OfficerInfo& officer : *officers)
            if (officer.role == Role::Supervisor)
                m_view.supervisors.push_back(officer);
        const bool known = std::any_of(m_view.supervisors.begin(), m_view.supervisors.end(),
            [this](const OfficerInfo& officer) { return officer.id == m_view.chosen; });
        if (!known)
            m_view.chosen = m_view.supervisors.empty() ? OfficerId {} : m_view.supervisors.front().id;
        publish();
    });
}

void RecoveryPresenter::choose(const OfficerId& id)
{
    if (m_view.busy || m_view.chosen == id)
        return;
    m_view.chosen = id;
    publish();
}

RecoveryFault RecoveryPresenter::faultOf(const RecoveryEntry& entry)
{
    m_view.wrongGroup = firstWrongGroup(entry.code);
    if (m_view.wrongGroup != 0)
        return RecoveryFault::CodeMistyped;
    if (QString::fromUtf8(entry.passphrase).size() < shortestPassphrase)
        return RecoveryFault::PassphraseShort;
    return entry.passphrase == entry.again ? RecoveryFault::None : RecoveryFault::PassphrasesDiffer;
}

void RecoveryPresenter::submit(RecoveryEntry entry)
{
    if (m_view.busy || m_view.waitSeconds > 0 || m_view.chosen.isNull())
        return;
    m_view.error.reset();
    m_view.fault = faultOf(entry);
    if (m_view.fault == RecoveryFault::None) {
        m_view.busy = true;
        const auto officer = *std::find_if(m_view.supervisors.begin(), m_view.supervisors.end(),
            [this](const OfficerInfo& each) { return each.id == m_view.chosen; });
        m_desk.recover(this, officer.id, entry.code, entry.passphrase,
            [this, officer, turn = m_turn](Result<QByteArray> next) {
                if (turn != m_turn)
                    return given(std::move(next));
                m_view.busy = false;
                if (!next)
                    return refused(next.error());
                m_view.code = std::move(*next);
                publish();
                emit recovered(officer);
            });
    }
    for (QByteArray* words : {&entry.code, &entry.passphrase, &entry.again})
        wipe(*words);
    publish();
}

void RecoveryPresenter::given(Result<QByteArray> next)
{
    if (!next)
        return;
    wipe(*next);
    m_desk.lock(this, [](const Status&) {});
}

void RecoveryPresenter::make()
{
    leave();
    m_view.busy = true;
    publish();
    m_desk.makeRecoveryCode(this, [this, turn = m_turn](Result<QByteArray> code) {
        if (turn != m_turn)
            return;
        m_view.busy = false;
        if (!code)
            return refused(code.error());
        m_view.code = std::move(*code);
        publish();
    });
}

void RecoveryPresenter::put()
{
    if (m_view.busy || m_view.code.isEmpty())
        return;
    m_view.busy = true;
    publish();
    m_desk.recoveryCodeKept(this, [this, turn = m_turn](const Result<void>& kept) {
        if (turn != m_turn)
            return;
        m_view.busy = false;
        if (!kept)
            return refused(kept.error());
        leave();
        emit done();
    });
}

void RecoveryPresenter::refused(const Error& error)
{
    m_view.error = error;
    if (const auto wait = waitIn(error); wait.count() > 0) {
        m_waitUntil = m_clock.now() + wait;
        m_view.waitSeconds = static_cast<int>(wait.count());
        m_second.start();
    }
    publish();
}

void RecoveryPresenter::tick()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_waitUntil - m_clock.now()).count();
    const int seconds = static_cast<int>(std::max<long long>(0, left));
    if (seconds == m_view.waitSeconds)
        return;
    m_view.waitSeconds = seconds;
    if (seconds == 0) {
        m_second.stop();
        m_view.error.reset();
    }
    publish();
}

} // namespace station
