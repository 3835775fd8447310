#include "core/person/contact.h"
#include "core/person/names.h"
#include "core/person/personal_number.h"
#include "core/procedure/judgement.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace station {
namespace {

struct Code {
    QString word;
    Severity severity = Severity::Error;
    QStringList arguments {};
};
using MaybeCode = std::optional<Code>;

MaybeCode numberCode(const QString& text)
{
    const auto number = PersonalNumber::parse(text);
    if (!number)
        return Code {QString::fromStdString(number.error().detail)};
    switch (number->prefixState()) {
    case PersonalNumber::PrefixState::Known: return std::nullopt;
    case PersonalNumber::PrefixState::Newer:
        return Code {QStringLiteral("pin-prefix-unknown"), Severity::Warning, {number->prefix()}};
    case PersonalNumber::PrefixState::Unassigned:
        return Code {QStringLiteral("pin-prefix-unknown"), Severity::Error, {number->prefix()}};
    }
    return std::nullopt;
}

MaybeCode dateCode(const QString& text, QDate today)
{
    constexpr int oldest = 130; // years; the oldest person known reached 122
    auto date = PartialDate::parseIso(text);
    if (!date) // what was typed says better what is wrong: 31/02/2000 has the form of a date
        date = PartialDate::parseTyped(text);
    if (!date)
        return Code {QString::fromStdString(date.error().detail)};
    if (date->earliest() > today)
        return Code {QStringLiteral("date-future")};
    if (ageAt(*date, today).least > oldest)
        return Code {QStringLiteral("date-too-old"), Severity::Warning};
    return std::nullopt;
}

bool isOldNumber(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^[0-9]{9}\\z"));
    return shape.match(text).hasMatch();
}

MaybeCode unless(bool good, const char* word)
{
    return good ? std::nullopt : MaybeCode(Code {QLatin1String(word)});
}

MaybeCode codeFor(const FieldDefinition& field, const QString& text, QDate today)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Place: return std::nullopt;
    case FieldType::Name: return unless(isName(text), "name-characters");
    case FieldType::PersonalNumber: return numberCode(text);
    case FieldType::OldNumber: return unless(isOldNumber(text), "old-number-digits");
    case FieldType::Date: return dateCode(text, today);
    case FieldType::Sex:
    case FieldType::Choice: {
        const bool known = std::any_of(field.choices.begin(), field.choices.end(),
            [&](const Choice& choice) { return choice.code == text; });
        return unless(known, "choice-unknown");
    }
    case FieldType::Phone: return unless(isMobilePhone(text), "phone-format");
    case FieldType::Email: return unless(isEmail(text), "email-format");
    }
    return std::nullopt;
}

} // namespace

std::vector<Finding> judgeField(const FormView& view, const FieldDefinition& field)
{
    const QString text = view.form.value(field.key).text;
    if (text.isEmpty()) {
        if (!field.required)
            return {};
        return {{field.key, QStringLiteral("required"), Severity::Error, {}}};
    }
    if (text.size() > field.maxLength)
        return {{field.key, QStringLiteral("too-long"), Severity::Error, {QString::number(field.maxLength)}}};
    if (const auto code = codeFor(field, text, view.today))
        return {{field.key, code->word, code->severity, code->arguments}};
    return {};
}

} // namespace station
