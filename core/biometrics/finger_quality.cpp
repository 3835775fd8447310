#include "core/biometrics/finger_quality.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace station {
namespace {

constexpr double usualPixelsPerInch = 500;
constexpr int usualBlock = 16; // 0.8 mm at 500 ppi: about two ridges

// Chosen on made-up prints and on the FVC2002 sets; see finger_quality_test.cpp.
constexpr double leastDeviation = 9; // grey levels; below lies the glass
constexpr double leastCoherence = 0.45; // noise stays below 0.3, ridges lie above 0.6
constexpr double narrowestRidges = 4; // pixels from ridge to ridge at 500 ppi (children: 6, adults: 9)
constexpr double widestRidges = 15; // beyond lie single edges
constexpr double leastContrast = 0.08;
constexpr double fullContrast = 0.30;
constexpr double leastArea = 0.05;
constexpr double fullArea = 0.45;
constexpr double leastSquareMillimetres = 25; // a fingertip on a wide glass: a small share, yet all of it
constexpr double fullSquareMillimetres = 130;

struct Block {
    double sum = 0;
    double squares = 0;
    double xx = 0; ///< sums of products of the gradient's parts
    double yy = 0;
    double xy = 0;
    int pixels = 0;

    [[nodiscard]] double deviation() const
    {
        const double mean = sum / pixels;
        return std::sqrt(std::max(0.0, squares / pixels - mean * mean));
    }
    /// 0: edges run in all directions, 1: all in one.
    [[nodiscard]] double coherence() const
    {
        const double total = xx + yy;
        return total > 0 ? std::hypot(xx - yy, 2 * xy) / total : 0;
    }
    /// Pixels from ridge to ridge, if this were a wave: its slope over its height gives its length.
    [[nodiscard]] double ridgeDistance() const
    {
        const double slope = std::sqrt((xx + yy) / pixels);
        return slope > 0 ? 2 * std::numbers::pi * deviation() / slope : 0;
    }
};

Block measure(const GreyImage& print, int left, int top, int right, int bottom)
{
    const auto pixels = print.pixels();
    const auto at = [&](int x, int y) {
        x = std::clamp(x, 0, print.width() - 1);
        y = std::clamp(y, 0, print.height() - 1);
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(print.width())
            + static_cast<std::size_t>(x)];
    };
    Block block;
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            const double value = at(x, y);
            const double dx = (at(x + 1, y) - at(x - 1, y)) / 2.0;
            const double dy = (at(x, y + 1) - at(x, y - 1)) / 2.0;
            block.sum += value;
            block.squares += value * value;
            block.xx += dx * dx;
            block.yy += dy * dy;
            block.xy += dx * dy;
            ++block.pixels;
        }
    }
    return block;
}

double rise(double value, double from, double to)
{
    return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

} // namespace

Result<FingerQuality> fingerQuality(const GreyImage& print)
{
    if (print.isEmpty())
        return fail(ErrorCode::InvalidInput, "the print is empty");
    if (print.width() > maxImageSide || print.height() > maxImageSide)
        return fail(ErrorCode::InvalidInput, "the print is too large");

    const double scale
        = (print.pixelsPerInch() > 0 ? print.pixelsPerInch() : usualPixelsPerInch) / usualPixelsPerInch;
    const int side = std::max(4, static_cast<int>(std::lround(usualBlock * scale)));
    double ridges = 0;
    double touched = 0;
    double deviations = 0;
    for (int top = 0; top < print.height(); top += side) {
        for (int left = 0; left < print.width(); left += side) {
            const auto block = measure(
                print, left, top, std::min(left + side, print.width()), std::min(top + side, print.height()));
            if (block.deviation() < leastDeviation)
                continue;
            touched += block.pixels;
            const double distance = block.ridgeDistance() / scale;
            if (block.coherence() < leastCoherence || distance < narrowestRidges || distance > widestRidges)
                continue;
            ridges += block.pixels;
            deviations += block.deviation() * block.pixels;
        }
    }

    const double all = static_cast<double>(print.width()) * print.height();
    FingerQuality quality;
    quality.ridgeArea = ridges / all;
    quality.touchedArea = touched / all;
    quality.ridgeContrast = ridges > 0 ? std::min(1.0, deviations / ridges / 127.5) : 0;
    const double millimetres = 25.4 / (usualPixelsPerInch * scale);
    const double squareMillimetres = ridges * millimetres * millimetres;
    const double area = std::max(rise(quality.ridgeArea, leastArea, fullArea),
        rise(squareMillimetres, leastSquareMillimetres, fullSquareMillimetres));
    const double contrast = std::sqrt(rise(quality.ridgeContrast, leastContrast, fullContrast));
    quality.score = static_cast<int>(std::lround(100 * area * contrast));
    return quality;
}

FingerAdvice adviceFor(const FingerQuality& quality)
{
    constexpr int good = 60;
    if (quality.score >= good)
        return FingerAdvice::Good;
    if (quality.score == 0 && quality.ridgeArea < leastArea)
        return FingerAdvice::NoFinger;
    if (quality.ridgeContrast < 0.5 * (leastContrast + fullContrast))
        return FingerAdvice::PressMore;
    return quality.touchedArea > 2 * quality.ridgeArea ? FingerAdvice::CleanOrMoisten
                                                       : FingerAdvice::CoverMore;
}

} // namespace station
