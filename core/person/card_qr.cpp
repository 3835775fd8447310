#include "core/person/card_qr.h"

#include "core/person/names.h"

#include <QRegularExpression>

namespace station {
namespace {

tl::unexpected<Error> bad(const char* field) { return fail(ErrorCode::InvalidInput, field); }

bool isOldNumber(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^[0-9]{9}\\z"));
    return shape.match(text).hasMatch();
}

// Only what a card prints: the form's own list of words is wider.
Sex sexOnCard(const QString& text)
{
    if (text == u"Nam")
        return Sex::Male;
    return text == QStringLiteral("Nữ") ? Sex::Female : Sex::Unknown;
}

} // namespace

Result<CardQr> parseCardQr(const QString& scanned)
{
    constexpr qsizetype mostCharacters = 4096;
    constexpr qsizetype fewestFields = 7;
    constexpr qsizetype mostFields = 11;
    if (scanned.size() > mostCharacters)
        return bad("qr-size");

    QString text = scanned;
    QStringList fields = text.replace(QChar(0xFF5C), u'|').split(u'|');
    if (fields.size() < fewestFields || fields.size() > mostFields)
        return bad("qr-fields");
    for (QString& field : fields)
        field = normalisedText(field);

    const auto number = PersonalNumber::parse(fields.at(0));
    if (!number)
        return bad("qr-number");
    if (!fields.at(1).isEmpty() && !isOldNumber(fields.at(1)))
        return bad("qr-old-number");
    const QString name = normalisedName(fields.at(2));
    if (!isName(name))
        return bad("qr-name");
    const auto birth = PartialDate::parseCompact(fields.at(3));
    if (!birth)
        return bad("qr-birth");
    const Sex sex = sexOnCard(fields.at(4));
    if (sex == Sex::Unknown)
        return bad("qr-sex");
    const auto issued = PartialDate::parseCompact(fields.at(6));
    if (!issued || issued->precision() != DatePrecision::Day)
        return bad("qr-issued");

    return CardQr {
        *number, fields.at(1), name, *birth, sex, fields.at(5), issued->earliest(), fields.mid(fewestFields)};
}

} // namespace station
