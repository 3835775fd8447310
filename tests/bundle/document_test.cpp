#include "core/enroll/bundle_document.h"
#include "core/enroll/signed_document.h"
#include "tests/bundle/bundle_bench.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <catch2/catch.hpp>

using namespace station;

namespace {

BundlePacket samplePacket(int n)
{
    return {PacketId::create(fromMs(1795780800000 + n)), QByteArray(32, static_cast<char>(n)), 1000 + n, n,
        "cc-new-14", QDate(2026, 11, 27), 0};
}

BundleDocument sampleBundle(int packets = 3)
{
    const Instant now = fromMs(1795780800000);
    BundleDocument document {BundleId::create(now), "station-1", "desk-1", now, QByteArray(32, 'h'), {}, {}};
    for (int n = 0; n < packets; ++n)
        document.packets.push_back(samplePacket(n));
    return document;
}

struct Bench : Guild {
    StationIdentity station = identity("station-1");
    StationIdentity desk = identity("desk-1");

    /// The sample with one value changed, signed by the station all the same.
    [[nodiscard]] Result<BundleDocument> openedWith(const std::function<void(QJsonObject&)>& change) const
    {
        const auto order = openDocument(signBundle(sampleBundle(), station).value(), authority.caPem());
        REQUIRE(order);
        QJsonObject object = QJsonDocument::fromJson(order->content).object();
        change(object);
        return openBundle(signDocument(QJsonDocument(object).toJson(), station).value(), authority.caPem());
    }
    [[nodiscard]] Result<BundleDocument> openedWithPacket(
        const std::function<void(QJsonObject&)>& change) const
    {
        return openedWith([&](QJsonObject& object) {
            QJsonArray packets = object["packets"].toArray();
            QJsonObject packet = packets[0].toObject();
            change(packet);
            packets[0] = packet;
            object["packets"] = packets;
        });
    }
};

} // namespace

TEST_CASE("an order says the same to whoever opens it", "[document]")
{
    const Bench bench;
    const BundleDocument wanted = sampleBundle();
    const auto order = signBundle(wanted, bench.station);
    REQUIRE(order);
    const auto read = openBundle(*order, bench.authority.caPem());
    REQUIRE(read);
    CHECK(read->id == wanted.id);
    CHECK(read->from == "station-1");
    CHECK(read->to == "desk-1");
    CHECK(read->at == wanted.at);
    CHECK(read->auditHead == wanted.auditHead);
    CHECK(read->packets == wanted.packets);
    CHECK(read->contentSha256.size() == 32);
    CHECK(openBundle(signBundle(wanted, bench.station).value(), bench.authority.caPem())->contentSha256
        == read->contentSha256); // another signature, the same order
}

TEST_CASE("an order names no person and no time of day of a packet", "[document]")
{
    const Bench bench;
    const QByteArray order = signBundle(sampleBundle(), bench.station).value();
    const auto text = openDocument(order, bench.authority.caPem())->content;
    const QJsonObject packet = QJsonDocument::fromJson(text)["packets"][0].toObject();
    CHECK(packet.keys()
        == QStringList {"captured_on", "packet_id", "priority", "procedure", "seq", "sha256", "size"});
    CHECK(packet["captured_on"].toString() == "2026-11-27");
}

