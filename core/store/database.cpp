#include "core/store/database.h"

#include "core/base/log.h"
#include "core/store/log_scan.h"
#include "core/store/log_wiper.h"
#include "core/store/migrations.h"
#include "core/store/recovery.h"
#include "core/store/storage.h"

#include <QFile>

#include <algorithm>
#include <sqlite3.h>
#include <vector>

namespace station {
namespace {

// The table of sync.md §2a. temp_store=MEMORY keeps sorted text out of /tmp; secure_delete overwrites what
// was deleted.
constexpr auto pragmas = "PRAGMA synchronous=FULL;"
                         "PRAGMA foreign_keys=ON;"
                         "PRAGMA secure_delete=ON;"
                         "PRAGMA temp_store=MEMORY;"
                         "PRAGMA wal_autocheckpoint=1000;"
                         "PRAGMA journal_size_limit=8388608;"
                         "PRAGMA trusted_schema=OFF;"
                         "PRAGMA cell_size_check=ON;";
constexpr int busyTimeoutMs = 5000;

/// All of the file through SQLite's own handle: closing another one would drop the locks of this process.
bool givesAll(sqlite3* handle)
{
    sqlite3_file* file = nullptr;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == nullptr
        || file->pMethods == nullptr || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return false;
    std::vector<char> block(1 << 16);
    for (sqlite3_int64 at = 0; at < size; at += static_cast<sqlite3_int64>(block.size())) {
        const auto part = static_cast<int>(std::min<sqlite3_int64>(size - at, std::ssize(block)));
        const int read = file->pMethods->xRead(file, block.data(), part, at);
        if (read != SQLITE_OK && read != SQLITE_IOERR_SHORT_READ) // another process may have made it shorter
            return false;
    }
    return true;
}

QString lockFile(const QDir& station) { return station.filePath(QStringLiteral("station.lock")); }

} // namespace

struct Database::Plan {
    QString fileName = QStringLiteral("station.db");
    int flags = SQLite::OPEN_READWRITE;
    const char* journal = "PRAGMA journal_mode=WAL";
    int version = 0; ///< migrate no further; 0: to this release's
    bool onlyToLook = false;
};

Database::Database(const QDir& station, FileLayer& files, std::unique_ptr<SQLite::Database> handle)
    : m_station(station)
    , m_files(files)
    , m_handle(std::move(handle))
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::connect(const QDir& station, FileLayer& files, const Plan& plan)
{
    try {
        auto handle = std::make_unique<SQLite::Database>(
            QFile::encodeName(station.filePath(plan.fileName)).toStdString(), plan.flags, busyTimeoutMs,
            logWiper());
        std::unique_ptr<Database> database(new Database(station, files, std::move(handle)));
        auto ready = storage(*database, [&] {
            if (plan.onlyToLook)
                sqlite3_db_config(
                    database->handle().getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
            database->handle().exec(plan.journal);
            database->handle().exec(pragmas);
        }).and_then([&] { return plan.onlyToLook ? Status() : migrate(*database, plan.version); });
        if (!ready)
            return failed(ready);
        return database;
    } catch (const SQLite::Exception& e) {
        const int kind = e.getExtendedErrorCode() & 0xff;
        return fail(kind == SQLITE_NOTADB || kind == SQLITE_CORRUPT ? ErrorCode::Damaged
                : kind == SQLITE_FULL                               ? ErrorCode::StorageFull
                                                                    : ErrorCode::StorageFailed,
            std::string("station.db: ") + e.what());
    }
}

Result<std::unique_ptr<Database>> Database::create(const QDir& station, FileLayer& files)
{
    if (station.exists(QStringLiteral("station.db")))
        return fail(ErrorCode::InvalidInput, "the directory holds a station already");
    auto lock = FileLock::take(lockFile(station), FileLock::How::Shared);
    if (!lock)
        return failed(lock);
    Plan plan;
    plan.flags |= SQLite::OPEN_CREATE;
    auto made = connect(station, files, plan);
    if (!made)
        return made;
    (*made)->m_lock.emplace(std::move(*lock));
    for (const auto* name : {"station.db", "station.db-wal", "station.db-shm"})
        QFile::setPermissions(station.filePath(QLatin1String(name)), QFile::ReadOwner | QFile::WriteOwner);
    if (const Status durable = files.syncFolder(station.path()); !durable)
        return failed(durable);
    return made;
}

Result<std::unique_ptr<Database>> Database::open(const QDir& station, FileLayer& files)
{
    if (!station.exists(QStringLiteral("station.db")))
        return fail(ErrorCode::NotFound, "no station in " + station.path().toStdString());
    auto lock = FileLock::take(lockFile(station), FileLock::How::Shared);
    if (!lock)
        return failed(lock);
    if (isSwapOpen(station)) // whoever recovered it died while we waited: this is still the damaged file
        return fail(ErrorCode::StorageFailed, "station.db: a recovery was cut short; open the station again");
    auto opened = connect(station, files, {});
    if (opened)
        (*opened)->m_lock.emplace(std::move(*lock));
    return opened;
}

Result<std::unique_ptr<Database>> Database::openToLook(const QDir& station, FileLayer& files)
{
    Plan plan;
    plan.onlyToLook = true;
    return connect(station, files, plan);
}

Result<std::unique_ptr<Database>> Database::build(
    const QDir& station, const QString& fileName, int version, FileLayer& files)
{
    auto made = connect(station, files,
        {fileName, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, "PRAGMA journal_mode=DELETE", version,
            false});
    if (made)
        QFile::setPermissions(station.filePath(fileName), QFile::ReadOwner | QFile::WriteOwner);
    return made;
}

Status Database::checkThoroughly()
{
    return storage(*this, [&]() -> Status {
        Query check(*this, "PRAGMA integrity_check(1)");
        if (check.next() && check.text(0) != QStringLiteral("ok"))
            return tl::unexpected(damage("station.db: " + check.text(0).simplified().toStdString()));
        return {};
    });
}

Status Database::mayWrite() const
{
    if (m_stopped)
        return tl::unexpected(*m_stopped);
    return {};
}

int Database::version()
{
    return storage(*this, [&] {
        Query query(*this, "PRAGMA user_version");
        return query.next() ? query.integer(0) : 0;
    }).value_or(0);
}

void Database::checkpoint()
{
    const Status done = storage(*this, [&] {
        Query query(*this, "PRAGMA wal_checkpoint(TRUNCATE)");
        static_cast<void>(query.next());
    });
    if (!done)
        LogLine("checkpoint-failed").with(done.error()).warning(logStore());
}

Error Database::errorFrom(const SQLite::Exception& exception)
{
    const int kind = exception.getExtendedErrorCode() & 0xff;
    const std::string words = std::string("station.db: ") + exception.what();
    if (kind == SQLITE_FULL)
        return {ErrorCode::StorageFull, words};
    if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB)
        return damage(words);
    if (kind == SQLITE_IOERR)
        return stop(words);
    return {ErrorCode::StorageFailed, words};
}

Error Database::damage(const std::string& words)
{
    const bool isGiven = givesAll(m_handle->getHandle())
        && !scanLog(m_station.filePath(QStringLiteral("station.db-wal"))).unreadable;
    if (!isGiven)
        return stop(words + " (the disk does not give all of it)");
    noteTrouble(m_station, m_files, words);
    return {ErrorCode::Damaged, words};
}

Error Database::stop(const std::string& words)
{
    noteTrouble(m_station, m_files, words);
    m_stopped = Error {ErrorCode::StorageFailed, words};
    LogLine("storage-stopped").with(*m_stopped).warning(logStore());
    return *m_stopped;
}

} // namespace station
