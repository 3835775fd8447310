#include "core/person/mrz.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

const QString laiChau = QStringLiteral("IDVNM0949990011012094999001<<6\n"
                                       "9403154M3403152VNM<<<<<<<<<<<4\n"
                                       "LO<<VAN<THU<NGHIEM<<<<<<<<<<<<");
const QString child = QStringLiteral("IDVNM2159990034025215999003<<5\n"
                                     "1506303M2906302VNM<<<<<<<<<<<8\n"
                                     "BUI<<MINH<KIEM<THU<<<<<<<<<<<<");

Mrz read(const QString& text)
{
    const auto mrz = parseMrz(text);
    if (!mrz)
        FAIL(mrz.error().detail);
    return *mrz;
}

std::string refusal(const QString& text)
{
    const auto mrz = parseMrz(text);
    return mrz ? "accepted" : mrz.error().detail;
}

PersonalNumber number(const char* digits) { return *PersonalNumber::parse(QLatin1String(digits)); }
PartialDate date(const char* iso) { return *PartialDate::parseIso(QLatin1String(iso)); }

} // namespace

TEST_CASE("the three lines of a card are read", "[mrz]")
{
    const Mrz mrz = read(laiChau);
    CHECK(mrz.number.digits() == QStringLiteral("012094999001"));
    CHECK(mrz.birth.iso() == QStringLiteral("1994-03-15"));
    CHECK(mrz.sex == Sex::Male);
    CHECK(mrz.expiry == QDate(2034, 3, 15));
    CHECK(mrz.surname == QStringLiteral("LO"));
    CHECK(mrz.givenNames == QStringLiteral("VAN THU NGHIEM"));
    CHECK(mrz.name() == QStringLiteral("LO VAN THU NGHIEM"));

    const Mrz young = read(child);
    CHECK(young.birth.iso() == QStringLiteral("2015-06-30")); // the century comes from the number
    CHECK(young.expiry == QDate(2029, 6, 30));
}

TEST_CASE("check digits are those of ICAO 9303", "[mrz]")
{
    // The specification's own example document: number, birth, expiry, composite.
    CHECK(mrzCheckDigit(u"D23145890") == 7);
    CHECK(mrzCheckDigit(u"740812") == 2);
    CHECK(mrzCheckDigit(u"120415") == 9);
    CHECK(mrzCheckDigit(u"520727") == 3);
    CHECK(mrzCheckDigit(u"a") == -1);
    CHECK(mrzCheckDigit(u"") == 0);
}

TEST_CASE("a zone is taken in a row, in small letters and with white space around", "[mrz]")
{
    CHECK(read(QString(laiChau).remove(u'\n')) == read(laiChau));
    CHECK(read(laiChau.toLower()) == read(laiChau));
    CHECK(read(QStringLiteral(" \r\n")
              + QString(laiChau).replace(QStringLiteral("\n"), QStringLiteral("\r\n")) + u'\n')
        == read(laiChau));
}

TEST_CASE("no zone with one digit changed is accepted", "[mrz][property]")
{
    for (const QString& zone : {laiChau, child}) {
        for (qsizetype at = 0; at < zone.size(); ++at) {
            if (!zone.at(at).isDigit())
                continue;
            for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
                QString changed = zone;
                changed[at] = QChar(digit);
                if (changed != zone && parseMrz(changed))
                    FAIL("accepted with " << digit - u'0' << " at " << at);
            }
        }
    }
    SUCCEED();
}

