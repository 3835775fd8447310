#include "app/enrollctl/form_json.h"

#include "core/enroll/packet_words.h"
#include "core/procedure/strict_json.h"

#include <QJsonObject>

namespace station {
namespace {

tl::unexpected<Error> wrong(const QString& key, const char* what)
{
    return fail(ErrorCode::InvalidInput, quoted(key) + ": " + what);
}

Result<FieldValue> fieldOf(const QString& key, const QJsonObject& object)
{
    FieldValue field;
    for (auto value = object.begin(); value != object.end(); ++value) {
        const auto provenance = provenanceFrom(value->toString());
        if (value.key() == QLatin1String("text") && value->isString())
            field.text = value->toString();
        else if (value.key() == QLatin1String("provenance") && provenance)
            field.provenance = *provenance;
        else if (value.key() == QLatin1String("keptAsDeclared") && value->isBool())
            field.keptAsDeclared = value->toBool();
        else
            return wrong(key, "\"text\", \"provenance\" or \"keptAsDeclared\" with its value is expected");
    }
    return field;
}

} // namespace

Result<FormValues> formFromJson(const QByteArray& json)
{
    const auto object = readStrictJson(json);
    if (!object)
        return failed(object);
    FormValues form;
    for (auto value = object->begin(); value != object->end(); ++value) {
        if (value.key().isEmpty())
            return wrong(value.key(), "a field has a name");
        if (value->isString()) {
            form.insert(value.key(), {value->toString(), Provenance::Declared, false});
            continue;
        }
        if (!value->isObject())
            return wrong(value.key(), "a text or {\"text\": …} is expected");
        const auto field = fieldOf(value.key(), value->toObject());
        if (!field)
            return failed(field);
        form.insert(value.key(), *field);
    }
    return form;
}

} // namespace station
