#include "core/person/names.h"
#include "core/person/spelling.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

QString text(const char* utf8) { return QString::fromUtf8(utf8); }

// Letters, marks, spaces, look-alikes and rubbish, so that every rule is met.
QString madeUpText(std::mt19937& random)
{
    static const QString pieces = QString::fromUtf8("aAeEoOuUyYdđĐnNghLKH'-  \t\n")
        + QString::fromUtf8("ăâêôơưễệñčŏĭłßæÐð’‑") + QChar(0x0300) + QChar(0x0301) + QChar(0x0303)
        + QChar(0x0306) + QChar(0x0309) + QChar(0x0323) + QChar(0x200B) + QChar(0xFEFF) + QChar(0x00A0)
        + QChar(0x3000) + u'1' + QChar(0xFF11) + QChar(0xD83D) + QChar(0x202E) + QChar(0x0000);
    std::uniform_int_distribution<qsizetype> length(0, 24);
    std::uniform_int_distribution<qsizetype> piece(0, pieces.size() - 1);
    QString made;
    for (qsizetype left = length(random); left > 0; --left)
        made.append(pieces.at(piece(random)));
    return made;
}

} // namespace

TEST_CASE("a name is stored as NFC with single spaces and no invisible characters", "[names]")
{
    CHECK(normalisedName(text("  Nguyễn   Thị\tÁnh\n")) == text("Nguyễn Thị Ánh"));
    const QString apart = text("Nguyễn Thị Ánh").normalized(QString::NormalizationForm_D);
    CHECK(normalisedName(apart) == text("Nguyễn Thị Ánh"));
    CHECK(normalisedName(QChar(0xFEFF) + text("Lò") + QChar(0x200B) + text(" Văn")) == text("Lò Văn"));
    CHECK(normalisedName(text("Lò Văn")) == text("Lò Văn")); // no-break space
}

TEST_CASE("the look-alike Ð of old keyboards becomes the Vietnamese Đ", "[names]")
{
    CHECK(normalisedName(QChar(0x00D0) + text("ức ") + QChar(0x00F0) + text("ạt")) == text("Đức đạt"));
    CHECK(normalisedName(text("H’Hen Niê")) == text("H'Hen Niê"));
    CHECK(normalisedName(text("Bru–Vân")) == text("Bru-Vân"));
}

TEST_CASE("names of Vietnam's peoples pass", "[names]")
{
    for (const char* name : {"Nguyễn Thị Ánh Nguyệt", "Lò Văn Thử Nghiệm", "H'Hen Niê", "K' Brôi", "Y-Ly Mlô",
             "Đặng Đức Ổn", "Y Bhĭm Kčok", "Rơ Châm H'Ñek", "Siu Blơ̆", "Vàng A Phừ", "Thào Seo Sùng",
             "Ksor Phước", "Điểu K'Rứ", "O", "Jrang Wi Fzôn", "A Lăng Mớ"}) {
        INFO(name);
        CHECK(isName(normalisedName(text(name))));
    }
}

TEST_CASE("what is no name is refused", "[names]")
{
    for (const char* name : {"", " ", "'", "-", "Nguyễn 2", "Nguyen; DROP", "Nguyễn.", "Lò@Văn", "-Lò", "Lò-",
             "Lò--Văn", "'Hen", "Lò  Văn", " Lò", "Lò ", "王伟", "Иван", "ＬＯ", "ﬁ", "Lò\u0301\u0301\u0301",
             "😀", "Lò\u202eVăn", "ªº"}) {
        INFO(name);
        CHECK_FALSE(isName(text(name)));
    }
}

TEST_CASE("upper case for print keeps every mark, the MRZ and search lose them, đ becomes d", "[names]")
{
    CHECK(upperName(text("Nguyễn Đức Ổn")) == text("NGUYỄN ĐỨC ỔN"));
    CHECK(withoutDiacritics(text("Nguyễn Đức Ổn")) == text("Nguyen Duc On"));
    CHECK(withoutDiacritics(text("đĐơƯễ")) == text("dDoUe"));
    CHECK(withoutDiacritics(text("Bjørn Łukasz Strauß Æsir")) == text("Bjoern Lukasz Strauss AEsir"));
    CHECK(searchKey(text("  NGUYỄN   đức ")) == text("nguyen duc"));
    CHECK(searchKey(text("Hòa")) == searchKey(text("Hoà")));
}

TEST_CASE("every Vietnamese letter loses its marks and keeps its base", "[names]")
{
    const QString letters = text("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ");
    const QString bases = text("aaaaaaaaaaaaaaaaaaeeeeeeeeeeeeiiiiiioooooooooooooooooouuuuuuuuuuuuyyyyyyd");
    REQUIRE(letters.size() == bases.size());
    CHECK(withoutDiacritics(letters) == bases);
    CHECK(withoutDiacritics(letters.toUpper()) == bases.toUpper());
    for (const QChar letter : letters)
        CHECK(isName(QString(letter)));
}

TEST_CASE("normalising twice changes nothing, and every name that passes is NFC", "[names][property]")
{
    std::mt19937 random(20261121);
    int passed = 0;
    for (int i = 0; i < 20000; ++i) {
        const QString typed = madeUpText(random);
        const QString name = normalisedName(typed);
        const QString plain = normalisedText(typed);
        if (normalisedName(name) != name || normalisedText(plain) != plain
            || searchKey(searchKey(typed)) != searchKey(typed))
            FAIL("not stable: " << typed.toStdString());
        if (!isName(name))
            continue;
        ++passed;
        if (name != name.normalized(QString::NormalizationForm_C) || name != name.simplified())
            FAIL("not NFC: " << name.toStdString());
        const QString printed = upperName(name);
        if (printed != printed.normalized(QString::NormalizationForm_C))
            FAIL("print form is not NFC: " << printed.toStdString());
    }
    CHECK(passed > 1000);
}

TEST_CASE("a name is spelt letter by letter with its tone, for the citizen's check", "[names]")
{
    const auto words = spelled(text("Nguyễn Đức"));
    REQUIRE(words.size() == 2);
    CHECK(words[0].letters == QStringList {"N", "g", "u", "y", text("ê"), "n"});
    CHECK(words[0].tone == Tone::Tilde);
    CHECK(words[1].letters == QStringList {text("Đ"), text("ư"), "c"});
    CHECK(words[1].tone == Tone::Acute);
    CHECK(spelledOut(words[0], QStringLiteral("vi")) == text("Nguyễn: N – g – u – y – ê – n, dấu ngã"));
    CHECK(spelledOut(words[1], QStringLiteral("en")) == text("Đức: Đ – ư – c, acute (sắc)"));
    CHECK(spelledOut(spelled(text("An")).at(0), QStringLiteral("vi")) == text("An: A – n"));
}

TEST_CASE("each of the six tones is named", "[names]")
{
    const auto tone = [](const char* word) { return spelled(QString::fromUtf8(word)).at(0).tone; };
    CHECK(tone("ma") == Tone::Level);
    CHECK(tone("mà") == Tone::Grave);
    CHECK(tone("má") == Tone::Acute);
    CHECK(tone("mả") == Tone::HookAbove);
    CHECK(tone("mã") == Tone::Tilde);
    CHECK(tone("mạ") == Tone::DotBelow);
}

TEST_CASE("the tilde of a letter ñ is no tone", "[names]")
{
    const auto words = spelled(text("Ñek"));
    REQUIRE(words.size() == 1);
    CHECK(words[0].letters == QStringList {text("Ñ"), "e", "k"});
    CHECK(words[0].tone == Tone::Level);
}
