#include "core/store/log_wiper.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace station {
namespace {

constexpr auto logHeaderBytes = static_cast<sqlite3_int64>(wipedLog.size());
static_assert(logHeaderBytes == 32); // https://www.sqlite.org/fileformat2.html#walformat

struct Log {
    sqlite3_file own;
    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* below(sqlite3_file* file) { return reinterpret_cast<Log*>(file)->below(); }
sqlite3_vfs* base(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int zero(sqlite3_file* file, sqlite3_int64 from, sqlite3_int64 to)
{
    static constexpr std::array<char, 65536> zeros {};
    for (sqlite3_int64 at = from; at < to; at += static_cast<sqlite3_int64>(zeros.size())) {
        const auto size = std::min(to - at, static_cast<sqlite3_int64>(zeros.size()));
        if (const int done = file->pMethods->xWrite(file, zeros.data(), static_cast<int>(size), at);
            done != SQLITE_OK)
            return done;
    }
    return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

int endLog(sqlite3_file* file)
{
    const int done = file->pMethods->xWrite(file, wipedLog.data(), static_cast<int>(wipedLog.size()), 0);
    return done == SQLITE_OK ? file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) : done;
}

int wipe(sqlite3_file* file, sqlite3_int64 from)
{
    sqlite3_int64 size = 0;
    if (file->pMethods->xFileSize(file, &size) != SQLITE_OK || size <= from)
        return SQLITE_OK;
    const int ended = from > 0 ? SQLITE_OK : endLog(file);
    return ended == SQLITE_OK ? zero(file, std::max(from, logHeaderBytes), size) : ended;
}

int closeLog(sqlite3_file* f) { return below(f)->pMethods->xClose(below(f)); }
int readLog(sqlite3_file* f, void* to, int size, sqlite3_int64 at)
{
    return below(f)->pMethods->xRead(below(f), to, size, at);
}
int writeLog(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at)
{
    return below(f)->pMethods->xWrite(below(f), bytes, size, at);
}
int truncateLog(sqlite3_file* f, sqlite3_int64 size)
{
    // After a failed fsync the connection must hear of it and write no more (database.h).
    if (wipe(below(f), size) == SQLITE_IOERR_FSYNC)
        return SQLITE_IOERR_FSYNC;
    return below(f)->pMethods->xTruncate(below(f), size);
}
int syncLog(sqlite3_file* f, int flags) { return below(f)->pMethods->xSync(below(f), flags); }
int sizeOfLog(sqlite3_file* f, sqlite3_int64* size) { return below(f)->pMethods->xFileSize(below(f), size); }
int lockLog(sqlite3_file* f, int how) { return below(f)->pMethods->xLock(below(f), how); }
int unlockLog(sqlite3_file* f, int how) { return below(f)->pMethods->xUnlock(below(f), how); }
int isReserved(sqlite3_file* f, int* out) { return below(f)->pMethods->xCheckReservedLock(below(f), out); }
int control(sqlite3_file* f, int op, void* arg)
{
    return below(f)->pMethods->xFileControl(below(f), op, arg);
}
int sectorSize(sqlite3_file* f) { return below(f)->pMethods->xSectorSize(below(f)); }
int traits(sqlite3_file* f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); }

// Version 1: shared memory and mapping are the database file's.
const sqlite3_io_methods logMethods {1, closeLog, readLog, writeLog, truncateLog, syncLog, sizeOfLog, lockLog,
    unlockLog, isReserved, control, sectorSize, traits, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* f, int flags, int* outFlags)
{
    if ((flags & SQLITE_OPEN_WAL) == 0)
        return base(vfs)->xOpen(base(vfs), name, f, flags, outFlags);
    f->pMethods = nullptr;
    const int done = base(vfs)->xOpen(base(vfs), name, below(f), flags, outFlags);
    if (done == SQLITE_OK)
        f->pMethods = &logMethods;
    return done;
}

/// SQLite removes the log when the last connection has moved all of it into the database.
int deleteFile(sqlite3_vfs* vfs, const char* name, int syncsFolder)
{
    if (std::string_view(name).ends_with("-wal")) {
        const auto memory = std::make_unique<std::max_align_t[]>(
            static_cast<std::size_t>(base(vfs)->szOsFile) / sizeof(std::max_align_t) + 1);
        auto* const file = reinterpret_cast<sqlite3_file*>(memory.get());
        if (base(vfs)->xOpen(base(vfs), name, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr)
            == SQLITE_OK) {
            static_cast<void>(wipe(file, 0)); // the connection ends with it
            static_cast<void>(file->pMethods->xClose(file));
        }
    }
    return base(vfs)->xDelete(base(vfs), name, syncsFolder);
}

struct Wiper {
    std::string name;
    sqlite3_vfs vfs {};
};

} // namespace

std::string logWiper()
{
    static std::mutex mutex;
    static std::map<sqlite3_vfs*, Wiper> wipers; // tests put a VFS of their own below
    const std::lock_guard lock(mutex);
    sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
    if (real == nullptr)
        return {};
    const auto [found, isNew] = wipers.try_emplace(real);
    Wiper& wiper = found->second;
    if (isNew) {
        wiper.name = std::string("log-wiper-") + real->zName;
        wiper.vfs = *real;
        wiper.vfs.pNext = nullptr;
        wiper.vfs.pAppData = real;
        wiper.vfs.zName = wiper.name.c_str();
        wiper.vfs.szOsFile = static_cast<int>(sizeof(Log)) + real->szOsFile;
        wiper.vfs.xOpen = openFile;
        wiper.vfs.xDelete = deleteFile;
        sqlite3_vfs_register(&wiper.vfs, 0);
    }
    return wiper.name;
}

} // namespace station
