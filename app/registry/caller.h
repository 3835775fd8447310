#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDir>
#include <QString>

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace station {

struct Caller {
    enum class Fault {
        None,
        Unknown, ///< no station certificate of this registry
        Revoked,
        Expired,
    };
    Fault fault = Fault::Unknown;
    QString station; ///< empty when it is unknown

    [[nodiscard]] bool isWelcome() const { return fault == Fault::None; }
};

/// Which station speaks.
///
/// Directly: the common name of the client certificate that TLS has verified.
/// Behind a proxy that terminates TLS (nginx with `ssl_verify_client on`): the headers
///   X-SSL-Client-Verify: SUCCESS, X-SSL-Client-Cert: $ssl_client_escaped_cert
/// of which the certificate is verified here once more against the registry's CA. The proxy must set both
/// headers itself on every request, and nobody else may reach the socket: a certificate is no secret, so who
/// can write there can be any station. packaging/registry/enrollment-registry.conf.in does so.
/// X-Real-IP as well when addresses are to be counted.
///
/// A certificate that was revoked or has ended since the connection was made is noticed at the next request.
/// One that is seen for the first time is remembered in issued/, so that it can be revoked by its station's
/// name. Threads: any.
class CallerCheck {
public:
    /// Reads ca.pem, and follows crl.pem. Errors: InvalidInput; Damaged when crl.pem was there and is not
    /// now.
    [[nodiscard]] static Result<CallerCheck> load(const QDir& directory, const Clock& clock);
    ~CallerCheck();
    CallerCheck(CallerCheck&&) noexcept;
    CallerCheck& operator=(CallerCheck&&) noexcept;

    [[nodiscard]] Caller callerOf(const SSL* tls) const;
    /// With "FAILED:…" from the proxy at most the fault is told, never that all is well.
    [[nodiscard]] Caller callerOf(const std::string& verify, const std::string& escapedCertificate) const;
    /// Of a certificate, by its serial number in upper-case hex.
    [[nodiscard]] bool isRevoked(const QByteArray& serial) const;
    /// The name alone, for counting. Empty when there is none.
    [[nodiscard]] static QString stationOf(const SSL* tls);

private:
    struct Store;
    [[nodiscard]] Caller judge(X509* certificate) const;
    explicit CallerCheck(std::unique_ptr<Store> store);
    std::unique_ptr<Store> m_store;
};

} // namespace station
