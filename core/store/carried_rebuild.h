#pragma once

#include "core/base/clock.h"

namespace station {

class Database;

struct CarriedRebuild {
    int rebuilt = 0; ///< rows made anew
    int mended = 0; ///< rows whose hash or size was not the order's
    int unclear = 0; ///< packet files that have no row all the same: left where they are
    int unread
        = 0; ///< orders and files that the disk does not give, orders that no station of our registry signed
};

/// What other stations' packets lie here, by the signed orders beside them (carried_orders.h): every whole
/// file that an order names has its row again, and every order whose packets have one has its bundle. Rows
/// that are made anew are Taken, and the registry says in the next pass whether they are ours to send; where
/// a saved receipt tells more of a packet, its state is the receipt's. Rows and files of our own packets are
/// not looked at. Inside the caller's transaction; throws SQLite::Exception.
[[nodiscard]] CarriedRebuild rebuildCarried(Database& database, const Clock& clock);

} // namespace station
