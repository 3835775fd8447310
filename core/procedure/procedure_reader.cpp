#include "core/procedure/json_schema.h"
#include "core/procedure/procedure.h"
#include "core/procedure/rule_book.h"
#include "core/procedure/strict_json.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>
#include <tuple>

namespace station {
namespace {

tl::unexpected<Error> wrong(const std::string& what) { return fail(ErrorCode::InvalidInput, what); }

Words wordsOf(const QJsonValue& value)
{
    Words words;
    const QJsonObject object = value.toObject();
    for (auto word = object.begin(); word != object.end(); ++word)
        words.byLanguage.insert(word.key(), word.value().toString());
    return words;
}

FieldType typeOf(const QString& word)
{
    struct Named {
        const char* word;
        FieldType type;
    };
    static constexpr std::array table {Named {"text", FieldType::Text}, Named {"name", FieldType::Name},
        Named {"personal-number", FieldType::PersonalNumber}, Named {"old-number", FieldType::OldNumber},
        Named {"date", FieldType::Date}, Named {"sex", FieldType::Sex}, Named {"choice", FieldType::Choice},
        Named {"place", FieldType::Place}, Named {"phone", FieldType::Phone},
        Named {"email", FieldType::Email}};
    const auto* found = std::find_if(
        table.begin(), table.end(), [&](const Named& named) { return word == QLatin1String(named.word); });
    return found == table.end() ? FieldType::Text : found->type; // the schema lets no other word through
}

std::vector<Choice> sexChoices()
{
    const auto choice = [](const char* code, const char* vi, const char* en) {
        return Choice {QLatin1String(code),
            {{{QStringLiteral("vi"), QString::fromUtf8(vi)}, {QStringLiteral("en"), QString::fromUtf8(en)}}}};
    };
    return {choice("1", "Nam", "Male"), choice("2", "Nữ", "Female")};
}

// What the procedure writes wins over what the dictionary says of the same key.
QJsonObject completed(const QJsonObject& written, const QJsonObject& dictionary)
{
    QJsonObject whole = dictionary.value(written.value(QLatin1String("key")).toString()).toObject();
    for (auto part = written.begin(); part != written.end(); ++part)
        whole.insert(part.key(), part.value());
    return whole;
}

Result<FieldDefinition> fieldFrom(const QJsonObject& object)
{
    for (const char* needed : {"type", "group", "label"}) {
        if (!object.contains(QLatin1String(needed)))
            return wrong(
                std::string("missing key '") + needed + "': the dictionary does not know this field");
    }
    FieldDefinition field;
    field.key = object.value(QLatin1String("key")).toString();
    field.type = typeOf(object.value(QLatin1String("type")).toString());
    field.label = wordsOf(object.value(QLatin1String("label")));
    field.hint = wordsOf(object.value(QLatin1String("hint")));
    field.group = object.value(QLatin1String("group")).toString();
    field.required = object.value(QLatin1String("required")).toBool();
    field.maxLength = object.value(QLatin1String("max_length")).toInt(field.maxLength);
    field.choiceList = object.value(QLatin1String("choices")).toString();
    field.initial = object.value(QLatin1String("initial")).toString();

    if ((field.type == FieldType::Choice) != !field.choiceList.isEmpty())
        return wrong("choices: a choice needs a list, and nothing else may have one");
    if (field.type == FieldType::Sex)
        field.choices = sexChoices();
    if (field.type == FieldType::Choice) {
        auto list = codeList(field.choiceList);
        if (!list)
            return wrong("choices: " + list.error().detail);
        field.choices = std::move(*list);
    }
    return field;
}

Status readFields(const QJsonArray& fields, Procedure& procedure)
{
    const auto dictionary = fieldDictionary();
    if (!dictionary)
        return failed(dictionary);
    for (int i = 0; i < static_cast<int>(fields.size()); ++i) {
        const std::string place = "fields/" + std::to_string(i) + ": ";
        auto field = fieldFrom(completed(fields.at(i).toObject(), *dictionary));
        if (!field)
            return wrong("fields/" + std::to_string(i) + "/" + field.error().detail);
        if (fieldOf(procedure, field->key) != nullptr)
            return wrong(place + "the field " + quoted(field->key) + " stands twice");
        procedure.fields.push_back(std::move(*field));
    }
    return {};
}

Status readAges(const QJsonObject& document, Procedure& procedure)
{
    const QJsonObject age = document.value(QLatin1String("age")).toObject();
    if (age.contains(QLatin1String("from")))
        procedure.ageFrom = age.value(QLatin1String("from")).toInt();
    if (age.contains(QLatin1String("below")))
        procedure.ageBelow = age.value(QLatin1String("below")).toInt();
    if (procedure.ageBelow && *procedure.ageBelow <= procedure.ageFrom.value_or(0))
        return wrong("age: nobody is of that age");
    for (const QJsonValue& milestone : document.value(QLatin1String("milestones")).toArray())
        procedure.milestones.push_back(milestone.toInt());
    const auto& ages = procedure.milestones;
    if (std::adjacent_find(ages.begin(), ages.end(), std::greater_equal<>()) != ages.end())
        return wrong("milestones: must ascend");
    return {};
}

Status readCaptures(const QJsonObject& captures, Procedure& procedure)
{
    procedure.portrait = captures.value(QLatin1String("portrait")).toBool();
    const QString plan = captures.value(QLatin1String("fingers")).toString();
    if (plan.isEmpty())
        return {};
    auto fingers = fingerPlan(plan);
    if (!fingers)
        return wrong("captures/fingers: " + fingers.error().detail);
    procedure.fingers = std::move(*fingers);
    return {};
}

// What no schema can say.
Status checkSense(const Procedure& procedure)
{
    if (!procedure.effectiveFrom.isValid())
        return wrong("effective_from: no such day");
    const bool representative = procedure.signer == Signer::Representative;
    const FieldDefinition* name = fieldOf(procedure, QStringLiteral("representative_name"));
    if (representative && (name == nullptr || !name->required))
        return wrong("signer: a representative signs, so the field 'representative_name' must be required");
    const FieldDefinition* birth = fieldOf(procedure, QStringLiteral("dob"));
    const bool aged = procedure.ageFrom || procedure.ageBelow || !procedure.milestones.empty();
    if (aged && (birth == nullptr || !birth->required || birth->type != FieldType::Date))
        return wrong("age: ages are judged by the field 'dob', which must be a required date");
    return {};
}

} // namespace

Result<Procedure> parseProcedure(const QByteArray& json)
{
    const auto document = readStrictJson(json);
    if (!document)
        return failed(document);
    const auto schema = procedureSchema();
    if (!schema)
        return failed(schema);
    if (const auto fits = checkAgainstSchema(*document, *schema); !fits)
        return failed(fits);

    Procedure procedure;
    procedure.id = document->value(QLatin1String("id")).toString();
    procedure.version = document->value(QLatin1String("version")).toInt();
    procedure.effectiveFrom
        = QDate::fromString(document->value(QLatin1String("effective_from")).toString(), Qt::ISODate);
    procedure.source = document->value(QLatin1String("source")).toString();
    procedure.title = wordsOf(document->value(QLatin1String("title")));
    procedure.says = wordsOf(document->value(QLatin1String("says")));
    procedure.signer = document->value(QLatin1String("signer")).toString() == u"representative"
        ? Signer::Representative
        : Signer::Citizen;
    const auto read
        = readAges(*document, procedure)
              .and_then([&] {
                  return readCaptures(document->value(QLatin1String("captures")).toObject(), procedure);
              })
              .and_then(
                  [&] { return readFields(document->value(QLatin1String("fields")).toArray(), procedure); })
              .and_then([&] { return checkSense(procedure); });
    if (!read)
        return failed(read);
    const auto policy = stationPolicy();
    if (!policy)
        return failed(policy);
    procedure.signOff = policy->signOff;
    return procedure;
}

Result<std::vector<Procedure>> loadProcedures(const QString& folder)
{
    initResources();
    constexpr qint64 readAtMost = 1024 * 1024 + 1; // one more than the reader takes, so that it says why
    std::vector<Procedure> all;
    const QDir directory(folder);
    for (const QString& name : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        if (name.endsWith(QLatin1String(".schema.json")))
            continue;
        QFile file(directory.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return wrong(name.toStdString() + ": " + file.errorString().toStdString());
        auto procedure = parseProcedure(file.read(readAtMost));
        if (!procedure)
            return wrong(name.toStdString() + ": " + procedure.error().detail);
        all.push_back(std::move(*procedure));
    }
    if (all.empty())
        return fail(ErrorCode::NotFound, "there is no procedure in " + folder.toStdString());
    const auto key = [](const Procedure& p) { return std::tie(p.id, p.version); };
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto twice = std::adjacent_find(
        all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); });
    if (twice != all.end())
        return wrong("the procedure " + quoted(twice->id) + " stands twice with version "
            + std::to_string(twice->version));
    return all;
}

} // namespace station
