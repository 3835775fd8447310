#pragma once

#include <chrono>

namespace station {

/// UTC, millisecond steps. Stored as INTEGER milliseconds since 1970-01-01T00:00Z.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// The only source of "now". Passed in, never looked up; tests pass a FixedClock.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant start)
        : m_now(start)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    Instant m_now;
};

[[nodiscard]] inline long long toMs(Instant at) { return at.time_since_epoch().count(); }
[[nodiscard]] inline Instant fromMs(long long ms) { return Instant {std::chrono::milliseconds {ms}}; }

} // namespace station
