#include "core/sync/registry_client.h"
#include "tests/registry/station_line.h"

#include <QFile>

using namespace station;
using namespace std::chrono_literals;

namespace {

QString withLimits(const RegistryBench& bench, const QJsonObject& limits)
{
    const QString path = bench.path("limits.json");
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QJsonDocument(limits).toJson());
    return path;
}

int rowsIn(const RegistryBench& bench, const char* state)
{
    return bench.show()["packets"].toObject()[state].toInt();
}

} // namespace

TEST_CASE("one pair makes no more rows by beginning uploads than by announcing packets", "[registry][room]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--limits", withLimits(bench, {{"announced_packets", 5}, {"open_uploads", 3}})});
    StationLine line(bench, "st-1");
    StationLine other(bench, "st-2");
    const QByteArray whole(1000, 'a');
    const auto foreign = newPacketId();
    REQUIRE(answerAt(other.manifest({announcement(foreign, whole)}))["state"].toString() == "want");
    std::vector<PacketId> ids;
    for (int i = 0; i < 40; ++i) {
        ids.push_back(newPacketId());
        REQUIRE(line.create(ids.back(), whole).status == 201);
    }
    CHECK(rowsIn(bench, "announced") <= 5 + 1 + 1); // one in between, and the other station's
    CHECK(rowsIn(bench, "uploading") == 3);
    CHECK(line.upload(ids.front(), whole).status == 204); // forgotten, and no dead end
}

TEST_CASE("one pair makes no more rows by taking bundles back than a station may", "[registry][room]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--limits", withLimits(bench, {{"bundles", 3}})});
    StationLine line(bench, "st-1");
    StationLine other(bench, "st-2");
    const auto takeBack
        = [](StationLine& by, PacketId id) { return *by.ask("DELETE", "/v1/bundles/" + id.text()); };
    std::vector<PacketId> ids;
    int refused = 0;
    for (int i = 0; i < 10; ++i) {
        ids.push_back(newPacketId());
        const auto answer = takeBack(line, ids.back());
        refused += answer.status == 403 && problemOf(answer) == "bundle-refused" ? 1 : 0;
    }
    CHECK(refused == 7);
    CHECK(takeBack(line, ids.front()).status == 200); // what was answered is answered again
    CHECK(takeBack(line, ids.back()).status == 403);
    CHECK(takeBack(other, newPacketId()).status == 200);
}

TEST_CASE(
    "a registry with too little room takes nothing more, says 507, and a station waits", "[registry][room]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    const QByteArray whole(1000, 'a');
    const auto half = newPacketId();
    const auto received = newPacketId();
    {
        StationLine line(bench, "st-1");
        REQUIRE(line.create(half, whole).status == 201);
        REQUIRE(line.patch(half, 0, whole.left(100)).status == 204);
        REQUIRE(line.upload(received, whole).status == 204);
    }
    bench.kill();
    bench.start({"--limits", withLimits(bench, {{"free_bytes", 9e14}})});
    StationLine line(bench, "st-1");
    const auto refused = line.patch(half, 100, whole.mid(100));
    CHECK(refused.status == 507);
    CHECK(problemOf(refused) == "insufficient-storage");
    CHECK(refused.headers["retry-after"] == "600");
    CHECK(line.create(newPacketId(), whole).status == 507);
    CHECK(line.create(received, whole).headers["upload-offset"] == "1000"); // it needs no room
    CHECK(line.get("/v1/receipts/" + received.text()).status == 200);
    CHECK(answerAt(line.manifest({announcement(half, whole)}))["offset"].toInteger() == 100);

    CurlTransport transport(TransportSettings {bench.url(), bench.identity("st-1")});
    RegistryClient client(transport);
    QueueRow row;
    row.id = newPacketId();
    row.sha256 = sha256(whole);
    row.size = whole.size();
    const auto answer = client.create(row);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().scope == Refusal::Scope::Connection); // the whole line waits; no packet is to blame
    CHECK(answer.error().error.code == ErrorCode::RegistryUnreached);
    CHECK(answer.error().retryAfter == 600s);

    bench.kill();
    bench.start();
    StationLine later(bench, "st-1");
    CHECK(later.patch(half, 100, whole.mid(100)).status == 204);
}

TEST_CASE("what a station has brought of a day is limited, also what is rejected, and others go on",
    "[registry][room]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--limits", withLimits(bench, {{"day_bytes", 2500}})});
    StationLine line(bench, "st-1");
    StationLine other(bench, "st-2");
    const QByteArray whole(1000, 'a');
    for (int i = 0; i < 2; ++i) {
        const auto id = newPacketId();
        REQUIRE(line.upload(id, whole).status == 204);
        REQUIRE(line.reaches(id, "rejected"));
    }
    const auto refused = line.create(newPacketId(), whole);
    CHECK(refused.status == 507);
    CHECK(refused.headers["retry-after"] == "3600");
    CHECK(other.upload(newPacketId(), whole).status == 204);
    const auto alarm = bench.show()["alarms"].toArray().first().toObject();
    CHECK(alarm["station"].toString() == "st-1");
    CHECK(alarm["kind"].toString() == "day-bytes");
    CHECK(bench.blobCount() == 3);
}
