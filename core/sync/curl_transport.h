#pragma once

#include "core/enroll/packet.h"
#include "core/sync/transport.h"

#include <QUrl>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace station {

struct TransportSettings {
    QUrl registry; ///< https://host:port
    StationIdentity identity;
    std::chrono::milliseconds connectTimeout = std::chrono::seconds(15);
    /// This long below 10 bytes a second ends the request. libcurl's speed is a mean of five seconds, so
    /// silence ends it up to 5 s later.
    std::chrono::seconds stall {30};
    /// TCP's congestion control. On lossy links bbr moves up to twice as much as cubic (sync.md §2d). Where
    /// the kernel has not got it, or does not let this program choose, the system's own stays.
    QByteArray congestion = "bbr";
    /// After each request, whole or broken off: bytes of headers and bodies, and about 3 KiB for a handshake.
    std::function<void(qint64 up, qint64 down)> carried = {};
};

/// HTTPS over libcurl: HTTP/1.1, TLS 1.3, the station's certificate, nothing trusted but the registry's CA,
/// no redirects, no proxy, TCP_NODELAY, keep-alive; a new connection resumes the TLS session of the one
/// before, from memory. libcurl may send a request a second time when a
/// kept-alive connection turns out to be closed.
///
/// Threads: send() on one thread; cancel() from any.
class CurlTransport final : public Transport {
public:
    explicit CurlTransport(TransportSettings settings);
    ~CurlTransport() override;

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest& request) override;
    /// The running request, and every later one, ends with Cancelled at once.
    void cancel();

private:
    struct Handles;
    [[nodiscard]] Error explain(int curlCode, bool nothingHeard);
    [[nodiscard]] std::optional<Error> refusal();
    void countBytes(const HttpRequest& request) const;

    std::unique_ptr<Handles> m_handles;
    TransportSettings m_settings;
    std::atomic<bool> m_cancelled {false};
    bool m_lineWasGood = false; ///< the last request was answered, so our certificate is accepted
};

} // namespace station
