#include "app/enrollctl/form_json.h"
#include "core/procedure/rule_book.h"
#include "core/procedure/validation.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_case.h"

#include <QDate>
#include <QJsonDocument>
#include <QJsonObject>

namespace station {
namespace {

const Procedure& firstCard()
{
    static const Procedure procedure = [] {
        initResources();
        const auto all = loadProcedures(QStringLiteral(":/procedures"));
        holds(all.has_value(), "the procedures can be read");
        const auto found = procedureInForce(*all, QStringLiteral("cc-new-14"), QDate(2026, 11, 1));
        holds(found.has_value(), "cc-new-14 is in force");
        return *found;
    }();
    return procedure;
}

} // namespace

void fuzzOne(const QByteArray& input)
{
    const auto form = formFromJson(input);
    if (!form) {
        holds(form.error().code == ErrorCode::InvalidInput, "what is no form is InvalidInput");
        return;
    }
    const QDate today(2026, 11, 27);
    const FormValues once = normalisedForm(firstCard(), *form);
    holds(normalisedForm(firstCard(), once) == once, "normalising twice changes nothing");
    for (const Finding& finding : checkForm(firstCard(), once, today))
        holds(!finding.code.isEmpty() && !finding.field.isEmpty(), "a finding names its field");
}

std::vector<QByteArray> fuzzSeeds()
{
    QJsonObject plain;
    QJsonObject full;
    const FormValues sample = sampleForm();
    for (auto value = sample.begin(); value != sample.end(); ++value) {
        plain.insert(value.key(), value->text);
        full.insert(value.key(),
            QJsonObject {{"text", value->text}, {"provenance", "card-qr"}, {"keptAsDeclared", true}});
    }
    return {QJsonDocument(plain).toJson(), QJsonDocument(full).toJson(QJsonDocument::Compact), "{}",
        R"({"dob":"29/02/2001","pin":"012 094 999 001","phone":"+84 912 345 678","sex":"n\u1eef"})"};
}

} // namespace station
