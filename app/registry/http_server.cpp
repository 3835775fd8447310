#include "app/registry/http_server.h"

#include "app/registry/connection_watch.h"

#include <QFile>

#include <sys/socket.h>
#include <sys/stat.h>

#include <httplib.h>
#include <unistd.h>

namespace station {
namespace {

/// Hangs on a TLS connection; freed with it, just before its descriptor is closed.
struct Watched {
    ConnectionWatch& watch;
    int descriptor;

    Watched(ConnectionWatch& by, int fd)
        : watch(by)
        , descriptor(fd)
    {
        watch.begin(descriptor);
    }
    ~Watched() { watch.end(descriptor); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;
};

int watchedIndex()
{
    static const int index = SSL_get_ex_new_index(
        0, nullptr, nullptr, nullptr, [](void*, void* watched, CRYPTO_EX_DATA*, int, long, void*) {
            delete static_cast<Watched*>(watched);
        });
    return index;
}

void onHandshake(ConnectionWatch& watch, SSL* tls, int where)
{
    if ((where & SSL_CB_HANDSHAKE_START) && !SSL_get_ex_data(tls, watchedIndex()))
        SSL_set_ex_data(tls, watchedIndex(), new Watched(watch, SSL_get_fd(tls)));
    if (where & SSL_CB_HANDSHAKE_DONE)
        watch.authenticated(SSL_get_fd(tls), CallerCheck::stationOf(tls).toStdString());
}

/// Counts who waits for a thread.
class WatchedPool final : public httplib::ThreadPool {
public:
    WatchedPool(std::size_t threads, ConnectionWatch& watch)
        : ThreadPool(threads)
        , m_watch(watch)
    {
        m_watch.setThreads(static_cast<int>(threads));
    }
    void enqueue(std::function<void()> job) override
    {
        m_watch.jobs(1);
        ThreadPool::enqueue([this, job = std::move(job)] {
            job();
            m_watch.jobs(-1);
        });
    }

private:
    ConnectionWatch& m_watch;
};

bool configureTls(SSL_CTX& tls, const QDir& directory, ConnectionWatch* watch)
{
    const auto path = [&](const char* name) { return QFile::encodeName(directory.absoluteFilePath(name)); };
    SSL_CTX_set_min_proto_version(&tls, TLS1_3_VERSION);
    SSL_CTX_set_app_data(&tls, watch);
    SSL_CTX_set_info_callback(&tls, [](const SSL* connection, int where, int) {
        auto* known = static_cast<ConnectionWatch*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
        if (known)
            onHandshake(*known, const_cast<SSL*>(connection), where);
    });
    SSL_CTX_set_verify(&tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    const unsigned char context[] = "enrollment-registry";
    return SSL_CTX_use_certificate_chain_file(&tls, path("tls.pem").constData()) == 1
        && SSL_CTX_use_PrivateKey_file(&tls, path("tls.key").constData(), SSL_FILETYPE_PEM) == 1
        && SSL_CTX_load_verify_locations(&tls, path("ca.pem").constData(), nullptr) == 1
        && SSL_CTX_set_session_id_context(&tls, context, sizeof context - 1) == 1;
}

} // namespace

struct HttpServer::Parts {
    ServeOptions options;
    RateLimit perStation;
    RateLimit perAddress;
    ConnectionWatch watch; // outlives the server's connections
    std::unique_ptr<httplib::Server> server;
    ApiContext api;
    int port = 0;

