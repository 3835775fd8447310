#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace station {

/// Which station speaks.
///
/// Directly: the common name of the client certificate that TLS has verified.
/// Behind a proxy that terminates TLS (nginx with `ssl_verify_client on`): the headers
///   X-SSL-Client-Verify: SUCCESS, X-SSL-Client-Cert: $ssl_client_escaped_cert
/// of which the certificate is verified here once more against the registry's CA. The proxy must set both
/// headers itself on every request, and nobody else may reach the socket: a certificate is no secret, so who
/// can write there can be any station. packaging/registry/enrollment-registry.conf.in does so.
class CallerCheck {
public:
    [[nodiscard]] static Result<CallerCheck> load(const QString& caPath);
    ~CallerCheck();
    CallerCheck(CallerCheck&&) noexcept;
    CallerCheck& operator=(CallerCheck&&) noexcept;

    /// Empty when there is none.
    [[nodiscard]] static QString stationOf(const SSL* tls);
    /// Empty when the headers do not hold a station certificate of this registry.
    [[nodiscard]] QString stationOf(const std::string& verify, const std::string& escapedCertificate) const;

private:
    struct Store;
    explicit CallerCheck(std::unique_ptr<Store> store);
    std::unique_ptr<Store> m_store;
};

} // namespace station
