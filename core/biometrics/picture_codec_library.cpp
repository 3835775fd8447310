#include "core/biometrics/picture_codec.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

namespace {

cv::Mat decode(const cv::Mat& coded)
{
    // Damaged files are an answer here, not news for the terminal.
    static const auto before = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    static_cast<void>(before);
    return cv::imdecode(coded, cv::IMREAD_COLOR);
}

bool encode(const char* extension, const cv::Mat& picture, std::vector<std::uint8_t>& coded,
    const std::vector<int>& options)
{
    return cv::imencode(extension, picture, coded, options);
}

} // namespace

extern "C" {
[[gnu::visibility("default")]] extern const station::PictureCodec stationPictureCodec;
[[gnu::visibility("default")]] extern const char stationPictureRelease[];
const char stationPictureRelease[] = "station-pictures " STATION_VERSION;
const station::PictureCodec stationPictureCodec {decode, encode, cv::IMWRITE_JPEG_QUALITY};
}
