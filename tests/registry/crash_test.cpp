#include "tests/registry/station_line.h"

using namespace station;

namespace {

/// Whatever happened before: announce, ask, send what is missing.
void finish(StationLine& line, PacketId id, const QByteArray& whole)
{
    const auto answer = answerAt(line.manifest({announcement(id, whole)}));
    if (answer["state"].toString() != "want")
        return;
    const auto offset = line.create(id, whole).headers["upload-offset"].toLongLong();
    if (offset < whole.size())
        REQUIRE(line.patch(id, offset, whole.mid(offset)).status == 204);
}

int receivedEvents(StationLine& line, PacketId id)
{
    int count = 0;
    for (const auto& event : line.events()) {
        if (event.toObject()["packet_id"].toString() == id.text()
            && event.toObject()["state"].toString() == "received")
            ++count;
    }
    return count;
}

} // namespace

TEST_CASE(
    "killed in the middle of an upload and started on the same port: one packet, one receipt", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(300'000, 'k');
    REQUIRE(line.create(id, whole).status == 201);
    REQUIRE(line.patch(id, 0, whole.left(100'000)).status == 204);
    bench.kill();
    CHECK_FALSE(line.tryPatch(id, 100'000, whole.mid(100'000), sha256(whole.mid(100'000))));
    bench.start();
    CHECK(line.head(id).headers["upload-offset"] == "100000");
    finish(line, id, whole);
    REQUIRE(line.reaches(id, "rejected"));
    CHECK(receivedEvents(line, id) == 1);
    CHECK(bench.blobCount() == 1);
}

TEST_CASE("killed between any two steps of receiving: one packet, one receipt", "[registry]")
{
    STATION_NEEDS_DATABASE();
    const auto* point
        = GENERATE("chunk-stored", "blob-renamed", "blob-kept", "row-committed", "processing-claimed");
    CAPTURE(point);
    RegistryBench bench;
    bench.start({}, point);
    const auto id = newPacketId();
    const QByteArray whole(100'000, 'k');
    {
        StationLine line(bench, "st-1");
        REQUIRE(line.create(id, whole).status == 201);
        (void)line.tryPatch(id, 0, whole, sha256(whole)); // the answer is lost
    }
    bench.waitUntilDead();
    bench.start();
    StationLine line(bench, "st-1");
    finish(line, id, whole);
    REQUIRE(line.reaches(id, "rejected"));
    CHECK(receivedEvents(line, id) == 1);
    CHECK(line.events().size() == 2);
    CHECK(bench.blobCount() == 1);
    CHECK(bench.show()["receipts"].toInt() == 2);
}

TEST_CASE("bytes beyond the acknowledged offset are cut off and never counted", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'k');
    REQUIRE(line.create(id, whole).status == 201);
    REQUIRE(line.patch(id, 0, whole.left(100)).status == 204);
    const QString half = bench.directory().filePath("uploads/" + id.text() + ".st-1");
    QFile file(half);
    REQUIRE(file.open(QIODevice::Append));
    file.write(QByteArray(5000, '?')); // a chunk that was written and never acknowledged
    file.close();
    CHECK(line.head(id).headers["upload-offset"] == "100");
    CHECK(line.patch(id, 100, whole.mid(100)).status == 204);
    CHECK(line.reaches(id, "received"));
}

TEST_CASE(
    "acknowledged bytes that the disk has lost are asked for again, not filled with zeros", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'k');
    REQUIRE(line.create(id, whole).status == 201);
    REQUIRE(line.patch(id, 0, whole.left(500)).status == 204);
    REQUIRE(QFile::resize(bench.directory().filePath("uploads/" + id.text() + ".st-1"), 100));
    CHECK(line.patch(id, 500, whole.mid(500)).status == 410);
    CHECK(line.upload(id, whole).status == 204);
}

TEST_CASE(
    "a received packet whose bytes are gone waits for them and is named to the administrators", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({}, "processing-claimed");
    const auto id = newPacketId();
    const QByteArray whole(100'000, 'g');
    {
        StationLine line(bench, "st-1");
        REQUIRE(line.create(id, whole).status == 201);
        (void)line.tryPatch(id, 0, whole, sha256(whole));
    }
    bench.waitUntilDead();
    const QDir blobs(bench.directory().filePath("blobs"));
    const QDir aside(bench.path("aside"));
    REQUIRE(QDir().rename(blobs.path(), aside.path()));
    bench.start();
    QJsonArray alarms;
    for (int i = 0; i < 100 && alarms.isEmpty(); ++i) {
        QThread::msleep(50);
        alarms = bench.show()["alarms"].toArray();
    }
    REQUIRE(alarms.size() == 1);
    CHECK(alarms.first()["kind"].toString() == "bytes-missing");
    CHECK(alarms.first()["station"].toString() == "st-1");
    CHECK(bench.show()["packets"].toObject()["received"].toInt() == 1);
    bench.kill();

    REQUIRE((!blobs.exists() || QDir(blobs).removeRecursively()));
    REQUIRE(QDir().rename(aside.path(), blobs.path()));
    bench.start();
    StationLine line(bench, "st-1");
    CHECK(line.reaches(id, "rejected"));
    CHECK(receivedEvents(line, id) == 1);
}
