#include "tests/support/store_bench.h"

#include <sqlite3.h>

namespace station {

void StoreBench::tamper(const char* sql)
{
    database.reset();
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    char* problem = nullptr;
    const int done = sqlite3_exec(handle, sql, nullptr, nullptr, &problem);
    INFO((problem != nullptr ? problem : ""));
    CHECK(done == SQLITE_OK);
    sqlite3_free(problem);
    sqlite3_close(handle);
}

} // namespace station
