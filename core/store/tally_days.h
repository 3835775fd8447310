#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDate>

#include <vector>

namespace station {

class Database;

/// A closed day as it lies on the disk: what was signed is another room's (core/tally/tally_day.h).
struct TallyDayRow {
    QDate day;
    Instant closedAt;
    OfficerId closedBy;
    QByteArray contentSha256;
    QByteArray document; ///< CMS SignedData
};

/// The days that were closed. Promise: a day is closed once, in one transaction with its ledger row, which
/// names the hash of what was signed; nothing changes it afterwards. Threads: as its Database, one. Errors:
/// StorageFailed.
class TallyDays {
public:
    explicit TallyDays(Database& database)
        : m_database(database)
    {
    }

    /// Errors: InvalidInput when it is closed already.
    [[nodiscard]] Status close(const TallyDayRow& day);
    /// Errors: NotFound.
    [[nodiscard]] Result<TallyDayRow> row(QDate day) const;
    /// Those from `from` to `to`, in order.
    [[nodiscard]] Result<std::vector<TallyDayRow>> rows(QDate from, QDate to) const;
    /// True when the ledger says that this day was closed with that hash.
    [[nodiscard]] Result<bool> isWitnessed(const TallyDayRow& day) const;

private:
    Database& m_database;
};

} // namespace station
