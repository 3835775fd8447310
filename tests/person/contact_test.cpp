#include "core/person/contact.h"
#include "core/person/sex.h"

#include <catch2/catch.hpp>

using namespace station;

TEST_CASE("mobile numbers are stored as ten digits, however they were typed", "[contact]")
{
    for (const char* typed :
        {"0912345678", "+84912345678", "84912345678", "0912 345 678", "091.234.5678", "(+84) 912-345-678"}) {
        INFO(typed);
        CHECK(normalisedPhone(QLatin1String(typed)) == QStringLiteral("0912345678"));
    }
    for (const char* good : {"0312345678", "0512345678", "0712345678", "0812345678", "0912345678"})
        CHECK(isMobilePhone(QLatin1String(good)));
    for (const char* bad : {"", "0212345678", "0412345678", "0112345678", "091234567", "09123456789",
             "1912345678", "+84912345678", "0912345678\n", "0912345x78"}) {
        INFO(bad);
        CHECK_FALSE(isMobilePhone(QLatin1String(bad)));
    }
}

TEST_CASE("e-mail addresses that a desk meets pass, typing errors do not", "[contact]")
{
    for (const char* good : {"a@b.vn", "lo.van+the@example.com", "x_y-z@mail.gov.vn"})
        CHECK(isEmail(QLatin1String(good)));
    for (const char* bad : {"", "a", "a@", "@b.vn", "a@b", "a@b.", "a@.vn", "a b@c.vn", "a@b..vn", ".a@b.vn",
             "a.@b.vn", "a@@b.vn", "a@-b.vn", "a@b.v", "a@b.vn\n", "lò@b.vn"}) {
        INFO(bad);
        CHECK_FALSE(isEmail(QString::fromUtf8(bad)));
    }
    CHECK_FALSE(isEmail(QString(65, u'a') + QStringLiteral("@b.vn")));
    CHECK_FALSE(isEmail(QStringLiteral("a@") + QString(260, u'b') + QStringLiteral(".vn")));
    CHECK(normalisedEmail(QStringLiteral(" A.b@Example.COM ")) == QStringLiteral("A.b@example.com"));
}

TEST_CASE("sex is read from the words of people, cards and code lists", "[contact]")
{
    for (const char* word : {"Nam", "nam", " NAM ", "M", "male", "1"})
        CHECK(parseSex(QString::fromUtf8(word)) == Sex::Male);
    for (const char* word : {"Nữ", "nữ", "NỮ", "nu", "F", "Female", "2"})
        CHECK(parseSex(QString::fromUtf8(word)) == Sex::Female);
    for (const char* word : {"", "0", "x", "nam nữ"})
        CHECK_FALSE(parseSex(QString::fromUtf8(word)));
    CHECK(codeOf(Sex::Male) == QStringLiteral("1"));
    CHECK(codeOf(Sex::Female) == QStringLiteral("2"));
    CHECK(codeOf(Sex::Unknown).isEmpty());
}
