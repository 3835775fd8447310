#include "core/biometrics/image_codec.h"
#include "core/biometrics/picture_codec.h"
#include "core/biometrics/picture_header.h"
#include "core/biometrics/png_chunks.h"
#include "tests/biometrics/pictures.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>

#include <array>

using namespace station;

namespace {

const std::array formats {".png", ".jpg", ".bmp", ".tif", ".jp2"};

/// A file of that format, written by the library itself: what a scanner or an editor would give.
QByteArray file(const char* extension, int width = 60, int height = 40)
{
    cv::Mat mat(height, width, CV_8UC3);
    const auto picture = colourPattern(width, height);
    std::copy(picture.pixels().begin(), picture.pixels().end(), mat.data);
    std::vector<std::uint8_t> coded;
    REQUIRE(cv::imencode(extension, mat, coded));
    return {reinterpret_cast<const char*>(coded.data()), static_cast<qsizetype>(coded.size())};
}

ErrorCode refusal(const QByteArray& bytes)
{
    const auto decoded = decodeColour(bytes);
    REQUIRE_FALSE(decoded);
    CHECK_FALSE(decoded.error().detail.empty());
    return decoded.error().code;
}

void put32(QByteArray& bytes, qsizetype at, quint32 value) { qToBigEndian(value, bytes.data() + at); }

/// A PNG whose header claims that size, with a valid checksum.
QByteArray pngClaiming(quint32 width, quint32 height)
{
    QByteArray png = file(".png");
    put32(png, 16, width);
    put32(png, 20, height);
    quint32 crc = 0xffffffffu; // bit by bit: independent of the code under test
    for (int i = 12; i < 29; ++i) {
        crc ^= static_cast<quint8>(png[i]);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
    }
    put32(png, 29, ~crc);
    return png;
}

QByteArray jpegClaiming(quint16 width, quint16 height)
{
    QByteArray jpeg = file(".jpg");
    const auto frame = jpeg.indexOf(QByteArray("\xff\xc0", 2));
    REQUIRE(frame > 0);
    qToBigEndian(height, jpeg.data() + frame + 5);
    qToBigEndian(width, jpeg.data() + frame + 7);
    return jpeg;
}

} // namespace

TEST_CASE("PNG, JPEG, BMP, TIFF and JPEG 2000 are read", "[codec]")
{
    for (const char* format : formats) {
        INFO(format);
        const auto header = readPictureHeader(file(format));
        REQUIRE(header);
        CHECK(header->width == 60);
        CHECK(header->height == 40);
        const auto colour = decodeColour(file(format));
        REQUIRE(colour);
        CHECK(colour->width() == 60);
        CHECK(colour->height() == 40);
        CHECK(decodeGrey(file(format)));
    }
}

TEST_CASE("PNG keeps every pixel and the resolution", "[codec]")
{
    const int ppi = GENERATE(385, 500, 1000);
    const auto print = greyPattern(301, 77, ppi);
    const auto png = encodePng(print);
    REQUIRE(png);
    const auto read = decodeGrey(*png, 72);
    REQUIRE(read);
    CHECK(*read == print);

    const auto picture = colourPattern(65, 33);
    CHECK(decodeColour(*encodePng(picture)).value() == picture);
}

TEST_CASE("the resolution chunk is one that others read", "[codec]")
{
    const auto png = encodePng(greyPattern(8, 8, 500));
    REQUIRE(png);
    const auto chunks = pngChunks(*png); // verifies each checksum
    REQUIRE(chunks);
    REQUIRE(chunks->size() >= 3);
    const auto& resolution = chunks->at(1); // before the first IDAT, as the specification asks
    CHECK(resolution.type == "pHYs");
    CHECK(png->mid(resolution.data(), 9) == QByteArray::fromHex("00004ce500004ce501")); // 19685 a metre
}

TEST_CASE("a picture that does not say its resolution gets the default", "[codec]")
{
    cv::Mat grey(20, 30, CV_8UC1, cv::Scalar(128));
    std::vector<std::uint8_t> coded;
    REQUIRE(cv::imencode(".png", grey, coded));
    const QByteArray png(reinterpret_cast<const char*>(coded.data()), static_cast<qsizetype>(coded.size()));
    CHECK(decodeGrey(png)->pixelsPerInch() == 500);
    CHECK(decodeGrey(png, 385)->pixelsPerInch() == 385);
    CHECK(decodeGrey(withResolution(png, 72), 385)->pixelsPerInch() == 385); // what editors write for screens
    CHECK(decodeGrey(withResolution(png, 1000), 385)->pixelsPerInch() == 1000);
}

