#pragma once

#include <QHash>
#include <QString>

namespace station {

/// What SQLite's write-ahead log (station.db-wal) holds, frame by frame, read without SQLite.
///
/// SQLite ends the log at the first frame whose checksum is wrong, for a power cut leaves such a tail. But
/// with synchronous=FULL a transaction begins only when the one before is on the disk: committed frames
/// *behind* a transaction with a wrong frame mean that the log was damaged later, and what SQLite would drop
/// was acknowledged. Format: https://www.sqlite.org/fileformat2.html#walformat
struct LogScan {
    QHash<quint32, qint64>
        newest; ///< page number -> where in the log its newest sound and committed copy begins
    quint32 pages = 0; ///< of the database after the last commit; 0 when nothing is committed
    int badFrames = 0; ///< before the last sound one
    bool damaged = false; ///< acknowledged transactions lie in or behind a wrong frame
    bool unreadable = false; ///< the disk does not give all of it: what it holds is not known
};

/// An absent or empty log is sound and holds nothing.
[[nodiscard]] LogScan scanLog(const QString& path);

} // namespace station
