#pragma once

#include "app/registry/http_api.h"
#include "app/registry/registry_site.h"

#include <QDir>
#include <QString>

#include <memory>

namespace station {

struct ServeOptions {
    int port = 0; ///< on 127.0.0.1; 0: any free one
    bool behindProxy = false; ///< plain HTTP; the proxy has verified the client, see caller.h
    QString unixSocket; ///< with behindProxy, which needs it: listen here (mode 0660) instead of on a port
    int threads = 32; ///< connections served at once; see Limits for the rest
};

/// HTTPS with TLS 1.3 and client certificates of ca.pem on 127.0.0.1, or plain HTTP on a Unix socket behind a
/// proxy: there whoever can write to the socket can say which station it is.
/// Threads: run() blocks; stop() may come from any thread.
class HttpServer {
public:
    /// Errors: InvalidInput (a proxy without a socket), Damaged (keys), StorageFailed (port taken).
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> open(
        const ServeOptions& options, RegistrySite& site, std::function<void()> packetReceived);
    ~HttpServer();

    [[nodiscard]] QString address() const; ///< "https://127.0.0.1:4711"
    void run();
    void stop();

private:
    struct Parts;
    static void openTls(Parts& parts, RegistrySite& site);
    static void openPlain(Parts& parts, RegistrySite& site);
    [[nodiscard]] static Status bind(Parts& parts);
    explicit HttpServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace station
