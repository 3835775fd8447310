#include "tests/support/store_bench.h"

#include "core/store/ledger.h"

#include <sqlite3.h>

namespace station {
namespace {

sqlite3* opened(const QDir& station)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    return handle;
}

void exec(sqlite3* handle, const char* sql)
{
    char* problem = nullptr;
    const int done = sqlite3_exec(handle, sql, nullptr, nullptr, &problem);
    INFO((problem != nullptr ? problem : ""));
    CHECK(done == SQLITE_OK);
    sqlite3_free(problem);
}

LedgerHead endOf(sqlite3* handle)
{
    LedgerHead end {0, QByteArray(ledgerHashBytes, '\0')};
    sqlite3_stmt* query = nullptr;
    REQUIRE(
        sqlite3_prepare_v2(handle, "SELECT seq, hash FROM ledger_head", -1, &query, nullptr) == SQLITE_OK);
    if (sqlite3_step(query) == SQLITE_ROW)
        end = {sqlite3_column_int64(query, 0),
            QByteArray(static_cast<const char*>(sqlite3_column_blob(query, 1)), ledgerHashBytes)};
    sqlite3_finalize(query);
    return end;
}

void insert(sqlite3_stmt* query, const AuditRow& row)
{
    sqlite3_reset(query);
    sqlite3_bind_int64(query, 1, row.seq);
    sqlite3_bind_int64(query, 2, toMs(row.at));
    int column = 2;
    for (const QString& text : {row.event, row.subject, row.detail, row.actor})
        sqlite3_bind_text(query, ++column, text.toUtf8().constData(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_blob(query, 7, row.hash.constData(), ledgerHashBytes, SQLITE_TRANSIENT);
    if (sqlite3_step(query) != SQLITE_DONE) // not an assertion a row
        FAIL("a ledger row was refused");
}

} // namespace

void StoreBench::tamper(const char* sql)
{
    database.reset();
    sqlite3* handle = opened(station);
    exec(handle, sql);
    sqlite3_close(handle);
}

void growLedger(const QDir& station, qint64 rows)
{
    sqlite3* handle = opened(station);
    exec(handle, "BEGIN");
    LedgerHead end = endOf(handle);
    sqlite3_stmt* query = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle, "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", -1, &query, nullptr)
        == SQLITE_OK);
    while (end.seq < rows) {
        AuditRow row {end.seq + 1, fromMs(1795780800000 + end.seq), QStringLiteral("finger-taken"),
            PacketId::create(fromMs(1795780800000)).text(), QStringLiteral("finger-%1").arg(end.seq % 10),
            OfficerId::create(fromMs(1795780800000)).text(), {}};
        row.hash = ledgerHash(end.hash, row);
        insert(query, row);
        end = {row.seq, row.hash};
    }
    sqlite3_finalize(query);
    REQUIRE(
        sqlite3_prepare_v2(handle, "INSERT OR REPLACE INTO ledger_head VALUES (1, ?, ?)", -1, &query, nullptr)
        == SQLITE_OK);
    sqlite3_bind_int64(query, 1, end.seq);
    sqlite3_bind_blob(query, 2, end.hash.constData(), ledgerHashBytes, SQLITE_TRANSIENT);
    REQUIRE(sqlite3_step(query) == SQLITE_DONE);
    sqlite3_finalize(query);
    exec(handle, "COMMIT");
    sqlite3_close(handle);
}

} // namespace station
