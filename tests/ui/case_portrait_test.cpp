#include "app/station/case/portrait_presenter.h"
#include "core/base/worker_thread.h"
#include "core/biometrics/image_codec.h"
#include "tests/support/fake_case.h"

#include <QSignalSpy>
#include <QThread>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

const FixedClock noon {fromMs(1795780800000)};
using Steady = std::chrono::steady_clock::time_point;

struct Bench {
    FakeKeeper keeper;
    OpenCase file {keeper, loadProcedures(QStringLiteral(":/procedures")).value(), noon};
    PortraitAnalyser analyser;
    PortraitPresenter portrait {file, analyser};
    Steady now {100s};

    explicit Bench(CaseTools tools = fakeTools())
        : analyser(std::move(tools))
    {
        file.open(QStringLiteral("cc-new-14"));
        REQUIRE(keeper.answer("open"));
        portrait.setCameraState(DeviceState::Ready);
        portrait.enter();
    }
    void look(bool good, std::chrono::milliseconds after = 100ms, double sharp = 0.5)
    {
        now += after;
        const auto picture = std::make_shared<const ColourImage>(plainPicture(good ? 200 : 20));
        emit analyser.looked({{picture, now}, reportOf(good, sharp)});
    }
    void frame(std::uint8_t grey)
    {
        analyser.offer({std::make_shared<const ColourImage>(plainPicture(grey)), now += 30ms});
        QCoreApplication::processEvents();
    }
    PortraitStage stage() const { return portrait.view().stage; }
    void use(bool expected = true)
    {
        std::optional<bool> saved;
        portrait.use([&](bool yes) { saved = yes; });
        REQUIRE(keeper.answer("portrait"));
        CHECK(saved == expected);
    }
};

} // namespace

TEST_CASE("the shutter goes by itself after all checks have held for 0.6 s", "[portrait]")
{
    Bench bench;
    QSignalSpy shutter(&bench.portrait, &PortraitPresenter::shutterWent);
    for (int i = 0; i < 6; ++i)
        bench.look(true);
    CHECK(bench.portrait.view().held == Approx(500.0 / 600));
    CHECK(shutter.isEmpty());

    SECTION("held")
    {
        bench.look(true);
        CHECK(shutter.size() == 1);
        CHECK(bench.stage() == PortraitStage::Judging);
        CHECK(bench.portrait.view().usable);
        bench.use();
        CHECK(bench.stage() == PortraitStage::Kept);
        REQUIRE(bench.keeper.disk.portrait);
        CHECK_FALSE(bench.keeper.disk.portrait->byHand);
        CHECK_FALSE(bench.keeper.disk.portrait->waiver);
        CHECK(decodeColour(bench.keeper.disk.portrait->sourceJpeg)->width() == 160);
    }
    SECTION("one bad look and the ring begins again")
    {
        bench.look(false);
        CHECK(bench.portrait.view().held == 0);
        for (int i = 0; i < 6; ++i)
            bench.look(true);
        CHECK(shutter.isEmpty());
        bench.look(true);
        CHECK(shutter.size() == 1);
    }
    SECTION("looks with a hole between them are not one hold")
    {
        bench.look(true, 1000ms);
        CHECK(bench.portrait.view().held == 0);
        CHECK(shutter.isEmpty());
    }
    SECTION("a lost camera begins the hold again")
    {
        bench.portrait.setCameraState(DeviceState::Recovering);
        bench.portrait.setCameraState(DeviceState::Ready);
        bench.look(true);
        CHECK(bench.portrait.view().held == 0);
        CHECK(shutter.isEmpty());
    }
}

TEST_CASE("a failed save keeps the portrait in sight, to be saved again", "[portrait]")
{
    Bench bench;
    for (int i = 0; i < 7; ++i)
        bench.look(true);
    std::optional<bool> saved;
    bench.portrait.use([&](bool yes) { saved = yes; });
    CHECK_FALSE(saved); // nothing is said before the disk has answered
    REQUIRE(bench.keeper.answer("portrait", fail(ErrorCode::StorageFull, "no room")));
    CHECK(saved == false);
    CHECK(bench.stage() == PortraitStage::Judging);
    CHECK_FALSE(bench.file.draft().portrait);
    bench.use();
    CHECK(bench.file.draft().portrait);
}

TEST_CASE("taken by hand with a failed check it needs a reason", "[portrait]")
{
    Bench bench;
    bench.frame(20);
    bench.portrait.shutter();
    REQUIRE(bench.stage() == PortraitStage::Judging);
    CHECK_FALSE(bench.portrait.view().usable);
    bool asked = true;
    bench.portrait.use([&](bool yes) { asked = yes; });
    CHECK_FALSE(asked);
    CHECK(bench.keeper.asked.empty());
    bench.portrait.setWaiver(QStringLiteral("other"), QStringLiteral("  "));
    CHECK_FALSE(bench.portrait.view().usable); // "other" says nothing by itself
    bench.portrait.setWaiver(QStringLiteral("nonsense"), QStringLiteral("x"));
    CHECK_FALSE(bench.portrait.view().usable);
    bench.portrait.setWaiver(QStringLiteral("cannot-sit"), {});
    CHECK(bench.portrait.view().usable);
    bench.use();
    REQUIRE(bench.keeper.disk.portrait->waiver);
    CHECK(bench.keeper.disk.portrait->waiver->reason == QStringLiteral("cannot-sit"));
    CHECK(bench.keeper.disk.portrait->byHand);
}

