#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace station {

/// All bytes of a file. Errors: NotFound when there is none; Damaged when it is larger than `limit`;
/// StorageFailed when the disk does not give it: then nothing is known of it, and it may be given tomorrow.
[[nodiscard]] Result<QByteArray> wholeFile(const QString& path, qint64 limit);

} // namespace station
