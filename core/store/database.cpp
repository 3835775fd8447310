#include "core/store/database.h"

#include "core/base/log.h"
#include "core/store/migrations.h"
#include "core/store/storage.h"

#include <QFile>

#include <sqlite3.h>

namespace station {
namespace {

// The table of sync.md §2a. temp_store=MEMORY keeps sorted text out of /tmp; secure_delete overwrites what
// was deleted.
constexpr auto pragmas = "PRAGMA journal_mode=WAL;"
                         "PRAGMA synchronous=FULL;"
                         "PRAGMA foreign_keys=ON;"
                         "PRAGMA secure_delete=ON;"
                         "PRAGMA temp_store=MEMORY;"
                         "PRAGMA wal_autocheckpoint=1000;"
                         "PRAGMA journal_size_limit=8388608;"
                         "PRAGMA trusted_schema=OFF;"
                         "PRAGMA cell_size_check=ON;";
constexpr int busyTimeoutMs = 5000;

Status checked(Database& database)
{
    return storage(database, [&]() -> Status {
        Query check(database, "PRAGMA quick_check(1)");
        if (check.next() && check.text(0) != QStringLiteral("ok"))
            return fail(ErrorCode::Damaged, "station.db: " + check.text(0).toStdString());
        return {};
    });
}

} // namespace

Database::Database(const QDir& station, FileLayer& files, std::unique_ptr<SQLite::Database> handle)
    : m_station(station)
    , m_files(files)
    , m_handle(std::move(handle))
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::connect(const QDir& station, FileLayer& files, int flags)
{
    try {
        auto handle = std::make_unique<SQLite::Database>(
            QFile::encodeName(station.filePath(QStringLiteral("station.db"))).toStdString(), flags,
            busyTimeoutMs);
        std::unique_ptr<Database> database(new Database(station, files, std::move(handle)));
        auto ready = storage(*database, [&] {
            database->handle().exec(pragmas);
        }).and_then([&] {
              return checked(*database);
          }).and_then([&] { return migrate(*database); });
        if (!ready)
            return failed(ready);
        return database;
    } catch (const SQLite::Exception& e) {
        return fail(ErrorCode::StorageFailed, std::string("station.db: ") + e.what());
    }
}

Result<std::unique_ptr<Database>> Database::create(const QDir& station, FileLayer& files)
{
    if (station.exists(QStringLiteral("station.db")))
        return fail(ErrorCode::InvalidInput, "the directory holds a station already");
    auto made = connect(station, files, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    if (!made)
        return made;
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
    return connect(station, files, SQLite::OPEN_READWRITE);
}

Status Database::mayWrite() const
{
    if (m_stopped)
        return tl::unexpected(*m_stopped);
    return {};
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
        return {ErrorCode::Damaged, words};
    if (kind == SQLITE_IOERR) {
        m_stopped = Error {ErrorCode::StorageFailed, words};
        LogLine("storage-stopped").with(*m_stopped).warning(logStore());
    }
    return {ErrorCode::StorageFailed, words};
}

} // namespace station
