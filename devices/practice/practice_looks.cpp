#include "devices/practice/practice_looks.h"

#include <array>
#include <random>

namespace station {
namespace {

/// Our own spread of a generator whose numbers the standard fixes: std's distributions differ between
/// libraries.
class Dice {
public:
    explicit Dice(std::uint32_t seed)
        : m_generator(seed)
    {
        m_generator.discard(8); // neighbouring seeds start out alike
    }
    double between(double low, double high)
    {
        return low + (high - low) * static_cast<double>(m_generator()) / 4294967295.0;
    }
    template<class T, std::size_t N>
    T oneOf(const std::array<T, N>& choices)
    {
        return choices[m_generator() % N];
    }

private:
    std::mt19937 m_generator;
};

constexpr std::array<QRgb, 6> skins {0xffe8bf9c, 0xffdfb089, 0xffd3a078, 0xffc8946c, 0xffeac7a8, 0xffbd8860};
constexpr std::array<QRgb, 5> hairs {0xff17120f, 0xff241a14, 0xff2f231b, 0xff3b3532, 0xff5a5653};
constexpr std::array<QRgb, 8> cloths {
    0xff2c3e63, 0xff7a2f35, 0xff3f5b3c, 0xff4a4a52, 0xff6a5480, 0xff1f5f66, 0xff8a6a35, 0xff30343b};
constexpr std::array<QRgb, 3> walls {0xffdfe3e6, 0xffe6e4df, 0xffd8dfe4};
constexpr std::array cuts {HairCut::Short, HairCut::SideParting, HairCut::Long, HairCut::Tied};

} // namespace

PracticeLooks practiceLooks(std::uint32_t seed)
{
    Dice dice(seed);
    PracticeLooks looks;
    looks.skin = QColor::fromRgb(dice.oneOf(skins));
    looks.hair = QColor::fromRgb(dice.oneOf(hairs));
    looks.clothes = QColor::fromRgb(dice.oneOf(cloths));
    looks.wall = QColor::fromRgb(dice.oneOf(walls));
    looks.cut = dice.oneOf(cuts);
    looks.headWidth = dice.between(0.71, 0.77);
    looks.eyeDistance = dice.between(0.295, 0.325);
    looks.eyeHeight = dice.between(0.50, 0.52);
    looks.noseLength = dice.between(0.185, 0.215);
    looks.mouthWidth = dice.between(0.22, 0.26);
    looks.browThickness = dice.between(0.024, 0.036);
    return looks;
}

} // namespace station
