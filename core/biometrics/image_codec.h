#pragma once

#include "core/base/result.h"
#include "core/capture/colour_image.h"
#include "core/capture/grey_image.h"

#include <QByteArray>

#include <string_view>

namespace station {

/// How the detail of StorageFailed begins when the library that reads and writes pictures is missing or of
/// another release. Every function below may say it.
inline constexpr std::string_view picturesNotLoaded = "the picture library cannot be loaded";

/// Whether pictures can be read and written at all.
[[nodiscard]] Status loadPictureLibrary();

/// Pictures as bytes. PNG, JPEG, BMP, TIFF and JPEG 2000 are read. The header's size is judged before
/// anything is decoded: 0×0, a side over maxImageSide, torn or unknown bytes are InvalidInput with the cause
/// in `detail`.
[[nodiscard]] Result<GreyImage> decodeGrey(const QByteArray& bytes, int defaultPixelsPerInch = 500);
[[nodiscard]] Result<ColourImage> decodeColour(const QByteArray& bytes);

/// Lossless, 8-bit grey, resolution in the pHYs chunk.
[[nodiscard]] Result<QByteArray> encodePng(const GreyImage& picture);
[[nodiscard]] Result<QByteArray> encodePng(const ColourImage& picture);
/// @param quality  1..100
[[nodiscard]] Result<QByteArray> encodeJpeg(const ColourImage& picture, int quality = 92);

} // namespace station
