#pragma once

#include "core/base/result.h"

namespace station {

class Database;

/// Brings the file to this release's version, each step in one transaction with its number.
/// Errors: StorageTooNew for a file of a newer release, which is left as it is; Damaged for a file that is
/// not ours.
[[nodiscard]] Status migrate(Database& database);

/// The version this release writes.
[[nodiscard]] int storeVersion();

} // namespace station
