#include "app/station/case/frame_worker.h"
#include "core/capture/colour_image.h"
#include "tests/support/fake_case.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// Three pixels by two, each with a value of its own: 1 2 3 over 4 5 6.
ColourImage numbered()
{
    std::vector<std::uint8_t> pixels(18);
    for (std::size_t i = 0; i < 6; ++i) {
        pixels[3 * i] = static_cast<std::uint8_t>(i + 1);
        pixels[3 * i + 1] = static_cast<std::uint8_t>(i + 11);
    }
    return {3, 2, std::move(pixels)};
}

std::vector<int> reds(const ColourImage& image)
{
    std::vector<int> values;
    for (std::size_t i = 0; i < image.pixels().size(); i += 3)
        values.push_back(image.pixels()[i]);
    return values;
}

class Last final : public FrameWorker {
public:
    std::shared_ptr<const ColourImage> image;

protected:
    void work(const CameraFrame& frame) override { image = frame.image; }
};

} // namespace

TEST_CASE("a picture is turned clockwise by quarters and loses nothing", "[case]")
{
    const ColourImage image = numbered();
    CHECK(reds(turned(image, 1)) == std::vector<int> {4, 1, 5, 2, 6, 3});
    CHECK(turned(image, 1).width() == 2);
    CHECK(reds(turned(image, 2)) == std::vector<int> {6, 5, 4, 3, 2, 1});
    CHECK(reds(turned(image, 3)) == std::vector<int> {3, 6, 2, 5, 1, 4});
    CHECK(turned(turned(image, 1), 3) == image);
    CHECK(turned(image, -1) == turned(image, 3));
    CHECK(turned(image, 4) == image);
    CHECK(turned(ColourImage(), 1).isEmpty());
}

TEST_CASE("what works on frames gets them turned from then on", "[case]")
{
    Last worker;
    const auto frame = std::make_shared<const ColourImage>(numbered());
    const auto next = [&] {
        worker.image.reset();
        worker.offer({frame, {}});
        REQUIRE(until([&] { return worker.image != nullptr; }));
        return *worker.image;
    };
    CHECK(next() == *frame);
    worker.setTurn(1);
    CHECK(next() == turned(*frame, 1));
    worker.setTurn(0);
    CHECK(next() == *frame);
}
