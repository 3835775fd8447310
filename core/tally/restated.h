#pragma once

#include "core/base/result.h"
#include "core/tally/tally_counts.h"

#include <QByteArray>

namespace station {

/// How a closed day's packet has changed since.
struct RestatedPacket {
    PacketId id;
    QString caseNumber;
    std::optional<TallyStatus> was; ///< nothing: it was not counted when the day was closed
    std::optional<TallyStatus> now; ///< nothing: it is not counted on this day any more
    /// "late-receipt", "late-answer", "captured-after-closing", "put-back" (the registry lost its receipt),
    /// "held", "released", "handed-over", "taken-back", "conflict", "lost", "found", "day-changed"
    QString reason;
    QString problem; ///< QueueRow::problem, now

    friend bool operator==(const RestatedPacket&, const RestatedPacket&) = default;
};

/// A closed day beside what it is now: never a silently changed number.
struct RestatedDay {
    QDate day;
    bool isBroken = false; ///< its document does not verify any more: what was closed is not known
    Instant closedAt = {};
    QString closedBy = {}; ///< name
    QByteArray contentSha256 = {};
    TallyCounts closed = {};
    TallyCounts now = {};
    std::vector<RestatedPacket> lines = {};
};

/// What was counted and every line make what is counted now, by state. Errors: Damaged.
[[nodiscard]] Status reconcile(const RestatedDay& day);

} // namespace station
