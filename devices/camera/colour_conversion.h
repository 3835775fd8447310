#pragma once

#include "core/capture/colour_image.h"

class QImage;
class QVideoFrame;

namespace station {

/// The pixels as R, G, B; empty when there are none or a side is over maxImageSide.
[[nodiscard]] ColourImage copied(const QImage& image);
/// A copy of its own: the frame's memory belongs to the media service, which may take it back at any moment.
[[nodiscard]] ColourImage copied(const QVideoFrame& frame);

} // namespace station
