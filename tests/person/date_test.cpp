#include "core/person/partial_date.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

QString iso(const char* typed)
{
    const auto date = PartialDate::parseTyped(QString::fromUtf8(typed));
    return date ? date->iso() : QString::fromStdString(date.error().detail);
}

QString words(const char* isoText, const char* language)
{
    const auto date = PartialDate::parseIso(QString::fromLatin1(isoText));
    REQUIRE(date);
    return dateInWords(*date, QLatin1String(language));
}

} // namespace

TEST_CASE("a date is read as people type it, with the precision they know", "[date]")
{
    CHECK(iso("15/03/1994") == QStringLiteral("1994-03-15"));
    CHECK(iso("5/3/1994") == QStringLiteral("1994-03-05"));
    CHECK(iso(" 15-03-1994 ") == QStringLiteral("1994-03-15"));
    CHECK(iso("15.03.1994") == QStringLiteral("1994-03-15"));
    CHECK(iso("15 / 03 / 1994") == QStringLiteral("1994-03-15"));
    CHECK(iso("15031994") == QStringLiteral("1994-03-15"));
    CHECK(iso("１５／０３／１９９４") == QStringLiteral("1994-03-15"));
    CHECK(iso("03/1994") == QStringLiteral("1994-03"));
    CHECK(iso("1994") == QStringLiteral("1994"));
    CHECK(iso("29/02/2000") == QStringLiteral("2000-02-29"));
}

TEST_CASE("impossible days are told from things that are no date", "[date]")
{
    for (const char* typed : {"31/02/2000", "29/02/2001", "29/02/1900", "32/01/2000", "00/01/2000",
             "01/13/2000", "13/2000", "00/2000", "31022000", "0999"}) {
        INFO(typed);
        CHECK(iso(typed) == QStringLiteral("date-impossible"));
    }
    for (const char* typed :
        {"", "x", "15/03/94", "15/03", "1994-03-15", "15/03/19944", "15//1994", "١٥/٠٣/١٩٩٤", "1/2/3/1994"}) {
        INFO(typed);
        CHECK(iso(typed) == QStringLiteral("date-format"));
    }
}

TEST_CASE("stored dates come back with their precision", "[date]")
{
    for (const char* stored : {"1994-03-15", "1994-03", "1994"}) {
        const auto date = PartialDate::parseIso(QLatin1String(stored));
        REQUIRE(date);
        CHECK(date->iso() == QLatin1String(stored));
    }
    CHECK(PartialDate::parseIso(QStringLiteral("1994-03"))->shown() == QStringLiteral("03/1994"));
    CHECK(PartialDate::parseIso(QStringLiteral("1994-03-15"))->shown() == QStringLiteral("15/03/1994"));
    CHECK(PartialDate::parseIso(QStringLiteral("1994"))->shown() == QStringLiteral("1994"));
    for (const char* wrong : {"1994-00", "1994-03-00", "1994-02-30", "1994-13", "0000"})
        CHECK(PartialDate::parseIso(QLatin1String(wrong)).error().detail == "date-impossible");
    for (const char* wrong : {"", "1994-", "1994-3-15", "1994-03-15T00:00", "94-03-15", "1994-03-15\n"})
        CHECK(PartialDate::parseIso(QLatin1String(wrong)).error().detail == "date-format");
}

TEST_CASE("a partial date knows the first and the last day that it can be", "[date]")
{
    const auto february = PartialDate::parseIso(QStringLiteral("2024-02"));
    CHECK(february->earliest() == QDate(2024, 2, 1));
    CHECK(february->latest() == QDate(2024, 2, 29));
    const auto year = PartialDate::parseIso(QStringLiteral("2024"));
    CHECK(year->earliest() == QDate(2024, 1, 1));
    CHECK(year->latest() == QDate(2024, 12, 31));
    CHECK(PartialDate::of(QDate(2024, 2, 29)).latest() == QDate(2024, 2, 29));
}

