#pragma once

#include "core/base/result.h"
#include "core/capture/colour_image.h"
#include "core/capture/grey_image.h"

#include <opencv2/core.hpp>

#include <new>
#include <type_traits>

namespace station {

/// Runs `work`, which returns a Result, and turns what OpenCV throws into ErrorCode::InvalidInput.
/// The only place where this room meets exceptions.
template<class Work>
[[nodiscard]] std::invoke_result_t<Work> withOpenCv(Work&& work)
{
    try {
        return work();
    } catch (const cv::Exception& e) {
        return fail(ErrorCode::InvalidInput, "the picture cannot be worked on: " + e.err);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::InvalidInput, "the picture needs more memory than there is");
    }
}

/// The picture's pixels as OpenCV sees them, not copied: good while the picture lives, and not to be written
/// to.
[[nodiscard]] inline cv::Mat matView(const GreyImage& picture)
{
    return {picture.height(), picture.width(), CV_8UC1, const_cast<std::uint8_t*>(picture.pixels().data())};
}

/// R, G, B, as in ColourImage.
[[nodiscard]] inline cv::Mat matView(const ColourImage& picture)
{
    return {picture.height(), picture.width(), CV_8UC3, const_cast<std::uint8_t*>(picture.pixels().data())};
}

[[nodiscard]] inline std::vector<std::uint8_t> pixelsOf(const cv::Mat& mat)
{
    const cv::Mat whole = mat.isContinuous() ? mat : mat.clone();
    return {whole.datastart, whole.datastart + whole.total() * whole.elemSize()};
}

} // namespace station
