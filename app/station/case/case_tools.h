#pragma once

#include "core/base/result.h"
#include "core/biometrics/finger_quality.h"
#include "core/biometrics/portrait_checks.h"

#include <functional>

namespace station {

using PortraitExaminer = std::function<PortraitReport(const ColourImage&)>;

/// What the case measures and reads with. The product takes realTools(); a test may put its own in.
struct CaseTools {
    /// Called once, on the analysis thread, which is the only one that uses the result. Errors: NotFound when
    /// no face detector is installed.
    std::function<Result<PortraitExaminer>()> makeExaminer;
    /// Called on the scoring thread.
    std::function<Result<FingerQuality>(const GreyImage&)> scoreFinger;
};

[[nodiscard]] CaseTools realTools();

} // namespace station
