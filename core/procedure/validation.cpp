#include "core/procedure/validation.h"

#include "core/person/contact.h"
#include "core/person/names.h"
#include "core/person/partial_date.h"
#include "core/person/sex.h"
#include "core/procedure/judgement.h"

#include <algorithm>
#include <functional>

namespace station {
namespace {

QString normalisedDate(const QString& typed)
{
    const auto date = PartialDate::parseTyped(typed);
    if (date)
        return date->iso();
    const auto stored = PartialDate::parseIso(normalisedText(typed));
    return stored ? stored->iso() : normalisedText(typed);
}

QString normalisedChoice(const FieldDefinition& field, const QString& typed)
{
    const QString text = normalisedText(typed);
    for (const Choice& choice : field.choices) {
        if (choice.code == text)
            return text;
    }
    const QString key = searchKey(text);
    for (const Choice& choice : field.choices) {
        for (const QString& label : choice.label.byLanguage) {
            if (searchKey(label) == key)
                return choice.code;
        }
    }
    return text;
}

} // namespace

QString normalised(const FieldDefinition& field, const QString& typed)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Place: return normalisedText(typed);
    case FieldType::Name: return normalisedName(typed);
    case FieldType::PersonalNumber:
    case FieldType::OldNumber: return normalisedDigits(typed);
    case FieldType::Date: return normalisedDate(typed);
    case FieldType::Sex: {
        const auto sex = parseSex(typed);
        return sex ? codeOf(*sex) : normalisedText(typed);
    }
    case FieldType::Choice: return normalisedChoice(field, typed);
    case FieldType::Phone: return normalisedPhone(typed);
    case FieldType::Email: return normalisedEmail(typed);
    }
    return typed;
}

FormValues normalisedForm(const Procedure& procedure, FormValues form)
{
    for (const FieldDefinition& field : procedure.fields) {
        const auto value = form.find(field.key);
        if (value != form.end())
            value->text = normalised(field, value->text);
    }
    return form;
}

std::vector<Finding> checkField(
    const Procedure& procedure, const FormValues& form, const QString& key, QDate today)
{
    std::vector<Finding> findings = checkForm(procedure, form, today);
    std::erase_if(findings, [&](const Finding& finding) { return finding.field != key; });
    return findings;
}

std::vector<Finding> checkForm(const Procedure& procedure, const FormValues& form, QDate today)
{
    const FormView view {procedure, normalisedForm(procedure, form), today};
    std::vector<Finding> all;
    const auto take
        = [&](const std::vector<Finding>& more) { all.insert(all.end(), more.begin(), more.end()); };
    for (const FieldDefinition& field : procedure.fields)
        take(judgeField(view, field));
    take(judgeNumber(view));
    take(judgeAges(view));

    const auto place = [&](const Finding& finding) { return fieldOf(procedure, finding.field); };
    std::stable_sort(all.begin(), all.end(),
        [&](const Finding& a, const Finding& b) { return std::less<>()(place(a), place(b)); });
    for (auto value = form.begin(); value != form.end(); ++value) {
        const QString& key = value.key();
        if (fieldOf(procedure, key) == nullptr && !key.startsWith(QLatin1String("card:")))
            all.push_back({key, QStringLiteral("unknown-field"), Severity::Error, {}});
    }
    return all;
}

} // namespace station
