#include "app/station/health/health_page.h"
#include "app/words/health_words.h"
#include "tests/ui/bench.h"

#include <QLabel>
#include <QScrollArea>

#include <catch2/catch.hpp>

#include <set>

using namespace station;
using namespace std::chrono_literals;

namespace {

CameraFrame frameAt(std::chrono::milliseconds at, std::uint8_t first)
{
    std::vector<std::uint8_t> pixels(3 * 64 * 48, 120);
    pixels.front() = first;
    return {std::make_shared<const ColourImage>(64, 48, std::move(pixels)),
        std::chrono::steady_clock::time_point {at}};
}

/// The devices answer as good ones do.
void letDevicesLive(Bench& bench)
{
    QCoreApplication::processEvents(); // the calls to the devices go through their event loop
    emit bench.camera.frame(frameAt(0ms, 1));
    emit bench.camera.frame(frameAt(33ms, 2));
}

const Verdict* about(const HealthView& view, Check check)
{
    for (const Verdict& verdict : view.verdicts)
        if (verdict.check == check)
            return &verdict;
    return nullptr;
}

} // namespace

TEST_CASE("the station check is reached before sign-in, and leads back there", "[health]")
{
    Bench bench;
    bench.show();
    bench.press("checkStation");
    CHECK(bench.page() == Page::Check);
    CHECK(bench.window->findChild<HealthPage*>("healthAlonePage")->isVisible());
    bench.window->shell().go(Page::Queue);
    CHECK(bench.page() == Page::Check); // nothing else without a passphrase
    bench.window->shell().newCase();
    CHECK(bench.page() == Page::Check);
    bench.key(Qt::Key_Escape);
    CHECK(bench.page() == Page::SignIn);
}

TEST_CASE("the whole check tries the reader and the camera, and lets the camera go", "[health]")
{
    Bench bench;
    bench.show();
    emit bench.reader.listed(
        {ReaderInfo {.id = "1", .name = "good", .driver = {}, .canCapture = true, .whyNot = {}}});
    emit bench.reader.stateChanged(DeviceState::Ready);
    bench.signIn();
    bench.key(Qt::Key_5, Qt::ControlModifier);
    const HealthView& view = bench.window->health().view();
    CHECK(view.running == HealthView::Running::Devices);
    QCoreApplication::processEvents();
    CHECK(bench.camera.running);
    letDevicesLive(bench);
    QCoreApplication::processEvents();
    CHECK(view.running == HealthView::Running::No);
    CHECK_FALSE(bench.camera.running);
    REQUIRE(about(view, Check::Reader));
    CHECK(about(view, Check::Reader)->state == CheckState::Ok);
    REQUIRE(about(view, Check::Camera));
    CHECK(about(view, Check::Camera)->state == CheckState::Ok);
    CHECK(view.checkedAt == bench.clock.now());
    CHECK(view.light() == CheckState::Ok);
}

TEST_CASE("failures come first, each with its cure and the way there", "[health]")
{
    Bench bench;
    bench.desk.known.needsYou = 2;
    bench.desk.stored.missingPackets = 1;
    bench.show();
    emit bench.reader.stateChanged(DeviceState::Missing);
    bench.signIn();
    bench.key(Qt::Key_5, Qt::ControlModifier);
    letDevicesLive(bench);
    const HealthView& view = bench.window->health().view();
    REQUIRE(view.verdicts.size() > 3);
    CHECK(view.verdicts[0].check == Check::Reader);
    CHECK(view.verdicts[1].check == Check::Packets);
    CHECK(view.verdicts[2].check == Check::Decisions);
    CHECK(view.verdicts[3].state == CheckState::Ok);
    auto* page = bench.part<HealthPage>("healthPage");
    const auto ways = page->findChildren<QPushButton*>("healthGo");
    const auto cures = page->findChildren<QLabel*>("healthCure");
    REQUIRE(ways.size() == static_cast<int>(view.verdicts.size()));
    CHECK(cures[0]->text() == words::forCure(Cure::PlugInReader));
    CHECK_FALSE(ways[1]->isVisible()); // nothing in this window brings a packet back
    QTest::mouseClick(ways[0], Qt::LeftButton);
    CHECK(bench.page() == Page::Devices);
    bench.key(Qt::Key_5, Qt::ControlModifier);
    QTest::mouseClick(ways[2], Qt::LeftButton);
    CHECK(bench.page() == Page::Queue);
    CHECK_FALSE(bench.camera.running); // left in the middle of the second check
}

