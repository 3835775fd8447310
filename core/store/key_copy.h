#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDir>
#include <QMap>
#include <QString>
#include <QVariant>

#include <optional>
#include <vector>

namespace station {

class Database;

/// station.keys, 0600: what the station cannot do without, a second time beside station.db: the officers with
/// their key slots and the facts about the station. Without the slots every draft would be lost with the
/// database (sync.md §1, lesson 10). Written after each change, whole or not at all, with its own SHA-256.
struct KeyCopy {
    using Row = QMap<QString, QVariant>; ///< column -> qint64, QString or QByteArray

    int storeVersion = 0;
    qint64 change = 0; ///< counts the changes: tells an old copy from a damaged database
    QMap<QString, std::vector<Row>> tables;

    friend bool operator==(const KeyCopy&, const KeyCopy&) = default;
};

/// Nothing when it is absent or one bit of it is another. Errors: StorageFailed when the disk does not give
/// it.
[[nodiscard]] Result<std::optional<KeyCopy>> readKeyCopy(const QDir& station);

/// Inside the transaction that changes officers or facts, after the last of its changes: notes beside the
/// rows what they are now. Throws SQLite::Exception.
void countKeyChange(Database& database);
/// After it. That it failed is logged and no error: the change stands, and the next opening writes the copy.
/// One process at a time, so that no copy is torn and none is older than the rows; what a kill left
/// half-written the next one replaces.
void writeKeyCopy(Database& database);
/// At opening: puts back what a damaged bit changed in the rows, when the copy is whole and not older; else
/// writes the copy when it is another. A copy never wins over sound rows, whatever change it says it is of.
/// Rows are sound when they are what the last change noted, and when nothing was noted (an older release).
/// Returns true when it put something back, which the ledger says. A copy that cannot be read is left alone,
/// and an error only where the rows are damaged.
[[nodiscard]] Result<bool> settleKeyCopy(Database& database, const Clock& clock);

/// Puts the copy's rows in place of the database's, except officers whose removal the ledger knows. Inside
/// the caller's transaction; throws SQLite::Exception.
void restoreKeys(Database& database, const KeyCopy& copy);
/// What the database holds now; throws SQLite::Exception.
[[nodiscard]] KeyCopy keysIn(Database& database);

/// True when the rows are what their last change noted; throws SQLite::Exception.
[[nodiscard]] bool isNoted(Database& database, const KeyCopy& now);

/// A setting that only counts: "packet-seq", "serial-2026-11-27".
[[nodiscard]] bool isCounter(const QString& setting);

} // namespace station
