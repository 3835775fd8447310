#include "devices/fingerprint/libfprint_reader.h"
#include "devices/fingerprint/reader_table.h"
#include "tests/devices/device_bench.h"
#include "tests/support/sanitizers.h"

#include <QElapsedTimer>

using namespace station;

namespace {

/// A LibfprintReader in this process, on libfprint's virtual driver.
struct Bench {
    VirtualGlass glass;
    std::unique_ptr<LibfprintReader> reader;
    std::unique_ptr<ReaderSpy> spy;

    Bench()
    {
        qputenv("FP_VIRTUAL_IMAGE", glass.path.toUtf8());
        qunsetenv("FP_VIRTUAL_DEVICE");
        reader = std::make_unique<LibfprintReader>();
        spy = std::make_unique<ReaderSpy>(*reader);
        glass.hand.follow(*reader);
    }
    ~Bench() { qunsetenv("FP_VIRTUAL_IMAGE"); }

    void startAndWait()
    {
        reader->start();
        REQUIRE(spy->waitForState(DeviceState::Ready));
    }
};

using Events = std::vector<std::string>;

} // namespace

TEST_CASE("a finger on the glass is captured with the pixels it was pressed with", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    CHECK(bench.spy->states == std::vector {DeviceState::Starting, DeviceState::Ready});
    bench.glass.hand.setPerson(7);
    bench.reader->arm();
    bench.glass.hand.offer(FingerPosition::LeftIndex);
    REQUIRE(bench.spy->waitForPrints(1));
    CHECK(bench.spy->prints[0] == practicePrint({7, FingerPosition::LeftIndex}, 0));
    CHECK(bench.spy->events == Events {"on", "captured", "off"});
}

TEST_CASE("a finger offered before the reader waits is taken when it does", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    for (int scan = 1; scan <= 3; ++scan) {
        bench.glass.hand.offer(FingerPosition::RightThumb);
        bench.reader->arm();
        REQUIRE(bench.spy->waitForPrints(static_cast<std::size_t>(scan)));
    }
    CHECK(bench.spy->events
        == Events {"on", "captured", "off", "on", "captured", "off", "on", "captured", "off"});
}

TEST_CASE("armed before start it captures once the reader is there", "[reader]")
{
    Bench bench;
    bench.reader->arm();
    bench.glass.hand.offer(FingerPosition::RightRing);
    bench.reader->start();
    CHECK(bench.spy->waitForPrints(1));
}

TEST_CASE("a retry is a hint, not an error, and the reader goes on by itself", "[reader]")
{
    const auto hint
        = GENERATE(RetryHint::General, RetryHint::TooShort, RetryHint::OffCentre, RetryHint::LiftFinger);
    Bench bench;
    bench.startAndWait();
    bench.reader->arm();
    bench.glass.hand.askAgain(hint);
    REQUIRE(waitFor([&] { return !bench.spy->hints.empty(); }));
    CHECK(bench.spy->hints == std::vector {hint});
    bench.glass.hand.offer(FingerPosition::RightIndex);
    REQUIRE(bench.spy->waitForPrints(1));
    CHECK(bench.spy->errors.empty());
}

TEST_CASE("a picture without minutiae is a retry", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    bench.reader->arm();
    QLocalSocket socket;
    socket.connectToServer(bench.glass.path);
    REQUIRE(socket.waitForConnected(1000));
    const qint32 size[] {300, 400};
    socket.write(reinterpret_cast<const char*>(size), sizeof size);
    socket.write(QByteArray(300 * 400, '\xff'));
    REQUIRE(waitFor([&] { return !bench.spy->hints.empty(); }));
    CHECK(bench.spy->prints.empty());
    CHECK(bench.spy->errors.empty());
}

TEST_CASE("after disarm no signal follows, and the next arm captures", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    bench.reader->arm();
    REQUIRE_FALSE(waitFor([&] { return !bench.spy->events.empty(); }, 150)); // capturing, nobody there
    bench.reader->disarm();
    bench.reader->disarm(); // harmless when not armed
    bench.glass.hand.offer(FingerPosition::RightIndex);
    REQUIRE_FALSE(waitFor([&] { return !bench.spy->events.empty(); }, 300));
    bench.reader->arm();
    REQUIRE(bench.spy->waitForPrints(1)); // the hand tries again when its finger met the scan just given up
}

TEST_CASE("disarm and arm at once: the print of before is never taken for the new scan", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    for (int round = 0; round < 5; ++round) {
        bench.reader->arm();
        bench.glass.hand.offer(FingerPosition::RightIndex);
        waitFor([&] { return false; }, 10 * round);
        bench.reader->disarm();
        bench.glass.hand.withdraw();
        const auto before = bench.spy->prints.size();
        bench.reader->arm();
        bench.reader->arm(); // once armed, a second call changes nothing
        REQUIRE_FALSE(waitFor([&] { return bench.spy->prints.size() > before; }, 200));
        bench.reader->disarm();
    }
    CHECK(bench.spy->errors.empty());
}

