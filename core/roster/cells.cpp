#include "core/roster/cells.h"

#include "core/person/names.h"
#include "core/person/number_prefixes.h"
#include "core/person/partial_date.h"
#include "core/person/personal_number.h"

#include <algorithm>
#include <cmath>

namespace station {
namespace {

constexpr qsizetype numberDigits = 12;
constexpr qsizetype oldNumberDigits = 9;

bool isDigits(const QString& text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Days since 30/12/1899, as Excel and Calc count from March 1900 on; nothing that could be a year.
QDate dayOfSerial(const QString& text)
{
    bool isNumber = false;
    const double serial = text.toDouble(&isNumber);
    constexpr double first = 3000; // 1908: below it a number may be a year
    constexpr double last = 73050; // 31/12/2099
    if (!isNumber || serial < first || serial > last)
        return {};
    return QDate(1899, 12, 30).addDays(static_cast<qint64>(std::floor(serial)));
}

ReadCell judged(const PartialDate& date, QDate today, const char* code)
{
    constexpr int oldest = 130;
    ReadCell read {date.iso(), code, false};
    if (date.earliest() > today)
        read.code = "date-future";
    else if (date.latest() < today.addYears(-oldest))
        read.code = "date-old";
    return read;
}

/// 1.2345E+11 shows fewer digits than the number had; 37161999002.0 is whole.
QString wholeNumber(const QString& text, bool& isRounded)
{
    isRounded = false;
    const bool isFloat = text.contains(u'E', Qt::CaseInsensitive) || text.contains(u'.');
    if (!isFloat)
        return text;
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || value < 0 || value != std::floor(value) || value >= 1e12)
        return text;
    const qsizetype digitsShown = std::count_if(text.begin(),
        text.begin() + std::max<qsizetype>(0, text.indexOf(u'E', 0, Qt::CaseInsensitive)),
        [](QChar c) { return c.isDigit(); });
    const QString whole = QString::number(static_cast<qint64>(value));
    isRounded = text.contains(u'E', Qt::CaseInsensitive) && digitsShown < whole.size();
    return whole;
}

bool agrees(const PersonalNumber& number, const QString& birth, const QString& sex)
{
    return number.province() && birth.left(4) == QString::number(number.birthYear())
        && (sex.isEmpty() || sex == codeOf(number.sex()));
}

} // namespace

QString quotedDigits(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (!trimmed.startsWith(QLatin1String("=\"")) || !trimmed.endsWith(u'"') || trimmed.size() < 4)
        return {};
    const QString digits = trimmed.mid(2, trimmed.size() - 3);
    return isDigits(digits) ? digits : QString();
}

bool isFormula(const TableCell& cell)
{
    const QString text = cell.text.trimmed();
    if (cell.kind == TableCell::Kind::Formula)
        return true;
    if (text.isEmpty() || !quotedDigits(text).isEmpty())
        return false;
    const QChar first = text.front();
    if (first == u'=' || first == u'@')
        return true;
    const auto has = [&](auto&& kind) { return std::any_of(text.begin(), text.end(), kind); };
    return (first == u'+' || first == u'-') && has([](QChar c) { return c.isLetter(); })
        && has([](QChar c) { return c == u'(' || c == u'|' || c == u'!'; });
}

bool isOldFont(const QString& text)
{
    // Signs, and letters that no language of Vietnam writes.
    static const QString telltale
        = QStringLiteral("\u00A8\u00A9\u00AA\u00AB\u00AC\u00AE\u00B5\u00B6\u00B8\u00B9"
                         "\u00BB\u00BC\u00BD\u00BE\u00C7\u00DE\u00E7\u00FE\u00D7\u00F7"
                         "\u00C6\u00E6\u00DF");
    return std::any_of(text.begin(), text.end(), [](QChar c) { return telltale.contains(c); });
}

ReadCell readBirth(const TableCell& cell, QDate today)
{
    const QString text = normalisedText(cell.text);
    if (text.isEmpty() || text == u"-")
        return {};
    constexpr qsizetype yearDigits = 4;
    const bool maybeYear = isDigits(text) && text.size() == yearDigits;
    if (cell.kind != TableCell::Kind::Date && !maybeYear) {
        constexpr qsizetype serialDigits = 5;
        const bool isSerial
            = cell.kind == TableCell::Kind::Number || (text.size() == serialDigits && isDigits(text));
        if (const QDate day = isSerial ? dayOfSerial(text) : QDate(); day.isValid())
            return judged(PartialDate::of(day), today, "date-serial");
    }
    // A spreadsheet's date may carry a time: "1994-03-15T00:00:00".
    const QString iso = text.section(u'T', 0, 0).section(u' ', 0, 0);
    auto date = PartialDate::parseIso(iso);
    if (!date && date.error().detail == "date-format")
        date = PartialDate::parseTyped(text);
    if (!date)
        return {{}, date.error().detail == "date-impossible" ? "date-impossible" : "date-format", true};
    return judged(*date, today, "");
}

ReadCell readNumber(const TableCell& cell, const QString& birth, const QString& sex)
{
    QString text = normalisedText(cell.text);
    if (text.isEmpty() || text == u"-")
        return {};
    const char* note = "";
    if (const QString inside = quotedDigits(text); !inside.isEmpty()) {
        text = inside;
        note = "number-quoted";
    }
    bool isRounded = false;
    const QString digits = normalisedDigits(wholeNumber(text, isRounded));
    if (isRounded)
        return {text, "number-rounded", false};
    if (!isDigits(digits))
        return {text, "number-letters", false};
    if (digits.size() == oldNumberDigits)
        return {digits, "number-is-old", false};
    if (digits.size() == numberDigits - 1 || digits.size() == numberDigits - 2) {
        const auto whole = PersonalNumber::parse(digits.rightJustified(numberDigits, u'0'));
        if (whole && agrees(*whole, birth, sex))
            return {whole->digits(), "number-zero-restored", false};
    }
    const auto number = PersonalNumber::parse(digits);
    if (!number)
        return {digits, "number-length", false};
    if (number->prefixState() == PersonalNumber::PrefixState::Unassigned)
        return {digits, "number-prefix", false};
    if (!sex.isEmpty() && sex != codeOf(number->sex()))
        return {digits, "number-sex", false};
    if (!birth.isEmpty() && birth.left(4) != QString::number(number->birthYear()))
        return {digits, "number-year", false};
    return {digits, note, false};
}

} // namespace station
