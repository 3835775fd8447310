#pragma once

#include "devices/practice/print_noise.h"

#include <vector>

namespace station {

/// The classes of Henry. How often each comes up follows published statistics (Wilson, Candela, Watson 1994).
enum class RidgePattern { Arch, TentedArch, LeftLoop, RightLoop, Whorl };

/// How the ridges of one made-up finger run: direction and spacing at every point of the fingertip.
///
/// Direction: zero-pole model of Sherlock and Monro (1993): half the angle to every core minus half the angle
/// to every delta; arches have a model of their own. Smooth waves are added, as no finger is a formula.
class RidgeFlow {
public:
    /// @param width, height  the fingertip, in pixels at 500 ppi
    RidgeFlow(std::uint64_t seed, bool rightHand, int width, int height);

    [[nodiscard]] RidgePattern pattern() const { return m_pattern; }
    /// Direction of the ridge, radians, modulo π; y runs downwards.
    [[nodiscard]] float directionAt(float x, float y) const;
    /// Pixels from ridge to ridge; 9 on average at 500 ppi, as in adults.
    [[nodiscard]] float periodAt(float x, float y) const;

private:
    struct Point {
        float x = 0;
        float y = 0;
    };

    struct Core {
        Point at;
        float axis = 0; // direction in which the loop opens
        float roundness = 0; // 0 pointed … below 1
    };

    void placePoints(PrintRandom& random);
    void placeCores(const std::vector<Point>& points, float roundness);
    [[nodiscard]] float archAt(float x, float y) const;

    PrintRandom m_random;
    float m_width;
    float m_height;
    RidgePattern m_pattern;
    float m_period;
    float m_archHeight;
    std::vector<Core> m_cores;
    std::vector<Point> m_deltas;
    SmoothNoise m_directionWaves;
    SmoothNoise m_periodWaves;
};

} // namespace station
