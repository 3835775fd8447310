#include "tests/support/disk_watch.h"

#include <QFile>
#include <QFileInfo>

#include <catch2/catch.hpp>

#include <sqlite3.h>

namespace station {
namespace {

using Kind = DiskTouch::Kind;
using Answer = DiskWatch::Answer;

DiskWatch* watching = nullptr;

Answer ask(const DiskTouch& touch) { return watching != nullptr ? watching->before(touch) : Answer::Go; }

// The VFS: one method table over the one of "unix".

sqlite3_vfs* real = nullptr;
sqlite3_vfs watched;

struct WatchedFile {
    sqlite3_file base;
    const char* name; ///< SQLite keeps it until the file is closed; null for a temporary file
    bool syncsFolder; ///< as "unix" does once for a journal that it has made
    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

WatchedFile* own(sqlite3_file* file) { return reinterpret_cast<WatchedFile*>(file); }
sqlite3_file* below(sqlite3_file* file) { return own(file)->below(); }

int refusal(DiskTouch touch, int broken)
{
    touch.byDatabase = true;
    switch (ask(touch)) {
    case Answer::Go: return SQLITE_OK;
    case Answer::Full: return SQLITE_FULL;
    case Answer::Broken: return broken;
    }
    return SQLITE_OK;
}

int refusalOf(sqlite3_file* file, DiskTouch touch, int broken)
{
    if (own(file)->name == nullptr)
        return SQLITE_OK;
    touch.path = QFile::decodeName(own(file)->name);
    return refusal(touch, broken);
}

int writeFile(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at)
{
    const int stop = refusalOf(f,
        {Kind::Write, {}, {}, QByteArray::fromRawData(static_cast<const char*>(bytes), size), at},
        SQLITE_IOERR_WRITE);
    return stop != SQLITE_OK ? stop : below(f)->pMethods->xWrite(below(f), bytes, size, at);
}
int truncateFile(sqlite3_file* f, sqlite3_int64 size)
{
    const int stop = refusalOf(f, {Kind::Truncate, {}, {}, {}, size}, SQLITE_IOERR_TRUNCATE);
    return stop != SQLITE_OK ? stop : below(f)->pMethods->xTruncate(below(f), size);
}
int syncFile(sqlite3_file* f, int flags)
{
    int stop = refusalOf(f, {Kind::SyncFile, {}}, SQLITE_IOERR_FSYNC);
    if (stop == SQLITE_OK && own(f)->syncsFolder) {
        const QString folder = QFileInfo(QFile::decodeName(own(f)->name)).path();
        stop = refusal({Kind::SyncFolder, folder}, SQLITE_IOERR_DIR_FSYNC);
        own(f)->syncsFolder = false;
    }
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
    own(f)->base.pMethods = nullptr;
    own(f)->name = name;
    own(f)->syncsFolder = false;
    if (name != nullptr && (flags & SQLITE_OPEN_CREATE) != 0 && !QFile::exists(QFile::decodeName(name))) {
        const int stop = refusalOf(f, {Kind::Create, {}}, SQLITE_CANTOPEN);
        if (stop != SQLITE_OK)
            return stop;
        own(f)->syncsFolder = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    }
    const int done = real->xOpen(real, name, below(f), flags, outFlags);
    f->pMethods = done == SQLITE_OK ? &methods : nullptr;
    return done;
}

int deleteFile(sqlite3_vfs*, const char* name, int syncsFolder)
{
    const QString path = QFile::decodeName(name);
    if (!QFile::exists(path))
        return real->xDelete(real, name, syncsFolder);
    int stop = refusal({Kind::Unlink, path}, SQLITE_IOERR_DELETE);
    if (stop == SQLITE_OK && syncsFolder != 0)
        stop = refusal({Kind::SyncFolder, QFileInfo(path).path()}, SQLITE_IOERR_DIR_FSYNC);
    return stop != SQLITE_OK ? stop : real->xDelete(real, name, syncsFolder);
}

Status allowed(const DiskTouch& touch)
{
    switch (ask(touch)) {
    case Answer::Go: return {};
    case Answer::Full: return fail(ErrorCode::StorageFull, "the disk is full");
    case Answer::Broken: return fail(ErrorCode::StorageFailed, "the disk is broken");
    }
    return {};
}

} // namespace

void DiskWatch::install()
{
    if (real != nullptr)
        return;
    sqlite3_initialize();
    real = sqlite3_vfs_find("unix");
    REQUIRE(real != nullptr);
    watched = *real;
    watched.zName = "watched";
    watched.szOsFile = static_cast<int>(sizeof(WatchedFile)) + real->szOsFile;
    watched.xOpen = openFile;
    watched.xDelete = deleteFile;
    REQUIRE(sqlite3_vfs_register(&watched, 1) == SQLITE_OK);
}

void DiskWatch::set(DiskWatch* watch) { watching = watch; }

Status WatchedFiles::write(const QString& path, const QByteArray& bytes)
{
    const bool there = QFile::exists(path);
    const Status may = allowed({there ? Kind::Truncate : Kind::Create, path}).and_then([&] {
        return allowed({Kind::Write, path, {}, bytes});
    });
    if (!may)
        return may;
    if (const Status done = posixFiles().write(path, bytes); !done)
        return done;
    const Status synced = allowed({Kind::SyncFile, path});
    if (!synced)
        static_cast<void>(posixFiles().remove(path));
    return synced;
}

Status WatchedFiles::rename(const QString& from, const QString& to)
{
    return allowed({Kind::Rename, from, to}).and_then([&] { return posixFiles().rename(from, to); });
}

Status WatchedFiles::exchange(const QString& from, const QString& to)
{
    return allowed({Kind::Exchange, from, to}).and_then([&] { return posixFiles().exchange(from, to); });
}

Status WatchedFiles::syncFolder(const QString& folder)
{
    return allowed({Kind::SyncFolder, folder}).and_then([&] { return posixFiles().syncFolder(folder); });
}

Status WatchedFiles::remove(const QString& path)
{
    if (!QFile::exists(path))
        return {};
    return allowed({Kind::Unlink, path}).and_then([&] { return posixFiles().remove(path); });
}

FileLayer& watchedFiles()
{
    static WatchedFiles files;
    return files;
}

} // namespace station
