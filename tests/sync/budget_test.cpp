#include "core/store/ledger.h"
#include "core/sync/sending_budget.h"
#include "tests/support/desk_bench.h"
#include "tests/support/store_bench.h"
#include "tests/sync/memory_queue.h"

#include <QDateTime>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

constexpr qint64 budget = 500'000;

/// A station with a day's budget and a real registry.
struct Meter {
    StoreBench disk;
    RegistryBench registry;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    std::unique_ptr<SyncSession> session;

    explicit Meter(SendingPlan plan = {SendingPlan::Metering::Always, budget, 0})
    {
        registry.start();
        REQUIRE(LinkUse(*disk.database).setPlan(plan, disk.clock.now()));
        open();
    }
    /// As a new process would.
    void open()
    {
        session.reset();
        disk.reopen();
        auto meter = std::make_unique<SendingBudget>(*disk.database, disk.clock);
        TransportSettings settings {registry.url(), registry.identity("st-1")};
        settings.carried
            = [counter = meter.get()](qint64 up, qint64 down) { REQUIRE(counter->carry(up + down)); };
        session = std::make_unique<SyncSession>(std::make_unique<MemoryQueue>(store), settings, "st-1",
            disk.clock, std::function<void(const SyncStep&)>(), std::move(meter));
    }
    SyncReport pass()
    {
        SyncReport report;
        const auto done = session->run(report);
        if (!done)
            FAIL(done.error().error.detail);
        return report;
    }
    qint64 carried()
    {
        const QDate day = QDateTime::fromMSecsSinceEpoch(toMs(disk.clock.now())).date();
        return LinkUse(*disk.database).carried(day, true).value();
    }
    bool isSent(PacketId id) { return !isWaiting(store->state(id)); }
};

} // namespace

TEST_CASE("packets take nine tenths of a day's budget, and one larger than that goes as the first of a day",
    "[budget]")
{
    CHECK(packetShare(1000) == 900);
    CHECK(mayBegin(0, 1'000'000, 1'000'000)); // no budget
    CHECK(mayBegin(1000, 0, 900));
    CHECK(mayBegin(1000, 400, 500));
    CHECK_FALSE(mayBegin(1000, 401, 500));
    CHECK(mayBegin(1000, 20, 5000));
    CHECK_FALSE(mayBegin(1000, 100, 5000));
}

TEST_CASE(
    "when the day's budget is used up packets wait, urgent ones and the oldest having gone first", "[budget]")
{
    Meter meter;
    const auto oldest = meter.store->addSealed(meter.registry, "st-1", 200'000);
    const auto next = meter.store->addSealed(meter.registry, "st-1", 200'000);
    const auto urgent
        = meter.store->add(PacketId::create(meter.disk.clock.now()), QByteArray(190'000, 'u'), 1);
    const auto small = meter.store->addMadeUp(5000);
    const SyncReport report = meter.pass();
    CHECK(meter.isSent(urgent));
    CHECK(meter.isSent(oldest));
    CHECK_FALSE(meter.isSent(next));
    CHECK_FALSE(meter.isSent(small)); // it would fit, and overtakes nobody
    CHECK(report.heldBack == 2);
    REQUIRE(report.pause);
    CHECK(report.pause->limit == budget);
    CHECK(report.pause->metered);
    CHECK(report.pause->used == meter.carried());
    CHECK(meter.carried() > 390'000);
    CHECK(meter.carried() < packetShare(budget)); // the last tenth is there for small talk

    SECTION("what was counted survives a restart")
    {
        meter.open();
        CHECK(meter.pass().sent == 0);
        CHECK_FALSE(meter.isSent(next));
    }
    SECTION("at 00:00 it goes on")
    {
        meter.disk.clock.advance(report.pause->until - meter.disk.clock.now() - 1s);
        CHECK(meter.pass().sent == 0);
        meter.disk.clock.advance(1s);
        const SyncReport tomorrow = meter.pass();
        CHECK(tomorrow.sent == 2);
        CHECK_FALSE(tomorrow.pause);
    }
    SECTION("somebody wants it sent now, and it is counted all the same")
    {
        meter.session->budget()->goBeyond(true);
        CHECK(meter.pass().sent == 2);
        CHECK(meter.carried() > 590'000);
        meter.session->budget()->goBeyond(false);
        meter.store->addMadeUp(5000);
        const SyncReport after = meter.pass(); // nothing is asked any more, not even for receipts
        CHECK(after.sent == 0);
        CHECK(after.heldBack == 1);
        CHECK(after.pause->used == meter.carried());
    }
    SECTION("another kind of link has a budget of its own")
    {
        REQUIRE(LinkUse(*meter.disk.database)
                    .setPlan({SendingPlan::Metering::Never, budget, 0}, meter.disk.clock.now()));
        CHECK(meter.pass().sent == 2);
    }
    SECTION("the system's word decides where the plan leaves it to the system")
    {
        REQUIRE(LinkUse(*meter.disk.database)
                    .setPlan({SendingPlan::Metering::Automatic, budget, 0}, meter.disk.clock.now()));
        meter.session->budget()->setMetered(true);
        CHECK(meter.pass().sent == 0);
        meter.session->budget()->setMetered(false);
        CHECK(meter.pass().sent == 2);
    }
}

TEST_CASE(
    "a packet that has begun is finished beyond the day's budget, so that no half ones pile up", "[budget]")
{
    Meter meter;
    const auto id = meter.store->addSealed(meter.registry, "st-1", 400'000);
    TransportSettings settings {meter.registry.url(), meter.registry.identity("st-1")};
    std::unique_ptr<SyncSession> broken;
    broken = std::make_unique<SyncSession>(std::make_unique<MemoryQueue>(meter.store), settings, "st-1",
        meter.disk.clock, [&](const SyncStep& step) {
            if (step.kind == SyncStep::Kind::Acknowledged && step.offset > 0)
                broken->cancel();
        });
    SyncReport cut;
    REQUIRE_FALSE(broken->run(cut));
    REQUIRE(meter.store->at(id).row.offset > 0);
    REQUIRE(meter.session->budget()->carry(budget - 20'000));
    CHECK(meter.pass().sent == 1);
    CHECK(meter.isSent(id));
}

TEST_CASE("what was counted survives a restart of the whole station, and nothing else changes", "[budget]")
{
    DeskBench bench;
    const QDate day(2026, 11, 27);
    const auto rows = [&] { return bench.desk->ledgerHead().value().seq; };
    for (int i = 1; i <= 3; ++i) {
        const qint64 before = rows();
        REQUIRE(LinkUse(*Database::open(bench.station).value()).carry(day, true, 1000));
        bench.start();
        CHECK(LinkUse(*Database::open(bench.station).value()).carried(day, true) == 1000 * i);
        CHECK(rows() == before); // no "keys-restored"
    }
}
