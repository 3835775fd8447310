#pragma once

#include "core/capture/colour_image.h"

#include <cstdint>

namespace station {

/// A portrait of a person who does not exist, for practice, demonstrations and tests: drawn by our own code,
/// facing the camera before a light wall, of the size and place that the portrait checks ask for. The same
/// seed gives the same pixels; different seeds differ in face, skin, hair and clothes.
/// @param width, height  80..maxImageSide; the person stands in the middle, sized by the height
[[nodiscard]] ColourImage practicePortrait(std::uint32_t seed, int width = 640, int height = 480);

} // namespace station
