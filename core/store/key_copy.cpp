#include "core/store/key_copy.h"

#include "core/base/log.h"
#include "core/store/file_lock.h"
#include "core/store/ledger.h"
#include "core/store/migrations.h"
#include "core/store/settings.h"
#include "core/store/storage.h"
#include "core/store/whole_file.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>

#include <sqlite3.h>

namespace station {
namespace {

const auto fileName = QStringLiteral("station.keys");
const auto changeKey = QStringLiteral("keys-seq");
const auto sumKey = QStringLiteral("keys-sum"); ///< "6 <SHA-256>": the tables' version, the copied rows
constexpr auto magic = "ENRSKEYS1\n";
constexpr qsizetype sumBytes = 32;
constexpr qint64 largest = 4 << 20;
const QStringList copiedTables {QStringLiteral("officer"), QStringLiteral("recovery"),
    QStringLiteral("sealed_setting"), QStringLiteral("setting")};

/// What changes with every day's work is no fact about the station.
bool isCopied(const QString& setting)
{
    return !isCounter(setting) && setting != sumKey && setting != QLatin1String(versionSetting)
        && !setting.startsWith(QLatin1String("carried-"));
}

bool isCopied(const QString& table, const KeyCopy::Row& row)
{
    return table != QLatin1String("setting") || isCopied(row.value(QStringLiteral("key")).toString());
}

QVariant valueOf(const SQLite::Column& column)
{
    if (column.isInteger())
        return static_cast<qint64>(column.getInt64());
    if (column.isBlob())
        return QByteArray(static_cast<const char*>(column.getBlob()), column.getBytes());
    if (column.isNull())
        return {};
    return QString::fromStdString(column.getString());
}

std::vector<KeyCopy::Row> rowsOf(Database& database, const QString& table)
{
    std::vector<KeyCopy::Row> rows;
    SQLite::Statement query(database.handle(), ("SELECT * FROM \"" + table + "\" ORDER BY 1").toStdString());
    while (query.executeStep()) {
        KeyCopy::Row row;
        for (int i = 0; i < query.getColumnCount(); ++i)
            row.insert(QString::fromUtf8(query.getColumnName(i)), valueOf(query.getColumn(i)));
        if (isCopied(table, row))
            rows.push_back(std::move(row));
    }
    return rows;
}

void put(Database& database, const QString& table, const KeyCopy::Row& row)
{
    QStringList names;
    for (const QString& name : row.keys())
        names.append(QLatin1Char('"') + name + QLatin1Char('"'));
    const QStringList marks(names.size(), QStringLiteral("?"));
    Query insert(database,
        QStringLiteral("INSERT OR REPLACE INTO \"%1\" (%2) VALUES (%3)")
            .arg(table, names.join(QLatin1Char(',')), marks.join(QLatin1Char(',')))
            .toUtf8()
            .constData());
    for (const QVariant& value : row) {
        switch (value.typeId()) {
        case QMetaType::LongLong: insert.with(value.toLongLong()); break;
        case QMetaType::QByteArray: insert.with(value.toByteArray()); break;
        case QMetaType::QString: insert.with(value.toString()); break;
        default: insert.withNull(); break;
        }
    }
    insert.run();
}

QByteArray encoded(const KeyCopy& copy)
{
    QCborMap tables;
    for (auto table = copy.tables.begin(); table != copy.tables.end(); ++table) {
        QCborArray rows;
        for (const KeyCopy::Row& row : *table) {
            QCborMap cells;
            for (auto cell = row.begin(); cell != row.end(); ++cell)
                cells.insert(cell.key(), QCborValue::fromVariant(cell.value()));
            rows.append(cells);
        }
        tables.insert(table.key(), rows);
    }
    const QCborMap whole {{QStringLiteral("store"), copy.storeVersion},
        {QStringLiteral("change"), copy.change}, {QStringLiteral("tables"), tables}};
    const QByteArray text = magic + QCborValue(whole).toCbor();
    return text + QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

std::optional<KeyCopy> decoded(const QCborMap& whole)
{
    const QCborValue version = whole.value(QStringLiteral("store"));
    const QCborValue change = whole.value(QStringLiteral("change"));
    if (!version.isInteger() || !change.isInteger())
        return std::nullopt;
    KeyCopy copy;
    copy.storeVersion = static_cast<int>(version.toInteger());
    copy.change = change.toInteger();
    const QCborMap tables = whole.value(QStringLiteral("tables")).toMap();
    for (const auto& table : tables) {
        std::vector<KeyCopy::Row> rows;
        const QCborArray cells = table.second.toArray();
        for (const QCborValue& cell : cells)
            if (KeyCopy::Row row = cell.toMap().toVariantMap(); isCopied(table.first.toString(), row))
                rows.push_back(std::move(row)); // an older release copied more
        copy.tables.insert(table.first.toString(), std::move(rows));
    }
    return copy;
}

bool holdsStation(const KeyCopy& copy) { return !copy.tables.value(QStringLiteral("setting")).empty(); }

QString sumOf(const KeyCopy& keys)
{
    return QStringLiteral("%1 %2")
        .arg(keys.storeVersion)
        .arg(QString::fromLatin1(encoded(keys).right(sumBytes).toHex()));
}

QString notedSum(Database& database)
{
    Query query(database, "SELECT value FROM setting WHERE key = ?");
    return query.with(sumKey).next() ? query.text(0) : QString();
}

/// A note of older tables says nothing: a migration gave them other columns.
bool areDamaged(Database& database, const KeyCopy& now)
{
    const bool isOfTheseTables
        = notedSum(database).section(QLatin1Char(' '), 0, 0) == QString::number(now.storeVersion);
    return isOfTheseTables && !isNoted(database, now);
}

void noteSum(Database& database)
{
    const QString sum = sumOf(keysIn(database));
    put(database, QStringLiteral("setting"),
        {{QStringLiteral("key"), sumKey}, {QStringLiteral("value"), sum}});
}

/// Inside a write transaction: nobody changes either meanwhile. Returns true when the copy's rows were put
/// back.
Result<bool> settle(Database& database, const Clock& clock)
{
    const auto read = readKeyCopy(database.station());
    if (!read)
        return failed(read);
    const std::optional<KeyCopy>& copy = *read;
    const KeyCopy now = keysIn(database);
    const bool mayWin = copy && *copy != now && holdsStation(*copy) && copy->storeVersion == now.storeVersion
        && copy->change >= now.change;
    const bool wins = mayWin && (areDamaged(database, now) || !holdsStation(now));
    if (wins) {
        restoreKeys(database, *copy);
        Ledger(database).append(clock.now(), "keys-restored", QStringLiteral("station"), {}, {});
    }
    if (holdsStation(keysIn(database)))
        noteSum(database);
    return wins;
}

QString lockPath(const Database& database)
{
    return database.station().filePath(QStringLiteral("keys.lock"));
}

/// What a kill left half-written holds slots as well.
void sweepUnfinished(Database& database)
{
    const QString unfinished = database.station().filePath(fileName + QStringLiteral(".tmp"));
    if (!QFile::exists(unfinished))
        return;
    const auto alone = FileLock::tryTake(lockPath(database), FileLock::How::Alone);
    if (alone && *alone)
        static_cast<void>(removeWiping(database.files(), unfinished));
}

} // namespace

bool isCounter(const QString& setting)
{
    return setting.endsWith(QLatin1String("-seq")) || setting.startsWith(QLatin1String("serial-"));
}

namespace {

Result<std::optional<KeyCopy>> readOnce(const QDir& station)
{
    const auto bytes = wholeFile(station.filePath(fileName), largest);
    if (!bytes && bytes.error().code == ErrorCode::StorageFailed)
        return failed(bytes);
    if (!bytes || !bytes->startsWith(magic) || bytes->size() < sumBytes
        || QCryptographicHash::hash(bytes->chopped(sumBytes), QCryptographicHash::Sha256)
            != bytes->right(sumBytes))
        return std::nullopt;
    const QCborValue whole = QCborValue::fromCbor(bytes->mid(qstrlen(magic)).chopped(sumBytes));
    return whole.isMap() ? decoded(whole.toMap()) : std::nullopt;
}

} // namespace

Result<std::optional<KeyCopy>> readKeyCopy(const QDir& station)
{
    auto copy = readOnce(station);
    if (copy && !*copy)
        return readOnce(station); // another process may have replaced it, and wiped what we had open
    return copy;
}

KeyCopy keysIn(Database& database)
{
    KeyCopy copy;
    copy.storeVersion = storeVersion();
    Query change(database, "SELECT value FROM setting WHERE key = ?");
    copy.change = change.with(changeKey).next() ? change.text(0).toLongLong() : 0;
    for (const QString& table : copiedTables)
        copy.tables.insert(table, rowsOf(database, table));
    return copy;
}

void restoreKeys(Database& database, const KeyCopy& copy)
{
    Query(database, "DELETE FROM officer").run(); // one that was removed must not come back
    Query(database, "DELETE FROM recovery").run();
    for (const QString& table : copiedTables)
        for (const KeyCopy::Row& row : copy.tables.value(table))
            put(database, table, row);
    Query(database,
        "DELETE FROM officer WHERE id IN (SELECT subject FROM ledger WHERE event = 'officer-removed')")
        .run();
    put(database, QStringLiteral("setting"),
        {{QStringLiteral("key"), changeKey}, {QStringLiteral("value"), QString::number(copy.change)}});
}

bool isNoted(Database& database, const KeyCopy& now) { return notedSum(database) == sumOf(now); }

void countKeyChange(Database& database)
{
    static_cast<void>(Settings(database).next(changeKey));
    noteSum(database);
}

void writeKeyCopy(Database& database)
{
    // Two processes would tear the unfinished file of one name, and the older rows could win. Nobody's
    // sign-in waits for a program that was stopped meanwhile: the next opening of the station writes it.
    constexpr std::chrono::milliseconds patience {2000};
    const auto alone = FileLock::takeWithin(lockPath(database), FileLock::How::Alone, patience);
    if (!alone)
        return LogLine("key-copy-failed").with(alone.error()).warning(logStore());
    if (!*alone)
        return LogLine("key-copy-failed").with("why", "keys.lock-is-held").warning(logStore());
    const auto copy = storage(database, [&] {
        SQLite::Transaction sameMoment(database.handle());
        return keysIn(database);
    });
    const Status done = copy
        ? replaceWiping(database.files(), database.station().filePath(fileName), encoded(*copy))
        : Status(failed(copy));
    if (!done)
        LogLine("key-copy-failed").with(done.error()).warning(logStore());
}

Result<bool> settleKeyCopy(Database& database, const Clock& clock)
{
    struct Seen {
        KeyCopy keys;
        QString sum;
        bool damaged = false;
    };
    const auto look = [&] {
        return storage(database, [&] {
            SQLite::Transaction sameMoment(database.handle());
            Seen seen {keysIn(database), notedSum(database)};
            seen.damaged = areDamaged(database, seen.keys);
            return seen;
        });
    };
    sweepUnfinished(database);
    const auto copy = readKeyCopy(database.station());
    const auto seen = look();
    if (!seen)
        return failed(seen);
    if (!copy && !seen->damaged) {
        LogLine("key-copy-failed").with(copy.error()).warning(logStore());
        return false;
    }
    if (!copy)
        return failed(copy);
    if (*copy && **copy == seen->keys && (seen->sum == sumOf(seen->keys) || !holdsStation(**copy)))
        return false; // as on every ordinary day: nothing is written
    const auto restored = transaction(database, [&] { return settle(database, clock); });
    if (!restored && !seen->damaged) { // a full disk, or somebody writes: the next opening notes it
        LogLine("key-copy-failed").with(restored.error()).warning(logStore());
        return false;
    }
    if (!restored)
        return restored;
    if (*restored)
        LogLine("keys-restored").warning(logStore());
    const auto now = look();
    const auto stands = readKeyCopy(database.station());
    if (now && stands && holdsStation(now->keys) && *stands != now->keys)
        writeKeyCopy(database);
    return restored;
}

} // namespace station
