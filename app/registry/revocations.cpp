#include "app/registry/revocations.h"

#include "app/registry/files.h"
#include "app/registry/openssl_ptr.h"
#include "core/base/log.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

namespace station {

Status Revocations::load()
{
    const std::lock_guard lock(m_mutex);
    const QFileInfo list(m_path);
    const QString mark = list.dir().filePath(QStringLiteral("crl.made"));
    if (!list.exists())
        return QFileInfo::exists(mark) ? fail(ErrorCode::Damaged,
                   "crl.pem is missing, and there was one: put it back, or nobody knows who was revoked")
                                       : Status();
    if (!readAgain())
        return fail(ErrorCode::Damaged, "crl.pem cannot be read: put it back from a copy");
    return QFileInfo::exists(mark) ? Status() : writeFile(mark, {});
}

bool Revocations::isRevoked(const QByteArray& serial)
{
    const std::lock_guard lock(m_mutex);
    struct stat now { };
    // writeFile() renames: a new list is another file, even within the same tick of the clock
    if (::stat(QFile::encodeName(m_path).constData(), &now) == 0
        && (now.st_ino != m_inode || now.st_mtim.tv_sec != m_changed.tv_sec
            || now.st_mtim.tv_nsec != m_changed.tv_nsec)) {
        if (!readAgain())
            LogLine("crl-unreadable").warning(logRegistry());
        m_inode = now.st_ino;
        m_changed = now.st_mtim;
    }
    return m_serials.contains(serial);
}

bool Revocations::readAgain()
{
    constexpr qint64 largest = 64 << 20;
    const auto pem = readFile(m_path, largest);
    const RevocationListPtr list(
        pem ? PEM_read_bio_X509_CRL(bioOver(*pem).get(), nullptr, nullptr, nullptr) : nullptr);
    if (!list)
        return false;
    std::set<QByteArray> serials;
    STACK_OF(X509_REVOKED)* revoked = X509_CRL_get_REVOKED(list.get());
    for (int i = 0; i < sk_X509_REVOKED_num(revoked); ++i)
        serials.insert(serialOf(X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(revoked, i))));
    m_serials = std::move(serials);
    return true;
}

} // namespace station
