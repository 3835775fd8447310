#include "app/station/sign_in/sign_in_presenter.h"

#include "core/vault/lockout.h"
#include "core/vault/secret.h"

#include <algorithm>

namespace station {

SignInPresenter::SignInPresenter(ShellDesk& desk, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_clock(clock)
{
    m_second.setInterval(std::chrono::milliseconds {250});
    connect(&m_second, &QTimer::timeout, this, &SignInPresenter::tick);
}

void SignInPresenter::begin()
{
    m_view.unlocking = false;
    m_view.caseOpen = false;
    load();
}

void SignInPresenter::beginUnlock(const OfficerInfo& lockedFor, bool caseOpen)
{
    m_view.unlocking = true;
    m_view.lockedFor = lockedFor.id;
    m_view.chosen = lockedFor.id;
    m_view.caseOpen = caseOpen;
    m_view.error.reset();
    load();
}

void SignInPresenter::load()
{
    publish();
    m_desk.officers(this, [this](Result<std::vector<OfficerInfo>> officers) {
        if (!officers)
            return refused(officers.error());
        m_view.officers = std::move(*officers);
        const bool known = std::any_of(m_view.officers.begin(), m_view.officers.end(),
            [this](const OfficerInfo& officer) { return officer.id == m_view.chosen; });
        if (!known)
            m_view.chosen = m_view.officers.empty() ? OfficerId {} : m_view.officers.front().id;
        publish();
    });
    m_desk.certificate(this, [this](const Result<IdentityFacts>& facts) {
        m_view.certificate = facts ? termOf(*facts, m_clock.now()) : CertificateTerm::Valid;
        m_view.certificateDays = facts ? certificateDaysLeft(*facts, m_clock.now()) : 0;
        publish();
    });
    m_desk.totals(this, [this](const Result<QueueTotals>& totals) {
        if (!totals)
            return;
        m_view.counted = true;
        m_view.waiting = totals->waiting;
        m_view.waitingBytes = totals->waitingBytes;
        publish();
    });
}

void SignInPresenter::choose(const OfficerId& id)
{
    if (m_view.chosen == id)
        return;
    if (!m_view.busy) {
        m_view.chosen = id;
        m_view.error.reset();
    }
    publish(); // busy: the list shows again whose words are being looked at
}

void SignInPresenter::submit(QByteArray passphrase)
{
    if (m_view.busy || m_view.waitSeconds > 0 || m_view.chosen.isNull())
        return;
    m_view.busy = true;
    m_view.error.reset();
    publish();
    m_desk.signIn(this, m_view.chosen, passphrase, [this](const Result<OfficerInfo>& officer) {
        m_view.busy = false;
        if (!officer)
            return refused(officer.error());
        publish();
        emit signedIn(*officer);
    });
    wipe(passphrase);
}

void SignInPresenter::refused(const Error& error)
{
    m_view.error = error;
    if (const auto wait = waitIn(error); wait.count() > 0)
        m_waitUntil[m_view.chosen.text()] = m_clock.boot().since + wait;
    publish();
}

int SignInPresenter::secondsLeft() const
{
    const auto waits = m_waitUntil.find(m_view.chosen.text());
    if (waits == m_waitUntil.end())
        return 0;
    const auto left = std::chrono::ceil<std::chrono::seconds>(waits->second - m_clock.boot().since).count();
    return static_cast<int>(std::max<long long>(0, left));
}

void SignInPresenter::publish()
{
    m_view.waitSeconds = secondsLeft();
    if (m_view.waitSeconds > 0)
        m_second.start();
    else
        m_second.stop();
    emit changed(m_view);
}

void SignInPresenter::tick()
{
    const int seconds = secondsLeft();
    if (seconds == m_view.waitSeconds)
        return;
    if (seconds == 0)
        m_view.error.reset();
    publish();
}

} // namespace station
