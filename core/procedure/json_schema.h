#pragma once

#include "core/base/result.h"

#include <QJsonObject>

namespace station {

/// Checks a document against a JSON Schema (draft 7). The only place that knows valijson, and that meets its
/// exceptions. Errors: InvalidInput; `detail` names the place of the deepest fault, e.g. "fields/3/type:
/// unknown word".
[[nodiscard]] Status checkAgainstSchema(const QJsonObject& document, const QJsonObject& schema);

} // namespace station
