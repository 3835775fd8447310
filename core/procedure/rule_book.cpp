#include "core/procedure/rule_book.h"

#include "core/procedure/json_schema.h"
#include "core/procedure/strict_json.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QSet>

// Outside of every namespace, as Q_INIT_RESOURCE demands.
static void registerRules() { Q_INIT_RESOURCE(rules); }

namespace station {
namespace {

Result<QJsonObject> read(const QString& path)
{
    initResources();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput,
            "nothing is called " + quoted(path.section(u'/', -1).section(u'.', 0, 0)));
    auto document = readStrictJson(file.readAll());
    if (!document)
        return fail(ErrorCode::InvalidInput, path.toStdString() + ": " + document.error().detail);
    return document;
}

Result<QJsonObject> checked(const QString& path, const QString& schemaPath)
{
    auto document = read(path);
    if (!document)
        return document;
    const auto schema = read(schemaPath);
    if (!schema)
        return failed(schema);
    if (const auto fits = checkAgainstSchema(*document, *schema); !fits)
        return fail(ErrorCode::InvalidInput, path.toStdString() + ": " + fits.error().detail);
    return document;
}

Result<std::vector<Choice>> readCodeList(const QString& name)
{
    const auto list = checked(
        QStringLiteral(":/codes/%1.json").arg(name), QStringLiteral(":/codes/code-list.schema.json"));
    if (!list)
        return failed(list);
    std::vector<Choice> choices;
    QSet<QString> seen;
    for (const QJsonValue& entry : list->value(QLatin1String("codes")).toArray()) {
        const QJsonObject object = entry.toObject();
        Choice choice;
        choice.code = object.value(QLatin1String("code")).toString();
        if (seen.contains(choice.code))
            return fail(ErrorCode::InvalidInput,
                name.toStdString() + ": the code " + quoted(choice.code) + " stands twice");
        seen.insert(choice.code);
        for (const char* language : {"vi", "en"}) {
            const QString word = object.value(QLatin1String(language)).toString();
            if (!word.isEmpty())
                choice.label.byLanguage.insert(QLatin1String(language), word);
        }
        choices.push_back(choice);
    }
    return choices;
}

} // namespace

void initResources() { registerRules(); }

// The lists are compiled in: read once, a fault stays a fault.
Result<std::vector<Choice>> codeList(const QString& name)
{
    static const auto lists = [] {
        initResources();
        QHash<QString, Result<std::vector<Choice>>> all;
        const QDir folder(QStringLiteral(":/codes"));
        for (const QString& file : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
            const QString list = file.section(u'.', 0, 0);
            if (!file.endsWith(QLatin1String(".schema.json")) && list != u"fields")
                all.insert(list, readCodeList(list));
        }
        return all;
    }();
    const auto found = lists.constFind(name);
    if (found == lists.constEnd())
        return fail(ErrorCode::InvalidInput, "nothing is called " + quoted(name));
    return *found;
}

Result<FingerPlan> fingerPlan(const QString& name)
{
    const auto document = checked(
        QStringLiteral(":/plans/%1.json").arg(name), QStringLiteral(":/plans/capture-plan.schema.json"));
    if (!document)
        return failed(document);
    FingerPlan plan;
    plan.id = document->value(QLatin1String("id")).toString();
    plan.acceptQuality = document->value(QLatin1String("accept_quality")).toInt();
    plan.maxAttempts = document->value(QLatin1String("max_attempts")).toInt();
    QSet<int> seen;
    for (const QJsonValue& entry : document->value(QLatin1String("steps")).toArray()) {
        const QJsonObject step = entry.toObject();
        const int position = step.value(QLatin1String("position")).toInt();
        if (seen.contains(position)) // a draft holds one entry for each position
            return fail(ErrorCode::InvalidInput, name.toStdString() + ": a finger stands twice");
        seen.insert(position);
        const bool rolled = step.value(QLatin1String("impression")).toString() == u"rolled";
        plan.steps.push_back(
            {static_cast<FingerPosition>(position), rolled ? Impression::Rolled : Impression::Plain});
    }
    return plan;
}

Result<QJsonObject> fieldDictionary()
{
    static const auto dictionary = []() -> Result<QJsonObject> {
        const auto document
            = checked(QStringLiteral(":/codes/fields.json"), QStringLiteral(":/codes/fields.schema.json"));
        if (!document)
            return failed(document);
        QJsonObject byKey;
        for (const QJsonValue& field : document->value(QLatin1String("fields")).toArray())
            byKey.insert(field.toObject().value(QLatin1String("key")).toString(), field);
        return byKey;
    }();
    return dictionary;
}

Result<QJsonObject> checkedRules(const QString& path)
{
    return checked(path + QStringLiteral(".json"), path + QStringLiteral(".schema.json"));
}

Result<QJsonObject> procedureSchema()
{
    static const auto schema = read(QStringLiteral(":/procedures/procedure.schema.json"));
    return schema;
}

} // namespace station
