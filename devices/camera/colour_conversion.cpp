#include "devices/camera/colour_conversion.h"

#include "core/capture/grey_image.h"

#include <QImage>
#include <QVideoFrame>

#include <cstring>

namespace station {

ColourImage copied(const QImage& image)
{
    if (image.isNull() || image.width() > maxImageSide || image.height() > maxImageSide)
        return {};
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const auto row = 3 * static_cast<std::size_t>(rgb.width());
    std::vector<std::uint8_t> pixels(row * static_cast<std::size_t>(rgb.height()));
    for (int y = 0; y < rgb.height(); ++y)
        std::memcpy(pixels.data() + static_cast<std::size_t>(y) * row, rgb.constScanLine(y), row);
    return {rgb.width(), rgb.height(), std::move(pixels)};
}

ColourImage copied(const QVideoFrame& frame) { return copied(frame.toImage()); }

} // namespace station
