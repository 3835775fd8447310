#include "core/biometrics/portrait_checks.h"
#include "devices/practice/practice_portrait.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace station;

namespace {

double meanDifference(const ColourImage& a, const ColourImage& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels().size(); ++i)
        sum += std::abs(a.pixels()[i] - b.pixels()[i]);
    return sum / static_cast<double>(a.pixels().size());
}

} // namespace

TEST_CASE("the same seed gives the same pixels; different seeds differ", "[practice]")
{
    const auto first = practicePortrait(1);
    CHECK(first == practicePortrait(1));
    CHECK(first.width() == 640);
    CHECK(first.height() == 480);
    for (std::uint32_t seed = 2; seed < 8; ++seed)
        CHECK(meanDifference(first, practicePortrait(seed)) > 5);
}

TEST_CASE("every made-up person passes the portrait checks", "[practice]")
{
    const auto checker = PortraitChecker::create().value();
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const auto report = checker->check(practicePortrait(seed));
        INFO("seed " << seed << ", advice " << static_cast<int>(report.advice));
        CHECK(report.pass);
    }
    CHECK(checker->check(practicePortrait(7, 1280, 720)).pass);
    CHECK(checker->check(practicePortrait(7, 1920, 1080)).pass);
}
