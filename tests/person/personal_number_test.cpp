#include "core/person/personal_number.h"

#include <QSet>

#include <catch2/catch.hpp>

#include <string>

using namespace station;

namespace {

PersonalNumber number(const char* digits)
{
    const auto parsed = PersonalNumber::parse(QString::fromUtf8(digits));
    REQUIRE(parsed);
    return *parsed;
}

std::string refusal(const char* typed)
{
    const auto parsed = PersonalNumber::parse(QString::fromUtf8(typed));
    return parsed ? "accepted" : parsed.error().detail;
}

} // namespace

TEST_CASE("the digits say where the birth was registered, the sex and the year", "[pin]")
{
    struct Example {
        const char* digits;
        const char* province;
        Sex sex;
        int year;
    };
    for (const Example& example : {Example {"012094999001", "Lai Châu", Sex::Male, 1994},
             Example {"037161999002", "Ninh Bình", Sex::Female, 1961},
             Example {"025215999003", "Phú Thọ", Sex::Male, 2015},
             Example {"001300999004", "Hà Nội", Sex::Female, 2000}}) {
        const PersonalNumber pin = number(example.digits);
        REQUIRE(pin.province());
        CHECK(QString::fromUtf8(pin.province()->nameVi) == QString::fromUtf8(example.province));
        CHECK(pin.sex() == example.sex);
        CHECK(pin.birthYear() == example.year);
        CHECK(pin.prefixState() == PersonalNumber::PrefixState::Known);
    }
}

TEST_CASE("every century digit gives its sex and hundred", "[pin]")
{
    for (int digit = 0; digit <= 9; ++digit) {
        const PersonalNumber pin = number(("001" + std::to_string(digit) + "07999999").c_str());
        CHECK(pin.sex() == (digit % 2 == 0 ? Sex::Male : Sex::Female));
        CHECK(pin.birthYear() == 1907 + 100 * (digit / 2));
    }
}

TEST_CASE("what is not twelve digits is refused with its reason", "[pin]")
{
    CHECK(refusal("01209499900") == "pin-length");
    CHECK(refusal("0120949990012") == "pin-length");
    CHECK(refusal("") == "pin-length");
    CHECK(refusal("0120949990O1") == "pin-digits");
    CHECK(refusal("٠١٢٠٩٤٩٩٩٠٠١") == "pin-digits"); // Arabic-Indic digits are no card's
    CHECK(refusal("-12094999001") == "pin-length");
    CHECK(refusal("012094999001\n; DROP") == "pin-digits");
}

TEST_CASE("spaces, dots and full-width digits are how people and scanners type a number", "[pin]")
{
    CHECK(number(" 012 094 999 001 ").digits() == QStringLiteral("012094999001"));
    CHECK(number("012.094.999.001").digits() == QStringLiteral("012094999001"));
    CHECK(number("０１２０９４９９９００１").digits() == QStringLiteral("012094999001"));
    CHECK(number("012094999001").grouped() == QStringLiteral("012 094 999 001"));
    CHECK(inGroupsOfThree(QStringLiteral("12a")) == QStringLiteral("12a"));
    CHECK(inGroupsOfThree(QStringLiteral("1234")) == QStringLiteral("123 4"));
}

TEST_CASE("prefixes that were never assigned are known as such, newer ones are not called wrong", "[pin]")
{
    for (const char* digits :
        {"097094999001", "003094999001", "005094999001", "000094999001", "100094999001"}) {
        INFO(digits);
        CHECK(number(digits).prefixState() == PersonalNumber::PrefixState::Unassigned);
    }
    for (const char* digits : {"296094999001", "999094999001"})
        CHECK(number(digits).prefixState() == PersonalNumber::PrefixState::Newer);
    CHECK(number("101094999001").country() == QStringLiteral("AF"));
    CHECK(number("155094999001").country() == QStringLiteral("DE"));
    CHECK(number("295094999001").country() == QStringLiteral("ZW"));
    CHECK(number("012094999001").country().isEmpty());
}

TEST_CASE(
    "prefixes are read with the 63 provinces of their time, seven of which gave their code away", "[pin]")
{
    CHECK(legacyProvinces().size() == 63);
    QSet<QString> prefixes;
    QSet<QString> today;
    for (const LegacyProvince& province : legacyProvinces()) {
        prefixes.insert(QLatin1String(province.prefix));
        today.insert(QLatin1String(province.todayCode));
    }
    CHECK(prefixes.size() == 63);
    CHECK(today.size() == 34);

    struct Changed {
        const char* prefix;
        const char* meant;
    };
    for (const Changed& changed : {Changed {"015", "Yên Bái"}, Changed {"024", "Bắc Giang"},
             Changed {"044", "Quảng Bình"}, Changed {"052", "Bình Định"}, Changed {"080", "Long An"},
             Changed {"082", "Tiền Giang"}, Changed {"091", "Kiên Giang"}}) {
        const auto province = legacyProvince(QLatin1String(changed.prefix));
        REQUIRE(province);
        CHECK(QString::fromUtf8(province->nameVi) == QString::fromUtf8(changed.meant));
    }
    CHECK_FALSE(legacyProvince(QStringLiteral("097")));
    CHECK(countryOfPrefix(QStringLiteral("+15")).isEmpty());
    CHECK(countryOfPrefix(QStringLiteral("1555")).isEmpty());
}
