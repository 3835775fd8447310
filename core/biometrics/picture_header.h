#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace station {

enum class PictureFormat { Png, Jpeg, Bmp, Tiff, Jpeg2000 };

/// What a picture file says about itself before a single pixel is decoded.
struct PictureHeader {
    PictureFormat format = PictureFormat::Png;
    int width = 0; ///< 1..maxImageSide
    int height = 0; ///< 1..maxImageSide
    int pixelsPerInch = 0; ///< 0: the file does not say, or says what editors write for screens (below 150)

    friend bool operator==(const PictureHeader&, const PictureHeader&) = default;
};

/// Reads the header with our own code and checks that the file is whole: every PNG chunk's checksum, JPEG's
/// end marker, the place of every TIFF strip. A file that passes may still hold damaged pixel data: the
/// decoder judges that. Errors: InvalidInput with the cause.
[[nodiscard]] Result<PictureHeader> readPictureHeader(const QByteArray& bytes);

} // namespace station
