#include "core/procedure/procedure.h"

#include <algorithm>
#include <tuple>

namespace station {

const FieldDefinition* fieldOf(const Procedure& procedure, const QString& key)
{
    const auto found = std::find_if(procedure.fields.begin(), procedure.fields.end(),
        [&](const FieldDefinition& field) { return field.key == key; });
    return found == procedure.fields.end() ? nullptr : &*found;
}

FormValues initialForm(const Procedure& procedure)
{
    FormValues form;
    for (const FieldDefinition& field : procedure.fields) {
        if (!field.initial.isEmpty())
            form.insert(field.key, {field.initial, Provenance::Declared, false});
    }
    return form;
}

FormValues keptFor(const Procedure& procedure, const FormValues& form)
{
    FormValues kept;
    for (auto value = form.begin(); value != form.end(); ++value) {
        if (value.key().startsWith(QLatin1String("card:")) || fieldOf(procedure, value.key()) != nullptr)
            kept.insert(value.key(), value.value());
    }
    return kept;
}

Result<Procedure> procedureInForce(const std::vector<Procedure>& all, const QString& id, QDate day)
{
    const Procedure* newest = nullptr;
    for (const Procedure& procedure : all) {
        if (procedure.id != id || procedure.effectiveFrom > day)
            continue;
        const auto rank = [](const Procedure& p) { return std::tuple(p.effectiveFrom, p.version); };
        if (newest == nullptr || rank(*newest) < rank(procedure))
            newest = &procedure;
    }
    if (newest == nullptr)
        return fail(ErrorCode::NotFound, "no procedure of that id is in force on that day");
    return *newest;
}

} // namespace station
