#include "core/procedure/policy.h"

#include "core/procedure/json_schema.h"
#include "core/procedure/rule_book.h"
#include "core/procedure/strict_json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace station {
namespace {

QByteArray resource(const char* path)
{
    initResources();
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SignOffBy byFrom(const QJsonValue& word)
{
    if (word.toString() == u"nobody")
        return SignOffBy::Nobody;
    return word.toString() == u"officer" ? SignOffBy::Officer : SignOffBy::Supervisor;
}

QMap<QString, SignOffBy> rulesFrom(const QJsonValue& value)
{
    QMap<QString, SignOffBy> rules;
    const QJsonObject object = value.toObject();
    for (auto rule = object.begin(); rule != object.end(); ++rule)
        rules.insert(rule.key(), byFrom(*rule));
    return rules;
}

} // namespace

SignOffBy SignOffPolicy::byReason(const QMap<QString, SignOffBy>& rules, const QString& reason)
{
    return rules.isEmpty() ? SignOffBy::Nobody : rules.value(reason, SignOffBy::Supervisor);
}

Result<StationPolicy> parsePolicy(const QByteArray& json)
{
    const auto document = readStrictJson(json);
    if (!document)
        return failed(document);
    const auto schema = readStrictJson(resource(":/policy/station.schema.json"));
    if (!schema)
        return failed(schema);
    if (const auto fits = checkAgainstSchema(*document, *schema); !fits)
        return failed(fits);
    const QJsonObject rules = document->value(QLatin1String("sign_off")).toObject();
    const QJsonObject weak = rules.value(QLatin1String("weak_print")).toObject();
    StationPolicy policy;
    policy.retentionDays = document->value(QLatin1String("retention_days")).toInt();
    policy.signOff.portraitCheck = rulesFrom(rules.value(QLatin1String("portrait_check")));
    policy.signOff.fingerReason = rulesFrom(rules.value(QLatin1String("finger_reason")));
    policy.signOff.weakBelow = weak.value(QLatin1String("below")).toInt();
    policy.signOff.weakPrint = byFrom(weak.value(QLatin1String("by")));
    const QJsonObject many = rules.value(QLatin1String("without_print")).toObject();
    policy.signOff.manyFrom = many.value(QLatin1String("from")).toInt();
    policy.signOff.manyWithoutPrint = byFrom(many.value(QLatin1String("by")));
    for (const QJsonValue& reason : rules.value(QLatin1String("put_off")).toArray())
        policy.signOff.putOff.append(reason.toString());
    return policy;
}

Result<StationPolicy> stationPolicy()
{
    static const auto policy = parsePolicy(resource(":/policy/station.json"));
    return policy;
}

const char* wordOf(SignOffBy by)
{
    switch (by) {
    case SignOffBy::Nobody: return "nobody";
    case SignOffBy::Officer: return "officer";
    case SignOffBy::Supervisor: return "supervisor";
    }
    return "supervisor";
}

} // namespace station
