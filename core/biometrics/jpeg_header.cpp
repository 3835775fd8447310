#include "core/biometrics/byte_reader.h"
#include "core/biometrics/header_parsers.h"

#include <string_view>

namespace station {
namespace {

constexpr int startOfScan = 0xda;
constexpr int endOfImage = 0xd9;
// A progressive picture of three components needs about 10 scans; hundreds are made to keep a decoder busy
// for hours.
constexpr int mostScans = 64;

bool standsAlone(int marker) { return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7); }

bool startsFrame(int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// JFIF 1.02: "JFIF\0", version, unit (1 inch, 2 cm), density x and y.
void readDensity(const ByteReader& reader, const QByteArray& bytes, qint64 segment, RawHeader& raw)
{
    if (bytes.mid(segment + 2, 5) != QByteArray("JFIF\0", 5) || !reader.holds(segment, 14))
        return;
    const int unit = reader.u8(segment + 9);
    const double perInch = unit == 1 ? 1 : unit == 2 ? millimetresPerInch / 10 : 0;
    raw.pixelsPerInchX = reader.u16(segment + 10) * perInch;
    raw.pixelsPerInchY = reader.u16(segment + 12) * perInch;
}

/// The next marker after coded data: 0xff followed by neither a stuffed zero nor a restart marker.
qint64 afterScan(const QByteArray& bytes, qint64 offset)
{
    for (; offset + 1 < bytes.size(); ++offset) {
        const auto next = static_cast<std::uint8_t>(bytes[offset + 1]);
        if (bytes[offset] == '\xff' && next != 0 && next != 0xff && !standsAlone(next))
            return offset;
    }
    return bytes.size();
}

tl::unexpected<Error> torn() { return fail(ErrorCode::InvalidInput, "the JPEG file is torn"); }

} // namespace

Result<RawHeader> parseJpeg(const QByteArray& bytes)
{
    const ByteReader reader(bytes, ByteReader::Order::BigEndian);
    RawHeader raw;
    int frames = 0;
    int scans = 0;
    for (qint64 offset = 2;;) {
        if (!reader.holds(offset, 2) || reader.u8(offset) != 0xff)
            return torn();
        const int marker = reader.u8(offset + 1);
        if (marker == 0xff || standsAlone(marker)) {
            offset += marker == 0xff ? 1 : 2;
            continue;
        }
        if (marker == endOfImage)
            break;
        const qint64 segment = offset + 2;
        const qint64 length = reader.u16(segment);
        if (length < 2 || !reader.holds(segment, length))
            return torn();
        if (marker == 0xe0)
            readDensity(reader, bytes, segment, raw);
        if (startsFrame(marker)) {
            ++frames;
            raw.height = reader.u16(segment + 3);
            raw.width = reader.u16(segment + 5);
        }
        offset = segment + length;
        if (marker == startOfScan) {
            ++scans;
            offset = afterScan(bytes, offset);
        }
    }
    if (frames != 1 || scans == 0)
        return fail(ErrorCode::InvalidInput, "the JPEG file holds no picture, or several");
    if (scans > mostScans)
        return fail(ErrorCode::InvalidInput, "the JPEG file has too many scans");
    return raw;
}

} // namespace station
