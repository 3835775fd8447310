#include "core/store/case_number.h"

#include <catch2/catch.hpp>

using namespace station;

TEST_CASE("a case number is station, date, serial and check character", "[case-number]")
{
    const QString number = caseNumber("00019K7Q", QDate(2026, 11, 27), 42);
    CHECK(number.startsWith("00019K7Q-261127-0042-"));
    CHECK(isCaseNumber(number));
    CHECK(isCaseNumber(caseNumber("00019K7Q", QDate(2026, 11, 27), 123456)));
}

TEST_CASE("every single wrong character of a case number is caught", "[case-number]")
{
    const QString number = caseNumber("00019K7Q", QDate(2026, 11, 27), 42);
    for (qsizetype i = 0; i < number.size(); ++i)
        for (const QChar c : QStringLiteral("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
            QString wrong = number;
            wrong[i] = c;
            CHECK((wrong == number || !isCaseNumber(wrong)));
        }
}

TEST_CASE("two neighbours that changed places are caught", "[case-number]")
{
    const QString number = caseNumber("00019K7Q", QDate(2026, 11, 27), 42);
    for (qsizetype i = 0; i + 1 < number.size(); ++i) {
        QString wrong = number;
        std::swap(wrong[i], wrong[i + 1]);
        CHECK((wrong == number || !isCaseNumber(wrong)));
    }
}

TEST_CASE("the published example of ISO 7064 MOD 37,36 holds", "[case-number]")
{
    // A12425GABC1234002 with check character M: ISO 15706 / Global Release Identifier standard.
    CHECK(checkCharacter("A12425GABC1234002") == QChar('M'));
}

TEST_CASE("two stations of one commune have different codes", "[case-number]")
{
    CHECK(makeStationCode("00019").startsWith("00019"));
    CHECK(makeStationCode("00019").size() == 8);
    QStringList codes;
    for (int i = 0; i < 20; ++i)
        codes.append(makeStationCode("00019"));
    codes.removeDuplicates();
    CHECK(codes.size() > 15);
}
