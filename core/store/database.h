#pragma once

#include "core/base/result.h"
#include "core/store/file_layer.h"
#include "core/store/file_lock.h"

#include <QDir>

#include <memory>
#include <optional>

namespace SQLite {
class Database;
class Exception;
}

namespace station {

/// station.db of one station directory: one connection.
///
/// WAL and synchronous=FULL: what a transaction has written when it returns survives a power cut. The file is
/// never deleted or made anew by the program. After the disk has failed this connection writes no more
/// (mayWrite()); what it reads from then on is what was acknowledged before. Threads: one for each Database;
/// a second thread opens its own.
class Database {
public:
    /// Makes the file. Errors: InvalidInput when there is one already.
    [[nodiscard]] static Result<std::unique_ptr<Database>> create(
        const QDir& station, FileLayer& files = posixFiles());
    /// Opens and migrates; programs call openSound() (recovery.h), which looks at the file first. Waits while
    /// another process recovers it. Errors: NotFound, StorageTooNew, Damaged, StorageFailed; this also when
    /// that process died before its last step (isSwapOpen).
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(
        const QDir& station, FileLayer& files = posixFiles());
    /// For whoever holds station.lock alone and does not know yet whether the file is sound: not migrated,
    /// and closing it moves nothing from the log into the file.
    [[nodiscard]] static Result<std::unique_ptr<Database>> openToLook(const QDir& station, FileLayer& files);
    /// For a recovery: a new file beside station.db, with the tables of `version`, without a log.
    [[nodiscard]] static Result<std::unique_ptr<Database>> build(
        const QDir& station, const QString& fileName, int version, FileLayer& files);
    ~Database();

    [[nodiscard]] const QDir& station() const { return m_station; }
    [[nodiscard]] FileLayer& files() const { return m_files; }

    /// Errors: the StorageFailed that stopped this connection.
    [[nodiscard]] Status mayWrite() const;
    /// Reads every page and compares every index with its table. Errors: Damaged; StorageFailed when it could
    /// not be read.
    [[nodiscard]] Status checkThoroughly();
    /// Of the tables in the file; 0 when there are none or it cannot be read.
    [[nodiscard]] int version();
    /// Moves the log into the file and empties it, so that what was deleted leaves the log too. Busy readers
    /// are no error.
    void checkpoint();

    // For core/store only.
    [[nodiscard]] SQLite::Database& handle() const { return *m_handle; }
    /// What SQLite threw, as a value; a disk that failed stops this connection.
    [[nodiscard]] Error errorFrom(const SQLite::Exception& exception);
    /// SQLite found something that it did not write, or what it takes for that: a page that the disk does not
    /// give (EIO) it calls malformed as well (SQLITE_IOERR_CORRUPTFS). Damaged, or StorageFailed, which stops
    /// this connection. Reads the whole file.
    [[nodiscard]] Error damage(const std::string& words);

private:
    struct Plan;
    Database(const QDir& station, FileLayer& files, std::unique_ptr<SQLite::Database> handle);
    [[nodiscard]] static Result<std::unique_ptr<Database>> connect(
        const QDir& station, FileLayer& files, const Plan& plan);
    Error stop(const std::string& words);

    QDir m_station;
    FileLayer& m_files;
    std::optional<FileLock>
        m_lock; ///< shared, while the connection lives: nobody recovers the file meanwhile
    std::unique_ptr<SQLite::Database> m_handle;
    std::optional<Error> m_stopped;
};

} // namespace station
