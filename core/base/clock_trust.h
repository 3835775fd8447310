#pragma once

#include "core/base/clock.h"

#include <optional>

namespace station {

/// How far the computer's clock can be believed.
enum class ClockTrust {
    ServerChecked, ///< in this run of the computer the registry's clock agreed
    Unchecked, ///< nothing speaks against it
    Wrong, ///< earlier than it can be, or away from the registry's
};
[[nodiscard]] const char* nameOf(ClockTrust trust); ///< "server-checked", "unchecked", "wrong"

/// What the registry's clock said, and when in the run of this computer.
struct ServerTime {
    Instant server;
    BootTime heard;
};

/// What speaks for and against the clock. 1970 stands for "nothing".
struct ClockEvidence {
    Instant built; ///< the program
    Instant lastRow; ///< latest ledger row since the registry's clock was heard
    std::optional<ServerTime> server; ///< the last one heard
};

struct ClockJudgement {
    ClockTrust trust = ClockTrust::Unchecked;
    /// What to add to the computer's clock to have the registry's. Nothing where this run of the computer has
    /// not heard it.
    std::optional<std::chrono::milliseconds> offset;
    Instant floor; ///< it cannot be earlier than this

    friend bool operator==(const ClockJudgement&, const ClockJudgement&) = default;
};

/// Computers without network time drift by seconds a day; what is further off was set wrongly or has a dead
/// battery. As in Kerberos (RFC 4120, 7.1).
inline constexpr std::chrono::minutes clockTolerance {5};

/// A pure function. What the registry said in this run of the computer beats the floor, which somebody may
/// have raised by setting the clock forward and back.
[[nodiscard]] ClockJudgement judgeClock(const ClockEvidence& evidence, Instant now, const BootTime& boot);

} // namespace station
