#include "core/person/names.h"

#include <algorithm>
#include <array>

namespace station {
namespace {

// Tab and line ends are controls that count as space; U+200B..U+200F, U+FEFF and the bidi marks are format
// characters.
bool isInvisible(QChar c)
{
    return c.category() == QChar::Other_Format || (c.category() == QChar::Other_Control && !c.isSpace());
}

bool isApostrophe(char32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4 || c == 0x0060 || c == 0xFF07;
}

bool isHyphen(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D; }

// Letters that no decomposition takes apart. Source of the two-letter spellings: ICAO 9303-3 section 6.
struct Spelling {
    char16_t letter;
    const char* plain;
};
constexpr std::array undecomposed {Spelling {u'đ', "d"}, Spelling {u'Đ', "D"}, Spelling {u'ð', "d"},
    Spelling {u'Ð', "D"}, Spelling {u'ł', "l"}, Spelling {u'Ł', "L"}, Spelling {u'ø', "oe"},
    Spelling {u'Ø', "OE"}, Spelling {u'æ', "ae"}, Spelling {u'Æ', "AE"}, Spelling {u'œ', "oe"},
    Spelling {u'Œ', "OE"}, Spelling {u'ß', "ss"}, Spelling {u'ı', "i"}, Spelling {u'ħ', "h"},
    Spelling {u'Ħ', "H"}, Spelling {u'ƀ', "b"}, Spelling {u'Ƀ', "B"}};

// Latin letters up to Latin Extended-B and Latin Extended Additional: no ligatures, no full-width forms.
bool isNameLetter(QChar c)
{
    const char16_t u = c.unicode();
    return c.isLetter() && c.script() == QChar::Script_Latin && (u < 0x0250 || (u >= 0x1E00 && u <= 0x1EFF))
        && u != 0x00AA && u != 0x00BA; // ª and º
}

bool isCombiningMark(QChar c) { return c.unicode() >= 0x0300 && c.unicode() <= 0x036F; }

} // namespace

QString normalisedText(const QString& typed)
{
    QString visible;
    visible.reserve(typed.size());
    for (const QChar c : typed) {
        if (!isInvisible(c))
            visible.append(c);
    }
    return visible.normalized(QString::NormalizationForm_C).simplified();
}

QString normalisedName(const QString& typed)
{
    QString name = normalisedText(typed);
    for (QChar& c : name) {
        const char16_t u = c.unicode();
        if (u == 0x00D0 || u == 0x0189)
            c = QChar(0x0110);
        else if (u == 0x00F0)
            c = QChar(0x0111);
        else if (isApostrophe(u))
            c = u'\'';
        else if (isHyphen(u))
            c = u'-';
    }
    return normalisedText(name);
}

bool isName(const QString& name)
{
    constexpr int mostMarks = 2; // Gia-rai writes a breve above â, ê, ô, ơ, ư, and a tone may join it
    bool afterLetter = false;
    int marks = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        if (isNameLetter(c)) {
            afterLetter = true;
            marks = 0;
        } else if (isCombiningMark(c)) {
            if (!afterLetter || ++marks > mostMarks)
                return false;
        } else if (c == u'-') {
            if (!afterLetter || i + 1 == name.size() || !isNameLetter(name.at(i + 1)))
                return false;
            afterLetter = false;
        } else if (c == u'\'') {
            if (!afterLetter)
                return false;
            afterLetter = false;
        } else if (c == u' ') {
            if (i == 0 || i + 1 == name.size() || name.at(i - 1) == u' ')
                return false;
            afterLetter = false;
        } else {
            return false;
        }
    }
    return !name.isEmpty();
}

QString upperName(const QString& name) { return name.toUpper().normalized(QString::NormalizationForm_C); }

QString withoutDiacritics(const QString& text)
{
    QString plain;
    const QString apart = text.normalized(QString::NormalizationForm_D);
    for (const QChar c : apart) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        const auto* spelling = std::find_if(undecomposed.begin(), undecomposed.end(),
            [c](const Spelling& s) { return s.letter == c.unicode(); });
        if (spelling != undecomposed.end())
            plain.append(QLatin1String(spelling->plain));
        else
            plain.append(c);
    }
    return plain;
}

QString searchKey(const QString& text)
{
    return normalisedText(withoutDiacritics(normalisedName(text)).toCaseFolded());
}

QString normalisedDigits(const QString& typed)
{
    QString digits;
    for (QChar c : normalisedText(typed)) {
        if (c.unicode() >= 0xFF10 && c.unicode() <= 0xFF19)
            c = QChar(u'0' + (c.unicode() - 0xFF10));
        if (c == u' ' || c == u'.' || c == u'-')
            continue;
        digits.append(c);
    }
    return digits.normalized(QString::NormalizationForm_C); // a mark may stand beside a letter now
}

} // namespace station
