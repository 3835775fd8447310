#include "devices/practice/ridge_flow.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace station {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

RidgePattern choosePattern(float chance, bool rightHand)
{
    // Arch 3.7 %, tented 2.9 %, whorl 27.9 %; loops nearly always open towards the little finger.
    if (chance < 0.037F)
        return RidgePattern::Arch;
    if (chance < 0.066F)
        return RidgePattern::TentedArch;
    if (chance < 0.345F)
        return RidgePattern::Whorl;
    const bool ulnar = chance < 0.95F;
    return ulnar == rightHand ? RidgePattern::RightLoop : RidgePattern::LeftLoop;
}

} // namespace

RidgeFlow::RidgeFlow(std::uint64_t seed, bool rightHand, int width, int height)
    : m_random(seed)
    , m_width(static_cast<float>(width))
    , m_height(static_cast<float>(height))
    , m_pattern(choosePattern(m_random.between(0, 1), rightHand))
    , m_period(m_random.between(8.4F, 9.8F))
    , m_archHeight(m_random.between(0.55F, 0.95F))
    , m_directionWaves(m_random, width, height, 120)
    , m_periodWaves(m_random, width, height, 90)
{
    placePoints(m_random);
}

void RidgeFlow::placePoints(PrintRandom& random)
{
    const Point middle {m_width * 0.5F + random.spread(8), m_height * 0.45F + random.spread(10)};
    const float drop = random.between(95, 135); // from core to delta
    const float aside = random.between(75, 115);
    switch (m_pattern) {
    case RidgePattern::Arch: return;
    case RidgePattern::TentedArch:
        m_deltas = {{middle.x + random.spread(5), middle.y + drop * 0.75F}};
        return placeCores({middle}, 0.3F);
    case RidgePattern::LeftLoop: // the ridges come from the left and go back there, the delta is on the right
        m_deltas = {{middle.x + aside, middle.y + drop}};
        return placeCores({middle}, 0.75F);
    case RidgePattern::RightLoop:
        m_deltas = {{middle.x - aside, middle.y + drop}};
        return placeCores({middle}, 0.75F);
    case RidgePattern::Whorl:
        const float apart = random.between(12, 34);
        const float lean = random.spread(9);
        m_deltas = {{middle.x - aside - random.between(5, 25), middle.y + drop + random.spread(12)},
            {middle.x + aside + random.between(5, 25), middle.y + drop + random.spread(12)}};
        return placeCores({{middle.x - lean, middle.y - apart}, {middle.x + lean, middle.y + apart}}, 0.35F);
    }
}

void RidgeFlow::placeCores(const std::vector<Point>& points, float roundness)
{
    for (const Point& core : points) {
        float others = 0;
        for (const Point& delta : m_deltas)
            others += std::atan2(core.y - delta.y, core.x - delta.x);
        for (const Point& other : points)
            if (&other != &core)
                others -= std::atan2(core.y - other.y, core.x - other.x);
        // The ridge leaves the core straight where half of (angle - others) is the angle itself.
        m_cores.push_back({core, -others, roundness});
    }
}

float RidgeFlow::archAt(float x, float y) const
{
    // Ridges rise to the middle and fall again; flat at the crease below, round at the tip.
    const float across = (x - m_width * 0.5F) / m_width;
    const float up = std::clamp(1.25F - y / m_height, 0.0F, 1.2F);
    return std::atan(m_archHeight * up * 2.2F * std::sin(across * pi * 1.2F));
}

float RidgeFlow::directionAt(float x, float y) const
{
    const float waves = 0.16F * m_directionWaves.at(x, y);
    if (m_cores.empty())
        return archAt(x, y) + waves;
    float angle = 0;
    for (const Core& core : m_cores) {
        // Zero-pole alone gives pointed loops. Turning less towards the legs and more around the top makes
        // them round, as the correction of Vizcaya and Gerhardt (1996) does with a table.
        const float turn = std::atan2(y - core.at.y, x - core.at.x) - core.axis;
        angle += core.axis + turn - core.roundness * std::sin(turn);
    }
    for (const Point& delta : m_deltas)
        angle -= std::atan2(y - delta.y, x - delta.x);
    return 0.5F * angle + waves;
}

float RidgeFlow::periodAt(float x, float y) const
{
    // Wider below the deltas, as on most fingers.
    const float low = std::clamp((y / m_height - 0.7F) / 0.3F, 0.0F, 1.0F);
    return m_period * (1.0F + 0.07F * m_periodWaves.at(x, y) + 0.12F * low);
}

} // namespace station
