#include "tests/support/crash_point.h"

#include <catch2/catch.hpp>
#include <sys/wait.h>

#include <csignal>
#include <cstring>
#include <memory>
#include <sqlite3.h>
#include <unistd.h>
#include <vector>

namespace station {
namespace {

enum class Mode { Off, Kill, Full, Broken };

struct Plan {
    Mode mode = Mode::Off;
    int at = 0;
    int touches = 0;
};
Plan plan;

enum class Answer { Go, Full, Broken };

Answer touch()
{
    ++plan.touches;
    switch (plan.mode) {
    case Mode::Off: return Answer::Go;
    case Mode::Kill:
        if (plan.touches == plan.at)
            ::kill(::getpid(), SIGKILL);
        return Answer::Go;
    case Mode::Full: return plan.touches >= plan.at ? Answer::Full : Answer::Go;
    case Mode::Broken: return plan.touches >= plan.at ? Answer::Broken : Answer::Go;
    }
    return Answer::Go;
}

// The VFS: one method table over the one of "unix".

sqlite3_vfs* real = nullptr;
sqlite3_vfs counting;

struct CountedFile {
    sqlite3_file base;
    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

CountedFile* own(sqlite3_file* file) { return reinterpret_cast<CountedFile*>(file); }
sqlite3_file* below(sqlite3_file* file) { return own(file)->below(); }

int whenTouched(int broken)
{
    switch (touch()) {
    case Answer::Go: return SQLITE_OK;
    case Answer::Full: return SQLITE_FULL;
    case Answer::Broken: return broken;
    }
    return SQLITE_OK;
}

int writeFile(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at)
{
    const int stop = whenTouched(SQLITE_IOERR_WRITE);
    return stop != SQLITE_OK ? stop : below(f)->pMethods->xWrite(below(f), bytes, size, at);
}
int truncateFile(sqlite3_file* f, sqlite3_int64 size)
{
    const int stop = whenTouched(SQLITE_IOERR_TRUNCATE);
    return stop != SQLITE_OK ? stop : below(f)->pMethods->xTruncate(below(f), size);
}
int syncFile(sqlite3_file* f, int flags)
{
    const int stop = whenTouched(SQLITE_IOERR_FSYNC);
    return stop != SQLITE_OK ? stop : below(f)->pMethods->xSync(below(f), flags);
}
int closeFile(sqlite3_file* f) { return below(f)->pMethods->xClose(below(f)); }
int readFile(sqlite3_file* f, void* to, int n, sqlite3_int64 at)
{
    return below(f)->pMethods->xRead(below(f), to, n, at);
}
int sizeOf(sqlite3_file* f, sqlite3_int64* size) { return below(f)->pMethods->xFileSize(below(f), size); }
int lockFile(sqlite3_file* f, int how) { return below(f)->pMethods->xLock(below(f), how); }
int unlockFile(sqlite3_file* f, int how) { return below(f)->pMethods->xUnlock(below(f), how); }
int isReserved(sqlite3_file* f, int* out) { return below(f)->pMethods->xCheckReservedLock(below(f), out); }
int controlFile(sqlite3_file* f, int op, void* arg)
{
    return below(f)->pMethods->xFileControl(below(f), op, arg);
}
int sectorSize(sqlite3_file* f) { return below(f)->pMethods->xSectorSize(below(f)); }
int traits(sqlite3_file* f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); }
int mapShared(sqlite3_file* f, int page, int size, int extend, void volatile** out)
{
    return below(f)->pMethods->xShmMap(below(f), page, size, extend, out);
}
int lockShared(sqlite3_file* f, int at, int n, int flags)
{
    return below(f)->pMethods->xShmLock(below(f), at, n, flags);
}
void barrier(sqlite3_file* f) { below(f)->pMethods->xShmBarrier(below(f)); }
int unmapShared(sqlite3_file* f, int remove) { return below(f)->pMethods->xShmUnmap(below(f), remove); }

const sqlite3_io_methods methods {2, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOf, lockFile,
    unlockFile, isReserved, controlFile, sectorSize, traits, mapShared, lockShared, barrier, unmapShared,
    nullptr, nullptr};

int openFile(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* f, int flags, int* outFlags)
{
    const int done = real->xOpen(real, name, below(f), flags, outFlags);
    f->pMethods = done == SQLITE_OK ? &methods : nullptr;
    return done;
}

class CountedFiles final : public FileLayer {
public:
    Status write(const QString& path, const QByteArray& bytes) override
    {
        const Status may = allowed(); // before anything is there
        if (!may)
            return may;
        const Status done = posixFiles().write(path, bytes);
        return done ? allowed() : done; // after it is written
    }
    Status rename(const QString& from, const QString& to) override
    {
        const Status may = allowed();
        return may ? posixFiles().rename(from, to) : may;
    }
    Status exchange(const QString& from, const QString& to) override
    {
        const Status may = allowed();
        const Status done = may ? FileLayer::exchange(from, to) : may;
        return done ? allowed() : done;
    }
    Status syncFolder(const QString& folder) override
    {
        const Status may = allowed();
        return may ? posixFiles().syncFolder(folder) : may;
    }
    Status remove(const QString& path) override
    {
        const Status may = allowed();
        return may ? posixFiles().remove(path) : may;
    }
    qint64 bytesFree(const QString& folder) const override { return posixFiles().bytesFree(folder); }

private:
    static Status allowed()
    {
        switch (touch()) {
        case Answer::Go: return {};
        case Answer::Full: return fail(ErrorCode::StorageFull, "the disk is full");
        case Answer::Broken: return fail(ErrorCode::StorageFailed, "the disk is broken");
        }
        return {};
    }
};

} // namespace

void CrashPoint::install()
{
    if (real != nullptr)
        return;
    sqlite3_initialize();
    real = sqlite3_vfs_find("unix");
    REQUIRE(real != nullptr);
    counting = *real;
    counting.zName = "counting";
    counting.szOsFile = static_cast<int>(sizeof(CountedFile)) + real->szOsFile;
    counting.xOpen = openFile;
    REQUIRE(sqlite3_vfs_register(&counting, 1) == SQLITE_OK);
}

void CrashPoint::count() { plan = {}; }
int CrashPoint::counted() { return plan.touches; }
void CrashPoint::killAt(int n) { plan = {Mode::Kill, n, 0}; }
void CrashPoint::failFrom(int n, Trouble trouble)
{
    plan = {trouble == Trouble::Full ? Mode::Full : Mode::Broken, n, 0};
}
void CrashPoint::off() { plan = {}; }

FileLayer& countedFiles()
{
    static CountedFiles files;
    return files;
}

bool diesIn(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        ::_exit(0); // neither Catch's nor Qt's ends: those are the parent's
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

} // namespace station
