#include "core/store/whole_file.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace station {

Result<QByteArray> readFrom(int file, qint64 at, qint64 most)
{
    constexpr qint64 firstPart = 64 << 10; // then as much again as there is
    QByteArray bytes;
    while (bytes.size() < most) {
        const qint64 before = bytes.size();
        bytes.resize(std::min(most, before + std::max(before, firstPart)));
        const ssize_t got = ::pread(
            file, bytes.data() + before, static_cast<std::size_t>(bytes.size() - before), at + before);
        const int number = errno;
        bytes.resize(before + std::max<qint64>(got, 0));
        if (got == 0)
            break;
        if (got < 0 && number != EINTR)
            return fail(ErrorCode::StorageFailed, std::string("cannot be read: ") + std::strerror(number));
    }
    return bytes;
}

Result<QByteArray> wholeFile(const QString& path, qint64 limit)
{
    const std::string name = QFileInfo(path).fileName().toStdString();
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const int number = errno;
        if (number == ENOENT || number == ENOTDIR)
            return fail(ErrorCode::NotFound, "no file " + name);
        return fail(ErrorCode::StorageFailed, name + " cannot be opened: " + std::strerror(number));
    }
    auto bytes = readFrom(file, 0, limit + 1);
    ::close(file);
    if (!bytes)
        return fail(bytes.error().code, name + ' ' + bytes.error().detail);
    if (bytes->size() > limit)
        return fail(ErrorCode::Damaged, name + " is larger than it can be");
    return bytes;
}

} // namespace station