TEST_CASE("no digit may become a letter or a filler of the same value", "[mrz][property]")
{
    for (qsizetype at = 0; at < 60; ++at) {
        const qsizetype place = at < 30 ? at : at + 1; // over the line end
        const QString letters = QStringLiteral("<ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (!laiChau.at(place).isDigit())
            continue;
        for (const QChar letter : letters) {
            QString changed = laiChau;
            changed[place] = letter;
            if (parseMrz(changed))
                FAIL("accepted " << letter.toLatin1() << " at " << place);
        }
    }
    SUCCEED();
}

TEST_CASE("wrong lines are told from wrong digits and wrong days", "[mrz]")
{
    CHECK(refusal(QString()) == "mrz-shape");
    CHECK(refusal(laiChau.left(80)) == "mrz-shape");
    CHECK(refusal(laiChau + QStringLiteral("<")) == "mrz-shape");
    CHECK(refusal(QString(100000, u'<')) == "mrz-shape");
    CHECK(refusal(QString(laiChau).replace(QStringLiteral("IDVNM"), QStringLiteral("IDCHN"))) == "mrz-shape");
    CHECK(refusal(QString(laiChau).replace(u'M', u'X')) == "mrz-shape");
    CHECK(refusal(QString(laiChau).replace(QStringLiteral("9403154"), QStringLiteral("9403155")))
        == "mrz-check-digit");

    const QStringList lines = laiChau.split(u'\n');
    const QString february30 = QStringLiteral("940230");
    QString second = february30 + QString::number(mrzCheckDigit(february30)) + lines.at(1).mid(7, 22);
    second += QString::number(
        mrzCheckDigit(QString(lines.at(0).mid(5) + second.left(7) + second.mid(8, 7) + second.mid(18, 11))));
    CHECK(refusal(lines.at(0) + second + lines.at(2)) == "mrz-date"); // every check digit holds
}

TEST_CASE("what is composed is read back, unknown parts and no expiry too", "[mrz]")
{
    CHECK(composeMrz(number("012094999001"), date("1994-03-15"), Sex::Male, QDate(2034, 3, 15),
              QString::fromUtf8("Lò Văn Thử Nghiệm"))
        == laiChau);
    const Mrz old = read(
        composeMrz(number("037161999002"), date("1961"), Sex::Female, std::nullopt, QStringLiteral("Đỗ")));
    CHECK(old.birth.iso() == QStringLiteral("1961"));
    CHECK_FALSE(old.expiry);
    CHECK(old.surname == QStringLiteral("DO"));
    CHECK(old.givenNames.isEmpty());
    const Mrz niê = read(composeMrz(number("066192999002"), date("1992-05-14"), Sex::Female,
        QDate(2032, 5, 14), QString::fromUtf8("H'Hen Niê-Kđăm")));
    CHECK(niê.name() == QStringLiteral("HHEN NIE KDAM"));
}

TEST_CASE("made-up people of every kind survive composing and reading", "[mrz][property]")
{
    std::mt19937 random(3);
    const QStringList words {"Nguyễn", "Đặng", "Ổn", "A", "Thị", "Trường", "Nghiêng", "Ưu", "Phượng"};
    std::uniform_int_distribution<qsizetype> word(0, words.size() - 1);
    std::uniform_int_distribution<int> days(0, 36500);
    std::uniform_int_distribution<int> tail(0, 999999);
    for (int i = 0; i < 2000; ++i) {
        const QDate born = QDate(1926, 1, 1).addDays(days(random));
        const bool woman = i % 2 == 1;
        const int century = (born.year() / 100 - 19) * 2 + (woman ? 1 : 0);
        const QString digits = QStringLiteral("012%1%2%3")
                                   .arg(century)
                                   .arg(born.year() % 100, 2, 10, QLatin1Char('0'))
                                   .arg(tail(random), 6, 10, QLatin1Char('0'));
        QStringList name;
        for (int left = 1 + i % 7; left > 0; --left)
            name << words.at(word(random));
        const auto number = PersonalNumber::parse(digits);
        REQUIRE(number);
        const Sex sex = woman ? Sex::Female : Sex::Male;
        const Mrz mrz
            = read(composeMrz(*number, PartialDate::of(born), sex, born.addYears(60), name.join(u' ')));
        if (mrz.number != *number || mrz.birth != PartialDate::of(born) || mrz.sex != sex)
            FAIL(digits.toStdString());
    }
    SUCCEED();
}

TEST_CASE("100,000 mutated zones never crash, and none with a changed number passes", "[mrz][property]")
{
    std::mt19937 random(42);
    const QString letters = QStringLiteral("<0123456789ABMFVN \n") + QChar(0) + QChar(0xD800) + QChar(0x0130);
    std::uniform_int_distribution<qsizetype> letter(0, letters.size() - 1);
    std::uniform_int_distribution<int> kind(0, 3);
    for (int i = 0; i < 100000; ++i) {
        QString zone = laiChau;
        const qsizetype at = std::uniform_int_distribution<qsizetype>(0, zone.size() - 1)(random);
        switch (kind(random)) {
        case 0: zone[at] = letters.at(letter(random)); break;
        case 1: zone.insert(at, letters.at(letter(random))); break;
        case 2: zone.remove(at, 1); break;
        case 3: zone.truncate(at); break;
        }
        const auto mrz = parseMrz(zone);
        if (mrz
            && (mrz->number.digits() != QStringLiteral("012094999001")
                || mrz->birth.iso() != QStringLiteral("1994-03-15")))
            FAIL(zone.toStdString());
    }
    SUCCEED();
}
