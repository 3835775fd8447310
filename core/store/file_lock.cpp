#include "core/store/file_lock.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace station {
namespace {

tl::unexpected<Error> trouble(const QString& path)
{
    return fail(ErrorCode::StorageFailed,
        path.section(QLatin1Char('/'), -1).toStdString() + ": " + std::strerror(errno));
}

int openFile(const QString& path)
{
    return ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

bool locked(int file, int how)
{
    int done = 0;
    do
        done = ::flock(file, how);
    while (done != 0 && errno == EINTR);
    return done == 0;
}

int flagOf(FileLock::How how)
{
    switch (how) {
    case FileLock::How::Shared: return LOCK_SH;
    case FileLock::How::Alone: return LOCK_EX;
    }
    return LOCK_EX;
}

} // namespace

Result<FileLock> FileLock::take(const QString& path, How how)
{
    FileLock made(openFile(path));
    if (made.m_file < 0 || !locked(made.m_file, flagOf(how)))
        return trouble(path);
    return made;
}

Result<std::optional<FileLock>> FileLock::tryTake(const QString& path, How how)
{
    FileLock made(openFile(path));
    if (made.m_file < 0)
        return trouble(path);
    if (locked(made.m_file, flagOf(how) | LOCK_NB))
        return std::optional<FileLock>(std::move(made));
    if (errno == EWOULDBLOCK)
        return std::optional<FileLock>();
    return trouble(path);
}

Result<std::optional<FileLock>> FileLock::takeWithin(
    const QString& path, How how, std::chrono::milliseconds patience)
{
    constexpr unsigned long pauseMs = 20;
    const QDeadlineTimer end(patience);
    while (true) {
        auto lock = tryTake(path, how);
        if (!lock || *lock || end.hasExpired())
            return lock;
        QThread::msleep(pauseMs);
    }
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{
}

FileLock::~FileLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace station
