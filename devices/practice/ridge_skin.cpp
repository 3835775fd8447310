#include "devices/practice/ridge_skin.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace station {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int radius = 4;
constexpr int side = 2 * radius + 1;
constexpr int columns = RidgeSkin::width / 2;
constexpr int rows = RidgeSkin::height / 2;
constexpr int stride = columns + 2 * radius;
constexpr int directions = 48;
constexpr int periods = 8;
constexpr float shortestPeriod = 3.6F; // in cells
constexpr float longestPeriod = 6.0F;
constexpr int rounds = 11;
constexpr float growth = 2.4F;

using Filter = std::array<float, side * side>;

/// Zero-mean, unit gain for a wave of its own direction and period.
Filter gabor(float direction, float period)
{
    Filter filter {};
    const float across = 0.42F * period;
    const float along = 0.55F * period;
    float sum = 0;
    float envelopes = 0;
    std::array<float, side * side> envelope {};
    for (int y = -radius; y <= radius; ++y) {
        for (int x = -radius; x <= radius; ++x) {
            const auto at = static_cast<std::size_t>((y + radius) * side + x + radius);
            const auto fx = static_cast<float>(x);
            const auto fy = static_cast<float>(y);
            const float u = -fx * std::sin(direction) + fy * std::cos(direction); // across the ridge
            const float v = fx * std::cos(direction) + fy * std::sin(direction);
            envelope[at] = std::exp(-u * u / (2 * across * across) - v * v / (2 * along * along));
            filter[at] = envelope[at] * std::cos(2 * pi * u / period);
            sum += filter[at];
            envelopes += envelope[at];
        }
    }
    float power = 0;
    for (std::size_t at = 0; at < filter.size(); ++at) {
        filter[at] -= envelope[at] * sum / envelopes;
        power += std::abs(filter[at]);
    }
    for (float& tap : filter)
        tap /= 0.5F * power;
    return filter;
}

const std::vector<Filter>& filterBank()
{
    static const std::vector<Filter> bank = [] {
        std::vector<Filter> filters;
        for (int d = 0; d < directions; ++d)
            for (int p = 0; p < periods; ++p)
                filters.push_back(gabor(pi * static_cast<float>(d) / directions,
                    shortestPeriod
                        + (longestPeriod - shortestPeriod) * static_cast<float>(p) / (periods - 1)));
        return filters;
    }();
    return bank;
}

std::uint16_t filterFor(float direction, float period)
{
    float turn = direction / pi;
    turn -= std::floor(turn);
    const int d = static_cast<int>(turn * directions + 0.5F) % directions;
    const float place = (period - shortestPeriod) / (longestPeriod - shortestPeriod) * (periods - 1);
    const int p = std::clamp(static_cast<int>(place + 0.5F), 0, periods - 1);
    return static_cast<std::uint16_t>(d * periods + p);
}

std::size_t cell(int x, int y) { return static_cast<std::size_t>((y + radius) * stride + x + radius); }

float filtered(const float* centre, const Filter& filter)
{
    float sum = 0;
    const float* row = centre - radius * stride - radius;
    for (int y = 0; y < side; ++y, row += stride)
        for (int x = 0; x < side; ++x)
            sum += row[x] * filter[static_cast<std::size_t>(y * side + x)];
    return sum;
}

/// Catmull-Rom weights of the four neighbours.
std::array<float, 4> cubic(float t)
{
    return {((-0.5F * t + 1) * t - 0.5F) * t, (1.5F * t - 2.5F) * t * t + 1, ((-1.5F * t + 2) * t + 0.5F) * t,
        (0.5F * t - 0.5F) * t * t};
}

} // namespace

RidgeSkin::RidgeSkin(std::uint64_t seed, bool rightHand)
    : m_cells(static_cast<std::size_t>(stride * (rows + 2 * radius)), 0.0F)
{
    const RidgeFlow flow(seed, rightHand, width, height);
    m_pattern = flow.pattern();
    PrintRandom random(seed ^ 0x736b696eULL);
    grow(flow, random);
}

void RidgeSkin::grow(const RidgeFlow& flow, PrintRandom& random)
{
    std::vector<std::uint16_t> which(static_cast<std::size_t>(columns * rows));
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const auto px = static_cast<float>(2 * x);
            const auto py = static_cast<float>(2 * y);
            which[static_cast<std::size_t>(y * columns + x)]
                = filterFor(flow.directionAt(px, py), 0.5F * flow.periodAt(px, py));
            m_cells[cell(x, y)] = random.between(-1, 1);
        }
    }
    const auto& bank = filterBank();
    std::vector<float> next = m_cells;
    for (int round = 1; round <= rounds; ++round) {
        const float gain = round < rounds ? growth : 1.0F; // the last round only smooths
        for (int y = 0; y < rows; ++y)
            for (int x = 0; x < columns; ++x)
                next[cell(x, y)] = std::clamp(gain
                        * filtered(
                            &m_cells[cell(x, y)], bank[which[static_cast<std::size_t>(y * columns + x)]]),
                    -1.0F, 1.0F);
        m_cells.swap(next);
    }
}

float RidgeSkin::at(float x, float y) const
{
    const float u = 0.5F * x;
    const float v = 0.5F * y;
    if (u < 1 || v < 1 || u >= columns - 2 || v >= rows - 2)
        return -1;
    const int column = static_cast<int>(u);
    const int row = static_cast<int>(v);
    const auto wx = cubic(u - static_cast<float>(column));
    const auto wy = cubic(v - static_cast<float>(row));
    const float* corner = &m_cells[cell(column - 1, row - 1)];
    float sum = 0;
    for (std::size_t j = 0; j < 4; ++j, corner += stride)
        sum += wy[j] * (wx[0] * corner[0] + wx[1] * corner[1] + wx[2] * corner[2] + wx[3] * corner[3]);
    return sum;
}

} // namespace station
