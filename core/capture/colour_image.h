#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace station {

/// An 8-bit sRGB picture: R, G, B, row by row, no padding.
class ColourImage {
public:
    ColourImage() = default;

    /// @pre pixels.size() == 3 * width * height
    ColourImage(int width, int height, std::vector<std::uint8_t> pixels)
        : m_width(width)
        , m_height(height)
        , m_pixels(std::move(pixels))
    {
        assert(m_pixels.size() == 3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    }

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] std::span<const std::uint8_t> pixels() const { return m_pixels; }
    [[nodiscard]] bool isEmpty() const { return m_pixels.empty(); }

    friend bool operator==(const ColourImage&, const ColourImage&) = default;

private:
    int m_width = 0;
    int m_height = 0;
    std::vector<std::uint8_t> m_pixels;
};

/// Turned clockwise by so many quarters; any number, also a negative one. Loses nothing.
[[nodiscard]] ColourImage turned(const ColourImage& image, int quarters);

} // namespace station
