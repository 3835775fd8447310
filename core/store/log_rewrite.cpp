#include "core/store/log_rewrite.h"

#include "core/store/storage.h"

#include <algorithm>
#include <sqlite3.h>
#include <vector>

namespace station {
namespace {

/// SQLite's own handle of it; null when there is no log.
sqlite3_file* logOf(sqlite3* handle)
{
    sqlite3_file* log = nullptr;
    const bool found = sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK
        && log != nullptr;
    return found && log->pMethods != nullptr ? log : nullptr;
}

bool writeOver(sqlite3_file* log)
{
    sqlite3_int64 size = 0;
    if (log->pMethods->xFileSize(log, &size) != SQLITE_OK)
        return false;
    if (size == 0)
        return true;
    std::vector<char> block(1 << 16);
    for (sqlite3_int64 at = 0; at < size; at += std::ssize(block)) {
        const auto part = static_cast<int>(std::min<sqlite3_int64>(size - at, std::ssize(block)));
        if (log->pMethods->xRead(log, block.data(), part, at) != SQLITE_OK
            || log->pMethods->xWrite(log, block.data(), part, at) != SQLITE_OK)
            return false;
    }
    return log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) == SQLITE_OK;
}

} // namespace

Status rewriteLog(Database& database)
{
    return storage(database, [&]() -> Status {
        SQLite::Transaction alone(database.handle(), SQLite::TransactionBehavior::IMMEDIATE);
        sqlite3_file* log = logOf(database.handle().getHandle());
        if (log != nullptr && !writeOver(log))
            return fail(ErrorCode::StorageFailed, "station.db-wal cannot be written again");
        return {};
    });
}

} // namespace station
