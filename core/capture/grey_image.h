#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace station {

/// Larger pictures are refused wherever they come from: device, file or socket.
inline constexpr int maxImageSide = 8192;

/// An 8-bit grey picture, row by row, no padding. 0 is black (ridge), 255 is white (valley).
class GreyImage {
public:
    GreyImage() = default;

    /// @param pixelsPerInch  resolution in both directions; 0 when the source does not say.
    /// @pre pixels.size() == width * height
    GreyImage(int width, int height, int pixelsPerInch, std::vector<std::uint8_t> pixels)
        : m_width(width)
        , m_height(height)
        , m_pixelsPerInch(pixelsPerInch)
        , m_pixels(std::move(pixels))
    {
        assert(m_pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    }

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int pixelsPerInch() const { return m_pixelsPerInch; }
    [[nodiscard]] std::span<const std::uint8_t> pixels() const { return m_pixels; }
    [[nodiscard]] bool isEmpty() const { return m_pixels.empty(); }

    friend bool operator==(const GreyImage&, const GreyImage&) = default;

private:
    int m_width = 0;
    int m_height = 0;
    int m_pixelsPerInch = 500;
    std::vector<std::uint8_t> m_pixels;
};

} // namespace station
