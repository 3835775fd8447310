#include "core/sync/sync_worker.h"

#include "core/base/log.h"
#include "core/store/settings.h"

#include <QRandomGenerator>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds pollWhenIdle = 5min;
constexpr std::chrono::milliseconds pollWhenPaused = 15min; // events and manifests cost bytes too
constexpr std::chrono::milliseconds tryToOpenAgain = 30s;
constexpr std::chrono::milliseconds lookForIdentity = 5s;

double luck() { return QRandomGenerator::global()->generateDouble(); }

Link linkFor(const Refusal& refusal)
{
    switch (refusal.error.code) {
    case ErrorCode::RegistryUntrusted:
        return refusal.error.detail == identityExchanged ? Link::IdentityExchanged : Link::LoginNeeded;
    case ErrorCode::RegistryRefused:
    case ErrorCode::CertificateExpired:
    case ErrorCode::CertificateRevoked: return Link::Refused;
    case ErrorCode::ClockWrong: return Link::ClockWrong;
    case ErrorCode::RegistryUnreached: return Link::Offline;
    case ErrorCode::InvalidInput: return Link::NotSetUp; // the address or the certificate cannot be used
    case ErrorCode::DeviceMissing:
    case ErrorCode::DeviceFailed:
    case ErrorCode::NotFound:
    case ErrorCode::WrongPassphrase:
    case ErrorCode::LockedOut:
    case ErrorCode::NotSignedIn:
    case ErrorCode::NotAllowed:
    case ErrorCode::SealingFailed:
    case ErrorCode::Damaged:
    case ErrorCode::StorageFailed:
    case ErrorCode::StorageFull:
    case ErrorCode::StorageTooNew:
    case ErrorCode::Cancelled: return Link::Unknown; // our own disk's trouble says nothing about the line
    }
    return Link::Unknown;
}

/// After a failed write to the disk a connection writes no more (database.h): another one may.
bool needsNewConnection(const Error& error)
{
    return error.code == ErrorCode::StorageFailed || error.code == ErrorCode::Damaged;
}

} // namespace

SyncWorker::SyncWorker(Open open, const Clock& clock)
    : m_open(std::move(open))
    , m_clock(clock)
{
    qRegisterMetaType<SyncStatus>();
    qRegisterMetaType<PacketId>("station::PacketId");
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SyncWorker::pass);
    m_status.since = clock.now();
    m_identityTimer.setInterval(lookForIdentity);
    connect(&m_identityTimer, &QTimer::timeout, this, [this] {
        if (m_session && m_session->isOutdated())
            pass(); // a new certificate was installed: no wait any longer
    });
}

void SyncWorker::stop()
{
    m_stopped = true;
    const std::lock_guard lock(m_sessionMutex);
    if (m_session)
        m_session->cancel();
}

void SyncWorker::start() { tryIn(0ms, false); }

void SyncWorker::syncNow() { tryIn(0ms, false); }

void SyncWorker::sendNow()
{
    m_beyondBudget = true;
    tryIn(0ms, false);
}

void SyncWorker::setMetered(bool metered) { m_metered = metered; }

void SyncWorker::applyBudget()
{
    if (SendingBudget* budget = m_session->budget()) {
        budget->setMetered(m_metered);
        budget->goBeyond(m_beyondBudget);
    }
}

/// After a pass that went well.
std::chrono::milliseconds SyncWorker::pauseAfter(const SyncReport& report) const
{
    if (report.pause) {
        const auto untilMidnight = report.pause->until - m_clock.now() + 1s;
        return std::clamp<std::chrono::milliseconds>(untilMidnight, 1s, pollWhenPaused);
    }
    return report.awaiting ? pollDelay(m_quietPasses) : pollWhenIdle;
}

void SyncWorker::networkBack()
{
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > 5s)
        tryIn(std::chrono::milliseconds(static_cast<long long>(5000 * luck())), true);
}

void SyncWorker::pass()
{
    if (m_stopped)
        return;
    m_status.nextTry.reset();
    if (m_session && m_session->isOutdated())
        dropSession();
    if (!m_session) {
        auto opened = m_open([this](const SyncStep& step) { onStep(step); });
        if (!opened)
            return notSetUp(opened.error());
        const std::lock_guard lock(m_sessionMutex);
        m_session = std::move(*opened);
        if (m_stopped)
            return;
    }
    applyBudget();
    refreshTotals();
    publish();
    SyncReport report;
    conclude(m_session->run(report), report);
}

