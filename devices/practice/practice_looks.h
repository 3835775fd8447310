#pragma once

#include <QColor>

#include <cstdint>

namespace station {

enum class HairCut { Short, SideParting, Long, Tied };

/// What makes one made-up person differ from another. Lengths are in heads: 1 is from crown to chin.
struct PracticeLooks {
    QColor skin;
    QColor hair;
    QColor clothes;
    QColor wall;
    HairCut cut = HairCut::Short;
    double headWidth = 0.74;
    double eyeDistance = 0.31; ///< between the pupils
    double eyeHeight = 0.51; ///< from the crown
    double noseLength = 0.20;
    double mouthWidth = 0.24;
    double browThickness = 0.03;
};

[[nodiscard]] PracticeLooks practiceLooks(std::uint32_t seed);

} // namespace station
