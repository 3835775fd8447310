#include "core/biometrics/portrait_checks.h"

#include <algorithm>
#include <cmath>

namespace station {
namespace {

// The cascade's box is about three quarters of a head, and the eyes stand at 0.38 of it. A head of 70 % of
// the picture's height with the eyes at 42 % from the top is what the citizen card's photo shows.
constexpr double cropHeights = 2.1; // of the box
constexpr double eyesInBox = 0.38;
constexpr double eyesInCrop = 0.42;

struct Frame {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// The largest 3:4 frame not higher than asked that fits into the picture.
Frame fitting(const ColourImage& picture, double askedHeight)
{
    const double height
        = std::min({askedHeight, static_cast<double>(picture.height()), picture.width() * 4 / 3.0});
    Frame frame;
    frame.height = std::max(1, static_cast<int>(std::floor(height)));
    frame.width = std::max(1, static_cast<int>(std::floor(frame.height * 3 / 4.0)));
    return frame;
}

ColourImage cut(const ColourImage& picture, const Frame& frame)
{
    std::vector<std::uint8_t> pixels;
    pixels.reserve(3 * static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height));
    for (int y = frame.y; y < frame.y + frame.height; ++y) {
        const auto row = picture.pixels().subspan(3
                * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width())
                    + static_cast<std::size_t>(frame.x)),
            3 * static_cast<std::size_t>(frame.width));
        pixels.insert(pixels.end(), row.begin(), row.end());
    }
    return {frame.width, frame.height, std::move(pixels)};
}

} // namespace

ColourImage PortraitChecker::crop(const ColourImage& picture, const std::optional<FaceBox>& face)
{
    if (picture.isEmpty())
        return {};
    Frame frame = fitting(picture, face && face->height > 0 ? face->height * cropHeights : picture.height());
    double x = (picture.width() - frame.width) / 2.0;
    double y = (picture.height() - frame.height) / 2.0;
    if (face) {
        x = face->x + face->width / 2.0 - frame.width / 2.0;
        y = face->y + face->height * eyesInBox - frame.height * eyesInCrop;
    }
    frame.x = std::clamp(static_cast<int>(std::lround(x)), 0, picture.width() - frame.width);
    frame.y = std::clamp(static_cast<int>(std::lround(y)), 0, picture.height() - frame.height);
    return cut(picture, frame);
}

} // namespace station
