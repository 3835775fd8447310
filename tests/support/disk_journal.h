#pragma once

#include "tests/support/disk_replay.h"

namespace station {

/// The history of one directory's disk, and what a power cut leaves of it.
///
/// The directory itself is what the running program sees (the page cache). Beside it the journal writes down
/// every touch, so that one run gives the disk after a cut at any of them; DiskReplay says what is safe when.
class DiskJournal final : public DiskWatch {
public:
    /// What stands in `root` now is safe.
    explicit DiskJournal(const QDir& root);
    /// What the program sees in `root` is not what the disk has: `safe`. A name that is missing there is an
    /// empty file.
    DiskJournal(const QDir& root, const DiskImage& safe);

    /// The next fsync of a file by SQLite fails, once: what was written to it since the last is never on the
    /// disk unless it is written again, and the program goes on reading it, as Linux does it.
    void failNextSync() { m_failsNextSync = true; }

    Answer before(const DiskTouch& touch) override;
    /// Touches so far.
    [[nodiscard]] int length() const { return static_cast<int>(m_touches.size()); }
    /// Touch n, for a person who looks for a bug: "write station.db-wal 24+4096".
    [[nodiscard]] QString describe(int n) const;

    /// The disk when the power goes after the first `n` touches; the last of them may not have ended.
    [[nodiscard]] DiskImage cut(int n, Keeps keeps, std::mt19937& random, const WeakDisk& weak = {}) const;

private:
    void notice(const QString& folder);
    void put(DiskTouch touch, int file);
    void followNames(const DiskTouch& touch);
    [[nodiscard]] QString relative(const QString& path) const;

    QDir m_root;
    DiskImage m_start;
    std::map<QString, int> m_names; ///< as the program sees them; -1 for a folder
    std::size_t m_files = 0; ///< how many have a number
    std::vector<RecordedTouch> m_touches;
    bool m_failsNextSync = false;
};

} // namespace station
