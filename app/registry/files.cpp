#include "app/registry/files.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace station {

Result<QByteArray> readFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, "no file " + path.toStdString());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + file.errorString().toStdString());
    if (file.size() > limit)
        return fail(ErrorCode::InvalidInput, path.toStdString() + " is larger than expected");
    return file.read(file.size()); // not `limit`: a buffer of a gigabyte is overwritten when it is freed
}

Status writeFile(const QString& path, const QByteArray& bytes, bool secret)
{
    QSaveFile file(path); // fsyncs before it renames
    const bool written = file.open(QIODevice::WriteOnly)
        && (!secret || ::fchmod(file.handle(), S_IRUSR | S_IWUSR) == 0) && file.write(bytes) == bytes.size();
    if (!written || !file.commit())
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + file.errorString().toStdString());
    return syncDirectory(QFileInfo(path).absolutePath());
}

Status makeDirectory(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    if (info.absolutePath() != info.absoluteFilePath()) {
        if (auto parent = makeDirectory(info.absolutePath()); !parent)
            return parent;
    }
    if (::mkdir(QFile::encodeName(path).constData(), S_IRWXU) != 0 && errno != EEXIST)
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + std::strerror(errno));
    return syncDirectory(info.absolutePath());
}

Status syncDirectory(const QString& path)
{
    const int directory = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + std::strerror(errno));
    const bool synced = ::fsync(directory) == 0;
    const int reason = errno;
    ::close(directory);
    if (!synced)
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + std::strerror(reason));
    return {};
}

} // namespace station
