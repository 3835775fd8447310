#include "core/biometrics/byte_reader.h"
#include "core/biometrics/header_parsers.h"
#include "core/capture/grey_image.h"

#include <map>

namespace station {
namespace {

// TIFF 6.0, section 8.
enum Tag {
    ImageWidth = 256,
    ImageLength = 257,
    StripOffsets = 273,
    SamplesPerPixel = 277,
    StripByteCounts = 279,
    XResolution = 282,
    YResolution = 283,
    ResolutionUnit = 296,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
};

struct Entry {
    int type = 0;
    std::int64_t count = 0;
    std::int64_t where = 0; ///< of the values
};

constexpr int typeShort = 3;
constexpr int typeLong = 4;
constexpr int typeRational = 5;

int sizeOf(int type) { return type == typeShort ? 2 : type == typeLong ? 4 : type == typeRational ? 8 : 0; }

/// The first picture's directory. Entries of kinds that are not needed here are left out.
class Directory {
public:
    explicit Directory(const ByteReader& reader)
        : m_reader(reader)
    {
        const std::int64_t start = reader.u32(4);
        const int entries = reader.u16(start);
        for (int i = 0; i < entries && !reader.torn(); ++i)
            read(start + 2 + 12 * i);
    }

    [[nodiscard]] std::int64_t value(Tag tag, std::int64_t otherwise, std::int64_t index = 0) const
    {
        const auto found = m_entries.find(tag);
        if (found == m_entries.end() || index >= found->second.count)
            return otherwise;
        const auto& entry = found->second;
        if (entry.type == typeShort)
            return m_reader.u16(entry.where + 2 * index);
        return entry.type == typeLong ? m_reader.u32(entry.where + 4 * index) : otherwise;
    }
    [[nodiscard]] double rational(Tag tag) const
    {
        const auto found = m_entries.find(tag);
        if (found == m_entries.end() || found->second.type != typeRational)
            return 0;
        const double divisor = m_reader.u32(found->second.where + 4);
        return divisor > 0 ? m_reader.u32(found->second.where) / divisor : 0;
    }
    [[nodiscard]] std::int64_t count(Tag tag) const
    {
        const auto found = m_entries.find(tag);
        return found == m_entries.end() ? 0 : found->second.count;
    }

private:
    void read(std::int64_t at)
    {
        Entry entry {m_reader.u16(at + 2), m_reader.u32(at + 4), at + 8};
        const std::int64_t bytes = sizeOf(entry.type) * entry.count;
        if (bytes == 0)
            return;
        if (bytes > 4)
            entry.where = m_reader.u32(at + 8);
        if (m_reader.holds(entry.where, bytes))
            m_entries[m_reader.u16(at)] = entry;
    }

    const ByteReader& m_reader;
    std::map<int, Entry> m_entries;
};

bool allPartsAreInside(const ByteReader& reader, const Directory& directory, Tag offsets, Tag sizes)
{
    const std::int64_t parts = directory.count(offsets);
    if (parts == 0 || parts != directory.count(sizes))
        return false;
    for (std::int64_t i = 0; i < parts; ++i) {
        if (!reader.holds(directory.value(offsets, -1, i), directory.value(sizes, -1, i)))
            return false;
    }
    return true;
}

} // namespace

Result<RawHeader> parseTiff(const QByteArray& bytes)
{
    const auto order = bytes.startsWith('I') ? ByteReader::Order::LittleEndian : ByteReader::Order::BigEndian;
    const ByteReader reader(bytes, order);
    const Directory directory(reader);
    const bool tiled = directory.count(TileOffsets) > 0;
    if (reader.torn()
        || !allPartsAreInside(
            reader, directory, tiled ? TileOffsets : StripOffsets, tiled ? TileByteCounts : StripByteCounts))
        return fail(ErrorCode::InvalidInput, "the TIFF file is torn");
    if (directory.value(TileWidth, 1) > maxImageSide || directory.value(TileLength, 1) > maxImageSide
        || directory.value(SamplesPerPixel, 1) > 4)
        return fail(ErrorCode::InvalidInput, "the TIFF file is laid out in a way that is not read");
    const std::int64_t unit = directory.value(ResolutionUnit, 2);
    const double perInch = unit == 2 ? 1 : unit == 3 ? millimetresPerInch / 10 : 0;
    return RawHeader {directory.value(ImageWidth, 0), directory.value(ImageLength, 0),
        directory.rational(XResolution) * perInch, directory.rational(YResolution) * perInch};
}

} // namespace station
