#include "tests/registry/station_line.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>

#include <unistd.h>

using namespace station;

namespace {

/// TLS by hand, to send what no client library would.
std::unique_ptr<QSslSocket> rawLine(const RegistryBench& bench, const StationIdentity& identity)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromData(identity.registryCaPem));
    configuration.setLocalCertificate(QSslCertificate(identity.certificatePem));
    configuration.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
    configuration.setProtocol(QSsl::TlsV1_3);
    socket->setSslConfiguration(configuration);
    socket->connectToHostEncrypted("127.0.0.1", static_cast<quint16>(bench.port()));
    REQUIRE(socket->waitForEncrypted(5000));
    return socket;
}

qint64 residentKiB(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/statm").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return status.readAll().split(' ').at(1).toLongLong() * ::sysconf(_SC_PAGESIZE) / 1024;
}

} // namespace

TEST_CASE("nobody without a certificate of this CA gets a word out of the registry", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    RegistryBench other;
    bench.start();
    const auto mine = bench.identity("st-1");

    SECTION("no certificate")
    {
        StationLine line(TransportSettings {bench.url(), {{}, {}, {}, mine.registryCaPem}});
        const auto answer = line.ask("GET", "/.well-known/enrollment-registry");
        REQUIRE_FALSE(answer);
        INFO(answer.error().detail);
        CHECK(answer.error().code == ErrorCode::RegistryRefused);
    }
    SECTION("a station of another CA")
    {
        auto foreign = other.identity("st-1");
        foreign.registryCaPem = mine.registryCaPem;
        StationLine line(TransportSettings {bench.url(), foreign});
        const auto answer = line.ask("GET", "/.well-known/enrollment-registry");
        REQUIRE_FALSE(answer);
        INFO(answer.error().detail);
        CHECK(answer.error().code == ErrorCode::RegistryRefused);
    }
    SECTION("the registry's own TLS certificate is no station's")
    {
        QFile pem(bench.directory().filePath("tls.pem"));
        QFile key(bench.directory().filePath("tls.key"));
        REQUIRE((pem.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly)));
        StationLine line(
            TransportSettings {bench.url(), {pem.readAll(), key.readAll(), {}, mine.registryCaPem}});
        CHECK_FALSE(line.ask("GET", "/v1/events"));
    }
    SECTION("and a station does not speak to a registry of another CA")
    {
        auto wary = mine;
        wary.registryCaPem = other.identity("st-1").registryCaPem;
        StationLine line(TransportSettings {bench.url(), wary});
        const auto answer = line.ask("GET", "/.well-known/enrollment-registry");
        REQUIRE_FALSE(answer);
        CHECK(answer.error().code == ErrorCode::RegistryUntrusted);
    }
}

