#include "core/biometrics/image_codec.h"
#include "core/biometrics/picture_header.h"
#include "tests/fuzz/fuzz.h"

#include <cmath>

namespace station {
namespace {

constexpr int side = 24;

GreyImage rings()
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            pixels.push_back(static_cast<std::uint8_t>(127 + 100 * std::sin(std::hypot(x, y))));
    return {side, side, 500, std::move(pixels)};
}

ColourImage slope()
{
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < side * side; ++i)
        for (int channel = 1; channel <= 3; ++channel)
            pixels.push_back(static_cast<std::uint8_t>(i * channel));
    return {side, side, std::move(pixels)};
}

/// Hand-made: the product writes neither.
QByteArray bitmap()
{
    return QByteArray::fromHex(
        "424d46000000000000003600000028000000020000000200000001001800000000001000000013"
        "0b0000130b00000000000000000000ff0000ff00000000ff00ffffff0000");
}

QByteArray tagged()
{
    return QByteArray::fromHex(
        "49492a000c000000ff00ff00080000010300010000000200000001010300010000000200000002"
        "010300010000000800000003010300010000000100000006010300010000000100000011010400"
        "010000000800000016010300010000000200000017010400010000000400000000000000");
}

} // namespace

void fuzzOne(const QByteArray& input)
{
    const auto header = readPictureHeader(input);
    // libpng and its like would fill hundreds of megabytes for one honest large picture: speed, not a fault
    if (header && static_cast<long long>(header->width) * header->height > 1'000'000)
        return;
    const auto grey = decodeGrey(input);
    const auto colour = decodeColour(input);
    if (!header) {
        holds(header.error().code == ErrorCode::InvalidInput, "what is no picture is InvalidInput");
        holds(!grey && !colour, "nothing is decoded behind a bad header");
        return;
    }
    holds(header->width >= 1 && header->width <= maxImageSide, "the width is possible");
    holds(header->height >= 1 && header->height <= maxImageSide, "the height is possible");
    if (grey)
        holds(grey->width() == header->width && grey->height() == header->height, "the size is the header's");
    if (!colour)
        return;
    const auto again = encodePng(*colour);
    holds(again.has_value(), "a picture that was read can be written");
    const auto second = decodeColour(*again);
    holds(second.has_value() && *second == *colour, "it is the same picture then");
}

std::vector<QByteArray> fuzzSeeds()
{
    return {*encodePng(rings()), *encodePng(slope()), *encodeJpeg(slope(), 60), bitmap(), tagged()};
}

} // namespace station
