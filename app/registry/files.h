#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace station {

/// Whole small files. Errors: NotFound, StorageFailed; InvalidInput above `limit` bytes.
[[nodiscard]] Result<QByteArray> readFile(const QString& path, qint64 limit = 1 << 20);

/// Temporary file, fsync, rename. Mode 0600 when `secret`, else 0644.
[[nodiscard]] Status writeFile(const QString& path, const QByteArray& bytes, bool secret = false);

/// Makes the directory and its parents with mode 0700.
[[nodiscard]] Status makeDirectory(const QString& path);

/// Makes a rename or an unlink in the directory durable.
[[nodiscard]] Status syncDirectory(const QString& path);

} // namespace station