TEST_CASE("torn and odd requests are refused with a problem, and the registry lives on", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    const auto identity = bench.identity("st-1");
    const auto id = newPacketId();
    const QByteArray file = "/v1/files/" + id.text().toLatin1();
    const std::vector<std::pair<QByteArray, QByteArray>> odd {
        {"\r\n\r\n", "HTTP/1.1 400"},
        {"GARBAGE\r\n\r\n", "HTTP/1.1 400"},
        {"GET /../../etc/passwd HTTP/1.1\r\n\r\n", "HTTP/1.1 404"},
        {"GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 4"},
        {"PUT /v1/manifests/" + id.text().toLatin1()
                + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"pack",
            ""},
        {"PUT /v1/manifests/" + id.text().toLatin1()
                + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 6\r\n\r\n{\"pack",
            "HTTP/1.1 400"},
        {"PUT /v1/manifests/" + id.text().toLatin1()
                + " HTTP/1.1\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 415"},
        {"PATCH " + file
                + " HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Type: "
                  "application/offset+octet-stream\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
            "HTTP/1.1 411"},
        {"PATCH " + file
                + " HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Type: "
                  "application/offset+octet-stream\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 415"},
        {"PATCH " + file
                + " HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Type: "
                  "application/offset+octet-stream\r\n\r\nabc",
            "HTTP/1.1 411"},
        {"PATCH " + file
                + " HTTP/1.1\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 412"},
        {"PATCH " + file
                + " HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Type: "
                  "application/offset+octet-stream\r\nUpload-Offset: -1\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 400"},
        {"PATCH " + file
                + " HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Type: "
                  "application/offset+octet-stream\r\nUpload-Offset: 0\r\nUpload-Checksum: md5 "
                  "abc\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 400"},
        {"POST /v1/files HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Length: 0\r\nUpload-Length: "
         "99999999999999999999\r\n\r\n",
            "HTTP/1.1 400"},
        {"POST /v1/files HTTP/1.1\r\nTus-Resumable: 1.0.0\r\nContent-Length: 0\r\nUpload-Length: "
         "10\r\nIdempotency-Key: ../../x\r\n\r\n",
            "HTTP/1.1 400"},
        {"GET " + file + " HTTP/1.1\r\nTus-Resumable: 1.0.0\r\n\r\n", "HTTP/1.1 405"},
    };
    for (const auto& [request, expected] : odd) {
        CAPTURE(request.left(200).toStdString());
        const auto line = rawLine(bench, identity);
        line->write(request);
        line->flush();
        if (expected.isEmpty()) { // cut in the middle of a body
            line->waitForBytesWritten(1000);
            line->abort();
            continue;
        }
        REQUIRE(line->waitForReadyRead(5000));
        const auto answer = line->readAll();
        CHECK(answer.left(expected.size()).toStdString() == expected.toStdString());
        CHECK(answer.contains("application/problem+json"));
    }
    StationLine line(bench, "st-1");
    CHECK(line.upload(id, "still there").status == 204);
}

TEST_CASE("a body above the largest chunk is refused and never held in memory", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    REQUIRE(line.create(id, 3 << 20, sha256("x")).status == 201);
    const auto before = residentKiB(bench.processId());
    for (int i = 0; i < 4; ++i) {
        const auto answer = line.tryPatch(id, 0, QByteArray(64 << 20, 'x'), sha256("x"));
        if (answer)
            CHECK(answer->status == 413);
        else
            CHECK(answer.error().code == ErrorCode::RegistryUnreached); // it closed while we were sending
    }
    CHECK(residentKiB(bench.processId()) - before < 32 << 10);
    CHECK(line.head(id).headers["upload-offset"] == "0");
    CHECK(line.create(newPacketId(), qint64(1) << 40, sha256("x")).status == 413);
}

TEST_CASE("a client that is too slow is cut off, and others are served meanwhile", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--patience", "1", "--threads", "3"});
    const auto identity = bench.identity("st-1");
    const auto slow = rawLine(bench, identity);
    slow->write("PUT /v1/manifests/" + newPacketId().text().toLatin1()
        + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
    QElapsedTimer timer;
    timer.start();
    StationLine line(bench, "st-1");
    CHECK(line.get("/v1/events").status == 200);
    while (slow->state() == QAbstractSocket::ConnectedState && timer.elapsed() < 10'000) {
        slow->write("{");
        slow->waitForBytesWritten(100);
        slow->waitForReadyRead(100);
    }
    CHECK(timer.elapsed() < 5000);
    CHECK(line.get("/v1/events").status == 200);
}

TEST_CASE("two registries cannot share a port unnoticed", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    RegistryBench second;
    QByteArray words;
    CHECK(RegistryBench::run(
              {"serve", "--dir", second.directory().path(), "--port", QString::number(bench.port())}, nullptr,
              &words)
        == 1);
    CHECK(words.contains("cannot listen"));
}

TEST_CASE("behind a proxy only the headers of a verified station open the door", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    const QString path = bench.path("http.sock");
    bench.start({"--behind-proxy", "--unix-socket", path});
    const auto ask = [&](const QByteArray& headers) {
        QLocalSocket socket;
        socket.connectToServer(path);
        REQUIRE(socket.waitForConnected(5000));
        const QByteArray request = "GET /v1/events HTTP/1.1\r\nHost: registry\r\n" + headers + "\r\n";
        socket.write(request + request); // the second one must find a closed door
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        return answer;
    };
    RegistryBench other;
    const QByteArray mine = bench.identity("st-1").certificatePem.toPercentEncoding();
    const QByteArray foreign = other.identity("st-1").certificatePem.toPercentEncoding();
    const auto good = ask("X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-Cert: " + mine + "\r\n");
    CHECK(good.startsWith("HTTP/1.1 200"));
    CHECK(good.count("HTTP/1.1") == 1);
    CHECK(ask("").startsWith("HTTP/1.1 403"));
    CHECK(
        ask("X-SSL-Client-Verify: FAILED\r\nX-SSL-Client-Cert: " + mine + "\r\n").startsWith("HTTP/1.1 403"));
    CHECK(ask("X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-Cert: " + foreign + "\r\n")
              .startsWith("HTTP/1.1 403"));
}

TEST_CASE(
    "a registry behind a proxy listens on a Unix socket of owner and group, never on a port", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    QByteArray words;
    CHECK(RegistryBench::run(
              {"serve", "--dir", bench.directory().path(), "--behind-proxy", "--port", "0"}, nullptr, &words)
        == 2);
    CHECK(words.contains("--unix-socket"));
    const QString path = bench.path("http.sock");
    bench.start({"--behind-proxy", "--unix-socket", path});
    const auto others = QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    CHECK_FALSE(QFile::permissions(path) & others);
}
