#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <algorithm>
#include <charconv>
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

/// What is left of the wait at `now`. It is measured by what nobody can set: setting the clock neither ends a
/// wait nor makes it endless. After a restart of the computer it begins anew with the start.
[[nodiscard]] inline std::chrono::milliseconds waitLeft(
    int wrong, const BootTime& lastWrong, const BootTime& now)
{
    // The second half stands in for the first where the system tells no id.
    const bool sameRun = lastWrong.bootId == now.bootId && lastWrong.since <= now.since;
    const auto passed = sameRun ? now.since - lastWrong.since : now.since;
    return std::max<std::chrono::milliseconds>(std::chrono::milliseconds(0), waitAfter(wrong) - passed);
}

/// `wrong` with the wait that it has started: "wrong passphrase; next try in 5 s".
[[nodiscard]] inline Error startingWait(Error wrong, std::chrono::seconds wait)
{
    if (wait.count() > 0)
        wrong.detail += "; next try in " + std::to_string(wait.count()) + " s";
    return wrong;
}

/// How long a LockedOut, or the WrongPassphrase that started the wait, asks to wait: whole seconds, 1 where a
/// LockedOut names none. 0 for every other error.
[[nodiscard]] inline std::chrono::seconds waitIn(const Error& error)
{
    const bool locked = error.code == ErrorCode::LockedOut;
    if (!locked && error.code != ErrorCode::WrongPassphrase)
        return std::chrono::seconds(0);
    const auto digit = std::min(error.detail.find_first_of("0123456789"), error.detail.size());
    int seconds = 0;
    std::from_chars(error.detail.data() + digit, error.detail.data() + error.detail.size(), seconds);
    return std::chrono::seconds(std::max(locked ? 1 : 0, seconds));
}

/// LockedOut; `detail` is the whole seconds that are left.
[[nodiscard]] inline tl::unexpected<Error> lockedOut(std::chrono::milliseconds left)
{
    return fail(ErrorCode::LockedOut, std::to_string(std::chrono::ceil<std::chrono::seconds>(left).count()));
}

} // namespace station
