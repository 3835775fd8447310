#include "core/person/age.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

const QDate today(2026, 11, 21);

} // namespace

TEST_CASE("an age is reached on the birthday, not the day before", "[age]")
{
    CHECK(ageAt(QDate(2020, 11, 21), today) == 6);
    CHECK(ageAt(QDate(2020, 11, 22), today) == 5);
    CHECK(ageAt(QDate(2012, 11, 21), today) == 14);
    CHECK(ageAt(QDate(2003, 11, 21), today) == 23);
    CHECK(ageAt(QDate(2003, 11, 22), today) == 22);
    CHECK(ageAt(today, today) == 0);
    CHECK(ageAt(today.addDays(1), today) < 0);
}

TEST_CASE("a 29 February birthday is reached on 1 March in a common year", "[age]")
{
    const QDate leap(2000, 2, 29);
    CHECK(ageAt(leap, QDate(2026, 2, 28)) == 25);
    CHECK(ageAt(leap, QDate(2026, 3, 1)) == 26);
    CHECK(ageAt(leap, QDate(2028, 2, 28)) == 27);
    CHECK(ageAt(leap, QDate(2028, 2, 29)) == 28);
    CHECK(birthdayAt(leap, 25) == QDate(2025, 3, 1));
    CHECK(birthdayAt(leap, 28) == QDate(2028, 2, 29));
}

TEST_CASE("a birth date known in part gives the least and the most years", "[age]")
{
    const auto year = PartialDate::parseIso(QStringLiteral("2020"));
    CHECK(ageAt(*year, today) == AgeRange {5, 6});
    const auto month = PartialDate::parseIso(QStringLiteral("2020-03"));
    CHECK(ageAt(*month, today) == AgeRange {6, 6});
}

TEST_CASE("a card is valid to the next milestone, or the one after it when issued within two years before",
    "[expiry]")
{
    CHECK(cardExpiry(QDate(2003, 11, 21), today).date == QDate(2043, 11, 21));
    CHECK(cardExpiry(QDate(2003, 11, 22), today).date == QDate(2028, 11, 22));
    CHECK_FALSE(cardExpiry(QDate(1968, 11, 21), today).date);
    CHECK(cardExpiry(QDate(1994, 3, 15), QDate(2024, 8, 20)).date == QDate(2034, 3, 15));
    CHECK(cardExpiry(QDate(2015, 6, 30), QDate(2025, 9, 12)).date == QDate(2029, 6, 30));
}

TEST_CASE("every age group of the law has its expiry", "[expiry]")
{
    struct Group {
        int age;
        int until; // 0: for good
    };
    for (const Group& group : {Group {0, 14}, Group {5, 14}, Group {11, 14}, Group {12, 25}, Group {14, 25},
             Group {22, 25}, Group {23, 40}, Group {25, 40}, Group {37, 40}, Group {38, 60}, Group {40, 60},
             Group {57, 60}, Group {58, 0}, Group {60, 0}, Group {100, 0}}) {
        INFO(group.age);
        const QDate birth = today.addYears(-group.age);
        const CardExpiry expiry = cardExpiry(birth, today);
        if (group.until == 0)
            CHECK_FALSE(expiry.date);
        else
            CHECK(expiry.date == birth.addYears(group.until));
        CHECK_FALSE(expiry.leapDayAssumed);
    }
}

TEST_CASE("the expiry of somebody born on 29 February says that its day is assumed", "[expiry]")
{
    const CardExpiry common = cardExpiry(QDate(2000, 2, 29), QDate(2020, 6, 1));
    CHECK(common.date == QDate(2025, 3, 1));
    CHECK(common.leapDayAssumed);
    const CardExpiry leap = cardExpiry(QDate(2000, 2, 29), QDate(2026, 11, 21));
    CHECK(leap.date == QDate(2040, 2, 29));
    CHECK_FALSE(leap.leapDayAssumed);
}
