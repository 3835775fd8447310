#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

namespace station {

class Database;

struct CarriedSweep {
    int unfinished = 0; ///< *.tmp removed
    int rebuilt = 0; ///< rows made anew by an order whose import had got so far
    int returned = 0; ///< files removed of packets that their own station took back
    int quarantined = 0; ///< files of an import that got no further: kept aside, in carried/quarantine
    int ordersKept = 0; ///< orders written beside packets that an older release took over
    int ordersDone = 0; ///< orders removed whose packets need no file any more
};

/// Settles what a crash left of imports in carried/, and removes what nobody needs any more. Nothing is put
/// aside while an order or a file that one names cannot be read. The caller holds bundle.lock. Errors:
/// Damaged when a file without row may be the database's fault; StorageFailed; what was settled before stays
/// settled.
[[nodiscard]] Result<CarriedSweep> sweepCarried(Database& database, const Clock& clock);

} // namespace station
