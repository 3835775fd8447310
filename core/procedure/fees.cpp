#include "core/procedure/fees.h"

#include "core/procedure/json_schema.h"
#include "core/procedure/rule_book.h"
#include "core/procedure/strict_json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace station {
namespace {

QByteArray resource(const char* path)
{
    initResources();
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

tl::unexpected<Error> wrong(const QString& place, const char* why)
{
    return fail(ErrorCode::InvalidInput, place.toStdString() + ": " + why);
}

std::optional<QDate> dateIn(const QJsonObject& object, const char* key)
{
    const QString text = object.value(QLatin1String(key)).toString();
    return text.isEmpty() ? std::nullopt : std::optional(QDate::fromString(text, Qt::ISODate));
}

std::optional<int> numberIn(const QJsonObject& object, const char* key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

Result<FeeRule> ruleFrom(const QJsonObject& object, const QString& place)
{
    FeeRule rule;
    for (const QJsonValue& id : object.value(QLatin1String("procedures")).toArray())
        rule.procedures.append(id.toString());
    rule.amount = object.value(QLatin1String("amount")).toInteger();
    rule.from = dateIn(object, "from").value_or(QDate());
    rule.until = dateIn(object, "until");
    rule.cardIssuedBefore = dateIn(object, "card_issued_before");
    const bool isPossible = rule.from.isValid() && (!rule.until || *rule.until >= rule.from)
        && (!rule.cardIssuedBefore || rule.cardIssuedBefore->isValid());
    if (!isPossible)
        return wrong(place, "a date that cannot be, or an end before the beginning");
    return rule;
}

bool isInForce(const FeeRule& rule, const FeeCase& what)
{
    return rule.procedures.contains(what.procedureId) && rule.from <= what.day
        && (!rule.until || what.day <= *rule.until);
}

/// Nothing: the card's day of issue would decide it, and is not known well enough.
std::optional<bool> coversCard(const FeeRule& rule, const std::optional<PartialDate>& issued)
{
    if (!rule.cardIssuedBefore)
        return true;
    if (!issued)
        return std::nullopt;
    if (issued->latest() < *rule.cardIssuedBefore)
        return true;
    return issued->earliest() >= *rule.cardIssuedBefore ? std::optional(false) : std::nullopt;
}

/// A rule about some cards goes before one about all of them, then the one that began later.
bool goesBefore(const FeeRule& a, const FeeRule& b)
{
    if (a.cardIssuedBefore.has_value() != b.cardIssuedBefore.has_value())
        return a.cardIssuedBefore.has_value();
    return a.from > b.from;
}

std::optional<qint64> amountFor(const FeeTable& table, const FeeCase& what)
{
    std::vector<FeeRule> rules;
    std::copy_if(table.rules.begin(), table.rules.end(), std::back_inserter(rules),
        [&](const FeeRule& rule) { return isInForce(rule, what); });
    std::stable_sort(rules.begin(), rules.end(), goesBefore);
    for (const FeeRule& rule : rules) {
        const auto covers = coversCard(rule, what.cardIssued);
        if (!covers)
            return std::nullopt;
        if (*covers)
            return rule.amount;
    }
    return std::nullopt;
}

bool exempts(const FeeExemption& exemption, const FeeCase& what)
{
    if (!exemption.isByAge())
        return exemption.code == what.exemption;
    return what.age && (!exemption.ageFrom || what.age->least >= *exemption.ageFrom)
        && (!exemption.ageBelow || what.age->most < *exemption.ageBelow);
}

} // namespace

bool FeeTable::isDeclared(const QString& code) const
{
    return std::any_of(exemptions.begin(), exemptions.end(),
        [&](const FeeExemption& each) { return each.code == code && !each.isByAge(); });
}

Fee feeFor(const FeeTable& table, const FeeCase& what)
{
    const auto amount = amountFor(table, what);
    if (amount == 0)
        return {0, {}};
    const auto exemption = std::find_if(table.exemptions.begin(), table.exemptions.end(),
        [&](const FeeExemption& each) { return exempts(each, what); });
    if (exemption != table.exemptions.end())
        return {0, exemption->code};
    return {amount, {}};
}

Result<FeeTable> parseFees(const QByteArray& json)
{
    const auto document = readStrictJson(json);
    if (!document)
        return failed(document);
    const auto schema = readStrictJson(resource(":/policy/fees.schema.json"));
    if (!schema)
        return failed(schema);
    if (const Status fits = checkAgainstSchema(*document, *schema); !fits)
        return failed(fits);
    FeeTable table;
    const QJsonArray fees = document->value(QLatin1String("fees")).toArray();
    for (qsizetype i = 0; i < fees.size(); ++i) {
        auto rule = ruleFrom(fees.at(i).toObject(), QStringLiteral("fees/%1").arg(i));
        if (!rule)
            return failed(rule);
        table.rules.push_back(std::move(*rule));
    }
    const QJsonArray exempt = document->value(QLatin1String("exempt")).toArray();
    for (const auto& value : exempt) {
        const QJsonObject object = value.toObject();
        table.exemptions.push_back({object.value(QLatin1String("code")).toString(),
            numberIn(object, "age_from"), numberIn(object, "age_below")});
    }
    return table;
}

Result<FeeTable> stationFees()
{
    static const auto fees = parseFees(resource(":/policy/fees.json"));
    return fees;
}

} // namespace station
