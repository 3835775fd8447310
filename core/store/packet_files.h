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
/// No database: packets outlive a lost one.
class PacketFiles {
public:
    explicit PacketFiles(const QDir& station, FileLayer& files = posixFiles())
        : m_root(station.filePath(QStringLiteral("packets")))
        , m_files(files)
    {
    }

    [[nodiscard]] QString path(PacketId id) const;
    /// Durable when it returns. Errors: StorageFull, StorageFailed.
    [[nodiscard]] Status keep(PacketId id, const QByteArray& sealed);
    /// Errors: NotFound; Damaged when the bytes are not those of `sha256`.
    [[nodiscard]] Result<QByteArray> read(PacketId id, const QByteArray& sha256) const;
    /// Durable when it returns. A file that is not there is no error.
    [[nodiscard]] Status remove(PacketId id);
    /// Moves a file nobody can explain to packets/quarantine/. Never deletes.
    [[nodiscard]] Status quarantine(PacketId id);

    [[nodiscard]] std::vector<PacketId> all() const;
    /// Left by a crash while writing.
    [[nodiscard]] QStringList unfinished() const;

private:
    QDir m_root;
    FileLayer& m_files;
};

} // namespace station
