#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/recovery.h"

#include <string>

namespace station {

/// What is wrong with station.db; empty when it is sound. Nobody else may have it open. Looks at the head of
/// the file and, when due, at the log and at every page and index. Errors: StorageFailed, StorageFull:
/// nothing is known then.
[[nodiscard]] Result<std::string> damageIn(
    const QDir& station, const Clock& clock, FileLayer& files, Look look);

} // namespace station
