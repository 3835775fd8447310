#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/ledger_check.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace station {

class Database;

/// Rows that are missing, or one that does not carry the hash it must.
struct LedgerBreak {
    qint64 first = 0;
    qint64 last = 0;
    bool changed = false;
};

/// The whole chain looked at beyond its first break.
struct LedgerCondition {
    qint64 rows = 0;
    qint64 lastSeq = 0;
    QByteArray lastHash;
    std::vector<LedgerBreak> breaks;
    bool headFits = true; ///< the ledger's head names the last row
};

/// Throws SQLite::Exception.
[[nodiscard]] LedgerCondition conditionOf(Database& database);

/// After a recovery: sets the head behind the last row that was saved, leaving one row out when nobody knows
/// whether it was the last, and appends the row "recovered", whose detail names every break. Throws
/// SQLite::Exception. Inside the caller's transaction.
void continueLedger(Database& database, Instant at, const LedgerCondition& saved, const QString& aside);

/// Why a ledger that does not hold does not: every break was named by a later recovery, or else what is wrong
/// beside it.
struct RecoveredLedger {
    std::optional<LedgerRecovery> recovery;
    std::string wrong; ///< empty with a recovery, and where there never was one
};
/// Throws SQLite::Exception.
[[nodiscard]] RecoveredLedger judgeRecovered(Database& database);

} // namespace station
