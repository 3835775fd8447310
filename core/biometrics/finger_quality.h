#pragma once

#include "core/base/result.h"
#include "core/capture/grey_image.h"

namespace station {

/// How usable a print is, from what a simple look at the picture gives. Not NFIQ 2: named as what it is.
struct FingerQuality {
    int score = 0; ///< 0 (no print) .. 100, from the two below
    double ridgeArea = 0; ///< share of the picture covered by ridges, 0..1
    double ridgeContrast = 0; ///< mean local contrast on that area, 0..1
};

/// The one thing to say to the person, from the measures.
enum class FingerAdvice { Good, PressMore, CoverMore, CleanOrMoisten, NoFinger };

/// Always a score for a picture within maxImageSide, 0 where there is no print. Errors: InvalidInput for an
/// empty picture.
[[nodiscard]] Result<FingerQuality> fingerQuality(const GreyImage& print);
[[nodiscard]] FingerAdvice adviceFor(const FingerQuality& quality);

} // namespace station
