#include "core/store/file_layer.h"

#include "core/store/whole_file.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <unistd.h>

namespace station {
namespace {

tl::unexpected<Error> trouble(const char* call, int number)
{
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return fail(full ? ErrorCode::StorageFull : ErrorCode::StorageFailed,
        std::string(call) + ": " + std::strerror(number));
}

int writeAll(int file, const QByteArray& bytes)
{
    const char* at = bytes.constData();
    auto left = static_cast<std::size_t>(bytes.size());
    while (left > 0) {
        const ssize_t done = ::write(file, at, left);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        at += done;
        left -= static_cast<std::size_t>(done);
    }
    return 0;
}

class PosixFiles final : public FileLayer {
public:
    Status write(const QString& path, const QByteArray& bytes) override
    {
        const QByteArray name = QFile::encodeName(path);
        ::unlink(name.constData());
        const int file = ::open(
            name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (file < 0)
            return trouble("open", errno);
        const char* call = "write";
        int number = writeAll(file, bytes);
        if (number == 0 && ::fsync(file) != 0) {
            call = "fsync";
            number = errno;
        }
        if (::close(file) != 0 && number == 0) {
            call = "close";
            number = errno;
        }
        if (number == 0)
            return {};
        ::unlink(name.constData());
        return trouble(call, number);
    }
    Status rename(const QString& from, const QString& to) override
    {
        if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
            return trouble("rename", errno);
        return {};
    }
    Status syncFolder(const QString& folder) override
    {
        const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (file < 0)
            return trouble("open folder", errno);
        const int number = ::fsync(file) == 0 ? 0 : errno;
        ::close(file);
        if (number != 0)
            return trouble("fsync folder", number);
        return {};
    }
    Status remove(const QString& path) override
    {
        if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
            return trouble("unlink", errno);
        return {};
    }
    qint64 bytesFree(const QString& folder) const override { return QStorageInfo(folder).bytesAvailable(); }
};

} // namespace

Status FileLayer::exchange(const QString& from, const QString& to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray place = QFile::encodeName(to);
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, place.constData(), RENAME_EXCHANGE) == 0)
        return {};
    if (errno == ENOENT && ::rename(source.constData(), place.constData()) == 0)
        return {};
    return trouble("exchange", errno);
}

Status FileLayer::link(const QString& from, const QString& to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return {};
    const int number = errno;
    if (number != EPERM && number != EOPNOTSUPP && number != EMLINK)
        return trouble("link", number);
    if (QFile::exists(to))
        return trouble("link", EEXIST);
    const auto bytes = wholeFile(from, std::numeric_limits<qint64>::max() - 1);
    if (!bytes)
        return fail(ErrorCode::StorageFailed, "copy: " + bytes.error().detail);
    const QString unfinished = to + QStringLiteral(".tmp");
    return write(unfinished, *bytes).and_then([&] { return rename(unfinished, to); });
}

Status FileLayer::preallocate(const QString& path, qint64 bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const int file = ::open(name.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return trouble("open", errno);
    const int number = ::posix_fallocate(file, 0, static_cast<off_t>(bytes));
    ::close(file);
    if (number == 0)
        return {};
    ::unlink(name.constData());
    return trouble("fallocate", number);
}

FileLayer& posixFiles()
{
    static PosixFiles files;
    return files;
}

Status makeFolder(FileLayer& files, const QString& folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QString above = QFileInfo(folder).path();
    return makeFolder(files, above).and_then([&]() -> Status {
        if (!QDir().mkdir(folder) && !QFileInfo(folder).isDir()) // another process may have been faster
            return fail(ErrorCode::StorageFailed, "cannot make the folder " + folder.toStdString());
        return files.syncFolder(above);
    });
}

Status writeDurably(FileLayer& files, const QString& path, const QByteArray& bytes)
{
    const QString folder = QFileInfo(path).path();
    if (const Status made = makeFolder(files, folder); !made)
        return made;
    const QString unfinished = path + QStringLiteral(".tmp");
    if (const Status done = files.write(unfinished, bytes); !done)
        return done;
    if (const Status done = files.rename(unfinished, path); !done) {
        static_cast<void>(files.remove(unfinished)); // the sweep removes it as well
        return done;
    }
    return files.syncFolder(folder);
}

namespace {

/// No link is followed, no pipe holds it up. Below 0: there is nothing to overwrite.
int openToWipe(const QByteArray& name)
{
    return ::open(name.constData(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

void wipeAndClose(int file, const struct stat& was)
{
    if (S_ISREG(was.st_mode) && writeAll(file, QByteArray(static_cast<qsizetype>(was.st_size), '\0')) == 0)
        static_cast<void>(::fdatasync(file));
    ::close(file);
}

} // namespace

Status replaceWiping(FileLayer& files, const QString& path, const QByteArray& bytes)
{
    if (const Status done = removeWiping(files, path + QStringLiteral(".tmp")); !done)
        return done;
    const QByteArray name = QFile::encodeName(path);
    const int old = openToWipe(name);
    const Status done = writeDurably(files, path, bytes);
    struct stat was { };
    struct stat is { };
    if (old >= 0 && done && ::fstat(old, &was) == 0 && ::stat(name.constData(), &is) == 0
        && (was.st_ino != is.st_ino || was.st_dev != is.st_dev))
        wipeAndClose(old, was);
    else if (old >= 0)
        ::close(old);
    return done;
}

Status removeWiping(FileLayer& files, const QString& path)
{
    struct stat was { };
    if (const int file = openToWipe(QFile::encodeName(path)); file >= 0) {
        if (::fstat(file, &was) == 0 && was.st_nlink == 1)
            wipeAndClose(file, was);
        else
            ::close(file);
    }
    return files.remove(path);
}

} // namespace station
