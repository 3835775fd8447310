#pragma once

#include "core/base/result.h"

namespace station {

class Database;

/// Writes the log's bytes once more over themselves and fsyncs it.
///
/// After a failed fsync the kernel may hold pages as clean that never reached the disk (PostgreSQL's
/// "fsyncgate"). Whoever opens the log later reads a transaction in them that a power cut takes away again,
/// and if that cut falls into the checkpoint between, half of it stands in the database. Written again the
/// pages are dirty, and this fsync is about all of them. With the write lock held; errors: StorageFailed.
[[nodiscard]] Status rewriteLog(Database& database);

} // namespace station
