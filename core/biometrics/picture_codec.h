#pragma once

#include "core/base/result.h"

#include <opencv2/core.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace station {

/// Of OpenCV's imgcodecs what we use, in a library of its own beside the programs
/// (picture_codec_library.cpp). Debian's imgcodecs brings 112 others along (GDAL), and binding them was the
/// largest part of every program's start: it is loaded with the first picture. @throws what OpenCV throws
struct PictureCodec {
    cv::Mat (*decode)(const cv::Mat& coded); ///< 8-bit B, G, R, turned by Exif; empty: not a picture
    bool (*encode)(const char* extension, const cv::Mat& picture, std::vector<std::uint8_t>& coded,
        const std::vector<int>& options);
    int jpegQuality; ///< the option that a number from 1 to 100 follows
};

inline constexpr const char* pictureCodecLibrary = "libstation-pictures.so";
inline constexpr const char* pictureCodecSymbol = "stationPictureCodec";
inline constexpr const char* pictureReleaseSymbol = "stationPictureRelease"; ///< "station-pictures 0.1.0"

/// Threads: any.
class PictureCodecLibrary {
public:
    explicit PictureCodecLibrary(std::string file)
        : m_file(std::move(file))
    {
    }
    /// Loads it the first time, which takes some 50 ms; what failed is tried again with the next picture.
    /// Errors: StorageFailed (picturesNotLoaded), where it is missing or of another release.
    [[nodiscard]] Result<const PictureCodec*> codec();

private:
    const std::string m_file;
    std::atomic<const PictureCodec*> m_codec = nullptr;
};

/// Of the library beside the programs.
[[nodiscard]] Result<const PictureCodec*> pictureCodec();

} // namespace station
