#include "core/procedure/procedure.h"
#include "core/procedure/rule_book.h"
#include "tests/fuzz/fuzz.h"

#include <QDir>
#include <QFile>

#include <set>

namespace station {

void fuzzOne(const QByteArray& input)
{
    const auto procedure = parseProcedure(input);
    if (!procedure) {
        holds(procedure.error().code == ErrorCode::InvalidInput, "what is no procedure is InvalidInput");
        return;
    }
    holds(!procedure->id.isEmpty() && procedure->version >= 1, "a procedure has an id and a version");
    holds(procedure->effectiveFrom.isValid(), "a procedure is in force from a day");
    std::set<QString> keys;
    for (const FieldDefinition& field : procedure->fields)
        holds(keys.insert(field.key).second, "a field stands once");
    for (const auto& [key, value] : initialForm(*procedure).toStdMap())
        holds(fieldOf(*procedure, key) != nullptr && !value.text.isNull(), "an initial value is a field's");
}

std::vector<QByteArray> fuzzSeeds()
{
    initResources();
    std::vector<QByteArray> seeds;
    const QDir folder(QStringLiteral(":/procedures"));
    for (const QString& name : folder.entryList({QStringLiteral("cc-*.json")})) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            seeds.push_back(file.readAll());
    }
    return seeds;
}

} // namespace station
