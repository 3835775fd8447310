#pragma once

#include "core/store/recovery.h"

namespace station {

struct RecoveryCause {
    QString why;
    QString aside;
};

/// Makes the new file `fileName` from what is whole in station.db, its log, station.keys and the packet
/// files. Durable when it returns; station.db was only read. Errors: Damaged when nothing of a station is
/// found; StorageFailed, StorageFull.
[[nodiscard]] Result<RecoveryNotice> buildRecovered(const QDir& station, const QString& fileName,
    const Clock& clock, FileLayer& files, const RecoveryCause& cause);

} // namespace station
