#include "core/tally/percent.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedStates);
const QLocale vietnamese(QLocale::Vietnamese, QLocale::Vietnam);

} // namespace

TEST_CASE("830,424 of 954,894 is 86.96 %, not 86.97", "[percent]")
{
    CHECK(percentText(830'424, 954'894, english) == "86.96");
    CHECK(percentText(830'424, 954'894, vietnamese) == "86,96");
    CHECK(progressText(830'424, 954'894, english) == "830,424 / 954,894 (86.96 %)");
    CHECK(progressText(830'424, 954'894, vietnamese) == "830.424 / 954.894 (86,96 %)");
    CHECK(percentText(1'638'937, 1'676'715, english) == "97.74");
}

TEST_CASE("nothing below its target is 100 %", "[percent]")
{
    CHECK(percentText(999'999, 1'000'000, english) == "99.99");
    CHECK(percentText(99'999'999'999'999, 100'000'000'000'000, english) == "99.99");
    CHECK(percentText(4'465, 4'465, english) == "100.00");
    CHECK(percentText(0, 4'465, english) == "0.00");
    CHECK(percentText(1, 1'000'000, english) == "0.00");
    CHECK(percentText(5, 100, english) == "5.00");
    CHECK(percentText(1, 2'000, english) == "0.05");
}

TEST_CASE("beyond its target a percentage is what it is", "[percent]")
{
    CHECK(percentText(201, 200, english) == "100.50");
    CHECK(percentText(5'000, 1, english) == "500,000.00");
}

TEST_CASE("without a target there is no percentage, and both numbers stand all the same", "[percent]")
{
    CHECK(percentText(0, 0, english) == "—");
    CHECK(percentText(7, 0, english) == "—");
    CHECK(percentText(7, -1, english) == "—");
    CHECK(percentText(-1, 7, english) == "—");
    CHECK(progressText(7, 0, english) == "7 / 0 (—)");
}

TEST_CASE("a percentage is the largest number of hundredths that is not more than the share", "[percent]")
{
    std::mt19937_64 random(4);
    for (int i = 0; i < 20'000; ++i) {
        const auto target = static_cast<qint64>(random() % 2'000'000 + 1);
        const auto done = static_cast<qint64>(random() % static_cast<unsigned long long>(2 * target));
        QString digits = percentText(done, target, QLocale::c());
        digits.remove(QLatin1Char('.')).remove(QLatin1Char(','));
        const qint64 hundredths = digits.toLongLong();
        CAPTURE(done, target, hundredths);
        REQUIRE(hundredths * target <= done * 10'000);
        REQUIRE((hundredths + 1) * target > done * 10'000);
        REQUIRE((hundredths < 10'000) == (done < target));
    }
}
