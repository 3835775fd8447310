#pragma once

#include "core/capture/colour_image.h"
#include "core/capture/grey_image.h"

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace station {

/// Pictures of our own whose every pixel differs from its neighbours.
inline GreyImage greyPattern(int width, int height, int pixelsPerInch = 500)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.push_back(static_cast<std::uint8_t>(x * 7 + y * 13 + x * y));
    return {width, height, pixelsPerInch, std::move(pixels)};
}

inline ColourImage colourPattern(int width, int height)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (const int value : {x * 3, y * 5, x + y})
                pixels.push_back(static_cast<std::uint8_t>(value));
        }
    }
    return {width, height, std::move(pixels)};
}

} // namespace station
