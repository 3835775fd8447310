#include "core/person/card_qr.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

const QString laiChau = QString::fromUtf8(
    "012094999001||Lò Văn Thử Nghiệm|15031994|Nam|Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu|20082024");

CardQr read(const QString& scanned)
{
    const auto card = parseCardQr(scanned);
    if (!card)
        FAIL(card.error().detail);
    return *card;
}

std::string refusal(const QString& scanned)
{
    const auto card = parseCardQr(scanned);
    return card ? "accepted" : card.error().detail;
}

// The seven fields with one of them replaced.
QString with(qsizetype index, const char* value)
{
    QStringList fields = laiChau.split(u'|');
    fields[index] = QString::fromUtf8(value);
    return fields.join(u'|');
}

} // namespace

TEST_CASE("the seven fields of the older card are read", "[qr]")
{
    const CardQr card = read(laiChau);
    CHECK(card.number.digits() == QStringLiteral("012094999001"));
    CHECK(card.oldNumber.isEmpty());
    CHECK(card.name == QString::fromUtf8("Lò Văn Thử Nghiệm"));
    CHECK(card.birth.iso() == QStringLiteral("1994-03-15"));
    CHECK(card.sex == Sex::Male);
    CHECK(card.residence == QString::fromUtf8("Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu"));
    CHECK(card.issued == QDate(2024, 8, 20));
    CHECK(card.extras.isEmpty());
}

TEST_CASE("a card with an old number and a child's card are read", "[qr]")
{
    const CardQr woman = read(QString::fromUtf8("037161999002|999000002|Phạm Thị Mẫu Đơn|02111961|Nữ|Thôn Ví "
                                                "Dụ, xã Kim Sơn, tỉnh Ninh Bình|05042023"));
    CHECK(woman.oldNumber == QStringLiteral("999000002"));
    CHECK(woman.sex == Sex::Female);
    const CardQr child = read(QString::fromUtf8(
        "025215999003||Bùi Minh Kiểm Thử|30062015|Nam|Xóm Giả Định, xã Tân Lạc, tỉnh Phú Thọ|12092025"));
    CHECK(child.number.birthYear() == 2015);
}

TEST_CASE("seven to eleven fields are taken, the further ones kept as they are", "[qr]")
{
    CHECK(read(laiChau + QStringLiteral("||||")).extras == QStringList(4, QString()));
    CHECK(read(laiChau + QStringLiteral("|a|b")).extras == QStringList {"a", "b"});
    CHECK(refusal(laiChau + QStringLiteral("|||||")) == "qr-fields");
    CHECK(refusal(laiChau.left(laiChau.lastIndexOf(u'|'))) == "qr-fields");
    CHECK(refusal(QString()) == "qr-fields");
}

TEST_CASE("line ends, a byte order mark, full-width bars and NFD text are how scanners type", "[qr]")
{
    const CardQr plain = read(laiChau);
    CHECK(read(laiChau + QStringLiteral("\r\n")) == plain);
    CHECK(read(QChar(0xFEFF) + laiChau + u'\n') == plain);
    CHECK(read(QString(laiChau).replace(u'|', QChar(0xFF5C))) == plain);
    CHECK(read(laiChau.normalized(QString::NormalizationForm_D)) == plain);
}

TEST_CASE("a field that can't be is refused by its name", "[qr]")
{
    CHECK(refusal(with(0, "01209499900")) == "qr-number");
    CHECK(refusal(with(0, "0120949990O1")) == "qr-number");
    CHECK(refusal(with(1, "12345678")) == "qr-old-number");
    CHECK(refusal(with(2, "")) == "qr-name");
    CHECK(refusal(with(2, "L0 Van")) == "qr-name");
    CHECK(refusal(with(3, "31022000")) == "qr-birth");
    CHECK(refusal(with(3, "1994-03-15")) == "qr-birth");
    CHECK(refusal(with(4, "M")) == "qr-sex");
    CHECK(refusal(with(4, "")) == "qr-sex");
    CHECK(refusal(with(6, "31022024")) == "qr-issued");
    CHECK(refusal(with(6, "00002024")) == "qr-issued");
    CHECK(refusal(laiChau + QString(5000, u'x')) == "qr-size");
}

TEST_CASE("a year alone is a birth date too", "[qr]")
{
    CHECK(read(with(3, "00001961")).birth.iso() == QStringLiteral("1961"));
    CHECK(read(with(3, "00021961")).birth.iso() == QStringLiteral("1961-02"));
    CHECK(refusal(with(3, "02001961")) == "qr-birth");
}

TEST_CASE("100,000 mutated codes never crash, and what is accepted is whole", "[qr][property]")
{
    std::mt19937 random(42);
    const QString letters = QString::fromUtf8("|0123456789 aĐ｜\r\n") + QChar(0) + QChar(0xD800)
        + QChar(0xFEFF) + QChar(0x0301);
    std::uniform_int_distribution<qsizetype> letter(0, letters.size() - 1);
    std::uniform_int_distribution<int> kind(0, 3);
    std::uniform_int_distribution<int> times(1, 4);
    int accepted = 0;
    for (int i = 0; i < 100000; ++i) {
        QString scanned = laiChau + (i % 2 == 0 ? QString() : QStringLiteral("||||"));
        for (int left = times(random); left > 0 && !scanned.isEmpty(); --left) {
            const qsizetype at = std::uniform_int_distribution<qsizetype>(0, scanned.size() - 1)(random);
            switch (kind(random)) {
            case 0: scanned[at] = letters.at(letter(random)); break;
            case 1: scanned.insert(at, letters.at(letter(random))); break;
            case 2: scanned.remove(at, 1 + at % 3); break;
            case 3: scanned.truncate(at); break;
            }
        }
        const auto card = parseCardQr(scanned);
        if (!card)
            continue;
        ++accepted;
        const bool whole = card->number.digits().size() == 12 && card->birth.earliest().isValid()
            && card->issued.isValid() && card->sex != Sex::Unknown && card->extras.size() <= 4
            && card->name == card->name.normalized(QString::NormalizationForm_C);
        if (!whole)
            FAIL(scanned.toStdString());
    }
    CHECK(accepted > 1000);
    CHECK(accepted < 90000);
}