TEST_CASE("JPEG's density is read in inches and in centimetres", "[codec]")
{
    QByteArray jpeg = file(".jpg");
    REQUIRE(jpeg.mid(6, 4) == "JFIF");
    jpeg[13] = 1;
    qToBigEndian<quint16>(500, jpeg.data() + 14);
    qToBigEndian<quint16>(500, jpeg.data() + 16);
    CHECK(readPictureHeader(jpeg)->pixelsPerInch == 500);
    jpeg[13] = 2;
    qToBigEndian<quint16>(197, jpeg.data() + 14);
    qToBigEndian<quint16>(197, jpeg.data() + 16);
    CHECK(readPictureHeader(jpeg)->pixelsPerInch == 500);
    jpeg[13] = 0; // an aspect ratio, not a density
    CHECK(readPictureHeader(jpeg)->pixelsPerInch == 0);
}

TEST_CASE("JPEG is close to the picture, and closer with more quality", "[codec]")
{
    const auto picture = colourPattern(80, 60);
    const auto rough = encodeJpeg(picture, 30);
    const auto fine = encodeJpeg(picture);
    REQUIRE(rough);
    REQUIRE(fine);
    CHECK(rough->size() < fine->size());
    CHECK(decodeColour(*fine)->width() == 80);
    CHECK(encodeJpeg(picture, -5)); // held within 1..100
    CHECK(encodeJpeg(picture, 900));
}

TEST_CASE("0x0 and a side over maxImageSide are refused before anything is decoded", "[codec]")
{
    CHECK(refusal(pngClaiming(0, 0)) == ErrorCode::InvalidInput);
    CHECK(refusal(pngClaiming(20000, 20000)) == ErrorCode::InvalidInput);
    CHECK(refusal(pngClaiming(maxImageSide + 1, 1)) == ErrorCode::InvalidInput);
    CHECK(refusal(pngClaiming(0xffffffff, 0xffffffff)) == ErrorCode::InvalidInput);
    CHECK(refusal(jpegClaiming(0, 0)) == ErrorCode::InvalidInput);
    CHECK(refusal(jpegClaiming(20000, 20000)) == ErrorCode::InvalidInput);

    auto bmp = file(".bmp");
    for (const qint32 side : {0, 20000, -20000, std::numeric_limits<qint32>::min()}) {
        qToLittleEndian(side, bmp.data() + 18);
        qToLittleEndian(side, bmp.data() + 22);
        CHECK(refusal(bmp) == ErrorCode::InvalidInput);
    }
    auto jp2 = file(".jp2");
    const auto siz = jp2.indexOf(QByteArray("\xff\x4f\xff\x51", 4)) + 4;
    for (const quint32 side : {0u, 20000u, 0xffffffffu}) {
        put32(jp2, siz + 4, side);
        put32(jp2, siz + 8, side);
        CHECK(refusal(jp2) == ErrorCode::InvalidInput);
    }
    CHECK(readPictureHeader(pngClaiming(20000, 20000)).error().detail.find("20000 x 20000")
        != std::string::npos);
}

TEST_CASE("a PNG that claims far more pixels than it holds is refused", "[codec]")
{
    CHECK(refusal(pngClaiming(maxImageSide, maxImageSide)) == ErrorCode::InvalidInput);
}

TEST_CASE("what a PNG carries besides its pixels is never unpacked", "[codec]")
{
    const QByteArray png = file(".png");
    const QByteArray extra = withResolution(png, 500);
    REQUIRE(extra.contains("pHYs"));
    CHECK_FALSE(withoutExtras(extra)->contains("pHYs"));
    CHECK(withoutExtras(extra).value() == withoutExtras(png).value());
}

