#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/file_lock.h"

#include <QDir>

#include <memory>

namespace station {

class Database;

/// Held while a packet goes from file to queue row, so that another process's sweep does not take the file of
/// a packet that is just being queued for an orphan. Goes with the process, however it dies.
class SealingLock {
public:
    /// Waits until nobody else holds it. Errors: StorageFailed.
    [[nodiscard]] static Result<SealingLock> take(const QDir& station);
    /// Errors: StorageFailed also when somebody holds it.
    [[nodiscard]] static Result<SealingLock> tryTake(const QDir& station);

private:
    explicit SealingLock(FileLock lock)
        : m_lock(std::move(lock))
    {
    }
    FileLock m_lock;
};

struct SweepReport {
    int unfinished = 0; ///< *.tmp removed
    int orphans = 0; ///< packet file whose draft still stands: removed, the officer finishes again
    int requeued
        = 0; ///< packet file that a recovery could not read, or that the ledger knows: its row is back
    int unreadable = 0; ///< packet file without row that the disk does not give: left where it is
    int quarantined = 0; ///< packet file that nobody can explain, or whose draft may be newer: kept aside
    int purged = 0; ///< purges ended
    int missing = 0; ///< queue rows to be sent whose file is gone: held
};

/// Settles what a crash left between the packet files and the database. Does nothing while another process is
/// sealing. Errors: Damaged when a file without row may be the database's fault; StorageFailed; what was
/// settled before stays settled, and the next sweep goes on.
[[nodiscard]] Result<SweepReport> sweep(Database& database, const Clock& clock);

} // namespace station
