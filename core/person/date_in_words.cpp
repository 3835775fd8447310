#include "core/person/partial_date.h"

#include <QStringList>

#include <array>

namespace station {
namespace {

QString digitVi(int digit)
{
    static const std::array<const char*, 10> words {
        "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
    return QString::fromUtf8(words.at(static_cast<std::size_t>(digit)));
}

// 1..99. After "mươi" one, four and five change: hai mươi mốt, hai mươi tư, hai mươi lăm; after "mười" only
// five: mười lăm.
QString belowHundredVi(int number)
{
    const int tens = number / 10;
    const int ones = number % 10;
    if (tens == 0)
        return digitVi(ones);
    QString words = tens == 1 ? QStringLiteral("mười") : digitVi(tens) + QStringLiteral(" mươi");
    if (ones == 0)
        return words;
    if (ones == 5)
        return words + QStringLiteral(" lăm");
    if (tens > 1 && ones == 1)
        return words + QStringLiteral(" mốt");
    if (tens > 1 && ones == 4)
        return words + QStringLiteral(" tư");
    return words + u' ' + digitVi(ones);
}

// 1000..9999. A missing hundred is said ("không trăm") when anything follows, a missing ten is "linh".
QString yearVi(int year)
{
    QStringList words {digitVi(year / 1000), QStringLiteral("nghìn")};
    const int rest = year % 1000;
    if (rest == 0)
        return words.join(u' ');
    words << digitVi(rest / 100) << QStringLiteral("trăm");
    const int last = rest % 100;
    if (last != 0 && last < 10)
        words << QStringLiteral("linh") << digitVi(last);
    else if (last != 0)
        words << belowHundredVi(last);
    return words.join(u' ');
}

QString monthVi(int month) { return month == 4 ? QStringLiteral("tư") : belowHundredVi(month); }

QString inVietnamese(const PartialDate& date)
{
    QStringList words;
    if (date.day() != 0)
        words << QStringLiteral("ngày") << belowHundredVi(date.day());
    if (date.month() != 0)
        words << QStringLiteral("tháng") << monthVi(date.month());
    words << QStringLiteral("năm") << yearVi(date.year());
    return words.join(u' ');
}

QString belowHundredEn(int number)
{
    static const std::array<const char*, 20> small {"zero", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen"};
    static const std::array<const char*, 10> tens {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (number < 20)
        return QString::fromLatin1(small.at(static_cast<std::size_t>(number)));
    const QString ten = QString::fromLatin1(tens.at(static_cast<std::size_t>(number / 10)));
    return number % 10 == 0 ? ten : ten + u'-' + belowHundredEn(number % 10);
}

// Nineteen ninety-four, nineteen oh five, nineteen hundred; two thousand and four, but twenty fifteen.
QString yearEn(int year)
{
    const int last = year % 100;
    if (year % 1000 < 10) {
        const QString thousands = belowHundredEn(year / 1000) + QStringLiteral(" thousand");
        return last == 0 ? thousands : thousands + QStringLiteral(" and ") + belowHundredEn(last);
    }
    const QString century = belowHundredEn(year / 100);
    if (last == 0)
        return century + QStringLiteral(" hundred");
    return century + (last < 10 ? QStringLiteral(" oh ") : QStringLiteral(" ")) + belowHundredEn(last);
}

QString ordinalEn(int day)
{
    static const std::array<const char*, 31> words {"first", "second", "third", "fourth", "fifth", "sixth",
        "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
        "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second",
        "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
        "twenty-ninth", "thirtieth", "thirty-first"};
    return QString::fromLatin1(words.at(static_cast<std::size_t>(day - 1)));
}

QString inEnglish(const PartialDate& date)
{
    static const std::array<const char*, 12> months {"January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December"};
    if (date.month() == 0)
        return QStringLiteral("the year ") + yearEn(date.year());
    const QString month = QString::fromLatin1(months.at(static_cast<std::size_t>(date.month() - 1)));
    const QString rest = month + u' ' + yearEn(date.year());
    return date.day() == 0 ? rest
                           : QStringLiteral("the ") + ordinalEn(date.day()) + QStringLiteral(" of ") + rest;
}

} // namespace

QString dateInWords(const PartialDate& date, const QString& language)
{
    return language == u"en" ? inEnglish(date) : inVietnamese(date);
}

} // namespace station
