#include "core/biometrics/image_codec.h"

#include "core/biometrics/mat_view.h"
#include "core/biometrics/picture_codec.h"
#include "core/biometrics/picture_header.h"
#include "core/biometrics/png_chunks.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace station {
namespace {

struct Decoded {
    cv::Mat bgr;
    PictureHeader header;
};

Result<Decoded> decode(const QByteArray& bytes)
{
    return withOpenCv([&]() -> Result<Decoded> {
        const auto header = readPictureHeader(bytes);
        if (!header)
            return failed(header);
        const auto plain = header->format == PictureFormat::Png ? withoutExtras(bytes) : bytes;
        if (!plain)
            return failed(plain);
        const auto codec = pictureCodec();
        if (!codec)
            return failed(codec);
        const cv::Mat coded(
            1, static_cast<int>(plain->size()), CV_8UC1, const_cast<char*>(plain->constData()));
        Decoded decoded {(*codec)->decode(coded), *header};
        if (decoded.bgr.empty() || decoded.bgr.type() != CV_8UC3)
            return fail(
                ErrorCode::InvalidInput, "the picture's pixels are damaged or of a kind that is not read");
        if (std::minmax(decoded.bgr.cols, decoded.bgr.rows) != std::minmax(header->width, header->height))
            return fail(ErrorCode::InvalidInput, "the picture is not of the size its header says");
        return decoded;
    });
}

Status mayBeWritten(int width, int height)
{
    if (width <= 0 || height <= 0)
        return fail(ErrorCode::InvalidInput, "the picture is empty");
    if (width > maxImageSide || height > maxImageSide)
        return fail(ErrorCode::InvalidInput, "the picture is too large");
    return {};
}

Result<QByteArray> encode(const PictureCodec& codec, const char* extension, const cv::Mat& mat,
    const std::vector<int>& options = {})
{
    std::vector<std::uint8_t> coded;
    if (!codec.encode(extension, mat, coded, options))
        return fail(ErrorCode::InvalidInput, "the picture cannot be written");
    return QByteArray(reinterpret_cast<const char*>(coded.data()), static_cast<qsizetype>(coded.size()));
}

cv::Mat bgr(const ColourImage& picture)
{
    cv::Mat turned;
    cv::cvtColor(matView(picture), turned, cv::COLOR_RGB2BGR);
    return turned;
}

} // namespace

Result<GreyImage> decodeGrey(const QByteArray& bytes, int defaultPixelsPerInch)
{
    return decode(bytes).and_then([&](const Decoded& decoded) {
        return withOpenCv([&]() -> Result<GreyImage> {
            cv::Mat grey;
            cv::cvtColor(decoded.bgr, grey, cv::COLOR_BGR2GRAY); // a grey pixel stays exactly what it is
            const int said = decoded.header.pixelsPerInch;
            return GreyImage(grey.cols, grey.rows, said > 0 ? said : defaultPixelsPerInch, pixelsOf(grey));
        });
    });
}

Result<ColourImage> decodeColour(const QByteArray& bytes)
{
    return decode(bytes).and_then([&](const Decoded& decoded) {
        return withOpenCv([&]() -> Result<ColourImage> {
            cv::Mat rgb;
            cv::cvtColor(decoded.bgr, rgb, cv::COLOR_BGR2RGB);
            return ColourImage(rgb.cols, rgb.rows, pixelsOf(rgb));
        });
    });
}

Status loadPictureLibrary()
{
    return pictureCodec().map([](const PictureCodec*) {});
}

Result<QByteArray> encodePng(const GreyImage& picture)
{
    if (const auto fits = mayBeWritten(picture.width(), picture.height()); !fits)
        return failed(fits);
    auto png = pictureCodec().and_then([&](const PictureCodec* codec) {
        return withOpenCv([&] { return encode(*codec, ".png", matView(picture)); });
    });
    if (png && picture.pixelsPerInch() > 0)
        return withResolution(*png, picture.pixelsPerInch());
    return png;
}

Result<QByteArray> encodePng(const ColourImage& picture)
{
    if (const auto fits = mayBeWritten(picture.width(), picture.height()); !fits)
        return failed(fits);
    return pictureCodec().and_then([&](const PictureCodec* codec) {
        return withOpenCv([&] { return encode(*codec, ".png", bgr(picture)); });
    });
}

Result<QByteArray> encodeJpeg(const ColourImage& picture, int quality)
{
    if (const auto fits = mayBeWritten(picture.width(), picture.height()); !fits)
        return failed(fits);
    return pictureCodec().and_then([&](const PictureCodec* codec) {
        return withOpenCv([&] {
            return encode(*codec, ".jpg", bgr(picture), {codec->jpegQuality, std::clamp(quality, 1, 100)});
        });
    });
}

} // namespace station
