#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/file_layer.h"

#include <QByteArray>
#include <QDir>
#include <QStringList>

#include <vector>

namespace station {

/// The sealed packets as files: packets/ab/<packet id>.p7m, "ab" the last two hex digits of the id's text.
/// No database: packets outlive a lost one. Those of other stations, carried for them, lie in carried/, so
/// that nobody takes them for our own.
class PacketFiles {
public:
    explicit PacketFiles(const QDir& station, FileLayer& files = posixFiles())
        : PacketFiles(station, QStringLiteral("packets"), files)
    {
    }
    /// Those of other stations.
    [[nodiscard]] static PacketFiles carried(const QDir& station, FileLayer& files = posixFiles())
    {
        return {station, QStringLiteral("carried"), files};
    }
    /// Where the packets sealed by `origin` lie; empty: by this station.
    [[nodiscard]] static PacketFiles of(
        const QString& origin, const QDir& station, FileLayer& files = posixFiles())
    {
        return origin.isEmpty() ? PacketFiles(station, files) : carried(station, files);
    }

    [[nodiscard]] QString path(PacketId id) const;
    /// Durable when it returns. Errors: StorageFull, StorageFailed.
    [[nodiscard]] Status keep(PacketId id, const QByteArray& sealed);
    /// Errors: NotFound; Damaged when the bytes are not those of `sha256`; StorageFailed when the disk does
    /// not give them.
    [[nodiscard]] Result<QByteArray> read(PacketId id, const QByteArray& sha256) const;
    /// Durable when it returns. A file that is not there is no error.
    [[nodiscard]] Status remove(PacketId id);
    /// Moves a file nobody can explain to packets/quarantine/. Never deletes.
    [[nodiscard]] Status quarantine(PacketId id);

    [[nodiscard]] std::vector<PacketId> all() const;
    /// What quarantine() has put aside.
    [[nodiscard]] std::vector<PacketId> quarantined() const;
    [[nodiscard]] QString quarantinePath(PacketId id) const;
    /// Puts it back among the packets. Errors: also when there is one of that id.
    [[nodiscard]] Status release(PacketId id);
    /// Left by a crash while writing.
    [[nodiscard]] QStringList unfinished() const;

private:
    PacketFiles(const QDir& station, const QString& folder, FileLayer& files)
        : m_root(station.filePath(folder))
        , m_files(files)
    {
    }

    QDir m_root;
    FileLayer& m_files;
};

} // namespace station
