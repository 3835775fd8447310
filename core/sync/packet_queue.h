#pragma once

#include "core/store/bundles.h"
#include "core/store/ledger.h"
#include "core/store/outbox.h"
#include "core/store/receipt_chain.h"

#include <vector>

namespace station {

/// The queue as sync needs it. The outbox of a station directory stands behind it (outbox_queue.h); tests use
/// one in memory. Same promises as Outbox and ReceiptChain: forward only, a call that would move a packet
/// back changes nothing, and only a registry that was put back sends packets back to Sealed.
class PacketQueue {
public:
    virtual ~PacketQueue() = default;

    [[nodiscard]] virtual Result<std::vector<QueueRow>> due(Instant now, int limit) = 0;
    [[nodiscard]] virtual Result<QueueRow> row(PacketId id) = 0; ///< Errors: NotFound
    [[nodiscard]] virtual Result<QueueTotals> totals() = 0;
    /// Errors: NotFound, Damaged.
    [[nodiscard]] virtual Result<QByteArray> bytes(const QueueRow& row) = 0;
    [[nodiscard]] virtual Result<LedgerHead> auditHead() = 0;
    /// False when the ledger holds another row under that number, or does not reach it.
    [[nodiscard]] virtual Result<bool> wroteAuditRow(const LedgerHead& head) = 0;
    [[nodiscard]] virtual Status note(const char* event, const QString& detail) = 0; ///< a ledger row

    // As ReceiptChain
    [[nodiscard]] virtual Result<ChainPoint> chainPoint() = 0;
    [[nodiscard]] virtual Result<int> chainFollowed(
        const ChainPoint& from, const std::vector<ChainLink>& links)
        = 0;
    [[nodiscard]] virtual Result<int> chainEnd(const ChainPoint& from) = 0;
    [[nodiscard]] virtual Status chainRewound() = 0;

    /// The registry's clock, from one of its answers. Nothing about packets.
    [[nodiscard]] virtual Status registrySaid(Instant) { return {}; }

    [[nodiscard]] virtual Status announced(const std::vector<PacketId>& ids) = 0;
    [[nodiscard]] virtual Status acknowledged(PacketId id, qint64 offset) = 0;
    [[nodiscard]] virtual Status receipt(PacketId id, const Receipt& receipt) = 0;
    [[nodiscard]] virtual Status conflict(PacketId id, const QString& why) = 0;
    [[nodiscard]] virtual Status contradicted(PacketId id, const QString& why) = 0;
    [[nodiscard]] virtual Status postpone(PacketId id, Instant until, const Error& why) = 0;
    [[nodiscard]] virtual Status doubt(PacketId id, Instant until, const Error& why) = 0;

    /// A queue without hand-over has none.
    [[nodiscard]] virtual Result<std::vector<BundleTask>> bundleTasks() { return std::vector<BundleTask>(); }
    [[nodiscard]] virtual Status bundleAnswered(BundleId, BundleWord) { return {}; }
};

} // namespace station
