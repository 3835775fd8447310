#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QtGlobal>

#include <optional>

namespace station {

class Database;

/// SQLite's quick_check: every page, but not every index against its table. Reads the whole file. Errors:
/// Damaged with SQLite's first complaint; StorageFailed.
[[nodiscard]] Status quickCheck(Database& database);

/// Packet files, our own and those carried for other stations, and queue rows, held against each other. While
/// another process seals, its file may look like one too many.
struct PacketDifference {
    int missing = 0; ///< rows whose packet has not been purged, without a file
    int extra = 0; ///< files without row and draft, and those put aside before (carried ones: unless they
                   ///< came again)
};
[[nodiscard]] Result<PacketDifference> comparePackets(Database& database);

/// Packets not yet sent.
struct WaitingPackets {
    int count = 0;
    std::optional<Instant> oldest; ///< when the one with the lowest number was sealed
};
[[nodiscard]] Result<WaitingPackets> waitingPackets(Database& database);

/// Bytes of new packets a day, over the days with work since `from`; nothing before there is one.
[[nodiscard]] Result<std::optional<qint64>> packetBytesPerDay(Database& database, Instant from);

} // namespace station
