#include "core/base/clock_trust.h"

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

const Instant noon = fromMs(1795780800000);
constexpr auto year = 24h * 365;

ClockTrust trust(const ClockEvidence& evidence, const Clock& clock)
{
    return judgeClock(evidence, clock.now(), clock.boot()).trust;
}

} // namespace

TEST_CASE("with nothing that speaks for or against it a clock is unchecked", "[clock]")
{
    const FixedClock clock(noon);
    CHECK(
        judgeClock({}, clock.now(), clock.boot()) == ClockJudgement {ClockTrust::Unchecked, {}, Instant {}});
}

TEST_CASE("a clock more than five minutes before the floor is wrong, whichever makes the floor", "[clock]")
{
    const ClockEvidence evidence = GENERATE(ClockEvidence {noon, {}, {}}, ClockEvidence {{}, noon, {}},
        ClockEvidence {{}, {}, ServerTime {noon, {"boot-0", 1h}}});
    FixedClock clock(noon - 5min);
    CHECK(trust(evidence, clock) == ClockTrust::Unchecked);
    clock.set(noon - 5min - 1ms);
    CHECK(trust(evidence, clock) == ClockTrust::Wrong);
    CHECK(judgeClock(evidence, clock.now(), clock.boot()).floor == noon);
    CHECK_FALSE(judgeClock(evidence, clock.now(), clock.boot()).offset);
}

TEST_CASE("what the registry's clock said in this run of the computer is carried on by what nobody can set",
    "[clock]")
{
    FixedClock clock(noon);
    const ClockEvidence evidence {{}, {}, ServerTime {noon + 10s, clock.boot()}};
    clock.advance(72h);
    CHECK(judgeClock(evidence, clock.now(), clock.boot()).offset == 10s);
    CHECK(trust(evidence, clock) == ClockTrust::ServerChecked);
    const auto wrong = GENERATE(as<std::chrono::milliseconds> {}, year, -year, 6min, -6min);
    clock.set(clock.now() + wrong);
    CHECK(trust(evidence, clock) == ClockTrust::Wrong);
    CHECK(judgeClock(evidence, clock.now(), clock.boot()).offset == 10s - wrong);
}

TEST_CASE("after another start of the computer the registry's clock is only a floor", "[clock]")
{
    FixedClock clock(noon);
    const ClockEvidence evidence {{}, {}, ServerTime {noon, clock.boot()}};
    clock.startAgain("boot-2");
    CHECK(trust(evidence, clock) == ClockTrust::Unchecked);
    clock.set(noon - year);
    CHECK(trust(evidence, clock) == ClockTrust::Wrong);
}

TEST_CASE("the registry's clock beats a floor that was raised by a clock set forward", "[clock]")
{
    FixedClock clock(noon);
    const ClockEvidence evidence {{}, noon + year, ServerTime {noon, clock.boot()}};
    CHECK(trust(evidence, clock) == ClockTrust::ServerChecked);
}

TEST_CASE("the computer's own clock tells its run and the age of the program", "[clock]")
{
    const SystemClock clock;
    CHECK(clock.boot().bootId.size() == 36);
    CHECK(clock.boot().since > 0ms);
    CHECK(clock.boot().since <= SystemClock().boot().since);
    CHECK(clock.built() > fromMs(1767225600000)); // 2026
    CHECK(clock.built() <= clock.now() + 24h); // of a machine that can build it
}
