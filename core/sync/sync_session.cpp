#include "core/sync/sync_session.h"

#include "core/enroll/identity.h"
#include "core/store/outbox_rules.h"
#include "core/sync/outbox_queue.h"
#include "core/sync/receipt_check.h"

#include <algorithm>
#include <thread>

namespace station {
namespace {

/// True while the registry still has to say what became of a packet it received.
Result<bool> awaitsWord(PacketQueue& queue, Instant now)
{
    return queue.due(now, 1000).map([](const std::vector<QueueRow>& rows) {
        return std::any_of(
            rows.begin(), rows.end(), [](const QueueRow& row) { return !isWaiting(row.state); });
    });
}

void add(SyncReport& sum, const SyncReport& part)
{
    sum.sent += part.sent;
    sum.sentBytes += part.sentBytes;
    sum.receipts.insert(part.receipts.begin(), part.receipts.end());
    sum.postponed += part.postponed;
    sum.conflicts += part.conflicts;
    sum.heldBack = part.heldBack;
    sum.pause = part.pause;
    sum.voided += part.voided;
    sum.registryRewound = sum.registryRewound || part.registryRewound;
    sum.alarms.insert(part.alarms.begin(), part.alarms.end());
}

} // namespace

SyncSession::SyncSession(std::unique_ptr<PacketQueue> queue, const TransportSettings& settings,
    const QString& stationId, const Clock& clock, std::function<void(const SyncStep&)> step,
    std::unique_ptr<SendingBudget> budget)
    : m_identity {settings.identity.certificatePem, {}, settings.identity.registryCertificatePem,
        settings.identity.registryCaPem}
    , m_queue(std::move(queue))
    , m_budget(std::move(budget))
    , m_transport(settings)
    , m_pass(PassContext {*m_queue, m_client, clock, settings.identity.registryCaPem,
          [ca = settings.identity.registryCaPem, stationId](
              const QByteArray& signedDer, const QueueRow& packet) {
              return verifyReceipt(
                  signedDer, ca, packet, packet.origin.isEmpty() ? stationId : packet.origin);
          },
          std::move(step), m_budget.get()})
{
}

Status SyncSession::trustsIdentity()
{
    if (!m_settings)
        return {};
    return m_settings->all().and_then([this](const QMap<QString, QString>& values) -> Status {
        if (values.value(distrustedSetting) != QLatin1String(trustDigest(m_identity).toHex()))
            return {};
        return fail(ErrorCode::RegistryUntrusted, identityExchanged);
    });
}

Reply<void> SyncSession::run(SyncReport& report)
{
    if (const Status trusts = trustsIdentity(); !trusts)
        return tl::unexpected(ownTrouble(trusts.error()));
    if (!m_budget)
        return m_pass.run(report);
    if (auto known = m_budget->refresh(); !known)
        return tl::unexpected(Refusal {known.error(), Refusal::Scope::Connection, 0, {}, {}});
    if (m_budget->isUsedUp()) {
        if (const auto totals = m_queue->totals())
            report.heldBack = totals->waiting;
        report.pause = m_budget->pause();
        return {};
    }
    auto done = m_pass.run(report);
    if (report.heldBack > 0)
        report.pause = m_budget->pause();
    return done;
}

Result<std::unique_ptr<SyncSession>> SyncSession::open(
    const QDir& station, const QUrl& registry, const Clock& clock, std::function<void(const SyncStep&)> step)
{
    if (registry.isEmpty())
        return fail(ErrorCode::NotFound, "no registry address is set");
    auto identity = readIdentity(QDir(station.filePath("identity")));
    if (!identity)
        return failed(identity);
    const auto facts = checkIdentity(*identity);
    if (!facts)
        return failed(facts);
    auto queue = OutboxQueue::open(station, clock);
    if (!queue)
        return failed(queue);
    TransportSettings settings;
    settings.registry = registry;
    settings.identity = std::move(*identity);
    Database& database = (*queue)->database();
    auto budget = std::make_unique<SendingBudget>(database, clock);
    settings.carried = [counter = budget.get()](qint64 up, qint64 down) { (void)counter->carry(up + down); };
    auto session = std::make_unique<SyncSession>(
        std::move(*queue), settings, facts->stationId, clock, std::move(step), std::move(budget));
    session->m_settings.emplace(database);
    session->m_identityFolder = QDir(station.filePath("identity"));
    return session;
}

bool SyncSession::isOutdated() const
{
    if (!m_identityFolder)
        return false;
    const auto now = readIdentity(*m_identityFolder);
    return now && checkIdentity(*now)
        && (now->certificatePem != m_identity.certificatePem || now->registryCaPem != m_identity.registryCaPem
            || now->registryCertificatePem != m_identity.registryCertificatePem);
}

Result<SyncReport> syncOnce(const QDir& station, const QUrl& registry, const Clock& clock,
    const std::function<void(const SyncStep&)>& step, const OnceOptions& options)
{
    using namespace std::chrono_literals;
    auto session = SyncSession::open(station, registry, clock, step);
    if (!session)
        return failed(session);
    (*session)->budget()->goBeyond(options.beyondBudget);
    SyncReport sum;
    const auto end = std::chrono::steady_clock::now() + options.patience;
    while (true) {
        SyncReport report;
        const auto done = (*session)->run(report);
        add(sum, report);
        if (!done) {
            // "Too often" or "not now": waited for, when it is worth waiting.
            const auto asked = done.error().retryAfter.value_or(0s);
            if (asked == 0s || std::chrono::steady_clock::now() + asked > end)
                return tl::unexpected<Error>(done.error().error);
            std::this_thread::sleep_for(asked);
            continue;
        }
        const auto open = awaitsWord((*session)->queue(), clock.now());
        if (!open)
            return failed(open);
        if (report.sent == 0 && (!*open || std::chrono::steady_clock::now() > end))
            return sum;
        if (*open)
            std::this_thread::sleep_for(100ms); // processing takes the registry some milliseconds
    }
}

} // namespace station
