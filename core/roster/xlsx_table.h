#pragma once

#include "core/roster/table.h"

namespace station {

/// The first visible sheet of a .xlsx workbook (ECMA-376, also its strict form), row by row: only shared
/// strings and formats are held in memory. Formulas are not computed, and what the file says they came to is
/// not believed. Errors: as openTable(); "torn" for an archive or a part that is not whole.
[[nodiscard]] Result<std::unique_ptr<TableReader>> openXlsx(const QString& path);

} // namespace station
