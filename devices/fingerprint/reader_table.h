#pragma once

#include "core/capture/fingerprint_reader.h"

#include <QString>

#include <optional>

namespace station {

/// What a libfprint driver does not say about its reader, or says wrongly.
struct ReaderTraits {
    /// Of the pictures it hands out: fp_image_get_ppmm() is 0 for every reader.
    int pixelsPerInch = 500;
    bool resolutionKnown = false; ///< false: not in the table, 500 is assumed
    std::optional<ScanType> scanType; ///< empty: as the driver says
    /// Made to wait for fingers all day: libfprint's guess of its heat (3 minutes of use, then a rest of
    /// minutes) is wrong.
    bool neverTooHot = false;
};

/// @param name  the device's full name, for drivers that serve several models
[[nodiscard]] ReaderTraits traitsOf(const QString& driver, const QString& name);

} // namespace station
