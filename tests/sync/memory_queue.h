#pragma once

#include "core/store/outbox_rules.h"
#include "core/sync/packet_queue.h"
#include "core/sync/sync_session.h"
#include "tests/support/registry_bench.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

namespace station {

/// What a station directory would hold, shared between a test and the queue it gave away.
struct MemoryStore {
    struct Entry {
        QueueRow row;
        QByteArray bytes;
        std::vector<Receipt> receipts;
    };
    std::mutex mutex;
    std::map<PacketId, Entry> entries;
    qint64 seq = 0;
    ChainPoint chain;
    QStringList notes;
    bool rewound = false;

    PacketId add(PacketId id, const QByteArray& bytes, int priority = 0)
    {
        const std::lock_guard lock(mutex);
        Entry entry;
        entry.row.id = id;
        entry.row.seq = ++seq;
        entry.row.size = bytes.size();
        entry.row.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        entry.row.priority = priority;
        entry.row.procedureId = "first-issue-14";
        entry.bytes = bytes;
        entries.emplace(id, entry);
        return id;
    }
    PacketId addMadeUp(int size, char fill = 'm')
    {
        return add(PacketId::create(SystemClock().now()), QByteArray(size, fill));
    }
    PacketId addSealed(RegistryBench& bench, const QString& station, int size)
    {
        const auto id = PacketId::create(SystemClock().now());
        return add(id, sealedPacket(bench.identityFolder(station), station, id, size));
    }
    Entry at(PacketId id)
    {
        const std::lock_guard lock(mutex);
        return entries.at(id);
    }
    PacketState state(PacketId id) { return at(id).row.state; }
};

/// The outbox's promises, in memory.
class MemoryQueue : public PacketQueue {
public:
    explicit MemoryQueue(std::shared_ptr<MemoryStore> store)
        : m_store(std::move(store))
    {
    }

    Result<std::vector<QueueRow>> due(Instant now, int limit) override
    {
        const std::lock_guard lock(m_store->mutex);
        std::vector<QueueRow> rows;
        for (const auto& [id, entry] : m_store->entries) {
            const auto state = entry.row.state;
            if ((isWaiting(state) || state == PacketState::Received) && entry.row.dueAt <= now)
                rows.push_back(entry.row);
        }
        std::sort(rows.begin(), rows.end(), [](const QueueRow& a, const QueueRow& b) {
            return a.priority != b.priority ? a.priority > b.priority : a.seq < b.seq;
        });
        rows.resize(std::min<std::size_t>(rows.size(), static_cast<std::size_t>(limit)));
        return rows;
    }
    Result<QueueRow> row(PacketId id) override
    {
        return with(id, [](auto& entry) -> Result<QueueRow> { return entry.row; });
    }
    Result<QueueTotals> totals() override
    {
        const std::lock_guard lock(m_store->mutex);
        QueueTotals totals;
        for (const auto& [id, entry] : m_store->entries) {
            if (!isWaiting(entry.row.state))
                continue;
            ++totals.waiting;
            totals.waitingBytes += entry.row.size - entry.row.offset;
        }
        return totals;
    }
    Result<QByteArray> bytes(const QueueRow& row) override
    {
        return with(row.id, [](auto& entry) -> Result<QByteArray> {
            if (entry.bytes.isEmpty())
                return fail(ErrorCode::Damaged, "the file is torn");
            return entry.bytes;
        });
    }
    Result<LedgerHead> auditHead() override { return LedgerHead {7, QByteArray(32, 'h')}; }
    Result<bool> wroteAuditRow(const LedgerHead& head) override
    {
        return head.seq <= 7 && head.hash == QByteArray(32, 'h');
    }
    Status note(const char* event, const QString&) override
    {
        const std::lock_guard lock(m_store->mutex);
        m_store->notes.append(QLatin1String(event));
        return {};
    }
    Result<ChainPoint> chainPoint() override
    {
        const std::lock_guard lock(m_store->mutex);
        ChainPoint point = m_store->chain;
        for (const auto& [id, entry] : m_store->entries)
            point.highestKept = std::max(point.highestKept, entry.row.receiptSeq);
        return point;
    }
    Result<int> chainFollowed(const ChainPoint&, const std::vector<ChainLink>& links) override
    {
        const std::lock_guard lock(m_store->mutex);
        if (!links.empty())
            m_store->chain = {links.back().seq, links.back().hash, 0};
        return 0;
    }
    Result<int> chainEnd(const ChainPoint&) override { return 0; }
    Status chainRewound() override
    {
        const std::lock_guard lock(m_store->mutex);
        m_store->chain = {};
        m_store->rewound = true;
        return {};
    }
    Status announced(const std::vector<PacketId>& ids) override
    {
        for (const auto& id : ids) {
            (void)with(id, [](auto& entry) -> Status {
                if (entry.row.state == PacketState::Sealed)
                    entry.row.state = PacketState::Announced;
                return {};
            });
        }
        return {};
    }
    Status acknowledged(PacketId id, qint64 offset) override
    {
        return with(id, [&](auto& entry) -> Status {
            if (isWaiting(entry.row.state)) {
                entry.row.state = PacketState::Uploading;
                entry.row.offset = offset;
            }
            return {};
        });
    }
    Status receipt(PacketId id, const Receipt& receipt) override
    {
        return with(id, [&](auto& entry) -> Status {
            if (!isForward(entry.row.state, entry.row.receiptSeq, receipt))
                return {};
            entry.row.state = receipt.state;
            entry.row.receiptSeq = receipt.registrySeq;
            entry.row.problem = problemOf(receipt);
            entry.receipts.push_back(receipt);
            return {};
        });
    }
    Status conflict(PacketId id, const QString&) override
    {
        return with(id, [](auto& entry) -> Status {
            entry.row.state = PacketState::Conflict;
            return {};
        });
    }
    Status contradicted(PacketId id, const QString& why) override { return conflict(id, why); }
    Status postpone(PacketId id, Instant until, const Error&) override
    {
        return with(id, [&](auto& entry) -> Status {
            entry.row.dueAt = until;
            ++entry.row.attempts;
            return {};
        });
    }
    Status doubt(PacketId id, Instant until, const Error& why) override
    {
        return with(id, [&](auto& entry) -> Status {
            entry.row.problem = "receipt-refused";
            entry.row.dueAt = until;
            ++entry.row.attempts;
            Q_UNUSED(why)
            return {};
        });
    }

private:
    template<class Work>
    auto with(PacketId id, Work work) -> std::invoke_result_t<Work, MemoryStore::Entry&>
    {
        const std::lock_guard lock(m_store->mutex);
        const auto found = m_store->entries.find(id);
        if (found == m_store->entries.end())
            return fail(ErrorCode::NotFound, "no such packet");
        return work(found->second);
    }

    std::shared_ptr<MemoryStore> m_store;
};

/// A session of station `name` over a store in memory.
inline std::unique_ptr<SyncSession> memorySession(std::shared_ptr<MemoryStore> store, const QUrl& registry,
    const StationIdentity& identity, const QString& name, const Clock& clock,
    std::function<void(const SyncStep&)> step = {})
{
    TransportSettings settings;
    settings.registry = registry;
    settings.identity = identity;
    settings.stall = std::chrono::seconds(5);
    return std::make_unique<SyncSession>(
        std::make_unique<MemoryQueue>(std::move(store)), settings, name, clock, std::move(step));
}

} // namespace station
