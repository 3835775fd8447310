#pragma once

#include <QString>

namespace station {

struct ReaderResolution {
    int pixelsPerInch = 500;
    bool known = false; ///< false: not in the table, 500 is assumed
};

/// Resolution of the pictures a libfprint driver hands out, in pixels per inch: fp_image_get_ppmm() is 0 for
/// every reader.
/// @param name  the device's full name, for drivers that serve several models
[[nodiscard]] ReaderResolution resolutionOf(const QString& driver, const QString& name);

} // namespace station
