#include "core/store/outbox_rules.h"

#include "core/base/log.h"

#include <array>

namespace station {
namespace {

constexpr std::array everyState {PacketState::Sealed, PacketState::Announced, PacketState::Uploading,
    PacketState::Received, PacketState::Processing, PacketState::Processed, PacketState::Purged,
    PacketState::Rejected, PacketState::Resubmit, PacketState::Conflict, PacketState::Held};

constexpr int finalWord = 3;

/// How far the registry has spoken: 0 nothing yet.
int spoken(PacketState state)
{
    switch (state) {
    case PacketState::Sealed:
    case PacketState::Announced:
    case PacketState::Uploading:
    case PacketState::Conflict:
    case PacketState::Held: return 0;
    case PacketState::Received: return 1;
    case PacketState::Processing: return 2;
    case PacketState::Processed:
    case PacketState::Rejected:
    case PacketState::Resubmit: return finalWord;
    case PacketState::Purged: return finalWord + 1;
    }
    return 0;
}

} // namespace

const char* nameOf(PacketState state)
{
    switch (state) {
    case PacketState::Sealed: return "sealed";
    case PacketState::Announced: return "announced";
    case PacketState::Uploading: return "uploading";
    case PacketState::Received: return "received";
    case PacketState::Processing: return "processing";
    case PacketState::Processed: return "processed";
    case PacketState::Purged: return "purged";
    case PacketState::Rejected: return "rejected";
    case PacketState::Resubmit: return "resubmit";
    case PacketState::Conflict: return "conflict";
    case PacketState::Held: return "held";
    }
    return "unknown";
}

std::optional<PacketState> packetStateFrom(const QString& name)
{
    for (const PacketState state : everyState)
        if (name == QLatin1String(nameOf(state)))
            return state;
    return std::nullopt;
}

const char* nameOf(Custody custody)
{
    switch (custody) {
    case Custody::Here: return "here";
    case Custody::Handed: return "handed";
    case Custody::Taken: return "taken";
    case Custody::Carried: return "carried";
    case Custody::Returned: return "returned";
    }
    return "unknown";
}

std::optional<Custody> custodyFrom(const QString& name)
{
    for (const Custody custody :
        {Custody::Here, Custody::Handed, Custody::Taken, Custody::Carried, Custody::Returned})
        if (name == QLatin1String(nameOf(custody)))
            return custody;
    return std::nullopt;
}

bool isWaiting(PacketState state)
{
    return state == PacketState::Sealed || state == PacketState::Announced || state == PacketState::Uploading;
}

bool needsPerson(PacketState state)
{
    return state == PacketState::Rejected || state == PacketState::Resubmit || state == PacketState::Conflict
        || state == PacketState::Held;
}

bool isReceiptState(PacketState state) { return spoken(state) >= 1 && spoken(state) <= finalWord; }

bool isForward(PacketState now, qint64 receiptSeq, const Receipt& receipt)
{
    const int before = spoken(now);
    const int after = spoken(receipt.state);
    if (before == finalWord && after == finalWord)
        return receipt.registrySeq > receiptSeq && receipt.state != now;
    return after > before;
}

QString problemOf(const Receipt& receipt)
{
    if (!needsPerson(receipt.state))
        return {};
    return QStringLiteral("%1:%2").arg(QLatin1String(nameOf(receipt.state)), receipt.reason);
}

const char* codeOf(const Error& error) { return nameOf(error.code); }

} // namespace station
