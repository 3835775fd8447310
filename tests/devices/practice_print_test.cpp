#include "devices/fingerprint/libfprint_reader.h"
#include "tests/devices/device_bench.h"
#include "tests/support/sanitizers.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

using namespace station;

namespace {

/// Best normalised correlation of the middle of `a` with `b`, over shifts and turns: 1 the same, about 0
/// unrelated.
double likeness(const GreyImage& a, const GreyImage& b)
{
    constexpr int half = 48;
    constexpr int step = 2;
    const auto value = [](const GreyImage& image, int x, int y) {
        return static_cast<double>(image.pixels()[static_cast<std::size_t>(y * image.width() + x)]);
    };
    double best = -1;
    for (int turn = -24; turn <= 24; turn += 2) {
        const double sine = std::sin(turn * 0.0174533);
        const double cosine = std::cos(turn * 0.0174533);
        for (int dy = -66; dy <= 66; dy += 3) {
            for (int dx = -56; dx <= 56; dx += 3) {
                double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
                for (int y = -half; y <= half; y += step * 2) {
                    for (int x = -half; x <= half; x += step * 2) {
                        const int bx
                            = b.width() / 2 + dx + static_cast<int>(std::lround(cosine * x - sine * y));
                        const int by
                            = b.height() / 2 + dy + static_cast<int>(std::lround(sine * x + cosine * y));
                        if (bx < 0 || by < 0 || bx >= b.width() || by >= b.height())
                            continue;
                        const double va = value(a, a.width() / 2 + x, a.height() / 2 + y);
                        const double vb = value(b, bx, by);
                        n += 1, sa += va, sb += vb, saa += va * va, sbb += vb * vb, sab += va * vb;
                    }
                }
                const double spread = std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
                if (n > 400 && spread > 0)
                    best = std::max(best, (sab - sa * sb / n) / spread);
            }
        }
    }
    return best;
}

} // namespace

TEST_CASE("the same finger and impression give the same pixels", "[practice]")
{
    const PracticeFinger finger {42, FingerPosition::RightMiddle};
    const GreyImage first = practicePrint(finger, 3);
    CHECK(practicePrint({43, FingerPosition::RightMiddle}, 3) != first);
    CHECK(practicePrint({42, FingerPosition::RightRing}, 3) != first);
    CHECK(practicePrint(finger, 4) != first);
    CHECK(practicePrint(finger, 3) == first);
    CHECK(first.width() == practicePrintWidth);
    CHECK(first.height() == practicePrintHeight);
    CHECK(first.pixelsPerInch() == 500);
}

TEST_CASE("two impressions of one finger are alike, two fingers are not", "[practice]")
{
    double worstSame = 1;
    double bestOther = -1;
    for (std::uint64_t person = 1; person <= 3; ++person) {
        const GreyImage a = practicePrint({person, FingerPosition::RightIndex}, 0);
        worstSame = std::min(worstSame, likeness(a, practicePrint({person, FingerPosition::RightIndex}, 1)));
        bestOther
            = std::max(bestOther, likeness(a, practicePrint({person + 100, FingerPosition::RightIndex}, 0)));
    }
    CHECK(worstSame > 0.5);
    CHECK(bestOther < 0.5);
}

TEST_CASE("a print is drawn in time for a page that waits for it", "[practice]")
{
    QElapsedTimer since;
    since.start();
    for (int finger = 1; finger <= 5; ++finger)
        CHECK_FALSE(practicePrint({99, static_cast<FingerPosition>(finger)}, 0).isEmpty());
    WARN("a print of a new finger takes " << since.elapsed() / 5 << " ms");
    CHECK(since.elapsed() < 5 * 1000 * slower); // a guard against disasters; the figure itself is for the eye
}

TEST_CASE("libfprint accepts at least 95 of 100 impressions", "[practice]")
{
    VirtualGlass glass;
    qputenv("FP_VIRTUAL_IMAGE", glass.path.toUtf8());
    LibfprintReader reader;
    ReaderSpy spy(reader);
    glass.hand.follow(reader);
    reader.start();
    REQUIRE(spy.waitForState(DeviceState::Ready));
    std::size_t scans = 0;
    for (quint64 person = 0; person < 25; ++person) {
        glass.hand.setPerson(person);
        for (int impression = 0; impression < 4; ++impression) {
            reader.arm();
            glass.hand.offer(static_cast<FingerPosition>(1 + person % 10));
            REQUIRE(spy.waitForPrints(++scans));
        }
    }
    CHECK(spy.hints.size() <= 5);
    CHECK(spy.errors.empty());
    qunsetenv("FP_VIRTUAL_IMAGE");
}
