#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace station {

/// One chunk of a PNG file, its checksum verified (PNG specification, section 5.3).
struct PngChunk {
    QByteArray type; ///< four letters
    qint64 offset = 0; ///< of the whole chunk: length, type, data, checksum
    qint64 dataSize = 0;

    [[nodiscard]] qint64 data() const { return offset + 8; }
    [[nodiscard]] qint64 wholeSize() const { return dataSize + 12; }
};

/// All chunks from IHDR to IEND. Errors: InvalidInput when one is torn, damaged or the end is missing.
/// @pre the file starts with the PNG signature
[[nodiscard]] Result<std::vector<PngChunk>> pngChunks(const QByteArray& png);

/// The same picture without text, profiles and other extras that a decoder would unpack: what hides a bomb
/// goes.
[[nodiscard]] Result<QByteArray> withoutExtras(const QByteArray& png);

/// The same picture with its resolution in a pHYs chunk. @pre png is one of ours: whole, without pHYs
[[nodiscard]] QByteArray withResolution(const QByteArray& png, int pixelsPerInch);

} // namespace station
