#pragma once

#include "core/base/result.h"
#include "core/tally/tally_table.h"

#include <QByteArray>

namespace station {

/// A workbook with one worksheet a table: numbers are numbers, texts are never formulas, the heads stay in
/// view, a chart stands beside what was counted and beside the days. The same sheet gives the same bytes.
/// `asOf`: when it says that it was made. The only place that knows libxlsxwriter.
/// Errors: StorageFailed when the temporary folder takes no file.
[[nodiscard]] Result<QByteArray> xlsxOf(const TallyTables& tables, Instant asOf);

} // namespace station
