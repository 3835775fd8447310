#pragma once

#include "core/base/result.h"
#include "core/store/file_layer.h"

#include <QDir>

namespace station {

/// Room on the disk that is kept for the cases that are open (sync.md §5 S17).
///
/// A number that is compared with the free bytes can be eaten by any other program between two looks. So when
/// the disk gets tight, station.reserve takes blocks of its own; they are given back when an open case needs
/// them, and taken again once there is room. A new case is refused long before. Threads: as its FileLayer.
class DiskReserve {
public:
    static constexpr qint64 newCaseNeeds = 500'000'000; ///< free bytes
    static constexpr qint64 reserveBytes
        = 64'000'000; ///< some twenty open cases, each with 3 MB still to come
    static constexpr qint64 tight = 10'000'000'000; ///< above it no program eats the disk within one case
    static constexpr qint64 nearlyNothing = 32'000'000;

    DiskReserve(const QDir& station, FileLayer& files)
        : m_station(station)
        , m_files(files)
    {
    }

    [[nodiscard]] qint64 bytesFree() const { return m_files.bytesFree(m_station.path()); }
    /// Takes the reserve when there is room for it. Errors: StorageFull while a new case must not begin.
    [[nodiscard]] Status mayBegin() const;
    /// Before anything of an open case is saved: gives the reserve back when next to nothing is left.
    void makeRoom() const;

private:
    [[nodiscard]] QString path() const { return m_station.filePath(QStringLiteral("station.reserve")); }
    QDir m_station;
    FileLayer& m_files;
};

} // namespace station
