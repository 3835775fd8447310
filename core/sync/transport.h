#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <utility>
#include <vector>

namespace station {

struct HttpRequest {
    QByteArray method;
    QString path; ///< with query, from the registry's root: "/v1/events?after=7"
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 answerLimit = 1 << 20; ///< bytes of body; a longer answer is nonsense
};

struct HttpResponse {
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// One line to the registry. Every request may reach it twice.
class Transport {
public:
    virtual ~Transport() = default;

    /// Blocks until the answer is there. A redirect is an answer like any other; it is not followed.
    /// Errors: RegistryUnreached (no network, no answer, stalled); RegistryUntrusted (another CA or name, no
    /// TLS 1.3, an answer above the limit); RegistryRefused (our certificate was not accepted),
    /// CertificateExpired and CertificateRevoked where the other side says which; ClockWrong (by our clock the
    /// registry's certificate is not valid yet or no longer); Cancelled.
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest& request) = 0;
};

} // namespace station
