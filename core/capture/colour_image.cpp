#include "core/capture/colour_image.h"

namespace station {

ColourImage turned(const ColourImage& image, int quarters)
{
    const int turn = ((quarters % 4) + 4) % 4;
    if (turn == 0 || image.isEmpty())
        return image;
    const auto width = static_cast<std::size_t>(image.width());
    const auto height = static_cast<std::size_t>(image.height());
    const std::size_t outWidth = turn == 2 ? width : height;
    const std::span<const std::uint8_t> from = image.pixels();
    std::vector<std::uint8_t> pixels(from.size());
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t toX = turn == 1 ? height - 1 - y : turn == 2 ? width - 1 - x : y;
            const std::size_t toY = turn == 1 ? x : turn == 2 ? height - 1 - y : width - 1 - x;
            const std::uint8_t* source = from.data() + 3 * (y * width + x);
            std::uint8_t* target = pixels.data() + 3 * (toY * outWidth + toX);
            target[0] = source[0];
            target[1] = source[1];
            target[2] = source[2];
        }
    return turn == 2 ? ColourImage(image.width(), image.height(), std::move(pixels))
                     : ColourImage(image.height(), image.width(), std::move(pixels));
}

} // namespace station
