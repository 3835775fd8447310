#pragma once

#include "core/store/bundles.h"
#include "core/store/outbox.h"

#include <vector>

namespace station {

/// The queue as sync needs it. The outbox of a station directory stands behind it (outbox_queue.h); tests use
/// one in memory. Same promises as Outbox: forward only, a call that would move a packet back changes
/// nothing.
class PacketQueue {
public:
    virtual ~PacketQueue() = default;

    [[nodiscard]] virtual Result<std::vector<QueueRow>> due(Instant now, int limit) = 0;
    [[nodiscard]] virtual Result<QueueRow> row(PacketId id) = 0; ///< Errors: NotFound
    [[nodiscard]] virtual Result<QueueTotals> totals() = 0;
    /// Errors: NotFound, Damaged.
    [[nodiscard]] virtual Result<QByteArray> bytes(const QueueRow& row) = 0;
    [[nodiscard]] virtual Result<QByteArray> auditHead() = 0;
    /// The highest number among the kept receipts; 0 before there is one.
    [[nodiscard]] virtual Result<qint64> lastReceiptSeq() = 0;

    /// The registry's clock, from one of its answers. Nothing about packets.
    [[nodiscard]] virtual Status registrySaid(Instant) { return {}; }

    [[nodiscard]] virtual Status announced(const std::vector<PacketId>& ids) = 0;
    [[nodiscard]] virtual Status acknowledged(PacketId id, qint64 offset) = 0;
    [[nodiscard]] virtual Status receipt(PacketId id, const Receipt& receipt) = 0;
    [[nodiscard]] virtual Status conflict(PacketId id, const QString& why) = 0;
    [[nodiscard]] virtual Status postpone(PacketId id, Instant until, const Error& why) = 0;

    /// A queue without hand-over has none.
    [[nodiscard]] virtual Result<std::vector<BundleTask>> bundleTasks() { return std::vector<BundleTask>(); }
    [[nodiscard]] virtual Status bundleAnswered(BundleId, BundleWord) { return {}; }
};

} // namespace station
