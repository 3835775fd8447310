#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace station {

/// A JSON object that a person wrote, read without mercy: Qt's parser takes the last of two equal keys and
/// says nothing. Errors: InvalidInput; `detail` is "line 3, column 7: …" for torn JSON, "fields/2: the key
/// 'label' stands twice", or says that it is over 1 MiB, deeper than 32 levels, holds a text over 4096 bytes,
/// or is no object.
[[nodiscard]] Result<QJsonObject> readStrictJson(const QByteArray& json);

/// Text of a document inside an error: cut, and without characters that would break a log line.
[[nodiscard]] std::string quoted(const QString& text);

} // namespace station
