#include "tests/kill/kill_bench.h"

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;

/// Long: KILL_RUNS=10000 KILL_SEED=7 ctest --preset ci -R '^kill$'
TEST_CASE("enrollctl killed anywhere loses no accepted step, and every case arrives exactly once", "[kill]")
{
    const KillPlan plan = KillPlan::fromEnvironment(60);
    std::mt19937 random(plan.seed);
    KillBench bench;
    const auto [calls, wholeMs] = bench.wholeRun();
    REQUIRE(bench.brokenPromise({}).toStdString().empty());
    int killed = 0;
    int afterOpening = 0;
    for (int run = 0; run < plan.runs; ++run) {
        Death death;
        if (run % 3 == 0)
            death.afterMs = static_cast<int>(random() % static_cast<unsigned>(wholeMs + wholeMs / 4));
        else
            death.atCall = static_cast<long>(random() % static_cast<unsigned long>(calls)) + 1;
        const Told told = bench.enroll(death);
        killed += told.killed;
        afterOpening += told.killed && !told.id.isNull();
        INFO("KILL_SEED=" << plan.seed << " run " << run << ", call " << death.atCall << ", after "
                          << death.afterMs << " ms");
        REQUIRE(bench.brokenPromise(told).toStdString() == "");
        if (run % 5 == 4)
            bench.sync(run % 2 ? Death {static_cast<long>(random() % 60) + 1, 0}
                               : Death {0, static_cast<int>(random() % 120)});
    }
    REQUIRE(bench.finishAndDeliver().toStdString() == "");
    CHECK(killed > plan.runs / 3);
    CHECK(afterOpening > 0);
    std::printf(
        "figures: runs=%d killed=%d with_an_open_case=%d packets=%d calls_of_a_whole_run=%ld KILL_SEED=%u\n",
        plan.runs, killed, afterOpening, bench.packets(), calls, plan.seed);
}

TEST_CASE("the account of the kills notices what is lost", "[kill]")
{
    KillBench bench;
    const auto [calls, wholeMs] = bench.wholeRun();
    REQUIRE(bench.brokenPromise({}).toStdString() == "");
    Told told;
    for (long at = calls - 40; !told.fingers.contains(2) || told.sealed; --at)
        told = bench.enroll({at, 0});
    SECTION("a finger")
    {
        bench.loseFinger(told.id, 2);
        CHECK_THAT(bench.brokenPromise(told).toStdString(), Catch::Contains("finger 2"));
    }
    SECTION("a case")
    {
        bench.loseCase(told.id);
        CHECK_THAT(bench.brokenPromise(told).toStdString(), Catch::Contains("opened is lost"));
    }
    SECTION("a packet")
    {
        bench.losePacketFile();
        CHECK_THAT(bench.brokenPromise(told).toStdString(), Catch::Contains("file of a sealed packet"));
    }
}
