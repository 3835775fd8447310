#include "devices/practice/practice_print.h"

#include "devices/practice/print_noise.h"
#include "devices/practice/ridge_skin.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

namespace station {
namespace {

constexpr int width = practicePrintWidth;
constexpr int height = practicePrintHeight;

std::uint64_t seedOf(const PracticeFinger& finger)
{
    PrintRandom mix(finger.person * 16 + static_cast<std::uint64_t>(finger.position));
    return mix.next();
}

/// The skin last asked for is kept: hands give several impressions of one finger in a row.
std::shared_ptr<const RidgeSkin> skinOf(const PracticeFinger& finger)
{
    static std::mutex mutex;
    static PracticeFinger lastFinger;
    static std::shared_ptr<const RidgeSkin> last;
    const std::lock_guard lock(mutex);
    if (!last || !(lastFinger == finger)) {
        last = std::make_shared<const RidgeSkin>(
            seedOf(finger), finger.position <= FingerPosition::RightLittle);
        lastFinger = finger;
    }
    return last;
}

/// How one finger met the glass once.
class Touch {
public:
    Touch(std::uint64_t seed, float looseness)
        : m_random(seed)
        , m_turn(m_random.spread(0.11F * looseness))
        , m_shiftX(m_random.spread(13 * looseness))
        , m_shiftY(m_random.spread(16 * looseness))
        , m_pressure(m_random.spread(0.16F))
        , m_dryness(m_random.between(0.2F, 0.8F))
        , m_reachX(m_random.between(132, 150) - 12 * looseness)
        , m_reachY(m_random.between(172, 192) - 14 * looseness)
        , m_offX(m_random.spread(9 * looseness))
        , m_offY(m_random.spread(12 * looseness))
        , m_stretchX(m_random, width, height, 140)
        , m_stretchY(m_random, width, height, 140)
        , m_blotches(m_random, width, height, 26)
        , m_grain(m_random, width, height, 2.3F)
        , m_edge(m_random, width, height, 34)
    {
    }

    /// Grey value of the pixel.
    std::uint8_t pixel(const RidgeSkin& skin, int column, int row)
    {
        const auto x = static_cast<float>(column);
        const auto y = static_cast<float>(row);
        const float contact = contactAt(x, y);
        const float paper = 248 + m_random.spread(2.5F);
        if (contact <= 0)
            return grey(paper);
        const float ridge = inkAt(skin, x, y) * contact;
        return grey(paper - ridge * (205 + 18 * m_blotches.at(x, y)));
    }

private:
    static std::uint8_t grey(float value)
    {
        return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F) + 0.5F);
    }

    /// 0 where the skin does not touch, 1 well inside.
    [[nodiscard]] float contactAt(float x, float y) const
    {
        const float u = (x - width * 0.5F - m_offX) / m_reachX;
        const float v = (y - height * 0.5F - m_offY) / m_reachY;
        const float inside
            = 1 - std::sqrt(u * u + v * v) + 0.045F * m_edge.at(x, y) + 0.035F * m_blotches.at(x, y);
        return std::clamp(inside * 9, 0.0F, 1.0F);
    }

    /// 0 no ink … 1 full: harder pressure makes ridges broader, dry skin makes them break.
    [[nodiscard]] float inkAt(const RidgeSkin& skin, float x, float y) const
    {
        const float dx = x - width * 0.5F;
        const float dy = y - height * 0.5F;
        const float cosine = std::cos(m_turn);
        const float sine = std::sin(m_turn);
        const float sx
            = RidgeSkin::width * 0.5F + m_shiftX + cosine * dx - sine * dy + 5 * m_stretchX.at(x, y);
        const float sy
            = RidgeSkin::height * 0.48F + m_shiftY + sine * dx + cosine * dy + 5 * m_stretchY.at(x, y);
        const float level
            = skin.at(sx, sy) + m_pressure + 0.22F * m_blotches.at(x, y) + m_dryness * m_grain.at(x, y);
        const float t = std::clamp(0.5F + 0.6F * level, 0.0F, 1.0F);
        return t * t * (3 - 2 * t);
    }

    PrintRandom m_random;
    float m_turn; // radians
    float m_shiftX;
    float m_shiftY;
    float m_pressure;
    float m_dryness;
    float m_reachX;
    float m_reachY;
    float m_offX;
    float m_offY;
    SmoothNoise m_stretchX;
    SmoothNoise m_stretchY;
    SmoothNoise m_blotches;
    SmoothNoise m_grain;
    SmoothNoise m_edge;
};

} // namespace

GreyImage practicePrint(const PracticeFinger& finger, int impression)
{
    const auto skin = skinOf(finger);
    const float looseness = impression == 0 ? 0.3F : 1.0F;
    Touch touch(seedOf(finger) + 0x10001ULL * static_cast<std::uint64_t>(impression + 1), looseness);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(width * height));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.push_back(touch.pixel(*skin, x, y));
    return GreyImage(width, height, 500, std::move(pixels));
}

} // namespace station
