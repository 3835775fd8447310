#include "core/store/clock_record.h"
#include "core/store/ledger.h"
#include "core/store/settings.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

constexpr auto year = 24h * 365;

struct RecordBench : StoreBench {
    ClockTrust trust() { return ClockRecord(*database, clock).judge().value().trust; }
    void say(Instant server) { REQUIRE(ClockRecord(*database, clock).registrySaid(server)); }
    void work() { REQUIRE(Settings(*database).set({{"key", "value"}}, "worked", clock.now())); }
    QStringList told() const
    {
        QStringList events;
        const auto rows = Ledger(*database).rows().value();
        for (const AuditRow& row : rows)
            if (row.event.startsWith("clock-"))
                events.append(row.event);
        return events;
    }
};

} // namespace

TEST_CASE("each change of the judgement leaves a ledger row, and nothing else does", "[clock]")
{
    RecordBench bench;
    bench.work();
    CHECK(bench.trust() == ClockTrust::Unchecked);
    CHECK(bench.told().isEmpty());
    bench.clock.set(bench.clock.now() - year);
    CHECK(bench.trust() == ClockTrust::Wrong);
    CHECK(bench.trust() == ClockTrust::Wrong);
    bench.work(); // rows with the wrong time do not make it right
    CHECK(bench.trust() == ClockTrust::Wrong);
    bench.reopen();
    CHECK(bench.trust() == ClockTrust::Wrong);
    bench.clock.set(bench.clock.now() + year);
    CHECK(bench.trust() == ClockTrust::Unchecked);
    bench.say(bench.clock.now());
    CHECK(bench.trust() == ClockTrust::ServerChecked);
    CHECK(bench.told() == QStringList {"clock-wrong", "clock-unchecked", "clock-server-checked"});
    CHECK(Ledger(*bench.database).verify());
}

TEST_CASE("the registry's clock is remembered over a restart of the program and of the computer", "[clock]")
{
    RecordBench bench;
    bench.say(bench.clock.now() + year);
    CHECK(bench.trust() == ClockTrust::Wrong);
    bench.reopen();
    CHECK(bench.trust() == ClockTrust::Wrong);
    bench.clock.startAgain("boot-2");
    CHECK(bench.trust() == ClockTrust::Wrong); // below the floor
    bench.clock.set(bench.clock.now() + year);
    CHECK(bench.trust() == ClockTrust::Unchecked);
}

TEST_CASE(
    "a clock that was a year ahead and is set right is wrong only until the registry is heard", "[clock]")
{
    RecordBench bench;
    bench.clock.set(bench.clock.now() + year);
    bench.work();
    bench.clock.set(bench.clock.now() - year);
    CHECK(bench.trust() == ClockTrust::Wrong);
    bench.say(bench.clock.now());
    CHECK(bench.trust() == ClockTrust::ServerChecked);
    bench.clock.startAgain("boot-2"); // the old rows say nothing any more
    CHECK(bench.trust() == ClockTrust::Unchecked);
}

TEST_CASE("an answer that says nothing new is not written", "[clock]")
{
    RecordBench bench;
    const Instant first = bench.clock.now();
    const auto heard = [&] { return ClockRecord(*bench.database, bench.clock).evidence()->server->server; };
    bench.say(first);
    bench.clock.advance(10min);
    bench.say(first + 10min + 20s); // an answer that was long on its way
    CHECK(heard() == first);
    bench.say(first + 11min);
    CHECK(heard() == first + 11min);
    bench.clock.advance(61min);
    bench.say(first + 72min);
    CHECK(heard() == first + 72min);
}

TEST_CASE("a time before the program was built is nobody's", "[clock]")
{
    StoreBench bench;
    const SystemClock clock;
    ClockRecord record(*bench.database, clock);
    REQUIRE(record.registrySaid(clock.built() - 1ms));
    CHECK_FALSE(record.evidence()->server);
    REQUIRE(record.registrySaid(clock.built()));
    CHECK(record.evidence()->server);
}