TEST_CASE("an order is refused unless the station that gives the packets away has signed it", "[document]")
{
    const Bench bench;
    const QByteArray ca = bench.authority.caPem();
    const BundleDocument document = sampleBundle();
    const auto code = [](const auto& result) { return result.error().code; };

    const auto byAnother = openBundle(signBundle(document, bench.desk).value(), ca);
    REQUIRE_FALSE(byAnother);
    CHECK(code(byAnother) == ErrorCode::Damaged);
    const TestAuthority strangers;
    const auto identity
        = TestAuthority::identity(strangers, strangers.station("station-1"), strangers.registry());
    CHECK_FALSE(openBundle(signBundle(document, identity).value(), ca));
    const auto server = TestAuthority::identity(bench.authority, bench.authority.tlsServer(), bench.registry);
    CHECK_FALSE(openBundle(signBundle(document, server).value(), ca));
    const QByteArray order = signBundle(document, bench.station).value();
    CHECK_FALSE(openBundle(order + 'x', ca));
    CHECK_FALSE(openBundle({}, ca));
    CHECK_FALSE(openBundle(QByteArray(300'000, '0'), ca));
    CHECK(openBundle(order, ca));
}

TEST_CASE("an order with an impossible value is refused", "[document]")
{
    const Bench bench;
    CHECK(bench.openedWith([](QJsonObject&) {}));
    CHECK(bench.openedWith([](QJsonObject& o) { o["colour"] = "blue"; })); // deaf to what it does not know
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["type"] = "enrollment-bundle-ack"; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["version"] = 2; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["to"] = "station-1"; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["to"] = "../desk-1"; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["to"] = ""; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["from"] = "desk-2"; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["bundle_id"] = "1"; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["time"] = "yesterday"; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o.remove("audit_head"); }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["packets"] = QJsonArray(); }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) { o["packets"] = 3; }));
    CHECK_FALSE(bench.openedWith([](QJsonObject& o) {
        QJsonArray packets = o["packets"].toArray();
        packets.append(packets[0]);
        o["packets"] = packets; // one id twice
    }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["packet_id"] = "../../x"; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["sha256"] = QString(64, 'G'); }));
    CHECK_FALSE(
        bench.openedWithPacket([](QJsonObject& p) { p["sha256"] = QString(64, 'A'); })); // one spelling
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["size"] = 0; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["size"] = -1; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["size"] = 1e18; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["size"] = "5"; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["seq"] = 1.5; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["procedure"] = QString(101, 'p'); }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["captured_on"] = "2026-13-01"; }));
    CHECK_FALSE(bench.openedWithPacket([](QJsonObject& p) { p["priority"] = 1001; }));
    CHECK(openBundle(signBundle(sampleBundle(200), bench.station).value(), bench.authority.caPem()));
    CHECK_FALSE(openBundle(signBundle(sampleBundle(201), bench.station).value(), bench.authority.caPem()));
}

TEST_CASE("a bit turned anywhere in an order changes nothing that it says, or it is refused", "[document]")
{
    const Bench bench;
    const QByteArray ca = bench.authority.caPem();
    const QByteArray order = signBundle(sampleBundle(2), bench.station).value();
    const QByteArray said = openBundle(order, ca)->contentSha256;
    int refused = 0;
    for (qsizetype i = 0; i < order.size(); ++i) {
        QByteArray turned = order;
        turned[i] = static_cast<char>(turned[i] ^ (1 << (i % 8)));
        const auto read = openBundle(turned, ca);
        refused += read ? 0 : 1;
        if (read && read->contentSha256 != said)
            FAIL("byte " << i << " changed what the order says");
    }
    CHECK(refused > order.size() * 9 / 10);
    for (qsizetype length = 0; length < order.size(); length += 7)
        if (openBundle(order.left(length), ca))
            FAIL("an order of " << length << " bytes was believed");
}

TEST_CASE("an acknowledgement is the word of the station that took the bundle over", "[document]")
{
    const Bench bench;
    const QByteArray ca = bench.authority.caPem();
    const BundleDocument document = sampleBundle();
    const BundleAck ack {document.id, "station-1", "desk-1", document.at, QByteArray(32, 'd'),
        {document.packets[0].id, document.packets[1].id}};
    const auto read = openAck(signAck(ack, bench.desk).value(), ca);
    REQUIRE(read);
    CHECK(read->bundle == ack.bundle);
    CHECK(read->documentSha256 == ack.documentSha256);
    CHECK(read->packets == ack.packets);
    CHECK_FALSE(openAck(signAck(ack, bench.station).value(), ca));
    CHECK_FALSE(openAck(signBundle(document, bench.station).value(), ca));
    BundleAck without = ack;
    without.documentSha256.clear();
    CHECK_FALSE(openAck(signAck(without, bench.desk).value(), ca));
}
