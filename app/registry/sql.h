#pragma once

#include "core/base/result.h"

#include <QString>
#include <QVariant>

#include <functional>
#include <optional>
#include <vector>

namespace station {

/// Where the registry keeps its state: a file of SQLite, or a PostgreSQL.
struct DatabaseAddress {
    QString driver; ///< "QSQLITE" or "QPSQL"
    QString database; ///< path, or name
    QString host; ///< name, address, or the directory of a Unix socket
    int port = -1;
    QString user;
    QString password;
};

/// `postgresql://user[:password]@host:port/db`, `postgresql://user@/db?host=/socket/directory`, or a path.
/// Errors: InvalidInput.
[[nodiscard]] Result<DatabaseAddress> parseDatabaseAddress(const QString& text);

/// One answered row; columns by position.
class SqlRow {
public:
    explicit SqlRow(std::vector<QVariant> columns)
        : m_columns(std::move(columns))
    {
    }
    [[nodiscard]] QString text(std::size_t column) const { return m_columns.at(column).toString(); }
    [[nodiscard]] qint64 number(std::size_t column) const { return m_columns.at(column).toLongLong(); }

private:
    std::vector<QVariant> m_columns;
};

using SqlRows = std::vector<SqlRow>;

/// Statements inside one transaction.
class Sql {
public:
    virtual ~Sql() = default;
    [[nodiscard]] virtual Result<SqlRows> run(const QString& statement, const QVariantList& values = {}) = 0;
};

/// The same statements on SQLite and PostgreSQL. Rules that keep it so, and keep a distributed engine
/// possible: keys made by the client, bigint milliseconds, `ON CONFLICT … DO NOTHING RETURNING`, no triggers,
/// no sequences.
///
/// Threads: any; each thread gets its own connection, closed when the thread ends.
class SqlDatabase {
public:
    explicit SqlDatabase(DatabaseAddress address);
    ~SqlDatabase(); ///< closes the connection of the thread that calls it
    SqlDatabase(const SqlDatabase&) = delete;
    SqlDatabase& operator=(const SqlDatabase&) = delete;

    /// One short transaction. `work` may run again from the start when the engine asks for it (40001, 40P01,
    /// BUSY, a lost connection before commit), so it must have no effect outside the database that may not be
    /// repeated. An error that `work` returns rolls back. Errors: StorageFailed.
    [[nodiscard]] Status transaction(const std::function<Status(Sql&)>& work);

private:
    DatabaseAddress m_address;
    quint64 m_number; ///< of this object in the process; threads find their connections by it
};

} // namespace station
