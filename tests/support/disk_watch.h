#pragma once

#include "core/store/file_layer.h"

namespace station {

/// One touch of the disk, told before it happens.
struct DiskTouch {
    enum class Kind { Create, Write, Truncate, SyncFile, Rename, Exchange, Unlink, SyncFolder };
    Kind kind = Kind::Write;
    QString path; ///< for SyncFolder the folder
    QString to = {}; ///< Rename, Exchange
    QByteArray bytes = {}; ///< Write; borrowed: good during the call only
    qint64 at = 0; ///< Write: the offset; Truncate: the new size
    bool byDatabase = false; ///< SQLite touches its own file
};

/// Sees every touch of the disk by SQLite and by watchedFiles(), and may refuse it. SQLite's shared memory is
/// no disk: it goes with the process.
///
/// Threads: one; the watch is asked on the thread that touches.
class DiskWatch {
public:
    enum class Answer { Go, Full, Broken };
    virtual ~DiskWatch() = default;
    [[nodiscard]] virtual Answer before(const DiskTouch& touch) = 0;

    /// Puts a VFS that asks before SQLite's own, for this process.
    static void install();
    /// Who is asked from now on; nullptr: nobody, and everything goes through.
    static void set(DiskWatch* watch);
};

/// POSIX files that ask the watch.
class WatchedFiles : public FileLayer {
public:
    Status write(const QString& path, const QByteArray& bytes) override;
    Status rename(const QString& from, const QString& to) override;
    Status exchange(const QString& from, const QString& to) override;
    Status syncFolder(const QString& folder) override;
    Status remove(const QString& path) override;
    qint64 bytesFree(const QString& folder) const override { return posixFiles().bytesFree(folder); }
};
[[nodiscard]] FileLayer& watchedFiles();

} // namespace station
