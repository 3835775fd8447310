#include "core/biometrics/byte_reader.h"
#include "core/biometrics/header_parsers.h"
#include "core/capture/grey_image.h"

#include <cstdlib>

namespace station {
namespace {

constexpr std::uint32_t uncompressed = 0;
constexpr std::uint32_t uncompressedWithMasks = 3;

bool isUsualDepth(int bits)
{
    return bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
}

} // namespace

Result<RawHeader> parseBmp(const QByteArray& bytes)
{
    const ByteReader reader(bytes, ByteReader::Order::LittleEndian);
    const std::int64_t pixels = reader.u32(10);
    const std::uint32_t headerSize = reader.u32(14);
    const auto signedHeight
        = static_cast<std::int32_t>(reader.u32(22)); // negative: the first row is the top one
    const int bits = reader.u16(28);
    const std::uint32_t compression = reader.u32(30);
    RawHeader raw {static_cast<std::int32_t>(reader.u32(18)), std::llabs(signedHeight),
        reader.u32(38) * metresPerInch, reader.u32(42) * metresPerInch};
    if (reader.torn())
        return fail(ErrorCode::InvalidInput, "the BMP file is torn");
    if (headerSize < 40 || !isUsualDepth(bits)
        || (compression != uncompressed && compression != uncompressedWithMasks))
        return fail(ErrorCode::InvalidInput, "a BMP file of this kind is not read");
    if (raw.width <= 0 || raw.width > maxImageSide || raw.height > maxImageSide)
        return raw; // judged by the caller; too large for the sum below
    const std::int64_t rowSize = (raw.width * bits + 31) / 32 * 4;
    if (!reader.holds(pixels, rowSize * raw.height))
        return fail(ErrorCode::InvalidInput, "the BMP file is torn");
    return raw;
}

} // namespace station
