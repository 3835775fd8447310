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
        Postponed, ///< the packet was refused, or a receipt for it does not hold; `error` says why
        RegistryRewound, ///< the registry was put back to an older day; what it has lost is sent again
        StationAlarm, ///< the registry sees, or we see, that another copy of this station is at work: `alarm`
    };
    Kind kind = Kind::Announced;
    PacketId packet;
    int count = 0;
    qint64 offset = 0;
    qint64 total = 0;
    PacketState state = PacketState::Sealed;
    Error error;
    StationAlarm alarm = StationAlarm::Rewound;
};

struct SyncReport {
    int sent = 0; ///< packets whose last byte was acknowledged
    qint64 sentBytes = 0;
    std::set<PacketId> receipts; ///< packets with a new verified receipt, of any state
    int postponed = 0;
    int conflicts = 0;
    int heldBack = 0; ///< packets that the day's budget leaves waiting
    std::optional<BudgetPause> pause; ///< with `heldBack`: until when, and why
    int voided = 0; ///< receipts that the registry has lost
    bool registryRewound = false;
    std::set<StationAlarm> alarms;
    bool awaiting = false; ///< packets remain that the registry has not finished with, or events to be read
};

/// What a receipt for `packet` says, once it is believed. Errors: RegistryUntrusted; RegistryRefused when it
/// is believed and for other bytes.
using VerifyReceipt = std::function<Result<Receipt>(const QByteArray& signedDer, const QueueRow& packet)>;

struct PassContext {
    PacketQueue& queue;
    RegistryClient& client;
    const Clock& clock;
    QByteArray caPem; ///< the registry's certificate list is verified against it
    VerifyReceipt verify; ///< as verifyReceipt() with the pinned CA and this station's id
    std::function<void(const SyncStep&)> step; ///< may be empty
    SendingBudget* budget = nullptr; ///< none: nothing is held back

    void tell(const SyncStep& what) const
    {
        if (step)
            step(what);
    }
};

/// Our own disk failed, or somebody else than the registry answers: the packet is not to blame.
[[nodiscard]] inline Refusal ownTrouble(const Error& error)
{
    return {error, Refusal::Scope::Connection, 0, {}, {}};
}

} // namespace station
