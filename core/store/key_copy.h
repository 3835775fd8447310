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

/// Nothing when it is absent or one bit of it is another.
[[nodiscard]] std::optional<KeyCopy> readKeyCopy(const QDir& station);

/// Inside the transaction that changes officers or facts; throws SQLite::Exception.
void countKeyChange(Database& database);
/// After it. That it failed is logged and no error: the change stands, and the next opening writes the copy.
void writeKeyCopy(Database& database);
/// At opening: writes the copy when it is absent, damaged or older; puts back what a damaged bit changed in
/// the database, when both come from the same change and the copy is whole. Returns true when it put
/// something back, which the ledger says.
[[nodiscard]] Result<bool> settleKeyCopy(Database& database, const Clock& clock);

/// Puts the copy's rows in place of the database's. Inside the caller's transaction; throws
/// SQLite::Exception.
void restoreKeys(Database& database, const KeyCopy& copy);
/// What the database holds now; throws SQLite::Exception.
[[nodiscard]] KeyCopy keysIn(Database& database);

/// A setting that only counts; not part of the copy: "packet-seq", "serial-2026-11-27".
[[nodiscard]] bool isCounter(const QString& setting);

} // namespace station
