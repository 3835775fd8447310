#include "core/biometrics/png_chunks.h"

#include "core/biometrics/byte_reader.h"
#include "core/biometrics/header_parsers.h"

#include <QByteArrayView>
#include <QtEndian>

#include <array>
#include <cmath>

namespace station {
namespace {

constexpr qint64 signatureSize = 8;
constexpr qint64 ihdrSize = 13;

constexpr auto crcTable = [] {
    std::array<std::uint32_t, 256> table {};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? 0xedb88320u ^ value >> 1 : value >> 1;
        table[i] = value;
    }
    return table;
}();

std::uint32_t crc(QByteArrayView bytes)
{
    std::uint32_t value = 0xffffffffu;
    for (const char byte : bytes)
        value = crcTable[(value ^ static_cast<std::uint8_t>(byte)) & 0xff] ^ value >> 8;
    return ~value;
}

QByteArray bigEndian(std::uint32_t value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

bool isNeededForPixels(const QByteArray& type)
{
    return type == "IHDR" || type == "PLTE" || type == "tRNS" || type == "IDAT" || type == "IEND";
}

} // namespace

Result<std::vector<PngChunk>> pngChunks(const QByteArray& png)
{
    const ByteReader reader(png, ByteReader::Order::BigEndian);
    std::vector<PngChunk> chunks;
    for (qint64 offset = signatureSize;;) {
        PngChunk chunk {png.mid(offset + 4, 4), offset, reader.u32(offset)};
        if (reader.torn() || !reader.holds(offset, chunk.wholeSize()))
            return fail(ErrorCode::InvalidInput, "the PNG file is torn");
        const QByteArrayView checked(png.constData() + offset + 4, chunk.dataSize + 4);
        if (crc(checked) != reader.u32(chunk.data() + chunk.dataSize))
            return fail(ErrorCode::InvalidInput, "the PNG file is damaged: a checksum does not hold");
        if (chunks.empty() && (chunk.type != "IHDR" || chunk.dataSize != ihdrSize))
            return fail(ErrorCode::InvalidInput, "the PNG file does not start with its header");
        if (!chunks.empty() && chunk.type == "IHDR")
            return fail(ErrorCode::InvalidInput, "the PNG file has two headers");
        offset += chunk.wholeSize();
        chunks.push_back(std::move(chunk));
        if (chunks.back().type == "IEND")
            return chunks;
    }
}

Result<RawHeader> parsePng(const QByteArray& bytes)
{
    const auto chunks = pngChunks(bytes);
    if (!chunks)
        return failed(chunks);
    const ByteReader reader(bytes, ByteReader::Order::BigEndian);
    RawHeader raw {reader.u32(chunks->front().data()), reader.u32(chunks->front().data() + 4)};
    for (const auto& chunk : *chunks) {
        const bool inMetres = chunk.type == "pHYs" && chunk.dataSize == 9 && reader.u8(chunk.data() + 8) == 1;
        if (inMetres) {
            raw.pixelsPerInchX = reader.u32(chunk.data()) * metresPerInch;
            raw.pixelsPerInchY = reader.u32(chunk.data() + 4) * metresPerInch;
        }
    }
    return raw;
}

Result<QByteArray> withoutExtras(const QByteArray& png)
{
    const auto chunks = pngChunks(png);
    if (!chunks)
        return failed(chunks);
    QByteArray plain = png.left(signatureSize);
    for (const auto& chunk : *chunks) {
        if (isNeededForPixels(chunk.type))
            plain += QByteArrayView(png).sliced(chunk.offset, chunk.wholeSize());
    }
    return plain;
}

QByteArray withResolution(const QByteArray& png, int pixelsPerInch)
{
    const auto perMetre = static_cast<std::uint32_t>(std::lround(pixelsPerInch / metresPerInch));
    const QByteArray typed = "pHYs" + bigEndian(perMetre) + bigEndian(perMetre) + '\x01';
    QByteArray out = png;
    out.insert(signatureSize + ihdrSize + 12, bigEndian(9) + typed + bigEndian(crc(typed)));
    return out;
}

} // namespace station
