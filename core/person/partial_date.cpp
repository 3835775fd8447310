#include "core/person/partial_date.h"

#include "core/person/names.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace station {
namespace {

constexpr auto wrongFormat = "date-format";
constexpr auto impossible = "date-impossible";

QRegularExpression pattern(const char* text) { return QRegularExpression(QString::fromLatin1(text)); }

// Full-width digits and slashes come out of Vietnamese and Chinese input methods.
QString asciiDate(const QString& typed)
{
    QString text = normalisedText(typed);
    for (QChar& c : text) {
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E)
            c = QChar(c.unicode() - 0xFF01 + 0x21);
    }
    return text;
}

} // namespace

PartialDate PartialDate::of(QDate day) { return {day.year(), day.month(), day.day()}; }

Result<PartialDate> PartialDate::checked(int year, int month, int day)
{
    const bool possible = year >= 1000 && year <= 9999 && month >= 0 && month <= 12
        && (day == 0 || month != 0) && QDate(year, month == 0 ? 1 : month, day == 0 ? 1 : day).isValid();
    if (!possible)
        return fail(ErrorCode::InvalidInput, impossible);
    return PartialDate(year, month, day);
}

Result<PartialDate> PartialDate::parseTyped(const QString& typed)
{
    static const auto separated = pattern("^(?:(?:(\\d{1,2}) ?[/.\\- ] ?)?(\\d{1,2}) ?[/.\\- ] ?)?(\\d{4})$");
    static const auto together = pattern("^(\\d{2})(\\d{2})(\\d{4})$");
    const QString text = asciiDate(typed);
    auto match = separated.match(text);
    if (!match.hasMatch())
        match = together.match(text);
    if (!match.hasMatch())
        return fail(ErrorCode::InvalidInput, wrongFormat);
    const bool hasDay = match.hasCaptured(1);
    const bool hasMonth = match.hasCaptured(2);
    const int day = match.captured(1).toInt();
    const int month = match.captured(2).toInt();
    if ((hasDay && day == 0) || (hasMonth && month == 0)) // 00 is not how a person says "unknown"
        return fail(ErrorCode::InvalidInput, impossible);
    return checked(match.captured(3).toInt(), month, day);
}

Result<PartialDate> PartialDate::parseIso(const QString& iso)
{
    static const auto shape = pattern("^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\\z");
    const auto match = shape.match(iso);
    if (!match.hasMatch())
        return fail(ErrorCode::InvalidInput, wrongFormat);
    if (match.captured(2) == u"00" || match.captured(3) == u"00")
        return fail(ErrorCode::InvalidInput, impossible);
    return checked(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
}

Result<PartialDate> PartialDate::parseCompact(const QString& digits)
{
    static const auto shape = pattern("^([0-9]{2})([0-9]{2})([0-9]{4})\\z");
    const auto match = shape.match(digits);
    if (!match.hasMatch())
        return fail(ErrorCode::InvalidInput, wrongFormat);
    return checked(match.captured(3).toInt(), match.captured(2).toInt(), match.captured(1).toInt());
}

DatePrecision PartialDate::precision() const
{
    if (m_month == 0)
        return DatePrecision::Year;
    return m_day == 0 ? DatePrecision::Month : DatePrecision::Day;
}

QString PartialDate::iso() const
{
    const QString year = QString::number(m_year);
    const QString month = QStringLiteral("%1").arg(m_month, 2, 10, QLatin1Char('0'));
    switch (precision()) {
    case DatePrecision::Year: return year;
    case DatePrecision::Month: return year + u'-' + month;
    case DatePrecision::Day:
        return year + u'-' + month + u'-' + QStringLiteral("%1").arg(m_day, 2, 10, QLatin1Char('0'));
    }
    return {};
}

QString PartialDate::shown() const
{
    QStringList parts = iso().split(u'-');
    std::reverse(parts.begin(), parts.end());
    return parts.join(u'/');
}

QDate PartialDate::earliest() const
{
    return QDate(m_year, m_month == 0 ? 1 : m_month, m_day == 0 ? 1 : m_day);
}

QDate PartialDate::latest() const
{
    switch (precision()) {
    case DatePrecision::Year: return QDate(m_year, 12, 31);
    case DatePrecision::Month: return QDate(m_year, m_month, 1).addMonths(1).addDays(-1);
    case DatePrecision::Day: return QDate(m_year, m_month, m_day);
    }
    return {};
}

} // namespace station
