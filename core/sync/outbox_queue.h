#pragma once

#include "core/store/bundles.h"
#include "core/store/clock_record.h"
#include "core/store/database.h"
#include "core/store/outbox.h"
#include "core/sync/packet_queue.h"

#include <QDir>

#include <memory>

namespace station {

/// The outbox of a station directory over a connection of its own. Needs no officer: packets are sealed.
/// Threads: one.
class OutboxQueue final : public PacketQueue {
public:
    /// Errors: NotFound when there is no station, StorageTooNew, Damaged, StorageFailed.
    [[nodiscard]] static Result<std::unique_ptr<OutboxQueue>> open(const QDir& station, const Clock& clock);

    /// For what else is counted beside the queue, on the same thread.
    [[nodiscard]] Database& database() { return *m_database; }

    [[nodiscard]] Result<std::vector<QueueRow>> due(Instant now, int limit) override;
    [[nodiscard]] Result<QueueRow> row(PacketId id) override;
    [[nodiscard]] Result<QueueTotals> totals() override;
    [[nodiscard]] Result<QByteArray> bytes(const QueueRow& row) override;
    [[nodiscard]] Result<LedgerHead> auditHead() override;
    [[nodiscard]] Result<bool> wroteAuditRow(const LedgerHead& head) override;
    [[nodiscard]] Status note(const char* event, const QString& detail) override;
    [[nodiscard]] Result<ChainPoint> chainPoint() override;
    [[nodiscard]] Result<int> chainFollowed(
        const ChainPoint& from, const std::vector<ChainLink>& links) override;
    [[nodiscard]] Result<int> chainEnd(const ChainPoint& from) override;
    [[nodiscard]] Status chainRewound() override;
    [[nodiscard]] Status registrySaid(Instant server) override;
    [[nodiscard]] Status announced(const std::vector<PacketId>& ids) override;
    [[nodiscard]] Status acknowledged(PacketId id, qint64 offset) override;
    [[nodiscard]] Status receipt(PacketId id, const Receipt& receipt) override;
    [[nodiscard]] Status conflict(PacketId id, const QString& why) override;
    [[nodiscard]] Status contradicted(PacketId id, const QString& why) override;
    [[nodiscard]] Status postpone(PacketId id, Instant until, const Error& why) override;
    [[nodiscard]] Result<std::vector<BundleTask>> bundleTasks() override;
    [[nodiscard]] Status bundleAnswered(BundleId id, BundleWord word) override;
    [[nodiscard]] Status doubt(PacketId id, Instant until, const Error& why) override;

private:
    OutboxQueue(std::unique_ptr<Database> database, const Clock& clock);

    std::unique_ptr<Database> m_database;
    const Clock& m_clock;
    Outbox m_outbox;
    Bundles m_bundles;
    ReceiptChain m_chain;
    ClockRecord m_clockRecord;
};

} // namespace station
