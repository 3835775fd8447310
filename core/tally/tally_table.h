#pragma once

#include "core/base/result.h"
#include "core/tally/tally_sheet.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <variant>
#include <vector>

namespace station {

/// Text, or a number that stays one in every format.
using TallyCell = std::variant<QString, qint64>;

/// One table of a sheet, as it is drawn.
struct TallyTable {
    QString title;
    QStringList heads;
    std::vector<std::vector<TallyCell>> rows; ///< each as long as `heads`
    bool hasTotal = false; ///< the last row is the sum of the others
};

/// What people call what a sheet holds. Core has codes only: app/words gives these.
struct TallyWords {
    /// Of "tally", "station", "unit", "range", "as-of", "clock", "days", "open", "remarks", "total", of the
    /// heads of columns ("captured", "received", …, "key:place", …) and of codes in cells ("clock-wrong").
    std::function<QString(const QString& code)> word;
    /// Of a group: "At home", an officer's name; of nothing: "not known".
    std::function<QString(TallyBy by, const std::optional<QString>& key)> key;
    std::function<QString(const QString& problem)> problem; ///< QueueRow::problem
};

/// The sheet as tables, the same for every format: what was counted by group with its sum; the days with what
/// they hand on; the open packets; the remarks. The first is never empty. Errors: Damaged for a sheet that
/// does not add up.
struct TallyTables {
    QString title;
    std::vector<std::pair<QString, QString>> facts; ///< "Station": "station-1", …
    TallyTable counts;
    TallyTable days;
    TallyTable open;
    TallyTable remarks;
    TallyTable closed; ///< the closed days, with what they said and what they are now
    TallyTable restated; ///< each change since
};
[[nodiscard]] Result<TallyTables> tablesOf(const TallySheet& sheet, const TallyWords& words);

/// 28/11/2026, as people here write it.
[[nodiscard]] QString shownDay(QDate day);

} // namespace station
