#include "core/biometrics/picture_header.h"

#include "core/biometrics/header_parsers.h"
#include "core/capture/grey_image.h"

#include <QByteArrayView>

#include <array>
#include <cmath>
#include <string>

namespace station {
namespace {

struct Known {
    PictureFormat format;
    QByteArrayView signature;
    Result<RawHeader> (*parse)(const QByteArray&);
};

constexpr char png[] = {'\x89', 'P', 'N', 'G', '\r', '\n', '\x1a', '\n'};
constexpr char jpeg[] = {'\xff', '\xd8', '\xff'};
constexpr char bmp[] = {'B', 'M'};
constexpr char tiffLittle[] = {'I', 'I', '*', '\0'};
constexpr char tiffBig[] = {'M', 'M', '\0', '*'};
constexpr char jp2[] = {'\0', '\0', '\0', '\x0c', 'j', 'P', ' ', ' ', '\r', '\n', '\x87', '\n'};

template<std::size_t N>
QByteArrayView view(const char (&bytes)[N])
{
    return {bytes, static_cast<qsizetype>(N)};
}

const std::array known {
    Known {PictureFormat::Png, view(png), parsePng},
    Known {PictureFormat::Jpeg, view(jpeg), parseJpeg},
    Known {PictureFormat::Bmp, view(bmp), parseBmp},
    Known {PictureFormat::Tiff, view(tiffLittle), parseTiff},
    Known {PictureFormat::Tiff, view(tiffBig), parseTiff},
    Known {PictureFormat::Jpeg2000, view(jp2), parseJpeg2000},
};

// Below: 72 and 96 are what editors write when nobody has said anything; no print was ever taken so coarsely.
constexpr double coarsestPrint = 150;

// Three bytes a pixel without any compression, and as much again for what else a file may carry.
constexpr qsizetype largestFile = qsizetype {2} * 3 * maxImageSide * maxImageSide;

int resolution(const RawHeader& raw)
{
    const double x = raw.pixelsPerInchX;
    const double y = raw.pixelsPerInchY;
    const bool square = std::abs(x - y) <= 0.02 * x;
    return square && x >= coarsestPrint && x <= 10000 ? static_cast<int>(std::lround(x)) : 0;
}

Result<PictureHeader> judge(PictureFormat format, const RawHeader& raw)
{
    if (raw.width <= 0 || raw.height <= 0)
        return fail(ErrorCode::InvalidInput, "the picture says it is empty");
    if (raw.width > maxImageSide || raw.height > maxImageSide)
        return fail(ErrorCode::InvalidInput,
            "the picture says it is " + std::to_string(raw.width) + " x " + std::to_string(raw.height)
                + "; at most " + std::to_string(maxImageSide) + " a side are read");
    return PictureHeader {format, static_cast<int>(raw.width), static_cast<int>(raw.height), resolution(raw)};
}

} // namespace

Result<PictureHeader> readPictureHeader(const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return fail(ErrorCode::InvalidInput, "the file is empty");
    if (bytes.size() > largestFile)
        return fail(ErrorCode::InvalidInput,
            "the file is larger than a picture of " + std::to_string(maxImageSide) + " pixels a side can be");
    for (const auto& one : known) {
        if (bytes.startsWith(one.signature))
            return one.parse(bytes).and_then([&](const RawHeader& raw) { return judge(one.format, raw); });
    }
    return fail(ErrorCode::InvalidInput, "not a PNG, JPEG, BMP, TIFF or JPEG 2000 picture");
}

} // namespace station
