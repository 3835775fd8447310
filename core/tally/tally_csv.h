#pragma once

#include "core/tally/tally_table.h"

#include <QByteArray>

namespace station {

/// RFC 4180 in UTF-8 with a byte order mark, so that Excel reads Vietnamese; CRLF; an empty line between the
/// tables. Our numbers are bare digits. A text that a spreadsheet would take for a formula (it begins with =,
/// +, -, @, their full-width forms, a tab or a line break) gets an apostrophe before it, as OWASP advises.
[[nodiscard]] QByteArray csvOf(const TallyTables& tables);

/// One cell of text, quoted where it must be.
[[nodiscard]] QString csvText(QString text);

} // namespace station
