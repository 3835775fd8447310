#include "tests/registry/station_line.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

using namespace station;
using namespace std::chrono_literals;

namespace {

int countFrom(const char* name, int otherwise)
{
    const int count = qEnvironmentVariableIntValue(name);
    return count > 0 ? count : otherwise;
}

/// Connections that show no certificate: they begin a TLS record and send a byte of it now and then. Each
/// that is closed comes back at once.
class Strangers {
public:
    Strangers(int port, int count)
        : m_thread([this, port, count] { run(port, count); })
    {
    }
    ~Strangers()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] int cut() const { return m_cut; }

private:
    static int connected(int port)
    {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_in to {};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<quint16>(port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        (void)::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
        pollfd line {fd, POLLOUT, 0};
        (void)::poll(&line, 1, 50); // all at once would overflow the backlog, and most come a second later
        return fd;
    }
    void run(int port, int count)
    {
        const unsigned char begin[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03};
        std::vector<std::pair<int, std::size_t>> lines(static_cast<std::size_t>(count), {-1, 0});
        while (!m_stop) {
            for (auto& [fd, sent] : lines) {
                char byte = 0;
                bool closed = fd >= 0 && ::recv(fd, &byte, 1, MSG_DONTWAIT) == 0;
                if (fd >= 0 && !closed) {
                    if (::send(fd, &begin[sent % sizeof begin], 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1)
                        ++sent;
                    else
                        closed = errno != EAGAIN && errno != ENOTCONN && errno != EINPROGRESS;
                }
                if (closed) {
                    ++m_cut;
                    ::close(fd);
                }
                if (closed || fd < 0) {
                    fd = connected(port);
                    sent = 0;
                }
            }
            std::this_thread::sleep_for(200ms);
        }
        for (auto& [fd, sent] : lines)
            ::close(fd);
    }

    std::atomic<bool> m_stop {false};
    std::atomic<int> m_cut {0};
    std::thread m_thread;
};

/// Stations with a good certificate that send a byte of a chunk five times a second, and come back when cut
/// off.
class Dawdlers {
public:
    Dawdlers(int port, StationIdentity identity, int count)
        : m_thread([this, port, identity = std::move(identity), count] { run(port, identity, count); })
    {
    }
    ~Dawdlers()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] int cut() const { return m_cut; }

private:
    void run(int port, const StationIdentity& identity, int count)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(identity.registryCaPem));
        configuration.setLocalCertificate(QSslCertificate(identity.certificatePem));
        configuration.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
        configuration.setProtocol(QSsl::TlsV1_3);
        std::vector<std::unique_ptr<QSslSocket>> lines(static_cast<std::size_t>(count));
        while (!m_stop) {
            for (auto& line : lines) {
                if (m_stop)
                    return;
                if (line && line->state() == QAbstractSocket::ConnectedState) {
                    line->write("a");
                    line->waitForBytesWritten(1);
                    (void)line->waitForReadyRead(1);
                    continue;
                }
                m_cut += line ? 1 : 0;
                line = std::make_unique<QSslSocket>();
                line->setSslConfiguration(configuration);
                line->connectToHostEncrypted("127.0.0.1", static_cast<quint16>(port));
                if (line->waitForEncrypted(500))
                    line->write("PUT /v1/manifests/01940000-0000-7000-8000-000000000000 HTTP/1.1\r\n"
                                "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
            }
            std::this_thread::sleep_for(200ms);
        }
    }

    std::atomic<bool> m_stop {false};
    std::atomic<int> m_cut {0};
    std::thread m_thread;
};

struct Served {
    int packets = 0;
    qint64 slowestMs = 0;
    qint64 allMs = 0;
};

