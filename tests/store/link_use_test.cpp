#include "core/store/ledger.h"
#include "core/store/link_use.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

using namespace station;

TEST_CASE("a day's count survives a restart, and each day and kind of link has its own", "[link-use]")
{
    StoreBench bench;
    const QDate day(2026, 11, 27);
    REQUIRE(LinkUse(*bench.database).carry(day, true, 1000));
    REQUIRE(LinkUse(*bench.database).carry(day, true, 500));
    REQUIRE(LinkUse(*bench.database).carry(day, false, 7));
    bench.reopen();
    const LinkUse use(*bench.database);
    CHECK(use.carried(day, true) == 1500);
    CHECK(use.carried(day, false) == 7);
    CHECK(use.carried(day.addDays(1), true) == 0);
    REQUIRE(LinkUse(*bench.database).carry(day.addDays(1), true, 3));
    CHECK(use.carried(day.addDays(1), true) == 3);
    CHECK(use.carried(day, false) == 7);
}

TEST_CASE("without a plan sending costs what it takes; a plan is kept with a ledger row", "[link-use]")
{
    StoreBench bench;
    CHECK(LinkUse(*bench.database).plan() == SendingPlan {});
    const SendingPlan plan {SendingPlan::Metering::Always, 20'000'000, 0};
    REQUIRE(LinkUse(*bench.database).setPlan(plan, bench.clock.now()));
    bench.reopen();
    CHECK(LinkUse(*bench.database).plan() == plan);
    CHECK(Ledger(*bench.database).head()->seq == 1);
    CHECK(LinkUse(*bench.database)
              .setPlan({SendingPlan::Metering::Always, -1, 0}, bench.clock.now())
              .error()
              .code
        == ErrorCode::InvalidInput);
    CHECK(LinkUse(*bench.database).plan() == plan);
}
