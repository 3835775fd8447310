#include "app/registry/sql.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUrl>
#include <QUrlQuery>
#include <QUuid>

#include <atomic>
#include <chrono>
#include <map>
#include <thread>

namespace station {
namespace {

constexpr int attempts = 8;
constexpr int busyTimeoutMs = 5000;

/// This thread's connections, by database.
struct ThreadConnections {
    std::map<quint64, QString> names;

    ~ThreadConnections()
    {
        for (const auto& [owner, name] : names)
            QSqlDatabase::removeDatabase(name);
    }
};

ThreadConnections& mine()
{
    thread_local ThreadConnections connections;
    return connections;
}

Error errorOf(const QSqlError& error) { return {ErrorCode::StorageFailed, error.text().toStdString()}; }

/// The engine says: nothing happened, ask again.
bool mayRepeat(const QSqlError& error)
{
    const QString code = error.nativeErrorCode();
    for (const auto* repeatable : {"40001", "40P01", "57P01", "57P03", "5", "6", "261", "262", "517"}) {
        if (code == QLatin1String(repeatable))
            return true;
    }
    return error.type() == QSqlError::ConnectionError;
}

class QtSql final : public Sql {
public:
    explicit QtSql(QSqlDatabase& connection)
        : m_connection(connection)
    {
    }

    Result<SqlRows> run(const QString& statement, const QVariantList& values = {}) override
    {
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        bool done = false;
        if (values.isEmpty()) {
            done = query.exec(statement);
        } else {
            done = query.prepare(statement);
            for (const auto& value : values) // a null QString is an empty text here, never SQL's NULL
                query.addBindValue(value.typeId() == QMetaType::QString && value.toString().isNull()
                        ? QVariant(QString::fromLatin1(""))
                        : value);
            done = done && query.exec();
        }
        if (!done)
            return failedWith(query.lastError());
        SqlRows rows;
        const int width = query.record().count();
        while (width > 0 && query.next()) {
            std::vector<QVariant> columns;
            for (int i = 0; i < width; ++i)
                columns.push_back(query.value(i));
            rows.emplace_back(std::move(columns));
        }
        if (query.lastError().isValid())
            return failedWith(query.lastError());
        return rows;
    }

    [[nodiscard]] bool mayBeRepeated() const { return m_mayRepeat; }

private:
    tl::unexpected<Error> failedWith(const QSqlError& error)
    {
        m_mayRepeat = m_mayRepeat || mayRepeat(error);
        return tl::unexpected<Error>(errorOf(error));
    }

    QSqlDatabase& m_connection;
    bool m_mayRepeat = false;
};

Status prepareSqlite(QSqlDatabase& connection)
{
    for (const auto* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
             "PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF", "PRAGMA journal_size_limit=8388608"}) {
        QSqlQuery query(connection);
        if (!query.exec(QLatin1String(pragma)))
            return tl::unexpected<Error>(errorOf(query.lastError()));
    }
    return {};
}

Result<QSqlDatabase> connectionFor(const DatabaseAddress& address, quint64 owner)
{
    auto& name = mine().names[owner];
    if (name.isEmpty()) {
        name = QUuid::createUuid().toString();
        QSqlDatabase fresh = QSqlDatabase::addDatabase(address.driver, name);
        fresh.setDatabaseName(address.database);
        fresh.setHostName(address.host);
        fresh.setPort(address.port);
        fresh.setUserName(address.user);
        fresh.setPassword(address.password);
        if (address.driver == QLatin1String("QSQLITE"))
            fresh.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMs));
        else
            fresh.setConnectOptions(
                QStringLiteral("connect_timeout=5;options='-c client_min_messages=warning'"));
    }
    QSqlDatabase connection = QSqlDatabase::database(name, false);
    if (connection.isOpen())
        return connection;
    connection.close();
    if (!connection.open())
        return tl::unexpected<Error>(errorOf(connection.lastError()));
    if (address.driver == QLatin1String("QSQLITE")) {
        if (auto ready = prepareSqlite(connection); !ready)
            return failed(ready);
    }
    return connection;
}

/// One try. `again` is set when the engine asks for another.
Status tryOnce(QSqlDatabase& connection, const std::function<Status(Sql&)>& work, bool sqlite, bool& again)
{
    QtSql sql(connection);
    // SQLite: the write lock at once, because a read that turns into a write cannot wait for it.
    auto done = sql.run(sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"))
                    .map([](const SqlRows&) {});
    if (done) {
        done = work(sql);
        if (done)
            done = sql.run(QStringLiteral("COMMIT")).map([](const SqlRows&) {});
        if (!done)
            (void)sql.run(QStringLiteral("ROLLBACK"));
    }
    again = !done && sql.mayBeRepeated();
    return done;
}

} // namespace

Result<DatabaseAddress> parseDatabaseAddress(const QString& text)
{
    if (!text.startsWith(QLatin1String("postgresql:")) && !text.startsWith(QLatin1String("postgres:"))) {
        if (text.isEmpty() || text.contains(QLatin1String("://")))
            return fail(ErrorCode::InvalidInput, "a database is a file or postgresql://user@host:port/name");
        return DatabaseAddress {QStringLiteral("QSQLITE"), text, {}, -1, {}, {}};
    }
    const QUrl url(text, QUrl::StrictMode);
    const QUrlQuery query(url);
    DatabaseAddress address {QStringLiteral("QPSQL"), url.path().mid(1), url.host(), url.port(),
        url.userName(), url.password(QUrl::FullyDecoded)};
    if (query.hasQueryItem(QStringLiteral("host")))
        address.host = query.queryItemValue(QStringLiteral("host"), QUrl::FullyDecoded);
    if (!url.isValid() || address.database.isEmpty())
        return fail(
            ErrorCode::InvalidInput, "not a database address: expected postgresql://user@host:port/name");
    return address;
}

SqlDatabase::SqlDatabase(DatabaseAddress address)
    : m_address(std::move(address))
{
    static std::atomic<quint64> last {0};
    m_number = ++last;
}

SqlDatabase::~SqlDatabase()
{
    const auto found = mine().names.find(m_number);
    if (found == mine().names.end())
        return;
    QSqlDatabase::removeDatabase(found->second);
    mine().names.erase(found);
}

Status SqlDatabase::transaction(const std::function<Status(Sql&)>& work)
{
    Status done = fail(ErrorCode::StorageFailed, "not tried");
    for (int attempt = 0; attempt < attempts; ++attempt) {
        if (attempt > 0) // let the other side finish: 1, 2, 4 … 64 ms
            std::this_thread::sleep_for(std::chrono::milliseconds(1 << (attempt - 1)));
        auto connection = connectionFor(m_address, m_number);
        if (!connection) {
            done = failed(connection);
            continue;
        }
        bool again = false;
        done = tryOnce(*connection, work, m_address.driver == QLatin1String("QSQLITE"), again);
        if (done || (!again && connection->isOpen()))
            return done;
    }
    return done;
}

} // namespace station
