#pragma once

#include "core/roster/table.h"

namespace station {

/// Text with separators (RFC 4180, and what Excel makes of it): UTF-8 with and without mark, UTF-16; comma,
/// semicolon or tab, guessed by the first row that has any; "sep=;" in the first line is obeyed. A file that
/// ends between quotes is torn. Errors: as openTable().
[[nodiscard]] Result<std::unique_ptr<TableReader>> openCsv(const QString& path);

} // namespace station
