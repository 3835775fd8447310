#include "app/registry/blob_store.h"
#include "app/registry/fail_point.h"
#include "app/registry/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QUuid>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace station {
namespace {

tl::unexpected<Error> errnoError(const char* what)
{
    const ErrorCode code
        = errno == ENOSPC || errno == EDQUOT ? ErrorCode::StorageFull : ErrorCode::StorageFailed;
    return fail(code, std::string(what) + ": " + std::strerror(errno));
}

constexpr qint64 largest = qint64(1) << 30;
constexpr qsizetype idLength = 36;

class Descriptor {
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

/// flock on a lock file of its own: the packet's own file is renamed away under those who wait.
class FileLock final : public BlobStore::Lock {
public:
    explicit FileLock(int fd)
        : m_descriptor(fd)
    {
    }

private:
    Descriptor m_descriptor; // closing it lets go
};

Status writeAll(int fd, const QByteArray& bytes, qint64 at)
{
    for (qint64 done = 0; done < bytes.size();) {
        const auto wrote = ::pwrite(
            fd, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done), at + done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return errnoError("write");
        done += wrote;
    }
    return {};
}

class DiskBlobs final : public BlobStore {
public:
    explicit DiskBlobs(QDir root)
        : m_root(std::move(root))
    {
    }

    Result<std::unique_ptr<Lock>> lock(PacketId id) override
    {
        // 256 lock files for ever, instead of one a packet that nobody may safely delete
        const QString name = QStringLiteral("locks/") + id.text().right(2);
        const int fd = ::open(path(name).constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (fd < 0)
            return errnoError("lock");
        auto held = std::make_unique<FileLock>(fd);
        while (::flock(fd, LOCK_EX) != 0) {
            if (errno != EINTR)
                return errnoError("lock");
        }
        return held;
    }

    Status append(const PacketKey& key, qint64 offset, const QByteArray& chunk) override
    {
        const QByteArray file = path(half(key));
        const bool fresh = ::access(file.constData(), F_OK) != 0;
        const Descriptor fd(::open(file.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
        struct stat info { };
        if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0)
            return errnoError("open upload");
        if (info.st_size < offset) // acknowledged bytes are missing: never paper over that with zeros
            return fail(ErrorCode::Damaged, "the half upload is shorter than what was acknowledged");
        if (::ftruncate(fd.get(), offset) != 0)
            return errnoError("truncate");
        if (auto written = writeAll(fd.get(), chunk, offset); !written)
            return written;
        if (::fsync(fd.get()) != 0)
            return errnoError("fsync");
        return fresh ? syncDirectory(m_root.filePath("uploads")) : Status {};
    }

    Result<QByteArray> sha256(const PacketKey& key, qint64 size) override
    {
        // A half one beside a whole one: the whole one's row went with a database that was put back.
        QFile file(m_root.filePath(QFile::exists(m_root.filePath(half(key))) ? half(key) : kept(key)));
        if (!file.open(QIODevice::ReadOnly) || file.size() < size)
            return fail(ErrorCode::NotFound, "bytes of a packet are missing");
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QByteArray piece;
        for (qint64 left = size; left > 0; left -= piece.size()) {
            piece = file.read(std::min<qint64>(left, 1 << 16));
            if (piece.isEmpty())
                return fail(ErrorCode::StorageFailed, "read: " + file.errorString().toStdString());
            hash.addData(piece);
        }
        return hash.result();
    }

    Status keep(const PacketKey& key) override
    {
        const QString to = m_root.filePath(whole(key));
        const bool isHalf = QFile::exists(m_root.filePath(half(key)));
        if (!isHalf && QFile::exists(m_root.filePath(kept(key))))
            return {};
        if (QFile::exists(to)) {
            const auto kept = readFile(to, largest);
            const auto fresh = readFile(m_root.filePath(half(key)), largest);
            if (!kept || !fresh)
                return kept ? failed(fresh) : failed(kept);
            if (*kept != *fresh) {
                if (auto aside = setAside(key); !aside)
                    return aside;
            }
        }
        if (auto made = makeDirectory(QFileInfo(to).absolutePath()); !made)
            return made;
        if (::rename(path(half(key)).constData(), QFile::encodeName(to).constData()) != 0)
            return errnoError("rename");
        failPoint("blob-renamed");
        return syncDirectory(QFileInfo(to).absolutePath()).and_then([&] {
            return syncDirectory(m_root.filePath("uploads"));
        });
    }

    Status discard(const PacketKey& key) override
    {
        if (::unlink(path(half(key)).constData()) != 0 && errno != ENOENT)
            return errnoError("unlink");
        return syncDirectory(m_root.filePath("uploads"));
    }

    Result<QByteArray> read(const PacketKey& key) override
    {
        return readFile(m_root.filePath(kept(key)), largest);
    }

    std::vector<PacketKey> halves() const override
    {
        std::vector<PacketKey> keys;
        for (const auto& name : QDir(m_root.filePath("uploads")).entryList(QDir::Files)) {
            if (const auto id = PacketId::parse(name.left(idLength)); !id.isNull())
                keys.push_back({name.mid(idLength + 1), id});
        }
        return keys;
    }

    Result<qint64> freeBytes() const override
    {
        struct statvfs info { };
        if (::statvfs(path(QStringLiteral("uploads")).constData(), &info) != 0)
            return errnoError("statvfs");
        return static_cast<qint64>(info.f_bavail) * static_cast<qint64>(info.f_frsize);
    }

private:
    /// A whole packet that no row tells of, and another one comes in its place: nothing received is deleted.
    Status setAside(const PacketKey& key)
    {
        const QString to
            = m_root.filePath(QStringLiteral("aside/%1-%2")
                                  .arg(nameOf(key), QUuid::createUuid().toString(QUuid::WithoutBraces)));
        if (auto made = makeDirectory(m_root.filePath("aside")); !made)
            return made;
        if (::rename(path(whole(key)).constData(), QFile::encodeName(to).constData()) != 0)
            return errnoError("rename");
        return syncDirectory(m_root.filePath("aside"));
    }
    [[nodiscard]] QByteArray path(const QString& name) const
    {
        return QFile::encodeName(m_root.filePath(name));
    }
    /// As an earlier release named it when it had no station in its name: that key's half is none of ours.
    [[nodiscard]] static QString nameOf(const PacketKey& key)
    {
        return key.station.isEmpty() ? key.id.text() : key.id.text() + QLatin1Char('.') + key.station;
    }
    [[nodiscard]] static QString half(const PacketKey& key)
    {
        return QStringLiteral("uploads/") + nameOf(key);
    }
    [[nodiscard]] static QString whole(const PacketKey& key)
    {
        const QString text = key.id.text();
        return QStringLiteral("blobs/%1/%2/%3").arg(text.right(2), text.mid(text.size() - 4, 2), nameOf(key));
    }
    /// Where the whole one lies.
    [[nodiscard]] QString kept(const PacketKey& key) const
    {
        return QFile::exists(m_root.filePath(whole(key))) ? whole(key) : whole({{}, key.id});
    }

    QDir m_root;
};

} // namespace

Result<std::unique_ptr<BlobStore>> openDiskBlobs(const QString& directory)
{
    const QDir root(directory);
    for (const auto* part : {"uploads", "blobs", "locks"}) {
        if (auto made = makeDirectory(root.absoluteFilePath(part)); !made)
            return failed(made);
    }
    return std::make_unique<DiskBlobs>(root);
}

} // namespace station
