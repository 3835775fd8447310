#pragma once

#include "core/base/result.h"
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

/// By what a sheet is divided.
enum class TallyBy { Unit, Team, Officer, Procedure, Age, Place, Exception, Day, Week };
[[nodiscard]] const char* wordOf(TallyBy by); ///< "unit", …
[[nodiscard]] std::optional<TallyBy> tallyByFrom(const QString& word);

struct TallyGroup {
    /// A code: a commune, a team's name (empty: none), an officer's id, a procedure's id, "under-6", "home",
    /// "none" | "missing-fingers" | "waived-check" | "both", 2026-11-28, 2026-W48. Nothing: not known.
    std::optional<QString> key;
    TallyCounts counts;

    friend bool operator==(const TallyGroup&, const TallyGroup&) = default;
};

/// openBefore + captured = answered + openAfter. Answered is what the registry has received, rejected or
/// asked for anew, on the day of its first word that still holds, never before the day of capture.
struct TallyFlow {
    QDate day; ///< of a range: its first
    int openBefore = 0; ///< at the day's beginning
    int captured = 0;
    int answered = 0;
    int openAfter = 0; ///< at its end

    friend bool operator==(const TallyFlow&, const TallyFlow&) = default;
};

/// A packet captured until the end of the range that the registry has not, as it stands now.
struct OpenPacket {
    PacketId id;
    QString caseNumber; ///< empty where it is not known
    QDate day;
    TallyStatus status = TallyStatus::Waiting;
    QString problem; ///< QueueRow::problem

    friend bool operator==(const OpenPacket&, const OpenPacket&) = default;
};

/// A packet whose place in the sheet deserves doubt.
struct TallyRemark {
    PacketId id;
    QString caseNumber;
    QDate day;
    QString code; ///< "clock-wrong": sealed under a clock that was known to be wrong; "day-ahead": captured
                  ///< on a day that has not come; "facts-unknown": its day is that of its queue row

    friend bool operator==(const TallyRemark&, const TallyRemark&) = default;
};

struct TallyQuestion {
    QDate from;
    QDate to; ///< inclusive
    std::optional<TallyBy> by;
};

/// The one value that every format draws.
struct TallySheet {
    QString stationId = {};
    QString stationName = {};
    QString unit = {}; ///< commune code
    QDate from = {};
    QDate to = {};
    std::optional<TallyBy> by = {};
    Instant asOf = {};
    int utcOffset = 0; ///< minutes, of the wall clock then
    ClockTrust clock = ClockTrust::Unchecked; ///< then
    TallyCounts total = {};
    std::vector<TallyGroup> groups = {}; ///< by key, what is not known last
    TallyFlow flow = {}; ///< over the whole range
    std::vector<TallyFlow> days = {}; ///< each day of the range
    std::vector<OpenPacket> open = {}; ///< by day, then in the station's order
    std::vector<TallyRemark> remarks = {};
};

/// Longer ranges are nobody's working paper.
inline constexpr int longestTallyRange = 3660;

/// The day on which a packet counts: its facts', else by this computer's time zone.
[[nodiscard]] QDate dayOf(const TallyRow& row);
/// The day on which the registry answered, by this computer's time zone and never before dayOf(): a clock
/// that was set back answers no packet before it was captured. Nothing while it is open.
[[nodiscard]] std::optional<QDate> answeredOn(const TallyRow& row);
/// What one packet adds to a sheet.
[[nodiscard]] TallyCounts countsOf(const TallyRow& row);

/// Counts `rows` into `sheet`, which bears the station's names and the moment. Errors: InvalidInput for a
/// range that is none; Damaged when a packet is there twice or the sheet does not add up.
[[nodiscard]] Result<TallySheet> makeSheet(
    TallySheet sheet, const TallyQuestion& question, const std::vector<TallyRow>& rows);

/// captured = received + waiting + handed + held + conflict + resubmit + rejected + lost, for the whole and
/// each group; the groups make up the whole; each day hands on what is open to the next; the packets named
/// are those counted. Every writer asks it first. Errors: Damaged naming the sum that is wrong.
[[nodiscard]] Status reconcile(const TallySheet& sheet);

} // namespace station