TEST_CASE("a file torn at any place is InvalidInput", "[codec]")
{
    for (const char* format : formats) {
        const QByteArray whole = file(format);
        for (qsizetype size = 0; size < whole.size(); size += size < 700 ? 1 : 53) {
            const auto decoded = decodeColour(whole.left(size));
            INFO(format << " cut at " << size << " of " << whole.size());
            REQUIRE_FALSE(decoded);
            REQUIRE(decoded.error().code == ErrorCode::InvalidInput);
        }
    }
}

TEST_CASE("a damaged byte anywhere gives a picture of the size the file said, or InvalidInput", "[codec]")
{
    for (const char* format : formats) {
        const QByteArray whole = file(format);
        for (qsizetype at = 0; at < whole.size(); at += at < 700 ? 1 : 29) {
            QByteArray damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ 0xff);
            INFO(format << " damaged at " << at);
            const auto header = readPictureHeader(damaged);
            const auto decoded = decodeColour(damaged);
            if (decoded) {
                REQUIRE(header);
                REQUIRE(decoded->width() * decoded->height() == header->width * header->height);
            } else {
                REQUIRE(decoded.error().code == ErrorCode::InvalidInput);
            }
        }
    }
}

TEST_CASE("a PNG with one damaged byte is never taken for a picture", "[codec]")
{
    const QByteArray whole = encodePng(greyPattern(40, 30)).value();
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        INFO("damaged at " << at);
        REQUIRE_FALSE(decodeGrey(damaged));
    }
}

TEST_CASE("empty files and files of another kind are refused", "[codec]")
{
    CHECK(refusal({}) == ErrorCode::InvalidInput);
    CHECK(refusal("GIF89a") == ErrorCode::InvalidInput);
    CHECK(refusal("%PDF-1.7") == ErrorCode::InvalidInput);
    CHECK(refusal(QByteArray(100000, '\0')) == ErrorCode::InvalidInput);
    CHECK(refusal("\x89PNG\r\n\x1a\n") == ErrorCode::InvalidInput);
    CHECK(refusal("BM") == ErrorCode::InvalidInput);
}

TEST_CASE("an empty or too large picture is not written", "[codec]")
{
    CHECK(encodePng(GreyImage()).error().code == ErrorCode::InvalidInput);
    CHECK(encodePng(ColourImage()).error().code == ErrorCode::InvalidInput);
    CHECK(encodeJpeg(ColourImage()).error().code == ErrorCode::InvalidInput);
    CHECK(encodePng(greyPattern(maxImageSide + 1, 1)).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("a grey picture stored in colour keeps its exact grey", "[codec]")
{
    const auto grey = greyPattern(64, 64);
    std::vector<std::uint8_t> tripled;
    for (const auto value : grey.pixels())
        tripled.insert(tripled.end(), 3, value);
    const auto png = encodePng(ColourImage(64, 64, std::move(tripled)));
    REQUIRE(png);
    CHECK(decodeGrey(*png).value() == grey);
}

TEST_CASE(
    "a picture library that is missing or of another release is StorageFailed, and what failed is tried "
    "again with the next picture",
    "[codec]")
{
    const QTemporaryDir folder;
    const QString ours = qEnvironmentVariable("STATION_BIN") + '/' + pictureCodecLibrary;
    const QString file = folder.filePath("pictures.so");
    PictureCodecLibrary library(file.toStdString());
    const auto missing = library.codec();
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::StorageFailed);
    CHECK(std::string_view(missing.error().detail).starts_with(picturesNotLoaded));
    REQUIRE(QFile::copy(ours, file));
    CHECK(library.codec());
    REQUIRE(QFile::remove(file));
    CHECK(library.codec()); // kept

    QFile good(ours);
    REQUIRE(good.open(QFile::ReadOnly));
    QByteArray bytes = good.readAll();
    const QByteArray release = "station-pictures " STATION_VERSION;
    REQUIRE(bytes.count(release) == 1);
    QFile other(folder.filePath("of another release.so"));
    REQUIRE(other.open(QFile::WriteOnly));
    other.write(bytes.replace(release, QByteArray(release).replace(release.size() - 1, 1, "x")));
    other.close();
    const auto refused = PictureCodecLibrary(other.fileName().toStdString()).codec();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::StorageFailed);
    CHECK(QByteArray::fromStdString(refused.error().detail).contains("another release"));
}