/// A good station delivers packets, each on a line of its own; gives up a packet after `patience`.
Served deliver(RegistryBench& bench, int packets, std::chrono::milliseconds patience)
{
    Served served;
    QElapsedTimer all;
    all.start();
    for (int i = 0; i < packets; ++i) {
        QElapsedTimer one;
        one.start();
        TransportSettings settings {bench.url(), bench.identity("st-good")};
        settings.connectTimeout = patience;
        settings.stall = std::chrono::duration_cast<std::chrono::seconds>(patience);
        const auto id = newPacketId();
        const QByteArray whole(100'000, static_cast<char>('a' + i));
        bool done = false;
        while (!done && one.elapsed() < patience.count()) {
            CurlTransport line(settings);
            const auto created = line.send({"POST", "/v1/files",
                {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", QByteArray::number(whole.size())},
                    {"Idempotency-Key", id.text().toLatin1()},
                    {"Repr-Digest", "sha-256=:" + sha256(whole).toBase64() + ":"}},
                {}});
            if (!created || created->status != 201)
                continue;
            const auto sent = line.send({"PATCH", "/v1/files/" + id.text(),
                {{"Tus-Resumable", "1.0.0"}, {"Content-Type", "application/offset+octet-stream"},
                    {"Upload-Offset", "0"}, {"Upload-Checksum", "sha256 " + sha256(whole).toBase64()}},
                whole});
            done = sent && (sent->status == 204 || sent->status == 409);
        }
        served.packets += done ? 1 : 0;
        served.slowestMs = std::max(served.slowestMs, one.elapsed());
    }
    served.allMs = all.elapsed();
    return served;
}

QString limitsFile(const RegistryBench& bench, const QJsonObject& limits)
{
    const QString path = bench.path("limits.json");
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(limits).toJson());
    return path;
}

} // namespace

TEST_CASE("a good station gets through while many slow clients hold on to every thread", "[slow]")
{
    const int strangers = countFrom("STATION_SLOW_STRANGERS", 150);
    const int dawdlers = countFrom("STATION_SLOW_STATIONS", 12);
    RegistryBench bench;
    (void)bench.identity("st-good");
    bench.start({"--limits", limitsFile(bench, {{"grace_seconds", 3}, {"grace_under_load_seconds", 0.5}})});
    const Strangers slow(bench.port(), strangers);
    const Dawdlers slower(bench.port(), bench.identity("st-bad"), dawdlers);
    QThread::msleep(1500); // until they hold what they can
    const Served served = deliver(bench, 5, 15s);
    CHECK(served.packets == 5);
    CHECK(slow.cut() > 0);
    CHECK(slower.cut() > 0);
    WARN("slow clients: " << strangers << " without and " << dawdlers
                          << " with a certificate, 32 threads; 5 packets in " << served.allMs
                          << " ms, the slowest in " << served.slowestMs << " ms; cut off " << slow.cut()
                          << " + " << slower.cut());
}

TEST_CASE("without the limits the same slow clients shut the good station out", "[slow]")
{
    // The control of the test above: what the limits are there for.
    RegistryBench bench;
    (void)bench.identity("st-good");
    bench.start({"--limits",
        limitsFile(bench,
            {{"handshakes_per_address", 100'000}, {"connections_per_station", 100'000},
                {"grace_seconds", 100'000}, {"slowest_bytes_per_second", 0},
                {"grace_under_load_seconds", 100'000}})});
    const Strangers slow(bench.port(), countFrom("STATION_SLOW_STRANGERS", 150));
    QThread::msleep(1500);
    const Served served = deliver(bench, 1, 4s);
    CHECK(served.packets == 0);
    WARN("slow clients, no limits: " << served.packets << " of 1 packet in " << served.allMs
                                     << " ms; cut off " << slow.cut());
}

TEST_CASE("a request with endless headers is cut off, and memory does not grow with it", "[slow]")
{
    RegistryBench bench;
    bench.start();
    const auto identity = bench.identity("st-1");
    QSslSocket socket;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromData(identity.registryCaPem));
    configuration.setLocalCertificate(QSslCertificate(identity.certificatePem));
    configuration.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
    configuration.setProtocol(QSsl::TlsV1_3);
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted("127.0.0.1", static_cast<quint16>(bench.port()));
    REQUIRE(socket.waitForEncrypted(5000));
    socket.write("GET /v1/events HTTP/1.1\r\n");
    qint64 sent = 0;
    QElapsedTimer timer;
    timer.start();
    while (socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < 20'000) {
        const QByteArray header = "X-" + QByteArray::number(sent) + ": " + QByteArray(4000, 'x') + "\r\n";
        socket.write(header);
        sent += header.size();
        if (!socket.waitForBytesWritten(1000))
            break;
    }
    CHECK(timer.elapsed() < 20'000);
    CHECK(sent < 200 << 20);
    CHECK(StationLine(bench, "st-1").get("/v1/events").status == 200);
}
