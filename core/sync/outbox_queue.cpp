#include "core/sync/outbox_queue.h"

#include "core/store/ledger.h"
#include "core/store/packet_files.h"
#include "core/store/recovery.h"

namespace station {

OutboxQueue::OutboxQueue(std::unique_ptr<Database> database, const Clock& clock)
    : m_database(std::move(database))
    , m_clock(clock)
    , m_outbox(*m_database, clock)
    , m_bundles(*m_database, clock)
    , m_chain(*m_database, clock)
    , m_clockRecord(*m_database, clock)
{
}

Result<std::unique_ptr<OutboxQueue>> OutboxQueue::open(const QDir& station, const Clock& clock)
{
    auto database = openSound(station, clock);
    if (!database)
        return failed(database);
    return std::unique_ptr<OutboxQueue>(new OutboxQueue(std::move(*database), clock));
}

Result<std::vector<QueueRow>> OutboxQueue::due(Instant now, int limit) { return m_outbox.due(now, limit); }

Result<QueueRow> OutboxQueue::row(PacketId id) { return m_outbox.row(id); }

Result<QueueTotals> OutboxQueue::totals() { return m_outbox.totals(); }

Result<QByteArray> OutboxQueue::bytes(const QueueRow& row)
{
    return PacketFiles::of(row.origin, m_database->station(), m_database->files()).read(row.id, row.sha256);
}

Result<LedgerHead> OutboxQueue::auditHead() { return Ledger(*m_database).head(); }

Result<bool> OutboxQueue::wroteAuditRow(const LedgerHead& head)
{
    return Ledger(*m_database).hashAt(head.seq).map([&](const QByteArray& hash) {
        return hash == head.hash;
    });
}

Status OutboxQueue::note(const char* event, const QString& detail)
{
    return Ledger(*m_database).note(m_clock.now(), event, detail);
}

Result<ChainPoint> OutboxQueue::chainPoint() { return m_chain.point(); }

Result<int> OutboxQueue::chainFollowed(const ChainPoint& from, const std::vector<ChainLink>& links)
{
    return m_chain.followed(from, links);
}

Result<int> OutboxQueue::chainEnd(const ChainPoint& from) { return m_chain.reachedEnd(from); }

Status OutboxQueue::chainRewound() { return m_chain.rewound(); }

Status OutboxQueue::registrySaid(Instant server)
{
    return m_clockRecord.registrySaid(server).and_then(
        [&] { return m_clockRecord.judge().map([](const auto&) {}); });
}

Status OutboxQueue::announced(const std::vector<PacketId>& ids) { return m_outbox.announced(ids); }

Status OutboxQueue::acknowledged(PacketId id, qint64 offset) { return m_outbox.acknowledged(id, offset); }

Status OutboxQueue::receipt(PacketId id, const Receipt& receipt) { return m_outbox.receipt(id, receipt); }

Status OutboxQueue::conflict(PacketId id, const QString& why) { return m_outbox.conflict(id, why); }

Status OutboxQueue::contradicted(PacketId id, const QString& why) { return m_outbox.contradicted(id, why); }

Status OutboxQueue::postpone(PacketId id, Instant until, const Error& why)
{
    return m_outbox.postpone(id, until, why);
}

Result<std::vector<BundleTask>> OutboxQueue::bundleTasks() { return m_bundles.tasks(); }

Status OutboxQueue::bundleAnswered(BundleId id, BundleWord word) { return m_bundles.answered(id, word); }

Status OutboxQueue::doubt(PacketId id, Instant until, const Error& why)
{
    return m_outbox.doubt(id, until, why);
}

} // namespace station
