#pragma once

#include <array>

namespace station {

/// ISO/IEC 19794-2:2005 table 2 (same numbers in ANSI/NIST-ITL FGP).
enum class FingerPosition {
    RightThumb = 1,
    RightIndex = 2,
    RightMiddle = 3,
    RightRing = 4,
    RightLittle = 5,
    LeftThumb = 6,
    LeftIndex = 7,
    LeftMiddle = 8,
    LeftRing = 9,
    LeftLittle = 10,
};

inline constexpr std::array allFingers {
    FingerPosition::RightThumb, FingerPosition::RightIndex, FingerPosition::RightMiddle, FingerPosition::RightRing,
    FingerPosition::RightLittle, FingerPosition::LeftThumb, FingerPosition::LeftIndex, FingerPosition::LeftMiddle,
    FingerPosition::LeftRing, FingerPosition::LeftLittle};

/// How the finger met the glass. ISO/IEC 19794-4:2011 table 7.
enum class Impression { Plain, Rolled };

/// Why a finger has no picture. Words of Circular 07/2016 plus what teams meet at bedsides.
enum class FingerExceptionReason { Amputated, Bandaged, Worn, Bent, Paralysed, Refused, Other };

} // namespace station