TEST_CASE("every day of a year survives typing and storing", "[date][property]")
{
    for (QDate day(1999, 1, 1); day.year() < 2001; day = day.addDays(1)) {
        const PartialDate date = PartialDate::of(day);
        const auto typed = PartialDate::parseTyped(date.shown());
        const auto stored = PartialDate::parseIso(date.iso());
        if (!typed || !stored || *typed != date || *stored != date)
            FAIL(date.iso().toStdString());
    }
}

TEST_CASE("100,000 made-up strings never give an impossible date", "[date][property]")
{
    std::mt19937 random(7);
    const QString letters = QString::fromUtf8("0123456789/-. １／x");
    std::uniform_int_distribution<qsizetype> piece(0, letters.size() - 1);
    std::uniform_int_distribution<int> length(0, 11);
    int accepted = 0;
    for (int i = 0; i < 100000; ++i) {
        QString typed;
        for (int left = length(random); left > 0; --left)
            typed.append(letters.at(piece(random)));
        for (const auto& date : {PartialDate::parseTyped(typed), PartialDate::parseIso(typed),
                 PartialDate::parseCompact(typed)}) {
            if (!date)
                continue;
            ++accepted;
            if (!date->earliest().isValid() || !date->latest().isValid() || date->latest() < date->earliest())
                FAIL(typed.toStdString());
        }
    }
    CHECK(accepted > 100);
}

TEST_CASE("a date is said in Vietnamese with mốt, tư, lăm and linh where they belong", "[date]")
{
    CHECK(words("1994-03-15", "vi")
        == QString::fromUtf8("ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi tư"));
    CHECK(words("2000-02-29", "vi") == QString::fromUtf8("ngày hai mươi chín tháng hai năm hai nghìn"));
    CHECK(words("2021-04-21", "vi")
        == QString::fromUtf8("ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi mốt"));
    CHECK(words("2005-11-24", "vi")
        == QString::fromUtf8("ngày hai mươi tư tháng mười một năm hai nghìn không trăm linh năm"));
    CHECK(words("1955-05-25", "vi")
        == QString::fromUtf8("ngày hai mươi lăm tháng năm năm một nghìn chín trăm năm mươi lăm"));
    CHECK(words("1914-12-31", "vi")
        == QString::fromUtf8("ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm mười bốn"));
    CHECK(
        words("1910-10-10", "vi") == QString::fromUtf8("ngày mười tháng mười năm một nghìn chín trăm mười"));
    CHECK(words("2001-01-01", "vi")
        == QString::fromUtf8("ngày một tháng một năm hai nghìn không trăm linh một"));
    CHECK(words("1900-04-04", "vi") == QString::fromUtf8("ngày bốn tháng tư năm một nghìn chín trăm"));
    CHECK(words("2011-07-11", "vi")
        == QString::fromUtf8("ngày mười một tháng bảy năm hai nghìn không trăm mười một"));
    CHECK(words("1994-03", "vi") == QString::fromUtf8("tháng ba năm một nghìn chín trăm chín mươi tư"));
    CHECK(words("1904", "vi") == QString::fromUtf8("năm một nghìn chín trăm linh bốn"));
}

TEST_CASE("a date is said in English", "[date]")
{
    CHECK(words("1994-03-15", "en") == QStringLiteral("the fifteenth of March nineteen ninety-four"));
    CHECK(words("2000-02-29", "en") == QStringLiteral("the twenty-ninth of February two thousand"));
    CHECK(words("2004-01-01", "en") == QStringLiteral("the first of January two thousand and four"));
    CHECK(words("2015-12-31", "en") == QStringLiteral("the thirty-first of December twenty fifteen"));
    CHECK(words("1905-05", "en") == QStringLiteral("May nineteen oh five"));
    CHECK(words("1900", "en") == QStringLiteral("the year nineteen hundred"));
}