TEST_CASE("the light is seen at sign-in and at home only when something is not fine", "[health]")
{
    Bench bench;
    bench.show();
    bench.window->health().glance();
    CHECK_FALSE(bench.part<QWidget>("signInHealth")->isVisible());
    bench.desk.known.officers = 1;
    bench.window->health().glance();
    CHECK(bench.part<QWidget>("signInHealth")->isVisible());
    bench.signIn();
    CHECK(bench.part<QWidget>("homeHealth")->isVisible());
    bench.press("homeCheck");
    CHECK(bench.page() == Page::Check);
    bench.desk.known.officers = 2;
    bench.window->health().glance();
    bench.key(Qt::Key_1, Qt::ControlModifier);
    CHECK_FALSE(bench.part<QWidget>("homeHealth")->isVisible());
}

TEST_CASE("a wrong clock is one calm line over every page, and capture goes on", "[health]")
{
    Bench bench;
    bench.show();
    auto* band = bench.part<QLabel>("clockBand");
    CHECK_FALSE(band->isVisible());
    bench.desk.known.clock = {ClockTrust::Wrong, 24h * 365, bench.clock.now()};
    bench.window->health().glance();
    CHECK(band->isVisible());
    CHECK(band->text().contains("365"));
    bench.signIn();
    bench.window->shell().newCase();
    CHECK(bench.page() == Page::Case);
    CHECK(band->isVisible());
    bench.desk.known.clock = {};
    bench.window->health().glance();
    CHECK_FALSE(band->isVisible());
}

TEST_CASE("only a supervisor keeps the report, and it names no officer", "[health]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_5, Qt::ControlModifier);
    CHECK(bench.part<QPushButton>("healthSave")->isVisible());
    const QString report = bench.part<HealthPage>("healthPage")->report();
    CHECK(report.contains("TRAM-01"));
    for (const OfficerInfo& officer : bench.desk.people)
        CHECK_FALSE(report.contains(officer.name));
    bench.key(Qt::Key_L, Qt::ControlModifier);
    QTest::keyClick(bench.part<QWidget>("passphrase"), Qt::Key_Down);
    bench.signIn("mot hai ba bon");
    bench.key(Qt::Key_5, Qt::ControlModifier);
    CHECK_FALSE(bench.part<QPushButton>("healthSave")->isVisible());
}

TEST_CASE(
    "a camera that gives no picture and a reader that does not open are waited for, not for ever", "[health]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_5, Qt::ControlModifier);
    const HealthView& view = bench.window->health().view();
    CHECK(view.running == HealthView::Running::Devices);
    REQUIRE(QTest::qWaitFor([&] { return view.running == HealthView::Running::No; }, 20000));
    CHECK(about(view, Check::Reader)->cure == Cure::ReplugReader);
    CHECK(about(view, Check::Camera)->cure == Cure::ReplugCamera);
}

TEST_CASE("every check has a name and every cure a sentence, each its own, in both languages", "[health]")
{
    Languages languages;
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        std::set<QString> said;
        for (int i = 0; i <= static_cast<int>(Check::Battery); ++i)
            said.insert(words::nameOf(static_cast<Check>(i)));
        for (int i = 0; i < cureCount; ++i)
            said.insert(words::forCure(static_cast<Cure>(i)));
        CHECK(said.size() == static_cast<std::size_t>(Check::Battery) + 1 + cureCount);
        CHECK(said.count(QString()) == 0);
    }
}
