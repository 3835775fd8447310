#pragma once

#include "app/registry/openssl_ptr.h"

#include <QDir>

namespace station {

// Between authority.cpp, revocation_list.cpp and caller.cpp only.

struct Authority {
    CertificatePtr certificate;
    KeyPtr key;
};

/// Errors: NotFound when there is no registry, Damaged.
[[nodiscard]] Result<Authority> loadAuthority(const QDir& directory);

/// issued/<serial>.pem, so that it can be revoked; one that is there stays. Errors: StorageFailed.
[[nodiscard]] Status rememberIssued(const QDir& directory, X509* certificate);
/// True when a certificate of that name is in issued/.
[[nodiscard]] bool isTaken(const QDir& directory, const QString& name);
/// An empty crl.pem. Errors: StorageFailed.
[[nodiscard]] Status initRevocationList(const QDir& directory, const Authority& authority);

} // namespace station
