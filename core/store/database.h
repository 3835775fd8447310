#pragma once

#include "core/base/result.h"
#include "core/store/file_layer.h"

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
/// never deleted or made anew by the program. After a failed write to the disk this connection writes no more
/// (mayWrite()). Threads: one for each Database; a second thread opens its own.
class Database {
public:
    /// Makes the file. Errors: InvalidInput when there is one already.
    [[nodiscard]] static Result<std::unique_ptr<Database>> create(
        const QDir& station, FileLayer& files = posixFiles());
    /// Opens, checks and migrates. Errors: NotFound, StorageTooNew, Damaged, StorageFailed.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(
        const QDir& station, FileLayer& files = posixFiles());
    ~Database();

    [[nodiscard]] const QDir& station() const { return m_station; }
    [[nodiscard]] FileLayer& files() const { return m_files; }

    /// Errors: the StorageFailed that stopped this connection.
    [[nodiscard]] Status mayWrite() const;
    /// Moves the log into the file and empties it, so that what was deleted leaves the log too. Busy readers
    /// are no error.
    void checkpoint();

    // For core/store only.
    [[nodiscard]] SQLite::Database& handle() const { return *m_handle; }
    /// What SQLite threw, as a value; a failed disk write stops this connection.
    [[nodiscard]] Error errorFrom(const SQLite::Exception& exception);

private:
    Database(const QDir& station, FileLayer& files, std::unique_ptr<SQLite::Database> handle);
    [[nodiscard]] static Result<std::unique_ptr<Database>> connect(
        const QDir& station, FileLayer& files, int flags);

    QDir m_station;
    FileLayer& m_files;
    std::unique_ptr<SQLite::Database> m_handle;
    std::optional<Error> m_stopped;
};

} // namespace station
