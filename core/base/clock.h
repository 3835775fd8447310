#pragma once

#include <chrono>
#include <string>
#include <utility>

namespace station {

/// UTC, millisecond steps. Stored as INTEGER milliseconds since 1970-01-01T00:00Z.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// How long this run of the computer has lasted, sleep included. Nobody can set it.
struct BootTime {
    std::string bootId; ///< another one after each start of the computer; empty where the system tells none
    std::chrono::milliseconds since {0};

    friend bool operator==(const BootTime&, const BootTime&) = default;
};

/// The only source of "now". Passed in, never looked up; tests pass a FixedClock.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual BootTime boot() const { return {}; }
    /// When the program was made: a clock before it is wrong. 1970 when that is not known.
    [[nodiscard]] virtual Instant built() const { return {}; }
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] BootTime boot() const override;
    [[nodiscard]] Instant built() const override;
};

class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant start)
        : m_now(start)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] BootTime boot() const override { return m_boot; }
    /// Time passes: every clock goes on.
    void advance(std::chrono::milliseconds by)
    {
        m_now += by;
        m_boot.since += by;
    }
    /// Somebody sets the clock on the wall.
    void set(Instant now) { m_now = now; }
    /// The computer is switched off and on.
    void startAgain(std::string bootId) { m_boot = {std::move(bootId), std::chrono::milliseconds(0)}; }

private:
    Instant m_now;
    BootTime m_boot {"boot-1", std::chrono::hours(1)};
};

[[nodiscard]] inline long long toMs(Instant at) { return at.time_since_epoch().count(); }
[[nodiscard]] inline Instant fromMs(long long ms) { return Instant {std::chrono::milliseconds {ms}}; }

} // namespace station
