#pragma once

#include "core/sync/pass_context.h"
#include "core/sync/receipt_feed.h"

namespace station {

/// One walk over the queue: events, manifest, uploads in the queue's order, receipts.
///
/// Promise: no state moves to Received or beyond except by a receipt that verifies; a forged one moves
/// nothing, is shown at its packet and stops no other (receipt_feed.h). After a broken line at most one chunk
/// is sent twice. A packet that is refused is postponed and the next one goes on; trouble of the line or the
/// station ends the pass. The first packet that does not fit into the day's budget, and every one after it,
/// waits; one that has begun is finished. The registry hears the ledger's head whenever it has grown, also
/// while nothing waits: somebody outside knows what was done. Blocking; cancelled through the transport.
/// Threads: as its queue and client.
class SyncPass {
public:
    explicit SyncPass(PassContext context)
        : m_context(std::move(context))
    {
    }
    SyncPass(const SyncPass&) = delete;
    SyncPass& operator=(const SyncPass&) = delete;

    /// The report is filled as far as the pass came, also when it fails.
    [[nodiscard]] Reply<void> run(SyncReport& report);

private:
    [[nodiscard]] Reply<void> meet();
    [[nodiscard]] Reply<std::vector<PacketAnswer>> announce(
        const std::vector<QueueRow>& rows, const LedgerHead& head, SyncReport& report);
    [[nodiscard]] Reply<void> hear(const ManifestReply& reply, SyncReport& report);
    [[nodiscard]] Reply<void> follow(const QueueRow& row, const PacketAnswer& answer, SyncReport& report);
    [[nodiscard]] Reply<void> upload(const QueueRow& row, qint64 offset, SyncReport& report);
    [[nodiscard]] Reply<void> refused(const QueueRow& row, const Refusal& refusal, SyncReport& report);

    PassContext m_context;
    std::optional<RegistryInfo> m_info;
    ReceiptFeed m_feed {m_context};
    LedgerHead m_saidHead; ///< the last one the registry has taken
    std::set<StationAlarm> m_noted; ///< in the ledger already
    qint64 m_chunk = 0; ///< carried over from pass to pass
};

} // namespace station
