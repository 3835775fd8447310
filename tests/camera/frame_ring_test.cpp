#include "devices/host/camera_messages.h"
#include "devices/host/frame_ring.h"
#include "devices/practice/practice_portrait.h"

#include <catch2/catch.hpp>
#include <sys/mman.h>

#include <atomic>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace station;

namespace {

ColourImage plain(int width, int height, std::uint8_t value)
{
    return {width, height, std::vector<std::uint8_t>(3 * static_cast<std::size_t>(width * height), value)};
}

/// Both ends, as two processes would have them.
struct Ends {
    std::unique_ptr<FrameRing> window = FrameRing::create().value();
    std::unique_ptr<FrameRing> host = FrameRing::attach(::dup(window->descriptor())).value();
};

} // namespace

TEST_CASE("a frame is read as it was written", "[ring]")
{
    const Ends ends;
    const auto portrait = practicePortrait(2);
    const auto place = ends.host->write(portrait);
    REQUIRE(place);
    CHECK(ends.window->read(*place) == portrait);
    CHECK(ends.window->read(*place) == portrait); // reading takes nothing away
}

TEST_CASE("a frame that was overwritten is dropped", "[ring]")
{
    const Ends ends;
    const auto first = ends.host->write(plain(8, 8, 1));
    for (std::uint32_t i = 0; i < FrameRing::slotCount; ++i)
        REQUIRE(ends.host->write(plain(8, 8, 2)));
    CHECK_FALSE(ends.window->read(*first));
}

TEST_CASE("the writer waits for nobody and the reader never sees a torn frame", "[ring]")
{
    const Ends ends;
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> newest = 0;
    std::thread writer([&] {
        for (int i = 1; !stop; ++i) {
            if (const auto place = ends.host->write(plain(320, 240, static_cast<std::uint8_t>(i))))
                newest = place->number;
        }
    });
    int whole = 0;
    int dropped = 0;
    while (whole < 200 && whole + dropped < 2000000) {
        const std::uint64_t number = newest;
        if (number == 0)
            continue;
        const auto frame = ends.window->read(
            {static_cast<std::uint32_t>(number % FrameRing::slotCount), number, 320, 240});
        if (!frame) {
            ++dropped;
            continue;
        }
        ++whole;
        const auto value = static_cast<std::uint8_t>(number);
        REQUIRE(std::all_of(
            frame->pixels().begin(), frame->pixels().end(), [&](auto one) { return one == value; }));
    }
    stop = true;
    writer.join();
    CHECK(whole == 200);
}

TEST_CASE("a place that makes no sense is no frame", "[ring]")
{
    const Ends ends;
    const auto place = *ends.host->write(plain(8, 8, 1));
    const auto with = [&](auto change) {
        FramePlace other = place;
        change(other);
        return ends.window->read(other);
    };
    CHECK_FALSE(with([](auto& p) { p.slot = FrameRing::slotCount; }));
    CHECK_FALSE(with([](auto& p) { p.slot = 0xffffffff; }));
    CHECK_FALSE(with([](auto& p) { p.number += 1; }));
    CHECK_FALSE(with([](auto& p) { p.width = 0; }));
    CHECK_FALSE(with([](auto& p) { p.width = p.height = 0xffffffff; }));
    CHECK_FALSE(with([](auto& p) { p.width = p.height = 8000; }));
    CHECK_FALSE(ends.host->write(ColourImage()));
    CHECK_FALSE(ends.host->write(plain(8000, 8000, 1)));
}

TEST_CASE("after a reset nothing of the former process is shown", "[ring]")
{
    const Ends ends;
    const auto place = *ends.host->write(plain(8, 8, 1));
    ends.window->reset();
    CHECK_FALSE(ends.window->read(place));
}

TEST_CASE("the memory cannot be made smaller under the window", "[ring]")
{
    const Ends ends;
    CHECK(::ftruncate(ends.host->descriptor(), 4096) != 0);
    CHECK(::ftruncate(ends.host->descriptor(), 1L << 32) != 0);
}

TEST_CASE("a descriptor that is no frame ring is refused", "[ring]")
{
    CHECK(FrameRing::attach(-1).error().code == ErrorCode::DeviceFailed);
    const int small = ::memfd_create("small", MFD_CLOEXEC);
    CHECK(FrameRing::attach(small).error().code == ErrorCode::DeviceFailed);
    ::close(small);
}

TEST_CASE("camera messages come back as they were sent; torn ones are Damaged", "[ring]")
{
    const std::vector<CameraInfo> cameras {{"a", "Máy ảnh"}, {"b", "B"}};
    CHECK(decodeCameras(camerasMessage(cameras).payload).value() == cameras);
    CHECK(decodeSelectCamera(selectCameraMessage("a").payload).value() == "a");
    const FrameNews news {{1, 2, 3, 4}, std::chrono::steady_clock::now()};
    const auto read = decodeFrame(frameMessage(news).payload).value();
    CHECK(read.place == news.place);
    CHECK(read.at == news.at);
    const FrameNews future {{1, 2, 3, 4}, std::chrono::steady_clock::now() + std::chrono::hours(1)};
    const auto held = decodeFrame(frameMessage(future).payload).value();
    CHECK(held.at <= std::chrono::steady_clock::now());

    for (const auto& message : {camerasMessage(cameras), frameMessage(news), selectCameraMessage("a")}) {
        for (qsizetype size = 0; size < message.payload.size(); ++size) {
            const auto torn = message.payload.left(size);
            const bool refused = message.type == MessageType::Cameras ? !decodeCameras(torn)
                : message.type == MessageType::FrameReady             ? !decodeFrame(torn)
                                                                      : !decodeSelectCamera(torn);
            CHECK(refused);
        }
        CHECK_FALSE(decodeFrame(message.payload + 'x'));
    }
    CHECK(decodeCameras(QByteArray::fromHex("ffffffff")).error().code == ErrorCode::Damaged);
}
