#pragma once

#include "core/store/ledger.h"

#include <optional>
#include <string>
#include <vector>

namespace station {

/// What happened to a ledger that does not hold.
enum class LedgerFault {
    RowChanged, ///< `row` is not what was written
    RowChangedOrRewritten, ///< as that, or the row before it was written anew together with its hash
    RowMissing, ///< `row` to `last` were removed
    RowPutIn, ///< `row` to `last` were never written by the station
    RowMoved, ///< what belongs at `row` stands at `last`
    EndChanged, ///< `row` is not the end that the station noted: row or note were changed
    PutBack, ///< somebody outside the ledger knows of `row`, and it is not there or another one
};
[[nodiscard]] const char* nameOf(LedgerFault fault); ///< "row-changed", …

struct LedgerFinding {
    LedgerFault fault = LedgerFault::RowChanged;
    qint64 row = 0; ///< in the station's own numbers, from 1
    qint64 last = 0; ///< = row where there is only one

    friend bool operator==(const LedgerFinding&, const LedgerFinding&) = default;
};
/// "ledger row 4 was changed": for the log and the details fold.
[[nodiscard]] std::string detailOf(const LedgerFinding& finding);

/// Why a ledger does not hold: rows were lost with a damaged database, and the recovery named them.
struct LedgerRecovery {
    qint64 row = 0; ///< the recovery's own
    Instant at;
    QString lost; ///< "120-134 missing, 150 changed"
};

/// "the database was recovered at ledger row 120 (…); rows before it that were lost: …"
[[nodiscard]] std::string detailOf(const LedgerRecovery& recovery);

struct LedgerReport {
    LedgerHead end; ///< of the last row that is there
    qint64 rows = 0;
    std::vector<LedgerFinding> findings; ///< in the order of rows, at most 100; empty: the ledger holds
    std::optional<LedgerRecovery> recovered = {}; ///< explains every finding: nobody tampered with it since
};

/// Names every place where the chain of `rows` (ascending by seq) breaks, and an end other than `noted`.
///
/// A row that was changed together with its own hash shows only in the row after it: RowChangedOrRewritten.
/// Of rows that were removed and of those behind a changed hash only what follows can be judged. Somebody who
/// makes the whole chain anew is not seen here: that is why heads are kept outside, see Ledger::inspect().
[[nodiscard]] std::vector<LedgerFinding> findingsIn(
    const std::vector<AuditRow>& rows, const LedgerHead& noted);

} // namespace station
