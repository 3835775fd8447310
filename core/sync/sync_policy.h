#pragma once

#include "core/base/error.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>

namespace station {

// Pure functions: no clock, no randomness of their own. `luck` is uniform in 0..1.

/// Wait before asking again, after `quiet` passes (0, 1, …) in a row that brought nothing while the registry
/// still works on packets: 1 s, 2 s … 30 s. A registry needs well under a second for a packet, an officer
/// looks at the queue now.
[[nodiscard]] constexpr std::chrono::milliseconds pollDelay(int quiet)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds longest = 30s;
    return std::min<std::chrono::milliseconds>(longest, 1s * (1 << std::clamp(quiet, 0, 10)));
}

/// Wait before the next try of the whole queue, after `failures` (1, 2, …) in a row without an acknowledged
/// byte. Full jitter: luck × min(15 min, 5 s × 2ⁿ⁻¹). Source: sync.md §4.
[[nodiscard]] constexpr std::chrono::milliseconds queueBackoff(int failures, double luck)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds longest = 15min;
    const auto ceiling
        = std::min<std::chrono::milliseconds>(longest, 5s * (1 << std::clamp(failures - 1, 0, 10)));
    return std::chrono::milliseconds(
        static_cast<long long>(static_cast<double>(ceiling.count()) * std::clamp(luck, 0.0, 1.0)));
}

/// A portal wants somebody to log in, or the clock to be set: look every one to two minutes, however often it
/// failed.
[[nodiscard]] constexpr std::chrono::milliseconds portalBackoff(double luck)
{
    using namespace std::chrono_literals;
    return std::chrono::milliseconds(1min)
        + std::chrono::milliseconds(static_cast<long long>(60'000 * std::clamp(luck, 0.0, 1.0)));
}

/// What the registry asks for is honoured between 1 s and 6 h.
[[nodiscard]] constexpr std::chrono::milliseconds clampRetryAfter(std::chrono::seconds asked)
{
    using namespace std::chrono_literals;
    return std::clamp<std::chrono::seconds>(asked, 1s, std::chrono::seconds(6h));
}

/// Wait before one packet is tried again that was itself refused: 1 min × 4ⁿ, at most 24 h.
[[nodiscard]] constexpr std::chrono::milliseconds packetDelay(int attempts)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds longest = 24h;
    return std::min<std::chrono::milliseconds>(longest, 1min * (1LL << (2 * std::clamp(attempts, 0, 10))));
}

inline constexpr qint64 firstChunk = 64 << 10;
inline constexpr qint64 smallestChunk = 32 << 10;
inline constexpr qint64 largestChunk = 1 << 20;

/// What a chunk should take. After each one the line idles for a round trip, and a cut costs up to one chunk:
/// at 64 kbit/s and 600 ms, 15 s waste 5 % on waiting, 10 s waste 7 %. Source: tests/links/compare.sh.
inline constexpr std::chrono::milliseconds chunkTime = std::chrono::seconds(15);

/// The next chunk after `piece` bytes took so long: what the line moves in chunkTime, at most four times
/// and at least half of the present chunk.
[[nodiscard]] constexpr qint64 chunkAfter(qint64 chunk, qint64 piece, std::chrono::milliseconds took)
{
    const qint64 fitting = piece * chunkTime.count() / std::max<qint64>(took.count(), 1);
    return std::clamp(std::clamp(fitting, chunk / 2, chunk * 4), smallestChunk, largestChunk);
}

/// The next of `left` bytes, cut into pieces of equal size: about `chunk`, at most a quarter more, never more
/// than `most`. No round trip for a crumb at the end.
[[nodiscard]] constexpr qint64 evenPiece(qint64 left, qint64 chunk, qint64 most)
{
    const qint64 largest = std::max<qint64>(1, std::min(chunk + chunk / 4, most));
    const qint64 pieces = std::max<qint64>(1, (left + largest - 1) / largest);
    return (left + pieces - 1) / pieces;
}

[[nodiscard]] constexpr qint64 chunkAfterFailure(qint64 chunk)
{
    return std::clamp(chunk / 2, smallestChunk, largestChunk);
}

/// One breaker for the whole queue.
class Breaker {
public:
    /// @param asked  the registry's Retry-After, already clamped; zero when it named none
    [[nodiscard]] std::chrono::milliseconds failed(
        ErrorCode code, std::chrono::milliseconds asked, double luck)
    {
        ++m_failures;
        const bool forAPerson = code == ErrorCode::RegistryUntrusted || code == ErrorCode::ClockWrong;
        const auto own = forAPerson ? portalBackoff(luck) : queueBackoff(m_failures, luck);
        return std::max(own, asked);
    }
    /// Any acknowledged byte, receipt or answer about our packets: the line works.
    void reset() { m_failures = 0; }
    [[nodiscard]] int failures() const { return m_failures; }

private:
    int m_failures = 0;
};

} // namespace station
