#include "app/registry/receipt_signer.h"
#include "core/store/file_layer.h"
#include "tests/support/test_identities.h"
#include "tests/sync/memory_queue.h"

#include <catch2/catch.hpp>

#include <httplib.h>

using namespace station;

namespace {

/// Stands where the registry should: with its TLS key, but other words.
class FalseRegistry {
public:
    using Answer = std::function<bool(const httplib::Request&, httplib::Response&)>;

    FalseRegistry(const QDir& keys, Answer answer)
        : m_server(
            keys.filePath("tls.pem").toUtf8().constData(), keys.filePath("tls.key").toUtf8().constData())
    {
        m_server.set_pre_routing_handler(
            [this, answer](const httplib::Request& request, httplib::Response& response) {
                ++m_requests;
                return answer(request, response) ? httplib::Server::HandlerResponse::Handled
                                                 : httplib::Server::HandlerResponse::Unhandled;
            });
        m_port = m_server.bind_to_any_port("127.0.0.1");
        m_thread = std::thread([this] { m_server.listen_after_bind(); });
    }
    ~FalseRegistry()
    {
        m_server.stop();
        m_thread.join();
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(m_port)); }
    [[nodiscard]] int requests() const { return m_requests; }

private:
    httplib::SSLServer m_server;
    std::atomic<int> m_requests {0};
    int m_port = 0;
    std::thread m_thread;
};

struct Victim {
    RegistryBench bench;
    SystemClock clock;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    PacketId id = store->addMadeUp(1000);

    Result<void> pass(const QUrl& url)
    {
        const auto session = memorySession(store, url, bench.identity("st-1"), "st-1", clock);
        SyncReport report;
        const auto done = session->run(report);
        if (!done)
            return tl::unexpected<Error>(done.error().error);
        return {};
    }
    [[nodiscard]] bool nothingMoved() const
    {
        const auto entry = store->at(id);
        return entry.row.state == PacketState::Sealed && entry.receipts.empty() && entry.row.attempts == 0;
    }
};

} // namespace

TEST_CASE("a portal that redirects or shows a page is not the registry, and nothing moves", "[sync]")
{
    Victim victim;
    int status = 0;
    std::string type = "text/html";
    std::string body = "<html>Log in</html>";
    SECTION("a redirect") { status = 302; }
    SECTION("a page") { status = 200; }
    SECTION("a page not found") { status = 404; }
    SECTION("network authentication required") { status = 511; }
    SECTION("JSON that says nothing") { status = 200, type = "application/json", body = "{}"; }
    SECTION("torn JSON") { status = 200, type = "application/json", body = R"({"type":"enrollment-regis)"; }
    SECTION("without end") { status = 200, type = "application/json", body = std::string(3 << 20, '['); }
    FalseRegistry portal(victim.bench.directory(), [&](const httplib::Request&, httplib::Response& response) {
        response.status = status;
        response.set_header("Location", "http://127.0.0.1:1/login");
        response.set_content(body, type.c_str());
        return true;
    });
    const auto done = victim.pass(portal.url());
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::RegistryUntrusted);
    CHECK(victim.nothingMoved());
    CHECK(portal.requests() == 1); // not followed
}

TEST_CASE("a portal with a certificate of another CA is never told anything", "[sync]")
{
    Victim victim;
    RegistryBench other;
    FalseRegistry portal(
        other.directory(), [](const httplib::Request&, httplib::Response&) { return false; });
    const auto done = victim.pass(portal.url());
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::RegistryUntrusted);
    CHECK(portal.requests() == 0);
    CHECK(victim.nothingMoved());
}

