// Runs with fast_clock preloaded: a minute passes in a second, also for libfprint.
#include "devices/fingerprint/libfprint_reader.h"
#include "tests/devices/device_bench.h"

#include <QElapsedTimer>

using namespace station;

TEST_CASE("a reader that waits for a finger for many minutes stays armed and takes it", "[reader]")
{
    VirtualGlass glass;
    qputenv("FP_VIRTUAL_IMAGE", glass.path.toUtf8());
    LibfprintReader reader;
    ReaderSpy spy(reader);
    glass.hand.follow(reader);
    QElapsedTimer since;
    since.start();
    reader.start();
    REQUIRE(spy.waitForState(DeviceState::Ready, 60'000));
    reader.arm();
    CHECK_FALSE(waitFor([&] { return !spy.events.empty(); }, 10 * 60'000));
    REQUIRE(since.elapsed() > 9 * 60'000); // of the fast clock
    // It was renewed at least once: libfprint's default is 3 minutes.
    CHECK(std::count(spy.states.begin(), spy.states.end(), DeviceState::Ready) >= 2);
    REQUIRE(spy.waitForState(DeviceState::Ready, 60'000));
    glass.hand.offer(FingerPosition::RightThumb);
    REQUIRE(spy.waitForPrints(1, 60'000));
    CHECK(spy.errors.empty());
}
