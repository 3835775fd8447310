#pragma once

#include "core/base/result.h"

namespace station {

class Database;

/// Brings the file to this release's version, each step in one transaction with its number.
/// Errors: StorageTooNew for a file of a newer release, which is left as it is; Damaged for a file that is
/// not ours.
/// `upTo`: no further than this version, for rows that were written by it.
[[nodiscard]] Status migrate(Database& database, int upTo = 0);

/// The version this release writes.
[[nodiscard]] int storeVersion();

/// The setting that says the version once more, written with it: the head's number alone may be a flipped
/// bit.
inline constexpr auto versionSetting = "store-version";

/// "ENRS"; a file of another program is not migrated by accident.
inline constexpr int storeApplicationId = 0x454e5253;

} // namespace station
