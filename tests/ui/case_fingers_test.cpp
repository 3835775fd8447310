#include "app/station/case/fingers_presenter.h"
#include "tests/support/fake_case.h"
#include "tests/support/fake_devices.h"

#include <QSignalSpy>

#include <catch2/catch.hpp>

using namespace station;

namespace {

const FixedClock noon {fromMs(1795780800000)};
constexpr int good = 90;

struct Bench {
    FakeKeeper keeper;
    OpenCase file {keeper, loadProcedures(QStringLiteral(":/procedures")).value(), noon};
    FakeReader reader;
    FingerScorer scorer {fakeTools()}; // on this thread: every answer is there at once
    std::vector<FingerPosition> askedFor;
    FingersPresenter fingers {
        file, reader, scorer, [this](FingerPosition position) { askedFor.push_back(position); }};

    Bench()
    {
        file.open(QStringLiteral("cc-new-14"));
        REQUIRE(keeper.answer("open"));
        reader.start();
        fingers.enter();
    }
    int needed() const { return file.procedure().fingers->acceptQuality; }
    void take(int score)
    {
        REQUIRE(reader.isArmed);
        reader.touch(printOf(score));
    }
    void takeAndSave(int score)
    {
        take(score);
        REQUIRE(keeper.answer("finger"));
    }
    std::optional<FingerEntry> saved(FingerPosition position) const
    {
        const auto entry = keeper.disk.fingers.constFind(static_cast<int>(position));
        return entry == keeper.disk.fingers.constEnd() ? std::nullopt : std::optional(*entry);
    }
};

} // namespace

TEST_CASE("the reader is armed for one finger after the other in the order of the plan", "[fingers]")
{
    Bench bench;
    for (int i = 0; i < 10; ++i)
        bench.takeAndSave(good);
    CHECK(bench.askedFor == std::vector<FingerPosition>(allFingers.begin(), allFingers.end()));
    CHECK(bench.fingers.view().stage == FingersStage::Finished);
    CHECK(bench.fingers.view().done == 10);
    CHECK_FALSE(bench.reader.isArmed);
}

TEST_CASE("a finger is shown as taken only after its save has come back", "[fingers]")
{
    Bench bench;
    bench.take(good);
    CHECK(bench.fingers.view().stage == FingersStage::Saving);
    CHECK(bench.fingers.view().fingers.value(1) == FingerState::Asked);
    CHECK_FALSE(bench.reader.isArmed);

    SECTION("saved")
    {
        REQUIRE(bench.keeper.answer("finger"));
        CHECK(bench.fingers.view().fingers.value(1) == FingerState::Good);
        CHECK(bench.fingers.view().asked == FingerPosition::RightIndex);
    }
    SECTION("a failed save stays, and the same print is saved when asked again")
    {
        REQUIRE(bench.keeper.answer("finger", fail(ErrorCode::StorageFull, "no room")));
        CHECK(bench.fingers.view().stage == FingersStage::Unsaved);
        bench.fingers.choose(FingerPosition::LeftThumb); // nothing else before it is settled
        CHECK(bench.fingers.view().asked == FingerPosition::RightThumb);
        bench.fingers.retry();
        REQUIRE(bench.keeper.answer("finger"));
        CHECK(bench.saved(FingerPosition::RightThumb)->capture->quality == good);
    }
}

TEST_CASE("one finger is never taken for two: armed again only after it was lifted", "[fingers]")
{
    Bench bench;
    bench.reader.press(printOf(good));
    REQUIRE(bench.keeper.answer("finger"));
    CHECK(bench.fingers.view().asked == FingerPosition::RightIndex);
    CHECK_FALSE(bench.reader.isArmed);
    bench.reader.lift();
    CHECK(bench.reader.isArmed);
}

TEST_CASE("a weak print three times: the best is kept and marked", "[fingers]")
{
    Bench bench;
    const int best = bench.needed() - 5;
    bench.take(best - 10);
    CHECK(bench.fingers.view().attempt == 2);
    CHECK(bench.keeper.asked.empty());
    bench.take(best);
    CHECK(bench.fingers.view().best == best);
    bench.take(best - 20);
    REQUIRE(bench.keeper.answer("finger"));
    CHECK(bench.saved(FingerPosition::RightThumb)->capture->quality == best);
    CHECK(bench.saved(FingerPosition::RightThumb)->capture->attempts == 3);
    CHECK(bench.fingers.view().fingers.value(1) == FingerState::Weak);
    CHECK(bench.fingers.view().asked == FingerPosition::RightIndex);

    SECTION("taken again, a better one replaces it and a worse one does not")
    {
        bench.fingers.choose(FingerPosition::RightThumb);
        for (int i = 0; i < bench.fingers.view().maxAttempts - 1; ++i)
            bench.take(best - 30);
        bench.takeAndSave(best - 30);
        CHECK(bench.saved(FingerPosition::RightThumb)->capture->quality == best);
        bench.fingers.choose(FingerPosition::RightThumb);
        bench.takeAndSave(good);
        CHECK(bench.saved(FingerPosition::RightThumb)->capture->quality == good);
        CHECK(bench.fingers.view().fingers.value(1) == FingerState::Good);
    }
}

TEST_CASE("exactly the needed quality is enough", "[fingers]")
{
    Bench bench;
    bench.takeAndSave(bench.needed());
    CHECK(bench.fingers.view().fingers.value(1) == FingerState::Good);
}

