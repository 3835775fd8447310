#pragma once

#include <QString>

namespace station {

/// A disk that does not give some bytes: while it lives, read(2) and pread(2) of this whole process give what
/// lies before them (a short read) and answer EIO where they begin in them, whoever asks. Below SQLite's VFS,
/// because SQLite calls this very error "malformed" (SQLITE_IOERR_CORRUPTFS), and below Qt, because packet
/// files are read without the file layer. One at a time.
///
/// Threads: any may read meanwhile; it is made and ended on one.
class ReadTrouble {
public:
    /// In files whose path ends with `name`, from byte `begin` to before `end`. `times`: so often, then the
    /// disk answers again; -1: always.
    explicit ReadTrouble(const QString& name, qint64 begin = 0, qint64 end = -1, int times = -1);
    ~ReadTrouble();
    ReadTrouble(const ReadTrouble&) = delete;
    ReadTrouble& operator=(const ReadTrouble&) = delete;

    /// How many reads have failed so far.
    [[nodiscard]] int refused() const;
};

} // namespace station