void SyncWorker::dropSession()
{
    const std::lock_guard lock(m_sessionMutex);
    m_session.reset();
}

void SyncWorker::conclude(const Reply<void>& done, const SyncReport& report)
{
    m_status.current = {};
    m_status.sent = 0;
    m_status.total = 0;
    if (m_stopped)
        return;
    refreshTotals();
    m_identityTimer.stop();
    if (done) {
        m_breaker.reset();
        m_status.trouble.reset();
        m_status.pause = report.pause;
        m_beyondBudget = false;
        if (!report.pause || report.pause->used < report.pause->limit) // else the pass did not even ask
            setLink(Link::Online);
        m_quietPasses = report.sent > 0 || !report.receipts.empty() ? 0 : m_quietPasses + 1;
        return tryIn(pauseAfter(report), true);
    }
    const Refusal& refusal = done.error();
    LogLine("sync-pass").with(refusal.error).with("http", refusal.status).info(logSync());
    m_status.trouble = refusal.error;
    setLink(linkFor(refusal));
    if (m_status.link == Link::Refused || m_status.link == Link::ClockWrong)
        m_identityTimer.start();
    if (needsNewConnection(refusal.error)) {
        dropSession();
        return tryIn(tryToOpenAgain, true);
    }
    const auto asked
        = refusal.retryAfter ? clampRetryAfter(*refusal.retryAfter) : std::chrono::milliseconds(0);
    tryIn(m_breaker.failed(refusal.error.code, asked, luck()), true);
}

void SyncWorker::notSetUp(const Error& error)
{
    m_status.trouble = error;
    setLink(error.code == ErrorCode::NotFound || error.code == ErrorCode::InvalidInput ? Link::NotSetUp
                                                                                       : Link::Unknown);
    tryIn(tryToOpenAgain, true);
}

void SyncWorker::onStep(const SyncStep& step)
{
    switch (step.kind) {
    case SyncStep::Kind::Announced: setLink(Link::Online); break;
    case SyncStep::Kind::Sending:
    case SyncStep::Kind::Acknowledged:
        m_status.current = step.packet;
        m_status.sent = step.offset;
        m_status.total = step.total;
        break;
    case SyncStep::Kind::Receipt:
    case SyncStep::Kind::Conflict:
    case SyncStep::Kind::Postponed: m_status.current = {}; break;
    case SyncStep::Kind::RegistryRewound:
        if (m_status.notice == Notice::None)
            m_status.notice = Notice::RegistryRewound;
        break;
    case SyncStep::Kind::StationAlarm: m_status.notice = Notice::StationCopied; break;
    }
    if (step.kind == SyncStep::Kind::Acknowledged || step.kind == SyncStep::Kind::Receipt) {
        m_breaker.reset();
        m_status.trouble.reset();
        setLink(Link::Online);
    }
    refreshTotals();
    publish();
    if (!step.packet.isNull())
        emit stepped(step.packet);
}

void SyncWorker::setLink(Link link)
{
    if (m_status.link == link)
        return;
    m_status.link = link;
    m_status.since = m_clock.now();
}

void SyncWorker::refreshTotals()
{
    const auto totals = m_session ? m_session->queue().totals() : fail(ErrorCode::NotFound, "closed");
    m_status.counted = totals.has_value();
    if (totals) {
        m_status.waiting = totals->waiting;
        m_status.waitingBytes = totals->waitingBytes;
        m_status.handed = totals->handed;
        m_status.needsYou = totals->needsYou;
    }
}

void SyncWorker::tryIn(std::chrono::milliseconds wait, bool announce)
{
    m_timer.start(wait);
    m_status.nextTry = m_clock.now() + wait;
    if (announce)
        publish();
}

SyncThread::SyncThread(const QDir& station, const QUrl& registry, const Clock& clock)
    : m_worker(m_thread.adopt(std::make_unique<SyncWorker>(
        [station, registry, &clock](std::function<void(const SyncStep&)> step) {
            return SyncSession::open(station, registry, clock, std::move(step));
        },
        clock)))
{
    QMetaObject::invokeMethod(&m_worker, &SyncWorker::start, Qt::QueuedConnection);
}

SyncThread::~SyncThread() { m_worker.stop(); }

void SyncThread::syncNow()
{
    QMetaObject::invokeMethod(&m_worker, &SyncWorker::syncNow, Qt::QueuedConnection);
}

} // namespace station
