#pragma once

#include "core/base/result.h"
#include "core/tally/restated.h"
#include "core/tally/tally_counts.h"

#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace station {

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
    std::vector<RestatedDay> closed = {}; ///< the closed days of the range
};

/// Longer ranges are nobody's working paper.
inline constexpr int longestTallyRange = 3660;

/// Counts `rows` into `sheet`, which bears the station's names and the moment. Errors: InvalidInput for a
/// range that is none; Damaged when a packet is there twice or the sheet does not add up.
[[nodiscard]] Result<TallySheet> makeSheet(
    TallySheet sheet, const TallyQuestion& question, const std::vector<TallyRow>& rows);

/// captured = received + waiting + handed + held + conflict + resubmit + rejected + lost, for the whole and
/// each group; the groups make up the whole; each day hands on what is open to the next; the packets named
/// are those counted; each closed day and its changes make what it is now. Every writer asks it first.
/// Errors: Damaged naming the sum that is wrong.
[[nodiscard]] Status reconcile(const TallySheet& sheet);

} // namespace station
