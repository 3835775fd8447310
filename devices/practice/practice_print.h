#pragma once

#include "core/capture/finger_position.h"
#include "core/capture/grey_image.h"

#include <cstdint>

namespace station {

class RidgeSkin;

/// Which made-up finger: the same numbers are the same finger for ever.
struct PracticeFinger {
    std::uint64_t person = 1;
    FingerPosition position = FingerPosition::RightThumb;

    friend bool operator==(const PracticeFinger&, const PracticeFinger&) = default;
};

inline constexpr int practicePrintWidth = 320;
inline constexpr int practicePrintHeight = 400;

/// A print of nobody: 320×400 pixels at 500 ppi, ridges dark.
///
/// The same finger gives the same ridges in every impression; each impression is shifted, turned, stretched
/// by the skin, pressed harder or softer, drier or wetter, and shows a part of its own. Impression 0 is the
/// best placed. Deterministic: the same finger and impression give the same pixels.
///
/// Threads: any. In Release about 50 ms for a finger not asked for just before, 5 ms for its next impression.
[[nodiscard]] GreyImage practicePrint(const PracticeFinger& finger, int impression);

} // namespace station
