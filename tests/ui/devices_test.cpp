#include "app/station/devices/test_picture.h"
#include "app/station/state_label.h"
#include "tests/ui/bench.h"

#include <QLabel>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

ReaderInfo pressReader(const QString& id)
{
    return {.id = id,
        .name = QStringLiteral("SecuGen Hamster"),
        .driver = QStringLiteral("sg"),
        .scanType = ScanType::Press,
        .pixelsPerInch = 500,
        .canCapture = true,
        .whyNot = {}};
}

ReaderInfo chipReader()
{
    return {.id = QStringLiteral("chip"),
        .name = QStringLiteral("Goodix MOC"),
        .driver = QStringLiteral("goodixmoc"),
        .scanType = ScanType::Press,
        .pixelsPerInch = 0,
        .canCapture = false,
        .whyNot = QStringLiteral("matches on the chip and gives no pictures")};
}

QStringList truths(Bench& bench)
{
    QStringList all;
    for (const auto* truth :
        bench.part<QWidget>("devicesPage")->findChildren<StateLabel*>(QStringLiteral("deviceTruth")))
        all << truth->word();
    return all;
}

void openDevices(Bench& bench)
{
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_3, Qt::ControlModifier);
    REQUIRE(bench.page() == Page::Devices);
}

} // namespace

TEST_CASE("each reader is shown with its truth", "[devices]")
{
    Bench bench;
    openDevices(bench);
    emit bench.reader.listed({pressReader(QStringLiteral("a")), chipReader()});
    emit bench.reader.stateChanged(DeviceState::Ready);
    REQUIRE(truths(bench).size() == 2);
    CHECK(truths(bench)[0].startsWith(QStringLiteral("Sẵn sàng")));
    CHECK(truths(bench)[1].startsWith(QStringLiteral("Đầu đọc này so khớp trong chip")));

    emit bench.reader.listed({chipReader()});
    CHECK(truths(bench)[0] == QStringLiteral("Rút ra lúc 12:00."));
    bench.clock.advance(1min);
    emit bench.reader.listed(
        {pressReader(QStringLiteral("b")), chipReader()}); // plugged in again, another id
    CHECK(truths(bench).size() == 2);
    CHECK(truths(bench)[0].startsWith(QStringLiteral("Sẵn sàng")));
}

TEST_CASE("a window that goes while a test capture runs ends it first", "[devices]")
{
    Bench bench;
    openDevices(bench);
    emit bench.reader.listed({pressReader(QStringLiteral("a"))});
    bench.press("testReader");
    REQUIRE(bench.reader.armed);
    bench.window.reset();
    CHECK_FALSE(bench.reader.armed);
}

TEST_CASE("a test capture shows the print and its quality, and leaving ends it", "[devices]")
{
    Bench bench;
    openDevices(bench);
    emit bench.reader.listed({pressReader(QStringLiteral("a"))});
    bench.press("testReader");
    CHECK(bench.reader.armed);
    CHECK(bench.reader.selected == QStringLiteral("a"));
    auto* says = bench.part<QLabel>("testSays");
    emit bench.reader.retry(RetryHint::TooShort);
    CHECK(says->text().startsWith(QStringLiteral("Nhấc tay nhanh quá")));
    emit bench.reader.captured(GreyImage(2, 2, 500, {0, 255, 255, 0}));
    CHECK(says->text().startsWith(QStringLiteral("Chất lượng 80 trên 100.")));
    CHECK_FALSE(bench.part<TestPicture>("testPicture")->picture().isNull());

    bench.press("testReader");
    REQUIRE(bench.reader.armed);
    bench.key(Qt::Key_Escape);
    CHECK(bench.page() == Page::Home);
    CHECK_FALSE(bench.reader.armed);
    CHECK_FALSE(bench.window->devices().view().readerTest.has_value());
}

TEST_CASE("the camera is stopped when the window locks, and a lost one shows no stale picture", "[devices]")
{
    Bench bench;
    openDevices(bench);
    emit bench.camera.listed({{QStringLiteral("cam"), QStringLiteral("USB camera")}});
    bench.press("testCamera");
    CHECK(bench.camera.running);
    const CameraFrame frame {std::make_shared<ColourImage>(1, 1, std::vector<std::uint8_t> {1, 2, 3}), {}};
    emit bench.camera.frame(frame);
    CHECK_FALSE(bench.part<TestPicture>("testPicture")->picture().isNull());
    emit bench.camera.stateChanged(DeviceState::Missing);
    CHECK(bench.part<TestPicture>("testPicture")->picture().isNull());
    bench.key(Qt::Key_L, Qt::ControlModifier);
    CHECK_FALSE(bench.camera.running);
}

TEST_CASE("the camera runs only as long as it takes to say which cameras there are", "[devices]")
{
    Bench bench;
    openDevices(bench);
    CHECK(bench.camera.running);
    emit bench.camera.listed({{QStringLiteral("practice"), QStringLiteral("Practice camera")}});
    CHECK_FALSE(bench.camera.running);
    CHECK(bench.window->devices().view().camera == DeviceState::Ready);
    CHECK(bench.part<QLabel>("deviceName")->text() == QStringLiteral("Máy ảnh tập huấn"));

    bench.key(Qt::Key_1, Qt::ControlModifier);
    bench.key(Qt::Key_3, Qt::ControlModifier);
    REQUIRE(bench.camera.running);
    bench.key(Qt::Key_1, Qt::ControlModifier); // left before anything was listed
    CHECK_FALSE(bench.camera.running);
}

TEST_CASE("a print that nobody asked for here is not shown", "[devices]")
{
    Bench bench;
    openDevices(bench);
    emit bench.reader.captured(GreyImage(2, 2, 500, {0, 255, 255, 0}));
    CHECK(bench.part<TestPicture>("testPicture")->picture().isNull());
}