    Parts(const ServeOptions& wanted, RegistrySite& site, QByteArray certificates)
        : options(wanted)
        , perStation(site.receiver().limits().perStation)
        , perAddress(site.receiver().limits().perAddress)
        , watch(site.receiver().limits())
        , api {site.receiver(), site.bundles(), std::move(certificates), site.clock(), {}, [] {},
              [](const httplib::Request&) {}, {}, perStation, perAddress}
    {
    }
};

HttpServer::HttpServer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::open(
    const ServeOptions& options, RegistrySite& site, std::function<void()> packetReceived)
{
    if (options.behindProxy && options.unixSocket.isEmpty())
        return fail(ErrorCode::InvalidInput, "behind a proxy the registry listens on a Unix socket only");
    auto certificates = site.certificates();
    if (!certificates)
        return failed(certificates);
    auto parts = std::make_unique<Parts>(options, site, std::move(*certificates));
    parts->api.packetReceived = std::move(packetReceived);
    if (options.behindProxy)
        openPlain(*parts, site);
    else
        openTls(*parts, site);
    auto& server = *parts->server;
    if (!server.is_valid())
        return fail(ErrorCode::Damaged, "tls.pem, tls.key or ca.pem cannot be used");
    server.set_tcp_nodelay(options.unixSocket.isEmpty());
    server.set_socket_options([](int listening) {
        // without this httplib asks for SO_REUSEPORT, and a second registry would share the port unnoticed
        const int yes = 1;
        (void)::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server.set_read_timeout(10);
    server.set_write_timeout(10);
    server.new_task_queue = [threads = options.threads, &watch = parts->watch] {
        return new WatchedPool(static_cast<std::size_t>(threads), watch);
    };
    addApi(server, parts->api);
    if (auto bound = bind(*parts); !bound)
        return failed(bound);
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(parts)));
}

void HttpServer::openTls(Parts& parts, RegistrySite& site)
{
    auto* watch = &parts.watch;
    parts.server = std::make_unique<httplib::SSLServer>(
        [&](SSL_CTX& tls) { return configureTls(tls, site.directory(), watch); });
    parts.server->set_keep_alive_max_count(10'000);
    parts.server->set_keep_alive_timeout(15);
    parts.server->set_logger([watch](const httplib::Request& request, const httplib::Response& response) {
        if (!request.ssl)
            return;
        const int descriptor = SSL_get_fd(request.ssl);
        watch->begin(descriptor); // one request is answered: the clock for the next one starts
        if (response.get_header_value("Connection") == "close")
            ::shutdown(descriptor, SHUT_RD);
    });
    parts.api.callerOf
        = [&site](const httplib::Request& request) { return site.callers().callerOf(request.ssl); };
    parts.api.complete = [watch](const httplib::Request& request) {
        if (request.ssl)
            watch->complete(SSL_get_fd(request.ssl));
    };
    parts.api.addressOf = [](const httplib::Request& request) { return request.remote_addr; };
}

void HttpServer::openPlain(Parts& parts, RegistrySite& site)
{
    parts.server = std::make_unique<httplib::Server>();
    // No request after another: a proxy carries many stations on one line.
    parts.server->set_keep_alive_max_count(1);
    parts.api.addressOf
        = [](const httplib::Request& request) { return request.get_header_value("X-Real-IP"); };
    parts.api.callerOf = [&site](const httplib::Request& request) {
        return site.callers().callerOf(
            request.get_header_value("X-SSL-Client-Verify"), request.get_header_value("X-SSL-Client-Cert"));
    };
}

Status HttpServer::bind(Parts& parts)
{
    auto& server = *parts.server;
    const auto& options = parts.options;
    if (!options.unixSocket.isEmpty()) {
        const QByteArray path = QFile::encodeName(options.unixSocket);
        struct stat info { };
        if (::lstat(path.constData(), &info) == 0 && S_ISSOCK(info.st_mode))
            ::unlink(path.constData()); // of a process that was killed
        server.set_address_family(AF_UNIX);
        ::umask(S_IXUSR | S_IXGRP | S_IRWXO);
        const bool bound = server.bind_to_port(path.toStdString(), 80);
        ::umask(S_IRWXG | S_IRWXO);
        if (!bound)
            return fail(ErrorCode::StorageFailed, "cannot listen on " + path.toStdString());
        return {};
    }
    parts.port = options.port;
    if (options.port == 0)
        parts.port = server.bind_to_any_port("127.0.0.1");
    else if (!server.bind_to_port("127.0.0.1", options.port))
        parts.port = -1;
    if (parts.port <= 0)
        return fail(ErrorCode::StorageFailed, "cannot listen on port " + std::to_string(options.port));
    return {};
}

QString HttpServer::address() const
{
    if (!m_parts->options.unixSocket.isEmpty())
        return QStringLiteral("unix:") + m_parts->options.unixSocket;
    return QStringLiteral("https://127.0.0.1:%1").arg(m_parts->port);
}

void HttpServer::run() { m_parts->server->listen_after_bind(); }

void HttpServer::stop() { m_parts->server->stop(); }

} // namespace station
