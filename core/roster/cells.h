#pragma once

#include "core/base/result.h"
#include "core/roster/table.h"

#include <QDate>
#include <QString>

namespace station {

/// What a cell came to.
struct ReadCell {
    QString value; ///< as it is kept; "" when nothing was understood
    const char* code = ""; ///< what is to be said about it; "" nothing
    bool isUnread = false; ///< not understood: the cell is kept as it stands
};

/// The birth date of a cell: dd/mm/yyyy, ISO, mm/yyyy, a year alone; a spreadsheet's date; its serial number
/// ("date-serial", days since 30/12/1899, ECMA-376 18.17.4). Codes of what is not understood: "date-format",
/// "date-impossible", "date-future" (kept), "date-old" (over 130 years; kept).
[[nodiscard]] ReadCell readBirth(const TableCell& cell, QDate today);

/// A personal number. One that lost leading zeros in a spreadsheet is restored when the other cells leave no
/// doubt: the province is known and the number says the same birth year and sex ("number-zero-restored").
/// Other codes: "number-quoted" (="037…", said as a note), "number-is-old" (nine digits: it belongs to the
/// old number), "number-length", "number-letters", "number-rounded" (1.2E+11), "number-prefix" (of no
/// province; kept), "number-sex" and "number-year" (kept).
/// @param birth  PartialDate::iso() or "". @param sex  "1", "2" or "".
[[nodiscard]] ReadCell readNumber(const TableCell& cell, const QString& birth, const QString& sex);

/// Whether a spreadsheet that opens this text would compute something: = or @ at the beginning, + or - with
/// a call or a pipe behind. ="0371…" is how some programs keep zeros, and is none.
[[nodiscard]] bool isFormula(const TableCell& cell);

/// The digits of ="037161999002"; "" when it is not that.
[[nodiscard]] QString quotedDigits(const QString& text);

/// Letters of a TCVN3 font that was pasted into a Unicode file: "NguyÔn V¨n".
[[nodiscard]] bool isOldFont(const QString& text);

} // namespace station
