#pragma once

#include "core/roster/finding.h"
#include "core/roster/table.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace station {

/// Which column of a file holds which field, and where its headings end.
struct RosterColumns {
    QMap<RosterField, int> columns; ///< from 1
    QStringList headings; ///< one for each column, as the file has them; merged ones "Nơi ở / Thôn"
    qint64 headingRow = 0; ///< the last row of headings; 0: the file has none
    bool isGuessed = true; ///< no column was named by a person

    [[nodiscard]] QStringList unused() const; ///< headings of the columns that are not read
};

/// What a person says instead of what was guessed: a field -> "C", "3" or the heading; "" for none.
using RosterColumnWish = QMap<RosterField, QString>;

/// Finds the headings among the first rows of a file: titles above them are passed over, merged ones of two
/// rows are put together. A field whose heading stands over two columns is guessed for neither.
/// Notes and warnings go into `findings`: "rows-above-headings", "headings-merged".
/// Errors: InvalidInput, with a code word before the colon: "no-headings", "no-name-column",
/// "column-ambiguous" (which field and columns), "no-such-column".
[[nodiscard]] Result<RosterColumns> findColumns(
    const std::vector<TableRow>& firstRows, const RosterColumnWish& wish, RosterFindings& findings);
inline constexpr std::size_t rowsToLookAt = 20;

/// The field that a heading names, by resources/codes/roster-columns.json.
[[nodiscard]] Result<std::optional<RosterField>> fieldOfHeading(const QString& heading);

} // namespace station