TEST_CASE("a registry certificate that is not yet or no longer valid by our clock means the clock", "[sync]")
{
    Victim victim;
    const QTemporaryDir keys;
    const TestAuthority authority;
    const bool early = GENERATE(true, false);
    const KeyPair tls = early ? authority.tlsServerFromTomorrow() : authority.tlsServerUntilYesterday();
    for (const auto& [name, text] :
        {std::pair("tls.pem", tls.certificatePem), std::pair("tls.key", tls.keyPem)})
        REQUIRE(writeDurably(posixFiles(), keys.filePath(QLatin1String(name)), text));
    FalseRegistry registry(
        QDir(keys.path()), [](const httplib::Request&, httplib::Response&) { return false; });
    StationIdentity identity = victim.bench.identity("st-1");
    identity.registryCaPem = authority.caPem();
    const auto session = memorySession(victim.store, registry.url(), identity, "st-1", victim.clock);
    SyncReport report;
    const auto done = session->run(report);
    REQUIRE_FALSE(done);
    CHECK(done.error().error.code == ErrorCode::ClockWrong);
    CHECK(registry.requests() == 0);
    CHECK(victim.nothingMoved());
}

TEST_CASE("plain HTTP where TLS should be is not the registry", "[sync]")
{
    Victim victim;
    httplib::Server plain;
    const int port = plain.bind_to_any_port("127.0.0.1");
    std::thread thread([&] { plain.listen_after_bind(); });
    const auto done = victim.pass(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(port)));
    plain.stop();
    thread.join();
    REQUIRE_FALSE(done);
    CHECK(victim.nothingMoved());
    CHECK(victim.pass(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port))).error().code
        == ErrorCode::InvalidInput);
}

TEST_CASE("a forged receipt moves nothing", "[sync]")
{
    Victim victim;
    RegistryBench other;
    const auto signer = ReceiptSigner::load(victim.bench.directory());
    const auto forger = ReceiptSigner::load(other.directory());
    REQUIRE((signer && forger));
    const auto row = victim.store->at(victim.id).row;
    ReceiptText text {row.id, QString::fromLatin1(row.sha256.toHex()), row.size, "st-1", "processed", {}, 1,
        victim.clock.now(), {}};
    QByteArray receipt;
    SECTION("signed by another CA") { receipt = *forger->sign(toJson(text)); }
    SECTION("for another hash")
    {
        text.sha256 = QString(64, 'f');
        receipt = *signer->sign(toJson(text));
    }
    SECTION("for another station")
    {
        text.station = "st-2";
        receipt = *signer->sign(toJson(text));
    }
    SECTION("no receipt at all") { receipt = *signer->sign("{}"); }
    SECTION("unsigned") { receipt = toJson(text); }
    const auto certificates
        = signer->sign("{\"type\":\"enrollment-certificates\"}")->toBase64().toStdString();
    FalseRegistry liar(
        victim.bench.directory(), [&](const httplib::Request& request, httplib::Response& response) {
            response.status = 200;
            std::string json
                = R"({"type":"enrollment-registry","versions":[1],"limits":{"packet_bytes":9999999,"chunk_min":1,)"
                  R"("chunk_max":99999,"manifest_packets":200},"certificates":")"
                + certificates + "\"}";
            if (request.path == "/v1/events") {
                json = R"({"events":[{"seq":1,"packet_id":")" + row.id.text().toStdString()
                    + R"(","state":"processed"}],"next":1})";
            } else if (request.path.starts_with("/v1/receipts/")) {
                response.set_content(receipt.toStdString(), "application/pkcs7-mime");
                return true;
            }
            response.set_content(json, "application/json");
            return true;
        });
    const auto done = victim.pass(liar.url());
    REQUIRE_FALSE(done); // the next thing it says is no manifest's answer
    CHECK(done.error().code == ErrorCode::RegistryUntrusted);
    const auto entry = victim.store->at(victim.id);
    CHECK(entry.row.state == PacketState::Sealed);
    CHECK(entry.receipts.empty());
    CHECK(entry.row.problem == "receipt-refused"); // shown, and asked for again later
    CHECK(entry.row.dueAt > victim.clock.now());
}
