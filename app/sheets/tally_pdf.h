#pragma once

#include "core/base/result.h"
#include "core/tally/tally_table.h"

#include <QByteArray>

namespace station {

/// The sheet on A4 landscape, to be signed and stamped: what was counted with its sum, the days, the lines
/// for the officer and the head of the unit; on pages of their own what was closed and changed since, the
/// packets that the registry has not, the remarks. Columns of exceptions and fees in which nothing stands are
/// left out. In the language of the moment (app/words). Needs a QGuiApplication for its fonts. Errors:
/// StorageFailed.
[[nodiscard]] Result<QByteArray> pdfOf(const TallyTables& tables);

} // namespace station
