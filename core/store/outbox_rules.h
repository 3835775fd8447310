#pragma once

#include "core/base/error.h"
#include "core/store/outbox.h"

namespace station {

// The order of states, as pure functions.

/// Sealed, Announced, Uploading: bytes are still to be sent.
[[nodiscard]] bool isWaiting(PacketState state);
/// Rejected, Resubmit, Conflict, Held.
[[nodiscard]] bool needsPerson(PacketState state);
/// Received, Processing, Processed, Rejected or Resubmit.
[[nodiscard]] bool isReceiptState(PacketState state);
/// True when the registry's word moves a packet that is in `now`. Between two final words (Processed,
/// Rejected, Resubmit) the one with the higher registry number stands; after Purged nothing moves.
[[nodiscard]] bool isForward(PacketState now, qint64 receiptSeq, const Receipt& receipt);
/// "rejected:photo-unusable", "resubmit:…", "" when fine.
[[nodiscard]] QString problemOf(const Receipt& receipt);
/// The stable word of an error for the problem column.
[[nodiscard]] const char* codeOf(const Error& error);

} // namespace station
