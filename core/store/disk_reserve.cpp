#include "core/store/disk_reserve.h"

#include "core/base/log.h"

#include <QFileInfo>

namespace station {

Status DiskReserve::mayBegin() const
{
    const qint64 left = bytesFree();
    if (left < newCaseNeeds)
        return fail(ErrorCode::StorageFull,
            "only " + std::to_string(left / 1'000'000) + " MB are free; a new case needs 500 MB");
    if (left < tight && left >= newCaseNeeds + reserveBytes && !QFileInfo::exists(path()))
        if (const Status taken = m_files.preallocate(path(), reserveBytes); !taken)
            LogLine("no-disk-reserve").with(taken.error()).warning(logStore());
    return {};
}

void DiskReserve::makeRoom() const
{
    if (!QFileInfo::exists(path()) || bytesFree() >= nearlyNothing)
        return;
    const Status given = m_files.remove(path());
    if (given)
        LogLine("disk-reserve-given-back").warning(logStore());
    else
        LogLine("disk-reserve-kept").with(given.error()).warning(logStore());
}

} // namespace station
