#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <algorithm>
#include <chrono>

namespace station {

/// How long after the n-th wrong passphrase in a row the next try must wait: nothing after the first two (a
/// slip of the hand), then 5 s, 10 s, 20 s … up to 15 minutes. A pure function.
[[nodiscard]] constexpr std::chrono::seconds waitAfter(int wrong)
{
    using namespace std::chrono_literals;
    constexpr int free = 2;
    constexpr std::chrono::seconds first = 5s;
    constexpr std::chrono::seconds longest = 15min;
    if (wrong <= free)
        return 0s;
    return std::min(longest, first * (1 << std::clamp(wrong - free - 1, 0, 10)));
}

/// What is left of the wait at `now`; the whole of it when the clock was turned back before the last wrong
/// try.
[[nodiscard]] constexpr std::chrono::milliseconds waitLeft(int wrong, Instant lastWrong, Instant now)
{
    const std::chrono::milliseconds whole = waitAfter(wrong);
    if (now < lastWrong)
        return whole;
    return std::max(std::chrono::milliseconds(0), whole - (now - lastWrong));
}

/// LockedOut; `detail` is the whole seconds that are left.
[[nodiscard]] inline tl::unexpected<Error> lockedOut(std::chrono::milliseconds left)
{
    return fail(ErrorCode::LockedOut, std::to_string(std::chrono::ceil<std::chrono::seconds>(left).count()));
}

} // namespace station
