#pragma once

#include "tests/support/disk_watch.h"

#include <QDir>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace station {

/// Everything under one directory; paths are relative to it. Without what goes with the process: SQLite's
/// shared memory and the sealing lock.
struct DiskImage {
    std::map<QString, QByteArray> files;
    std::set<QString> folders;

    [[nodiscard]] static DiskImage of(const QDir& root);
    /// Whatever stood there goes.
    void putInto(const QDir& root) const;
    friend bool operator==(const DiskImage&, const DiskImage&) = default;
};

/// What the disk keeps of that which no fsync has promised.
enum class Keeps {
    Nothing,
    Everything, ///< as after kill -9
    Beginning, ///< of each file and folder the first few changes
    Sectors, ///< any 512-byte sectors of the writes, any changes of names
};
[[nodiscard]] const char* nameOf(Keeps keeps);

/// A disk that breaks its promises: for tests that must fail.
struct WeakDisk {
    bool folderSyncIsNothing = false; ///< of the file layer; SQLite's own folders stay safe
    bool fileSyncIsNothing = false; ///< of the file layer
    bool databaseSyncIsNothing = false;
};

/// The history of one directory's disk, and what a power cut leaves of it.
///
/// The directory itself is what the running program sees (the page cache). Beside it the journal writes down
/// every touch, so that one run gives the disk after a cut at any of them. A write, a truncation is safe once
/// its file was synced after it; a name that was made, moved or removed once its folder was. Anything else is
/// kept or lost as `Keeps` says. A rename within one folder happens whole or not at all; between two folders
/// each half is as safe as its folder.
class DiskJournal final : public DiskWatch {
public:
    /// What stands in `root` now is safe.
    explicit DiskJournal(const QDir& root);

    Answer before(const DiskTouch& touch) override;
    /// Touches so far.
    [[nodiscard]] int length() const { return static_cast<int>(m_touches.size()); }
    /// Touch n, for a person who looks for a bug: "write station.db-wal 24+4096".
    [[nodiscard]] QString describe(int n) const;

    /// The disk when the power goes after the first `n` touches; the last of them may not have ended.
    [[nodiscard]] DiskImage cut(int n, Keeps keeps, std::mt19937& random, const WeakDisk& weak = {}) const;

private:
    struct Touch {
        DiskTouch what; ///< with a copy of the bytes
        int file = -1; ///< number of the file; -1 for a folder
    };
    class Replay;

    void notice(const QString& folder);
    void put(DiskTouch touch, int file);
    [[nodiscard]] QString relative(const QString& path) const;

    QDir m_root;
    DiskImage m_start;
    std::map<QString, int> m_names; ///< as the program sees them; -1 for a folder
    std::vector<QByteArray> m_safe; ///< by file number: what was safe at the start
    std::vector<Touch> m_touches;
};

} // namespace station
