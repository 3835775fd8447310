#include "core/biometrics/byte_reader.h"
#include "core/biometrics/header_parsers.h"
#include "core/capture/grey_image.h"

#include <algorithm>

namespace station {
namespace {

struct Box {
    std::int64_t start = 0; ///< of the contents
    std::int64_t end = 0;
};

/// The first box of that kind between two places (ISO/IEC 15444-1, annex I.4); empty when there is none or it
/// is torn.
Box find(const ByteReader& reader, const QByteArray& bytes, const char* kind, Box within)
{
    for (std::int64_t offset = within.start; reader.holds(offset, 8) && offset < within.end;) {
        const std::int64_t said = reader.u32(offset);
        if (said == 1) // 64-bit sizes are for files that we would not read
            return {};
        const std::int64_t size = said == 0 ? within.end - offset : said;
        if (size < 8 || !reader.holds(offset, size))
            return {};
        if (bytes.mid(offset + 4, 4) == kind)
            return {offset + 8, offset + size};
        offset += size;
    }
    return {};
}

/// "res " holds "resc": numerators and denominators of two bytes, exponents of ten of one byte; dots a metre.
double perInch(const ByteReader& reader, std::int64_t ratio, std::int64_t exponent)
{
    const double divisor = reader.u16(ratio + 2);
    if (divisor == 0)
        return 0;
    double value = reader.u16(ratio) / divisor * metresPerInch;
    for (int power = std::clamp<int>(static_cast<std::int8_t>(reader.u8(exponent)), -9, 9); power != 0;
         power += power > 0 ? -1 : 1)
        value *= power > 0 ? 10 : 0.1;
    return value;
}

bool startsAndEnds(const ByteReader& reader, const Box& stream)
{
    return stream.end - stream.start > 60 && reader.u32(stream.start) == 0xff4fff51u
        && reader.u16(stream.end - 2) == 0xffd9u;
}

} // namespace

Result<RawHeader> parseJpeg2000(const QByteArray& bytes)
{
    const ByteReader reader(bytes, ByteReader::Order::BigEndian);
    const Box file {0, bytes.size()};
    const Box header = find(reader, bytes, "jp2h", file);
    const Box stream = find(reader, bytes, "jp2c", file);
    if (header.end == 0 || !startsAndEnds(reader, stream))
        return fail(ErrorCode::InvalidInput, "the JPEG 2000 file is torn");
    // What the decoder believes is the code stream's SIZ segment (annex A.5.1), not the box around it.
    const std::int64_t siz = stream.start + 4;
    RawHeader raw {std::int64_t {reader.u32(siz + 4)} - reader.u32(siz + 12),
        std::int64_t {reader.u32(siz + 8)} - reader.u32(siz + 16)};
    if (reader.u32(siz + 20) == 0 || reader.u32(siz + 24) == 0 || reader.u16(siz + 36) > 4)
        return fail(ErrorCode::InvalidInput, "the JPEG 2000 file is laid out in a way that is not read");
    const std::int64_t acrossTiles = raw.width / reader.u32(siz + 20) + 1;
    const std::int64_t downTiles = raw.height / reader.u32(siz + 24) + 1;
    if (raw.width <= maxImageSide && raw.height <= maxImageSide && acrossTiles * downTiles > 4096)
        return fail(ErrorCode::InvalidInput, "the JPEG 2000 file has too many tiles");
    const Box resolution = find(reader, bytes, "res ", header);
    const Box captured = find(reader, bytes, "resc", resolution);
    if (captured.end - captured.start == 10) {
        raw.pixelsPerInchY = perInch(reader, captured.start, captured.start + 8);
        raw.pixelsPerInchX = perInch(reader, captured.start + 4, captured.start + 9);
    }
    return raw;
}

} // namespace station
