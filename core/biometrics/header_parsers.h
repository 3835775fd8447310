#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <cstdint>

namespace station {

/// A header's numbers as they stand in the file, not judged.
struct RawHeader {
    std::int64_t width = 0;
    std::int64_t height = 0;
    double pixelsPerInchX = 0; ///< 0 when the file does not say
    double pixelsPerInchY = 0;
};

inline constexpr double millimetresPerInch = 25.4;
inline constexpr double metresPerInch = 0.0254;

/// Each finds out whether the file is whole. @pre the file starts with the format's signature. Errors:
/// InvalidInput.
[[nodiscard]] Result<RawHeader> parsePng(const QByteArray& bytes);
[[nodiscard]] Result<RawHeader> parseJpeg(const QByteArray& bytes);
[[nodiscard]] Result<RawHeader> parseBmp(const QByteArray& bytes);
[[nodiscard]] Result<RawHeader> parseTiff(const QByteArray& bytes);
[[nodiscard]] Result<RawHeader> parseJpeg2000(const QByteArray& bytes);

} // namespace station
