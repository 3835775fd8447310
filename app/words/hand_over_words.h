#pragma once

#include "core/base/error.h"
#include "core/desk/hand_over.h"

#include <QString>

/// What hand-over by stick is called before people; as words.h.
namespace station {

enum class HandOverAct { Give, WriteAgain, TakeOver, ReadWord, TakeBack };

namespace words {

[[nodiscard]] QString forBundle(BundleState state); ///< a few words
[[nodiscard]] QString whatToDo(const BundleRow& bundle, Instant now); ///< never empty
[[nodiscard]] QString handedOver(HandOverAct act, const HandOverReport& report); ///< what was done, what next
/// Cause, then cure.
[[nodiscard]] QString handOverTrouble(HandOverAct act, const Error& error);
/// Of a packet that is not sent from here, or not for this station: where it is, with whom, since when, what
/// next. Empty when it is ours to send.
[[nodiscard]] QString whereItIs(const QueueRow& row, Instant now);

} // namespace words
} // namespace station
