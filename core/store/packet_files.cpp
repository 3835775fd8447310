#include "core/store/packet_files.h"

#include "core/enroll/bundle_document.h"
#include "core/store/whole_file.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>

namespace station {
namespace {

const auto suffix = QStringLiteral(".p7m");

} // namespace

QString PacketFiles::path(PacketId id) const
{
    const QString name = id.text();
    return m_root.filePath(name.right(2) + QLatin1Char('/') + name + suffix);
}

Status PacketFiles::keep(PacketId id, const QByteArray& sealed)
{
    return writeDurably(m_files, path(id), sealed);
}

Result<QByteArray> PacketFiles::read(PacketId id, const QByteArray& sha256) const
{
    auto bytes = wholeFile(path(id), largestPacketFile);
    if (bytes && QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256) != sha256)
        return fail(ErrorCode::Damaged, "packet file " + id.text().toStdString() + " is not what was sealed");
    return bytes;
}

Status PacketFiles::remove(PacketId id)
{
    const QString file = path(id);
    const QString folder = QFileInfo(file).path();
    if (!QFileInfo::exists(folder))
        return {};
    return m_files.remove(file).and_then([&] { return m_files.syncFolder(folder); });
}

QString PacketFiles::quarantinePath(PacketId id) const
{
    return m_root.filePath(QStringLiteral("quarantine/") + id.text() + suffix);
}

Status PacketFiles::quarantine(PacketId id)
{
    const QString aside = quarantinePath(id);
    QString to = aside; // nothing that lies there is overwritten
    for (int n = 2; QFileInfo::exists(to); ++n)
        to = QStringLiteral("%1.%2").arg(aside).arg(n);
    const QString folder = QFileInfo(aside).path();
    const QString from = path(id);
    return makeFolder(m_files, folder)
        .and_then([&] { return m_files.rename(from, to); })
        .and_then([&] { return m_files.syncFolder(folder); })
        .and_then([&] { return m_files.syncFolder(QFileInfo(from).path()); });
}

Status PacketFiles::release(PacketId id)
{
    const QString to = path(id);
    if (QFileInfo::exists(to))
        return fail(ErrorCode::InvalidInput, "there is a packet file of that id already");
    const QString folder = QFileInfo(to).path();
    return makeFolder(m_files, folder)
        .and_then([&] { return m_files.rename(quarantinePath(id), to); })
        .and_then([&] { return m_files.syncFolder(folder); })
        .and_then([&] { return m_files.syncFolder(QFileInfo(quarantinePath(id)).path()); });
}

std::vector<PacketId> PacketFiles::quarantined() const
{
    std::vector<PacketId> found;
    QDirIterator files(
        m_root.filePath(QStringLiteral("quarantine")), {QStringLiteral("*") + suffix}, QDir::Files);
    while (files.hasNext()) {
        const PacketId id = PacketId::parse(QFileInfo(files.next()).completeBaseName());
        if (!id.isNull())
            found.push_back(id);
    }
    return found;
}

std::vector<PacketId> PacketFiles::all() const
{
    std::vector<PacketId> found;
    QDirIterator files(
        m_root.path(), {QStringLiteral("*") + suffix}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        const PacketId id = PacketId::parse(file.completeBaseName());
        if (!id.isNull() && file.filePath() == path(id))
            found.push_back(id);
    }
    return found;
}

QStringList PacketFiles::unfinished() const
{
    QStringList found;
    QDirIterator files(m_root.path(), {QStringLiteral("*.tmp")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        found.append(files.next());
    return found;
}

} // namespace station
