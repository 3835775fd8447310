#include "tests/links/station_side.h"
#include "tests/registry/station_line.h"

#include <QLocalSocket>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// What somebody writes who wants to be another station.
Headers forged(const StationIdentity& victim)
{
    const QByteArray certificate = victim.certificatePem.toPercentEncoding();
    return {{"Tus-Resumable", "1.0.0"}, {"X-SSL-Client-Verify", "SUCCESS"},
        {"X-SSL-Client-Cert", certificate}, {"x-ssl-client-cert", certificate},
        {"X_SSL_Client_Cert", certificate}};
}

QByteArray straightToTheSocket(const QString& path, const QString& file, const Headers& headers)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    REQUIRE(socket.waitForConnected(5000));
    QByteArray request = "HEAD " + file.toLatin1() + " HTTP/1.1\r\nHost: registry\r\n";
    for (const auto& [name, value] : headers)
        request += name + ": " + value + "\r\n";
    socket.write(request + "\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(5000))
        answer += socket.readAll();
    return answer;
}

} // namespace

TEST_CASE("behind nginx a station that writes another's certificate into the headers stays itself", "[nginx]")
{
    STATION_NEEDS_LINK();
    LinkBench bench;
    const auto id = newPacketId();
    const QString file = "/v1/files/" + id.text();
    const auto victim = bench.registry.identity("st-victim");
    bench.atStation([&] {
        StationLine owner(bench.settings("st-victim"));
        REQUIRE(owner.create(id, QByteArray(1000, 'v')).status == 201);
        CHECK(owner.head(id).status == 200);
        StationLine thief(bench.settings("st-thief"));
        const auto answer = thief.ask("HEAD", file, forged(victim));
        REQUIRE(answer);
        CHECK(answer->status == 404);
    });
    // The same headers where nginx does not replace them: it is nginx, and who may open the socket, that
    // protects.
    CHECK(straightToTheSocket(bench.socket(), file, forged(victim)).startsWith("HTTP/1.1 200"));
}

TEST_CASE("nginx lets nobody in without a certificate of the registry's CA", "[nginx]")
{
    STATION_NEEDS_LINK();
    LinkBench bench;
    RegistryBench other;
    auto settings = bench.settings("st-1");
    SECTION("none") { settings.identity.certificatePem.clear(); }
    SECTION("another CA's")
    {
        const auto foreign = other.identity("st-1");
        settings.identity.certificatePem = foreign.certificatePem;
        settings.identity.privateKeyPem = foreign.privateKeyPem;
    }
    bench.atStation([&] {
        CurlTransport transport(settings);
        RegistryClient client(transport);
        const auto info = client.info();
        REQUIRE_FALSE(info);
        CHECK(info.error().error.code == ErrorCode::RegistryRefused);
        CHECK(info.error().scope == Refusal::Scope::Station);
    });
}

TEST_CASE("nginx refuses in the registry's words, so that no trouble of ours looks like a portal", "[nginx]")
{
    STATION_NEEDS_LINK();
    LinkBench bench;
    bench.atStation([&] {
        StationLine line(bench.settings("st-1"));
        const auto id = newPacketId();
        const QByteArray large(1'200'000, 'l');
        REQUIRE(line.create(id, large).status == 201);
        const auto refused = line.tryPatch(id, 0, large, sha256(large));
        REQUIRE(refused);
        CHECK(refused->status == 413);
        CHECK(problemOf(*refused) == "too-large");
        CHECK(line.head(id).headers.value("upload-offset") == "0");
    });
    bench.registry.kill();
    bench.atStation([&] {
        CurlTransport transport(bench.settings("st-1"));
        RegistryClient client(transport);
        const auto info = client.info();
        REQUIRE_FALSE(info);
        CHECK(info.error().status == 503);
        CHECK(info.error().error.code == ErrorCode::RegistryUnreached);
        CHECK(info.error().retryAfter == std::chrono::seconds(5));
    });
}

TEST_CASE("a queue of twenty goes out with one manifest over one connection", "[nginx]")
{
    STATION_NEEDS_LINK();
    LinkBench bench;
    StationSide station(bench, "st-1");
    for (int i = 0; i < 20; ++i)
        station.store->addMadeUp(1500, static_cast<char>('a' + i)); // no real packets: rejected, and done
    bench.atStation([&] {
        SyncReport report;
        station.open();
        REQUIRE(station.session->run(report));
        CHECK(report.sent == 20);
    });
    const auto log = bench.waitForLog(1 + 2 + 1 + 20 * 3, [](const AccessLine&) { return true; });
    const auto count = [&](const QString& method, const QString& path) {
        return std::count_if(log.begin(), log.end(),
            [&](const AccessLine& line) { return line.method == method && line.path.startsWith(path); });
    };
    CHECK(count("PUT", "/v1/manifests/") == 1);
    CHECK(count("PATCH", "/v1/files/") == 20);
    CHECK(count("HEAD", "/v1/files/") == 0);
    for (const AccessLine& line : log)
        CHECK(line.connection == log.front().connection);
}

TEST_CASE("a new connection resumes the TLS session and costs less than a first one", "[nginx]")
{
    STATION_NEEDS_LINK();
    LinkBench bench;
    qint64 full = 0;
    qint64 resumed = 0;
    const auto settings = bench.settings("st-1");
    const auto ask = [&](CurlTransport& transport) {
        const auto before = bench.bytesOnLink();
        bench.atStation([&] {
            const auto answer = transport.send({"GET", "/v1/events?after=0", {{"Connection", "close"}}, {}});
            REQUIRE(answer);
            CHECK(answer->status == 200);
        });
        QThread::msleep(100); // the last FIN and ACK
        const auto after = bench.bytesOnLink();
        return after.first + after.second - before.first - before.second;
    };
    CurlTransport first(settings);
    full = ask(first);
    resumed = ask(first);
    CurlTransport second(settings); // as a new process: tickets are kept in memory only
    const qint64 again = ask(second);
    const auto log = bench.waitForLog(3, [](const AccessLine&) { return true; });
    REQUIRE(log.size() == 3);
    CHECK_FALSE(log[0].resumed);
    CHECK(log[1].resumed);
    CHECK_FALSE(log[2].resumed);
    WARN("IP bytes of one small call, both directions: " << full << " with a whole handshake, " << resumed
                                                         << " with a resumed one, " << again
                                                         << " in a new process");
    CHECK(resumed + 1000 < full);
}
