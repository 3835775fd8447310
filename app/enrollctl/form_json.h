#pragma once

#include "core/base/result.h"
#include "core/procedure/form.h"

#include <QByteArray>

namespace station {

/// {"key": "text"} or {"key": {"text": …, "provenance": "declared|card-qr|card-mrz|roster", "keptAsDeclared":
/// bool}}. Errors: InvalidInput naming the key that is wrong, one that stands twice, or the place of torn
/// JSON.
[[nodiscard]] Result<FormValues> formFromJson(const QByteArray& json);

} // namespace station
