#include "core/store/case_number.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace station {
namespace {

const auto alphabet = QStringLiteral("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
constexpr qsizetype modulus = 36;

} // namespace

QChar checkCharacter(const QString& text)
{
    qsizetype p = modulus;
    for (const QChar c : text) {
        const qsizetype value = alphabet.indexOf(c);
        if (value < 0)
            continue; // hyphens
        p = (p + value) % modulus;
        p = (p == 0 ? modulus : p) * 2 % (modulus + 1);
    }
    return alphabet[(modulus + 1 - p) % modulus];
}

QString caseNumber(const QString& stationCode, QDate day, qint64 serial)
{
    const QString body = QStringLiteral("%1-%2-%3")
                             .arg(stationCode, day.toString(QStringLiteral("yyMMdd")))
                             .arg(serial, 4, 10, QLatin1Char('0'));
    return body + QLatin1Char('-') + checkCharacter(body);
}

bool isCaseNumber(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("^([A-Z0-9]{4,11}-[0-9]{6}-[0-9]{4,9})-([A-Z0-9])$"));
    const auto match = shape.match(text);
    return match.hasMatch() && match.captured(2) == checkCharacter(match.captured(1));
}

QString makeStationCode(const QString& communeCode)
{
    const auto clear = QStringLiteral("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"); // no 0/O, 1/I
    QString code;
    for (const QChar c : communeCode.toUpper())
        if (alphabet.contains(c))
            code += c;
    code.truncate(8);
    for (int i = 0; i < 3; ++i)
        code += clear[static_cast<qsizetype>(
            QRandomGenerator::system()->bounded(static_cast<quint32>(clear.size())))];
    return code;
}

} // namespace station
