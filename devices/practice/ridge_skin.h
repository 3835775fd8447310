#pragma once

#include "devices/practice/ridge_flow.h"

#include <cstdint>
#include <vector>

namespace station {

/// The skin of one made-up fingertip: every impression of the finger is taken from it.
///
/// Ridges grow as in SFinGe (Cappelli, Maio, Maltoni 2002): random specks are filtered again and again with
/// Gabor filters that follow direction and spacing, until ridges fill the tip; where they do not meet,
/// endings and forks are left: the minutiae. Grown on a grid of 250 ppi, which keeps it quick.
class RidgeSkin {
public:
    static constexpr int width = 432; ///< at 500 ppi: about 22 × 29 mm, more than any one impression shows
    static constexpr int height = 560;

    RidgeSkin(std::uint64_t seed, bool rightHand);

    /// -1 middle of a valley … 1 crest of a ridge, at 500 ppi coordinates. Outside: -1.
    [[nodiscard]] float at(float x, float y) const;
    [[nodiscard]] RidgePattern pattern() const { return m_pattern; }

private:
    void grow(const RidgeFlow& flow, PrintRandom& random);

    RidgePattern m_pattern;
    std::vector<float> m_cells; // with a border of the filter's radius
};

} // namespace station
