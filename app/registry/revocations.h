#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <sys/types.h>

#include <ctime>
#include <mutex>
#include <set>

namespace station {

/// The registry's revocation list, crl.pem (RFC 5280): a proxy in front may read the same file (`ssl_crl`).
///
/// Promise: what was revoked is known at the next question, also on connections that were open before: the
/// file is looked at each time. A list that cannot be read leaves the last one in force. Once there was a
/// list (crl.made beside it), nobody is let in without one: load() fails. Threads: any.
class Revocations {
public:
    explicit Revocations(QString path)
        : m_path(std::move(path))
    {
    }
    /// At start. Errors: Damaged when the list cannot be read, or is gone.
    [[nodiscard]] Status load();
    /// @param serial  of the certificate, upper-case hex
    [[nodiscard]] bool isRevoked(const QByteArray& serial);

private:
    [[nodiscard]] bool readAgain();

    const QString m_path;
    std::mutex m_mutex;
    timespec m_changed {};
    ino_t m_inode = 0;
    std::set<QByteArray> m_serials;
};

} // namespace station
