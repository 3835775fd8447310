#pragma once

#include "app/registry/packet_key.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace station {

/// Packet bytes: half ones while they arrive, whole ones for ever. How much of a half one counts is the
/// database's business; what lies beyond that offset is cut off before the next byte is written.
/// Backups: the database is copied first, the bytes after it; a database is never put back beside bytes that
/// are older than it, because it would answer "received" for what is not there.
/// An S3 store can stand behind the same calls (multipart upload; put with If-None-Match).
/// Threads: any. Errors: StorageFailed, StorageFull.
class BlobStore {
public:
    /// Holds the packets of one id, whichever station's, also against other processes on the same directory.
    class Lock {
    public:
        virtual ~Lock() = default;
    };

    virtual ~BlobStore() = default;
    /// Waits for whoever holds it; that is at most one chunk's write.
    [[nodiscard]] virtual Result<std::unique_ptr<Lock>> lock(PacketId id) = 0;
    /// Cuts the half packet to `offset`, writes `chunk` there, and returns when it is durable. @pre locked
    [[nodiscard]] virtual Status append(const PacketKey& key, qint64 offset, const QByteArray& chunk) = 0;
    /// SHA-256 of the first `size` bytes, of the half packet when there is one, else of the whole one.
    /// Errors: NotFound, also when it is shorter. @pre locked
    [[nodiscard]] virtual Result<QByteArray> sha256(const PacketKey& key, qint64 size) = 0;
    /// Half becomes whole, durable when it returns. Doing it twice is harmless. A whole one that is there
    /// beside the half, as its row went with a database that was put back, is set aside, not deleted. @pre
    /// locked
    [[nodiscard]] virtual Status keep(const PacketKey& key) = 0;
    /// Throws the half packet away. @pre locked
    [[nodiscard]] virtual Status discard(const PacketKey& key) = 0;
    /// A whole packet. Errors: NotFound.
    [[nodiscard]] virtual Result<QByteArray> read(const PacketKey& key) = 0;
    [[nodiscard]] virtual std::vector<PacketKey> halves() const = 0;
    /// What is left for more of them, bytes. Errors: StorageFailed.
    [[nodiscard]] virtual Result<qint64> freeBytes() const = 0;
};

/// Files: uploads/<id>.<station> and blobs/ab/cd/<id>.<station>, ab and cd the last four hex digits of the id
/// (the first are time). A whole one of an earlier release, blobs/ab/cd/<id>, is read where there is no
/// other; a half one begins again.
[[nodiscard]] Result<std::unique_ptr<BlobStore>> openDiskBlobs(const QString& directory);

} // namespace station
