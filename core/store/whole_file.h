#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace station {

/// All bytes of a file. Errors: NotFound when there is none; Damaged when it is larger than `limit`;
/// StorageFailed when the disk does not give it: then nothing is known of it, and it may be given tomorrow.
[[nodiscard]] Result<QByteArray> wholeFile(const QString& path, qint64 limit);

/// `most` bytes of an open file from `at` on, fewer only where the file ends. Errors: StorageFailed when the
/// disk does not give one of them. Not by QFile, which takes bytes that cannot be read for the end of the
/// file when there are readable ones before them (Qt 6.4, QFSFileEnginePrivate::readFdFh).
[[nodiscard]] Result<QByteArray> readFrom(int file, qint64 at, qint64 most);

} // namespace station
