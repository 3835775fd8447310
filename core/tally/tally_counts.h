#pragma once

#include "core/store/tally_facts.h"

#include <QDate>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace station {

/// Where a packet stands. Each is in exactly one, so that the eight add up to what was captured.
enum class TallyStatus {
    Received, ///< the registry has it
    Waiting, ///< here, to be sent
    Handed, ///< with another station, by stick
    Held, ///< a person said stop, or must approve
    Conflict, ///< the registry has other bytes under its id
    Resubmit, ///< the registry asks for a new capture
    Rejected,
    Lost, ///< counted once, and the queue does not know it any more
};
inline constexpr std::size_t tallyStatuses = static_cast<std::size_t>(TallyStatus::Lost) + 1;
[[nodiscard]] const char* wordOf(TallyStatus status); ///< "received", …
[[nodiscard]] std::optional<TallyStatus> tallyStatusFrom(const QString& word);
[[nodiscard]] TallyStatus statusOf(const TallyRow& row);

/// What a sheet counts of some packets.
struct TallyCounts {
    int captured = 0;
    std::array<int, tallyStatuses> byStatus {};
    int unknown = 0; ///< of the captured: age, place, team and exceptions are not known
    int exceptional = 0; ///< of the captured: with an exception of any kind
    ExceptionCounts exceptions = {};
    int duplicates = 0; ///< refused by the registry as known already
    qint64 fee = 0; ///< VND, due
    int feeExempt = 0;
    int feeUnknown = 0;

    [[nodiscard]] int of(TallyStatus status) const { return byStatus[static_cast<std::size_t>(status)]; }
    TallyCounts& operator+=(const TallyCounts& other);
    friend bool operator==(const TallyCounts&, const TallyCounts&) = default;
};

// A sheet's `utcOffset` (minutes) says which day a moment belongs to, so that whoever counts the same packets
// elsewhere counts the same.

/// The day on which a packet counts: its facts', else that of its queue row.
[[nodiscard]] QDate dayOf(const TallyRow& row, int utcOffset);
/// The day on which the registry answered, never before dayOf(): a clock that was set back answers no packet
/// before it was captured. Nothing while it is open.
[[nodiscard]] std::optional<QDate> answeredOn(const TallyRow& row, int utcOffset);
/// What one packet adds to a sheet.
[[nodiscard]] TallyCounts countsOf(const TallyRow& row);

} // namespace station