TEST_CASE("an error of the driver ends the scan once, and the reader is opened anew", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    bench.reader->arm();
    bench.glass.hand.failReader();
    REQUIRE(waitFor([&] { return !bench.spy->errors.empty(); }));
    CHECK(bench.spy->errors[0].code == ErrorCode::DeviceFailed);
    CHECK(waitFor([&] { return bench.spy->states.size() == 4; }));
    CHECK(bench.spy->states
        == std::vector {
            DeviceState::Starting, DeviceState::Ready, DeviceState::Recovering, DeviceState::Ready});
    bench.reader->arm();
    bench.glass.hand.offer(FingerPosition::LeftThumb);
    REQUIRE(bench.spy->waitForPrints(1));
    CHECK(bench.spy->errors.size() == 1);
}

TEST_CASE(
    "removed while armed it fails with DeviceMissing, and is found again when it comes back", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    bench.reader->arm();
    bench.glass.hand.unplugReader();
    REQUIRE(waitFor([&] { return !bench.spy->errors.empty(); }));
    CHECK(bench.spy->errors[0].code == ErrorCode::DeviceMissing);
    REQUIRE(bench.spy->waitForState(DeviceState::Missing));
    CHECK(bench.spy->readers.empty());

    REQUIRE(bench.spy->waitForState(DeviceState::Ready));
    CHECK(bench.spy->readers.size() == 1);
    bench.reader->arm();
    bench.glass.hand.offer(FingerPosition::LeftThumb);
    REQUIRE(bench.spy->waitForPrints(1));
    CHECK(bench.spy->errors.size() == 1);
}

TEST_CASE("without a reader arm fails with DeviceMissing and the state is Missing", "[reader]")
{
    qunsetenv("FP_VIRTUAL_IMAGE");
    qunsetenv("FP_VIRTUAL_DEVICE");
    LibfprintReader reader;
    ReaderSpy spy(reader);
    reader.start();
    REQUIRE(spy.is(DeviceState::Missing));
    reader.arm();
    REQUIRE(spy.errors.size() == 1);
    CHECK(spy.errors[0].code == ErrorCode::DeviceMissing);
}

TEST_CASE("a reader that matches on the chip is listed with the reason why it cannot enroll", "[reader]")
{
    Bench bench;
    qputenv("FP_VIRTUAL_DEVICE", bench.glass.dir.filePath(QStringLiteral("chip")).toUtf8());
    bench.startAndWait();
    qunsetenv("FP_VIRTUAL_DEVICE");
    REQUIRE(bench.spy->readers.size() == 2);
    for (const ReaderInfo& reader : bench.spy->readers) {
        CHECK(reader.canCapture == (reader.driver == QStringLiteral("virtual_image")));
        CHECK(reader.whyNot.isEmpty() == reader.canCapture);
    }
    SECTION("chosen all the same, arm fails")
    {
        bench.reader->select(QStringLiteral("virtual_device/0"));
        bench.reader->arm();
        CHECK(waitFor([&] { return !bench.spy->errors.empty(); }));
        CHECK(bench.spy->waitForState(DeviceState::Missing));
        bench.reader->select({});
        CHECK(bench.spy->waitForState(DeviceState::Ready));
    }
}

TEST_CASE("a reader that cannot be opened stays listed with the reason and is tried again", "[reader]")
{
    Bench bench;
    qputenv("FP_VIRTUAL_IMAGE", bench.glass.dir.filePath(QStringLiteral("no/such/folder/glass")).toUtf8());
    bench.reader->start();
    REQUIRE(bench.spy->waitForState(DeviceState::Missing));
    REQUIRE(bench.spy->readers.size() == 1);
    CHECK_FALSE(bench.spy->readers[0].canCapture);
    CHECK(bench.spy->readers[0].whyNot.startsWith(QStringLiteral("cannot be opened: ")));
    QDir(bench.glass.dir.path()).mkpath(QStringLiteral("no/such/folder"));
    REQUIRE(bench.spy->waitForState(DeviceState::Ready, 8000));
    CHECK(bench.spy->readers[0].canCapture);
}

TEST_CASE("destroyed while capturing it leaves at once and in order", "[reader]")
{
    Bench bench;
    bench.startAndWait();
    bench.reader->arm();
    waitFor([] { return false; }, 30);
    QElapsedTimer since;
    since.start();
    bench.reader.reset();
    CHECK(since.elapsed() < 900 * slower); // the virtual driver takes 100 ms to close
}

TEST_CASE("resolutions come from the table and an unknown reader is marked", "[reader]")
{
    const auto known
        = traitsOf(QStringLiteral("uru4000"), QStringLiteral("Digital Persona U.are.U 4000/4000B/4500"));
    CHECK(known.pixelsPerInch == 512);
    CHECK(known.resolutionKnown);
    const auto unknown = traitsOf(QStringLiteral("no-such-driver"), {});
    CHECK(unknown.pixelsPerInch == 500);
    CHECK_FALSE(unknown.resolutionKnown);
}
