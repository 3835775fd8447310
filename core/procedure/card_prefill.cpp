#include "core/procedure/card_prefill.h"

#include "core/person/names.h"
#include "core/procedure/validation.h"

#include <algorithm>

namespace station {
namespace {

QString evidenceKey(const QString& key) { return QStringLiteral("card:") + key; }

void keepEvidence(FormValues& form, const QString& key, const QString& text, Provenance from)
{
    if (text.isEmpty())
        form.remove(evidenceKey(key)); // an earlier card's word about it would mislead
    else
        form.insert(evidenceKey(key), {text, from, false});
}

void fill(
    const Procedure& procedure, FormValues& form, const QString& key, const QString& text, Provenance from)
{
    keepEvidence(form, key, text, from);
    const auto present = form.constFind(key);
    if (present != form.constEnd() && !present->text.isEmpty() && present->provenance == Provenance::Declared)
        return;
    if (text.isEmpty())
        form.remove(key); // it came from a card scanned before this one
    else if (fieldOf(procedure, key) != nullptr)
        form.insert(key, {text, from, false});
}

bool sameName(const FieldValue& onCard, const QString& declared)
{
    if (onCard.provenance != Provenance::CardMrz)
        return upperName(onCard.text) == upperName(declared);
    QString latin = withoutDiacritics(upperName(declared)).toUpper();
    latin.remove(u'\'').replace(u'-', u' ');
    constexpr qsizetype shortestCut
        = 28; // thirty characters less the double filler, which we read as one space
    return latin == onCard.text || (onCard.text.size() >= shortestCut && latin.startsWith(onCard.text));
}

bool sameValue(const FieldDefinition& field, const FieldValue& onCard, const QString& declared)
{
    switch (field.type) {
    case FieldType::Name: return sameName(onCard, declared);
    case FieldType::Text:
    case FieldType::Place: return onCard.text.compare(declared, Qt::CaseInsensitive) == 0;
    case FieldType::PersonalNumber:
    case FieldType::OldNumber:
    case FieldType::Date:
    case FieldType::Sex:
    case FieldType::Choice:
    case FieldType::Phone:
    case FieldType::Email: return onCard.text == declared;
    }
    return false;
}

} // namespace

FormValues prefillFromCard(const CardQr& card, const Procedure& procedure, FormValues form)
{
    const auto from = Provenance::CardQr;
    fill(procedure, form, QStringLiteral("pin"), card.number.digits(), from);
    fill(procedure, form, QStringLiteral("old_cmnd"), card.oldNumber, from);
    fill(procedure, form, QStringLiteral("name_full"), card.name, from);
    fill(procedure, form, QStringLiteral("dob"), card.birth.iso(), from);
    fill(procedure, form, QStringLiteral("sex"), codeOf(card.sex), from);
    fill(procedure, form, QStringLiteral("permanent_residence"), card.residence, from);
    fill(procedure, form, QStringLiteral("card_issued"), PartialDate::of(card.issued).iso(), from);
    return form;
}

FormValues prefillFromMrz(const Mrz& mrz, const Procedure& procedure, FormValues form)
{
    const auto from = Provenance::CardMrz;
    fill(procedure, form, QStringLiteral("pin"), mrz.number.digits(), from);
    fill(procedure, form, QStringLiteral("dob"), mrz.birth.iso(), from);
    fill(procedure, form, QStringLiteral("sex"), codeOf(mrz.sex), from);
    const auto known = form.constFind(evidenceKey(QStringLiteral("name_full")));
    const bool fromQr = known != form.constEnd() && known->provenance == Provenance::CardQr;
    if (!fromQr) // the QR's name has its diacritics
        keepEvidence(form, QStringLiteral("name_full"), mrz.name(), from);
    return form;
}

std::vector<CardDifference> differencesToCard(const Procedure& procedure, const FormValues& form)
{
    std::vector<CardDifference> differences;
    for (const FieldDefinition& field : procedure.fields) {
        const auto onCard = form.constFind(evidenceKey(field.key));
        if (onCard == form.constEnd())
            continue;
        const QString declared = normalised(field, form.value(field.key).text);
        if (!sameValue(field, *onCard, declared))
            differences.push_back({field.key, onCard->text, declared});
    }
    return differences;
}

} // namespace station
