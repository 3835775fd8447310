#pragma once

#include "core/sync/packet_queue.h"
#include "core/sync/registry_client.h"
#include "core/sync/sending_budget.h"

#include <functional>
#include <set>

namespace station {

/// Something that happened and is on disk.
struct SyncStep {
    enum class Kind {
        Announced, ///< `count` packets; the registry has answered for each
        Sending, ///< `packet` is next
        Acknowledged, ///< `offset` of `total` bytes are durable at the registry
        Receipt, ///< verified and kept; `state` is what it says
        Conflict,
        Postponed, ///< the packet was refused; `error` says why
    };
    Kind kind = Kind::Announced;
    PacketId packet;
    int count = 0;
    qint64 offset = 0;
    qint64 total = 0;
    PacketState state = PacketState::Sealed;
    Error error;
};

struct SyncReport {
    int sent = 0; ///< packets whose last byte was acknowledged
    qint64 sentBytes = 0;
    std::set<PacketId> receipts; ///< packets with a new verified receipt, of any state
    int postponed = 0;
    int conflicts = 0;
    int heldBack = 0; ///< packets that the day's budget leaves waiting
    std::optional<BudgetPause> pause; ///< with `heldBack`: until when, and why
    bool awaiting = false; ///< packets remain that the registry has not finished with
};

struct PassContext {
    PacketQueue& queue;
    RegistryClient& client;
    const Clock& clock;
    QByteArray caPem; ///< receipts are verified against it
    QString stationId;
    std::function<void(const SyncStep&)> step; ///< may be empty
    SendingBudget* budget = nullptr; ///< none: nothing is held back
};

/// One walk over the queue: events, manifest, uploads in the queue's order, receipts.
///
/// Promise: no state moves to Received or beyond except by a receipt that verifies; a forged one stops the
/// pass and moves nothing. After a broken line at most one chunk is sent twice. A packet that is refused is
/// postponed and the next one goes on; trouble of the line or the station ends the pass. The first packet
/// that does not fit into the day's budget, and every one after it, waits; one that has begun is finished.
/// Blocking; cancelled through the transport. Threads: as its queue and client.
class SyncPass {
public:
    explicit SyncPass(PassContext context)
        : m_context(std::move(context))
    {
    }

    /// The report is filled as far as the pass came, also when it fails.
    [[nodiscard]] Reply<void> run(SyncReport& report);

private:
    [[nodiscard]] Reply<void> drainEvents(SyncReport& report);
    [[nodiscard]] Reply<std::vector<PacketAnswer>> announce(const std::vector<QueueRow>& rows);
    [[nodiscard]] Reply<void> follow(const QueueRow& row, const PacketAnswer& answer, SyncReport& report);
    [[nodiscard]] Reply<void> upload(const QueueRow& row, qint64 offset, SyncReport& report);
    [[nodiscard]] Reply<void> fetchReceipt(const QueueRow& row, SyncReport& report);
    [[nodiscard]] Reply<void> refused(const QueueRow& row, const Refusal& refusal, SyncReport& report);
    void tell(const SyncStep& step) const;

    PassContext m_context;
    std::optional<RegistryInfo> m_info;
    std::optional<qint64> m_cursor; ///< of the events
    qint64 m_chunk = 0; ///< carried over from pass to pass
};

} // namespace station
