#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace station {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine.
class PrintRandom {
public:
    explicit PrintRandom(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// Evenly in [low, high).
    float between(float low, float high)
    {
        return low + (high - low) * static_cast<float>(next() >> 40) * (1.0F / 16777216.0F);
    }
    /// Bell-shaped around 0 with the given spread; never beyond 3.5 spreads.
    float spread(float sigma)
    {
        float sum = 0;
        for (int i = 0; i < 4; ++i)
            sum += between(-1, 1);
        return sum * 0.866F * sigma; // four uniforms have a variance of 4/3
    }

private:
    std::uint64_t m_state;
};

/// Smooth random waves between about -1 and 1: random values on a coarse lattice, smoothly joined.
class SmoothNoise {
public:
    /// @param cell  pixels between lattice points
    SmoothNoise(PrintRandom& random, int width, int height, float cell)
        : m_columns(static_cast<int>(static_cast<float>(width) / cell) + 3)
        , m_cell(cell)
    {
        const int rows = static_cast<int>(static_cast<float>(height) / cell) + 3;
        m_values.resize(static_cast<std::size_t>(m_columns * rows));
        for (float& value : m_values)
            value = random.between(-1, 1);
    }

    /// @pre 0 <= x <= width, 0 <= y <= height
    [[nodiscard]] float at(float x, float y) const
    {
        const float u = x / m_cell;
        const float v = y / m_cell;
        const int column = static_cast<int>(u);
        const int row = static_cast<int>(v);
        const float s = ease(u - static_cast<float>(column));
        const float t = ease(v - static_cast<float>(row));
        const auto* top = &m_values[static_cast<std::size_t>(row * m_columns + column)];
        const auto* bottom = top + m_columns;
        const float upper = top[0] + s * (top[1] - top[0]);
        const float lower = bottom[0] + s * (bottom[1] - bottom[0]);
        return upper + t * (lower - upper);
    }

private:
    static float ease(float x) { return x * x * (3 - 2 * x); }

    int m_columns;
    float m_cell;
    std::vector<float> m_values;
};

} // namespace station