TEST_CASE("a finger that can't be taken ends as a reason", "[fingers]")
{
    Bench bench;
    bench.fingers.choose(FingerPosition::LeftIndex);
    bench.fingers.explain();
    CHECK(bench.fingers.view().stage == FingersStage::Explaining);
    CHECK_FALSE(bench.reader.isArmed);
    CHECK(bench.fingers.view().followUp == QDate(2026, 12, 11));

    SECTION("temporary, with its date")
    {
        bench.fingers.giveReason(
            FingerExceptionReason::Bandaged, QStringLiteral("burn"), true, QDate(2026, 12, 20));
        REQUIRE(bench.keeper.answer("finger"));
        const auto entry = bench.saved(FingerPosition::LeftIndex);
        REQUIRE(entry->exception);
        CHECK(entry->exception->temporary);
        CHECK(entry->exception->followUp == QDate(2026, 12, 20));
        CHECK_FALSE(entry->capture);
        CHECK(bench.fingers.view().fingers.value(7) == FingerState::Excepted);
        CHECK(bench.fingers.view().asked == FingerPosition::LeftMiddle);
        CHECK(bench.reader.isArmed);
    }
    SECTION("permanent has no date")
    {
        bench.fingers.giveReason(FingerExceptionReason::Amputated, {}, false, QDate(2026, 12, 20));
        REQUIRE(bench.keeper.answer("finger"));
        CHECK_FALSE(bench.saved(FingerPosition::LeftIndex)->exception->followUp.isValid());
    }
    SECTION("changed her mind: the reader waits again")
    {
        bench.fingers.cancelExplaining();
        CHECK(bench.reader.isArmed);
        CHECK(bench.keeper.asked.empty());
    }
    SECTION("a poor print and why it is poor stand together; a good print takes the reason away")
    {
        bench.fingers.cancelExplaining();
        bench.take(bench.needed() - 30);
        bench.fingers.explain();
        bench.fingers.giveReason(FingerExceptionReason::Worn, {}, false, {});
        REQUIRE(bench.keeper.answer("finger"));
        CHECK(bench.saved(FingerPosition::LeftIndex)->capture);
        CHECK(bench.saved(FingerPosition::LeftIndex)->exception);
        bench.fingers.choose(FingerPosition::LeftIndex);
        bench.takeAndSave(good);
        CHECK_FALSE(bench.saved(FingerPosition::LeftIndex)->exception);
    }
}

TEST_CASE("what is left out is asked for again after the last one", "[fingers]")
{
    Bench bench;
    bench.fingers.choose(FingerPosition::LeftLittle);
    CHECK(bench.askedFor.back() == FingerPosition::LeftLittle);
    bench.takeAndSave(good);
    CHECK(bench.fingers.view().asked == FingerPosition::RightThumb);
}

TEST_CASE("a finger taken later has the attempts it had and the best of its prints", "[fingers]")
{
    Bench bench;
    const int best = bench.needed() - 5;
    bench.take(best);
    REQUIRE(bench.fingers.hasOtherOpen());
    bench.fingers.skip();
    CHECK(bench.fingers.view().asked == FingerPosition::RightIndex);
    CHECK(bench.fingers.view().attempt == 1);
    CHECK_FALSE(bench.fingers.view().best);
    bench.fingers.choose(FingerPosition::RightThumb);
    CHECK(bench.fingers.view().attempt == 2);
    CHECK(bench.fingers.view().best == best);
    bench.take(best - 20);
    bench.take(best - 10);
    REQUIRE(bench.keeper.answer("finger"));
    CHECK(bench.saved(FingerPosition::RightThumb)->capture->quality == best);
    CHECK(bench.saved(FingerPosition::RightThumb)->capture->attempts == 3);
}

TEST_CASE("a lost reader keeps what is there and goes on by itself", "[fingers]")
{
    Bench bench;
    bench.takeAndSave(good);
    bench.reader.giveUp(ErrorCode::DeviceMissing);
    bench.reader.become(DeviceState::Missing);
    CHECK(bench.fingers.view().reader == DeviceState::Missing);
    CHECK(bench.fingers.view().fingers.value(1) == FingerState::Good);
    const int before = bench.reader.arms;
    bench.reader.become(DeviceState::Ready);
    CHECK(bench.reader.arms == before + 1);
    bench.takeAndSave(good);
    CHECK(bench.fingers.view().done == 2);
}

TEST_CASE("a driver that gives up is tried again by itself", "[fingers]")
{
    Bench bench;
    bench.reader.giveUp(ErrorCode::DeviceFailed);
    CHECK(bench.fingers.view().readerFailed);
    CHECK_FALSE(bench.reader.isArmed);
    CHECK(until([&] { return bench.reader.isArmed; }));
    bench.takeAndSave(good);
    CHECK(bench.fingers.view().done == 1);
}

TEST_CASE("a retry hint is no attempt", "[fingers]")
{
    Bench bench;
    emit bench.reader.fingerOn();
    emit bench.reader.retry(RetryHint::OffCentre);
    emit bench.reader.fingerOff();
    CHECK(bench.fingers.view().hint == RetryHint::OffCentre);
    CHECK(bench.fingers.view().attempt == 1);
    CHECK(bench.reader.isArmed);
}

TEST_CASE("a print for a finger that is no longer asked for is not taken", "[fingers]")
{
    Bench bench;
    SECTION("the page was left")
    {
        bench.fingers.leave();
        CHECK_FALSE(bench.reader.isArmed);
        emit bench.reader.captured(printOf(good));
        CHECK(bench.keeper.asked.empty());
    }
    SECTION("another finger was chosen while it was scored")
    {
        emit bench.scorer.scored(
            {FingerPosition::RightThumb, -1, {good, 0.8, 0.8}, FingerAdvice::Good, "png", {}});
        CHECK(bench.keeper.asked.empty());
    }
}
