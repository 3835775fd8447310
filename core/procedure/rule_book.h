#pragma once

#include "core/base/result.h"
#include "core/procedure/procedure.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace station {

/// What procedures refer to by name. All of it is embedded; read and checked at the first call.
/// Threads: any.
/// Errors: InvalidInput when there is no such list, plan or schema, or it is wrong itself.
[[nodiscard]] Result<std::vector<Choice>> codeList(const QString& name); ///< "ethnic-groups-1979"
[[nodiscard]] Result<FingerPlan> fingerPlan(const QString& name); ///< "ten-single"
[[nodiscard]] Result<QJsonObject> fieldDictionary(); ///< key -> field object of resources/codes/fields.json
[[nodiscard]] Result<QJsonObject> procedureSchema();
/// Any embedded document that fits the schema beside it: ":/roster/classes" is classes.json by
/// classes.schema.json.
[[nodiscard]] Result<QJsonObject> checkedRules(const QString& path);

/// Makes :/procedures, :/plans and :/codes readable. Whoever loads procedures need not call it.
void initResources();

} // namespace station