TEST_CASE("taken by hand with every check passed it needs none", "[portrait]")
{
    Bench bench;
    bench.frame(200);
    bench.portrait.shutter();
    REQUIRE(bench.stage() == PortraitStage::Judging);
    bench.use();
    CHECK_FALSE(bench.keeper.disk.portrait->waiver);
}

TEST_CASE("again leaves time to change something before the shutter goes by itself", "[portrait]")
{
    Bench bench;
    for (int i = 0; i < 7; ++i)
        bench.look(true);
    REQUIRE(bench.stage() == PortraitStage::Judging);
    bench.portrait.again();
    CHECK(bench.stage() == PortraitStage::Live);
    for (int i = 0; i < 15; ++i)
        bench.look(true);
    CHECK(bench.stage() == PortraitStage::Live);
    for (int i = 0; i < 8; ++i)
        bench.look(true);
    CHECK(bench.stage() == PortraitStage::Judging);
}

TEST_CASE("without a camera or a face detector the rest works", "[portrait]")
{
    SECTION("no camera: the shutter does nothing")
    {
        Bench bench;
        bench.portrait.setCameraState(DeviceState::Missing);
        bench.portrait.shutter();
        CHECK(bench.stage() == PortraitStage::Live);
    }
    SECTION("no frame yet: said, and live again")
    {
        Bench bench;
        QSignalSpy could(&bench.portrait, &PortraitPresenter::couldNotTake);
        bench.portrait.shutter();
        CHECK(could.size() == 1);
        CHECK(bench.stage() == PortraitStage::Live);
    }
    SECTION("no detector: by hand, with a reason")
    {
        CaseTools tools = fakeTools();
        tools.makeExaminer
            = [] { return Result<PortraitExaminer>(fail(ErrorCode::NotFound, "opencv-data")); };
        Bench bench(tools);
        CHECK_FALSE(bench.portrait.view().checking);
        bench.frame(200);
        bench.portrait.shutter();
        REQUIRE(bench.stage() == PortraitStage::Judging);
        CHECK_FALSE(bench.portrait.view().usable);
    }
}

TEST_CASE("a portrait saved before is shown again and stands", "[portrait]")
{
    Bench bench;
    for (int i = 0; i < 7; ++i)
        bench.look(true);
    bench.use();
    bench.portrait.leave();
    CHECK(bench.portrait.view().shot.source.isNull());
    bench.portrait.enter();
    CHECK(bench.stage() == PortraitStage::Kept);
    CHECK_FALSE(bench.portrait.view().shot.source.isNull());
    bool stands = false;
    bench.portrait.use([&](bool yes) { stands = yes; });
    CHECK(stands);
    CHECK(bench.keeper.asked.empty()); // nothing to save
}

TEST_CASE("a picture made for an earlier visit never gets into this case", "[portrait]")
{
    QThread never; // not started: requests wait there for ever
    Bench bench;
    bench.analyser.moveToThread(&never);
    bench.portrait.leave();
    bench.portrait.enter();
    bench.portrait.shutter();
    REQUIRE(bench.stage() == PortraitStage::Taking);
    PortraitShot shot;
    shot.pass = true;
    shot.ticket = 1;
    emit bench.analyser.taken(shot);
    CHECK(bench.stage() == PortraitStage::Taking);
    shot.ticket = 2;
    emit bench.analyser.taken(shot);
    CHECK(bench.stage() == PortraitStage::Judging);
}

TEST_CASE("a slow worker gets the newest frame and falls behind by one at most", "[portrait]")
{
    struct Slow final : FrameWorker {
        std::vector<int> seen;
        std::function<void()> during;
        void work(const CameraFrame& frame) override
        {
            seen.push_back(frame.image->width());
            if (during)
                std::exchange(during, nullptr)();
        }
    } slow;
    const auto offer = [&](int width) {
        slow.offer({std::make_shared<const ColourImage>(plainPicture(9, width, 2)), Steady {}});
    };
    slow.during = [&] {
        for (int width = 2; width <= 50; ++width)
            offer(width);
    };
    offer(1);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    CHECK(slow.seen == std::vector<int> {1, 50});
    slow.offer({});
    slow.offer({std::make_shared<const ColourImage>(), Steady {}}); // nothing in it: left out
    QCoreApplication::processEvents();
    CHECK(slow.seen.size() == 2);
}
