#pragma once

#include "core/base/result.h"
#include "core/capture/grey_image.h"

namespace station {

/// How usable a print is, from what a simple look at the picture gives. Not NFIQ 2: named as what it is.
/// Measured on blocks of 0.8 mm: where ridges of a believable width run in one direction, and how dark they
/// stand.
struct FingerQuality {
    int score = 0; ///< 0 (no print) .. 100, from ridgeArea and ridgeContrast
    double ridgeArea = 0; ///< share of the picture covered by ridges, 0..1
    double ridgeContrast = 0; ///< mean local contrast on that area, 0..1: 1 is black beside white
    double touchedArea = 0; ///< share of the picture where there is anything at all, 0..1

    friend bool operator==(const FingerQuality&, const FingerQuality&) = default;
};

/// The one thing to say to the person, from the measures.
enum class FingerAdvice { Good, PressMore, CoverMore, CleanOrMoisten, NoFinger };

/// Always a score for a picture within maxImageSide, 0 where there is no print. Errors: InvalidInput for an
/// empty picture.
[[nodiscard]] Result<FingerQuality> fingerQuality(const GreyImage& print);
[[nodiscard]] FingerAdvice adviceFor(const FingerQuality& quality);

} // namespace station
