#include "tests/support/disk_image.h"

#include <QDirIterator>
#include <QFile>

#include <catch2/catch.hpp>

namespace station {
namespace {

bool goesWithTheProcess(const QString& path)
{
    return path.endsWith(QLatin1String("-shm")) || path == QLatin1String("sealing.lock");
}

} // namespace

DiskImage DiskImage::of(const QDir& root)
{
    DiskImage image;
    QDirIterator entries(
        root.path(), QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        const QString name = root.relativeFilePath(path);
        if (entries.fileInfo().isDir()) {
            image.folders.insert(name);
            continue;
        }
        if (goesWithTheProcess(name))
            continue;
        QFile file(path);
        REQUIRE(file.open(QFile::ReadOnly));
        image.files[name] = file.readAll();
    }
    return image;
}

void DiskImage::putInto(const QDir& root) const
{
    REQUIRE(QDir(root).removeRecursively());
    REQUIRE(QDir().mkpath(root.path()));
    for (const QString& folder : folders)
        REQUIRE(root.mkpath(folder));
    for (const auto& [name, bytes] : files) {
        QFile file(root.filePath(name));
        REQUIRE(file.open(QFile::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
    }
}

} // namespace station
