#include "core/person/mrz.h"

#include "core/person/names.h"

#include <QRegularExpression>
#include <QStringList>

namespace station {
namespace {

constexpr qsizetype lineLength = 30;
constexpr int noValue = -1;

int valueOf(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    if (c >= u'A' && c <= u'Z')
        return c.unicode() - u'A' + 10;
    return c == u'<' ? 0 : noValue;
}

bool holds(QStringView text, QChar digit) { return mrzCheckDigit(text) == valueOf(digit); }

QString compositeOf(const QStringList& lines)
{
    return lines.at(0).mid(5) + lines.at(1).left(7) + lines.at(1).mid(8, 7) + lines.at(1).mid(18, 11);
}

// Lines of exactly thirty, or nothing.
QStringList linesOf(const QString& text)
{
    constexpr qsizetype mostCharacters = 512; // ninety and whatever a scanner wraps around them
    if (text.size() > mostCharacters)
        return {};
    static const QRegularExpression whiteSpace(QStringLiteral("\\s+"));
    const QString packed = normalisedText(text).remove(whiteSpace).toUpper();
    if (packed.size() != 3 * lineLength)
        return {};
    return {packed.left(lineLength), packed.mid(lineLength, lineLength), packed.mid(2 * lineLength)};
}

bool hasShape(const QStringList& lines)
{
    static const QRegularExpression first(QStringLiteral("^IDVNM[0-9]{10}[0-9]{12}<<[0-9]\\z"));
    static const QRegularExpression second(QStringLiteral(
        "^[0-9]{2}(?:[0-9]{4}|[0-9]{2}<<|<<<<)[0-9][MF](?:[0-9]{6}|<{6})[0-9<]VNM<{11}[0-9]\\z"));
    static const QRegularExpression third(
        QStringLiteral("^[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<*\\z"));
    return first.match(lines.at(0)).hasMatch() && second.match(lines.at(1)).hasMatch()
        && third.match(lines.at(2)).hasMatch();
}

bool checkDigitsHold(const QStringList& lines)
{
    const QString& l1 = lines.at(0);
    const QString& l2 = lines.at(1);
    const bool expiryHolds
        = l2.at(14) == u'<' ? l2.mid(8, 6) == QStringLiteral("<<<<<<") : holds(l2.mid(8, 6), l2.at(14));
    return holds(l1.mid(5, 9), l1.at(14)) && holds(l1.mid(15, 12), l1.at(29)) && holds(l2.left(6), l2.at(6))
        && expiryHolds && holds(compositeOf(lines), l2.at(29)) && l1.mid(5, 9) == l1.mid(18, 9);
}

Result<PartialDate> birthOf(const QString& yymmdd, const PersonalNumber& number)
{
    const int year = number.birthYear() / 100 * 100 + yymmdd.left(2).toInt();
    QString iso = QString::number(year);
    if (yymmdd.at(2) != u'<')
        iso += u'-' + yymmdd.mid(2, 2);
    if (yymmdd.at(4) != u'<')
        iso += u'-' + yymmdd.mid(4, 2);
    return PartialDate::parseIso(iso);
}

// Cards are issued since 2021, so every expiry lies in this century. 999999 and 000000 are other makers' ways
// to say "none".
Result<std::optional<QDate>> expiryOf(const QString& yymmdd)
{
    if (yymmdd == u"<<<<<<" || yymmdd == u"999999" || yymmdd == u"000000")
        return std::optional<QDate>();
    const QDate day(2000 + yymmdd.left(2).toInt(), yymmdd.mid(2, 2).toInt(), yymmdd.mid(4, 2).toInt());
    if (!day.isValid())
        return fail(ErrorCode::InvalidInput, "mrz-date");
    return std::optional(day);
}

QString padded(const QString& text) { return text.left(lineLength).leftJustified(lineLength, u'<'); }

QChar digit(QStringView text) { return QChar(u'0' + mrzCheckDigit(text)); }

QString yymmdd(const PartialDate& date)
{
    const auto two = [](int number) {
        return number == 0 ? QStringLiteral("<<") : QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    return QStringLiteral("%1").arg(date.year() % 100, 2, 10, QLatin1Char('0')) + two(date.month())
        + two(date.day());
}

} // namespace

int mrzCheckDigit(QStringView text)
{
    constexpr int weights[] = {7, 3, 1};
    int sum = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int value = valueOf(text.at(i));
        if (value == noValue)
            return noValue;
        sum = (sum + value * weights[i % 3]) % 10;
    }
    return sum;
}

Result<Mrz> parseMrz(const QString& text)
{
    const QStringList lines = linesOf(text);
    if (lines.isEmpty() || !hasShape(lines))
        return fail(ErrorCode::InvalidInput, "mrz-shape");
    if (!checkDigitsHold(lines))
        return fail(ErrorCode::InvalidInput, "mrz-check-digit");
    const auto number = PersonalNumber::parse(lines.at(0).mid(15, 12));
    if (!number)
        return failed(number);
    const auto birth = birthOf(lines.at(1).left(6), *number);
    const auto expiry = expiryOf(lines.at(1).mid(8, 6));
    if (!birth || !expiry)
        return fail(ErrorCode::InvalidInput, "mrz-date");
    const Sex sex = lines.at(1).at(7) == u'M' ? Sex::Male : Sex::Female;
    const QStringList names = lines.at(2).split(QStringLiteral("<<"));
    const auto words = [](QString part) { return normalisedText(part.replace(u'<', u' ')); };
    return Mrz {*number, *birth, sex, *expiry, words(names.at(0)), words(names.value(1))};
}

QString composeMrz(const PersonalNumber& number, const PartialDate& birth, Sex sex,
    std::optional<QDate> expiry, const QString& fullName)
{
    const QString nine = number.lastNine();
    const QString twelve = number.digits();
    const QString first
        = QStringLiteral("IDVNM") + nine + digit(nine) + twelve + QStringLiteral("<<") + digit(twelve);

    const QString born = yymmdd(birth);
    const QString until = expiry ? yymmdd(PartialDate::of(*expiry)) : QStringLiteral("<<<<<<");
    QString second = born + digit(born) + (sex == Sex::Female ? u'F' : u'M') + until + digit(until)
        + QStringLiteral("VNM") + QString(11, u'<') + u'0';

    QString latin = withoutDiacritics(upperName(normalisedName(fullName))).toUpper();
    latin.remove(u'\'').replace(u'-', u' ');
    QStringList words = latin.split(u' ', Qt::SkipEmptyParts);
    const QString surname = words.isEmpty() ? QString() : words.takeFirst();
    const QString third
        = padded(words.isEmpty() ? surname : surname + QStringLiteral("<<") + words.join(u'<'));

    second[29] = digit(compositeOf({first, second, third}));
    return first + u'\n' + second + u'\n' + third;
}

} // namespace station
