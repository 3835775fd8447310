#include "tests/kill/kill_bench.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace station;

namespace {

constexpr int runsOfAStation = 500; // the account reads the whole ledger after each

struct Figures {
    int killed = 0;
    int withOpenCase = 0;
    int packets = 0;
    long calls = 0; // of a whole run
};

void killAndCount(unsigned seed, int runs, Figures& figures)
{
    std::mt19937 random(seed);
    KillBench bench;
    const auto [calls, wholeMs] = bench.wholeRun();
    REQUIRE(bench.brokenPromise({}).toStdString().empty());
    for (int run = 0; run < runs; ++run) {
        Death death;
        if (run % 3 == 0)
            death.afterMs = static_cast<int>(random() % static_cast<unsigned>(wholeMs + wholeMs / 4));
        else
            death.atCall = static_cast<long>(random() % static_cast<unsigned long>(calls)) + 1;
        const Told told = bench.enroll(death);
        figures.killed += told.killed;
        figures.withOpenCase += told.killed && !told.id.isNull();
        INFO("KILL_SEED=" << seed << " run " << run << ", call " << death.atCall << ", after "
                          << death.afterMs << " ms");
        REQUIRE(bench.brokenPromise(told).toStdString() == "");
        if (run % 5 == 4)
            bench.sync(run % 2 ? Death {static_cast<long>(random() % 60) + 1, 0}
                               : Death {0, static_cast<int>(random() % 120)});
    }
    REQUIRE(bench.finishAndDeliver().toStdString() == "");
    figures.packets += bench.packets();
    figures.calls = calls;
}

} // namespace

/// Long: KILL_RUNS=10000 KILL_SEED=7 ctest --preset ci -R '^kill$'; each 500 on a station and with a seed of
/// their own.
TEST_CASE("enrollctl killed anywhere loses no accepted step, and every case arrives exactly once", "[kill]")
{
    const KillPlan plan = KillPlan::fromEnvironment(60);
    Figures figures;
    for (int done = 0; done < plan.runs; done += runsOfAStation)
        killAndCount(plan.seed + static_cast<unsigned>(done / runsOfAStation),
            std::min(runsOfAStation, plan.runs - done), figures);
    CHECK(figures.killed > plan.runs / 3);
    CHECK(figures.withOpenCase > 0);
    std::printf(
        "figures: runs=%d killed=%d with_an_open_case=%d packets=%d calls_of_a_whole_run=%ld KILL_SEED=%u\n",
        plan.runs, figures.killed, figures.withOpenCase, figures.packets, figures.calls, plan.seed);
}

TEST_CASE("the account of the kills notices what is lost", "[kill]")
{
    KillBench bench;
    const auto [calls, wholeMs] = bench.wholeRun();
    REQUIRE(bench.brokenPromise({}).toStdString() == "");
    Told told;
    for (long at = calls - 40; !told.fingers.contains(2) || told.confirmed; --at)
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
