#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDir>
#include <QString>

namespace station {

/// The few operations on the disk that durability rests on. One implementation over POSIX ships; tests put
/// another one before it that fails or dies at the n-th call.
///
/// Errors: StorageFull when there is no room, else StorageFailed. Nothing is ever tried a second time on the
/// same file: after a failed fsync the kernel may have dropped the pages (PostgreSQL's "fsyncgate").
class FileLayer {
public:
    virtual ~FileLayer() = default;

    /// Makes or replaces `path` (mode 0600), writes, fsyncs, closes. A link or pipe of that name is replaced,
    /// never followed or waited for. What was half-written is removed on an error.
    [[nodiscard]] virtual Status write(const QString& path, const QByteArray& bytes) = 0;
    [[nodiscard]] virtual Status rename(const QString& from, const QString& to) = 0;
    /// Swaps two folders in one step, or moves `from` when there is no `to` yet: whoever opens `to` finds the
    /// one or the other, whole.
    [[nodiscard]] virtual Status exchange(const QString& from, const QString& to);
    /// Makes names in the folder durable.
    [[nodiscard]] virtual Status syncFolder(const QString& folder) = 0;
    /// A second name for the same file; on a file system without them a durable copy. Errors: also when `to`
    /// is there already.
    [[nodiscard]] virtual Status link(const QString& from, const QString& to);
    /// Makes `path` (mode 0600) and gives it `bytes` of the disk, which nobody else can take then.
    [[nodiscard]] virtual Status preallocate(const QString& path, qint64 bytes);
    /// A file that is not there is no error.
    [[nodiscard]] virtual Status remove(const QString& path) = 0;
    /// Bytes an ordinary user may still write on the disk of `folder`.
    [[nodiscard]] virtual qint64 bytesFree(const QString& folder) const = 0;
};

[[nodiscard]] FileLayer& posixFiles();

/// Makes the folder and those above it that are missing; the names are durable when it returns.
[[nodiscard]] Status makeFolder(FileLayer& files, const QString& folder);

/// tmp -> fsync -> rename -> fsync of the folder, which is made when missing. After success the file is
/// there, whole, whatever happens next; after an error the old one is.
[[nodiscard]] Status writeDurably(FileLayer& files, const QString& path, const QByteArray& bytes);

/// As writeDurably(), and what the old file held is overwritten with zeros on the disk once the new one
/// stands. A reader who has the old one open sees them. That the overwriting failed is no error.
[[nodiscard]] Status replaceWiping(FileLayer& files, const QString& path, const QByteArray& bytes);

/// As FileLayer::remove(), and what the file held is overwritten first. That the overwriting failed is no
/// error.
[[nodiscard]] Status removeWiping(FileLayer& files, const QString& path);

} // namespace station
