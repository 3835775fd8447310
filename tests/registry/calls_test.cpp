#include "core/sync/receipt_check.h"
#include "tests/registry/station_line.h"

#include <QTcpSocket>

using namespace station;

TEST_CASE("a registry describes itself with limits and a signed list of its certificates", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto answer = line.get("/.well-known/enrollment-registry");
    CHECK(answer.status == 200);
    const auto object = QJsonDocument::fromJson(answer.body).object();
    CHECK(object["versions"].toArray().contains(1));
    CHECK(object["limits"]["manifest_packets"].toInt() == 200);
    CHECK(object["limits"]["chunk_max"].toInteger() == 1 << 20);
    const auto list
        = verifySignedByRegistry(QByteArray::fromBase64(object["certificates"].toString().toLatin1()),
            bench.identity("st-1").registryCaPem);
    REQUIRE(list);
    CHECK(list->contains("enrollment-certificates"));
}

TEST_CASE("a packet goes from announced to received, and every repeated call is harmless", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(150'000, 'p');

    for (int twice = 0; twice < 2; ++twice) {
        const auto want = answerAt(line.manifest({announcement(id, whole)}));
        CHECK(want["state"].toString() == "want");
        CHECK(want["offset"].toInteger() == 0);
    }
    CHECK(line.head(id).status == 404); // announced is not yet created
    for (int twice = 0; twice < 2; ++twice) {
        const auto created = line.create(id, whole);
        CHECK(created.status == 201);
        CHECK(created.headers["location"] == "/v1/files/" + id.text().toLatin1());
        CHECK_FALSE(created.headers["upload-expires"].isEmpty());
    }
    CHECK(line.patch(id, 0, whole.left(100'000)).status == 204);
    CHECK(line.head(id).headers["upload-offset"] == "100000");
    CHECK(answerAt(line.manifest({announcement(id, whole)}))["offset"].toInteger() == 100'000);
    CHECK(line.create(id, whole).headers["upload-offset"] == "100000");

    const auto again = line.patch(id, 0, whole.left(100'000)); // a lost 204, sent again
    CHECK(again.status == 409);
    CHECK(problemOf(again) == "wrong-offset");
    CHECK(again.headers["upload-offset"] == "100000");

    const auto last = line.patch(id, 100'000, whole.mid(100'000));
    CHECK(last.status == 204);
    CHECK(last.headers["upload-offset"] == "150000");
    CHECK(line.patch(id, 100'000, whole.mid(100'000)).status == 409);
    CHECK(line.head(id).headers["upload-offset"] == "150000");
    CHECK(line.create(id, whole).headers["upload-offset"] == "150000");

    REQUIRE(line.reaches(id, "rejected")); // made-up bytes do not open
    CHECK(bench.blobCount() == 1);
    const auto receipt = line.get("/v1/receipts/" + id.text());
    CHECK(receipt.status == 200);
    CHECK(line.get("/v1/receipts/" + id.text()).body == receipt.body); // the same receipt, byte by byte
    CHECK(answerAt(line.manifest({announcement(id, whole)}))["state"].toString() == "rejected");
}

TEST_CASE("events come in the order of their numbers, from where one asks", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    for (int i = 0; i < 3; ++i) {
        const auto id = newPacketId();
        REQUIRE(line.upload(id, QByteArray(100, static_cast<char>('a' + i))).status == 204);
        REQUIRE(line.reaches(id, "rejected"));
    }
    const auto all = line.events();
    REQUIRE(all.size() == 6); // received and rejected, each
    for (int i = 0; i < 6; ++i)
        CHECK(all[i].toObject()["seq"].toInteger() == i + 1);
    CHECK(line.events(4).size() == 2);
    CHECK(line.events(6).isEmpty());
    CHECK(line.get("/v1/events?after=x").status == 400);
    CHECK(line.get("/v1/events?after=-1").status == 400);
}

TEST_CASE("each receipt carries the hash of the station's receipt before it", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto ca = bench.identity("st-1").registryCaPem;
    QByteArray before;
    for (int i = 0; i < 3; ++i) {
        const auto id = newPacketId();
        REQUIRE(line.upload(id, QByteArray(100, static_cast<char>('a' + i))).status == 204);
        REQUIRE(line.reaches(id, "rejected"));
        const auto bytes = line.get("/v1/receipts/" + id.text()).body;
        const auto text = verifySignedByRegistry(bytes, ca);
        REQUIRE(text);
        const auto object = QJsonDocument::fromJson(*text).object();
        CHECK(object["registry_seq"].toInteger() == 2 * (i + 1));
        CHECK_FALSE(object["prev_receipt_hash"].toString().isEmpty());
        CHECK(object["prev_receipt_hash"].toString().toLatin1()
            != sha256(before).toHex()); // `received` lies between
        before = bytes;
    }
}

TEST_CASE("other bytes under a taken id are a conflict and change nothing", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    const QByteArray other(1000, 'b');
    REQUIRE(line.create(id, whole).status == 201);

    const auto refused = line.create(id, other);
    CHECK(refused.status == 409);
    CHECK(problemOf(refused) == "content-conflict");
    CHECK(QJsonDocument::fromJson(refused.body).object()["scope"].toString() == "packet");
    CHECK_FALSE(QJsonDocument::fromJson(refused.body).object()["retryable"].toBool(true));
    CHECK(answerAt(line.manifest({announcement(id, other)}))["state"].toString() == "conflict");
    CHECK(line.patch(id, 0, whole).status == 204);
    CHECK(line.create(id, other).status == 409);
}

TEST_CASE("a whole with another hash than announced is discarded and may be sent again", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    REQUIRE(line.create(id, whole).status == 201);
    const auto refused = line.patch(id, 0, QByteArray(1000, 'x'));
    CHECK(refused.status == 422);
    CHECK(problemOf(refused) == "wrong-bytes");
    CHECK(line.head(id).status == 404);
    CHECK(line.get("/v1/receipts/" + id.text()).status == 404);
    CHECK(line.upload(id, whole).status == 204);
    CHECK(bench.blobCount() == 1);
}

TEST_CASE("a damaged chunk is answered 460 and the offset stays", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    REQUIRE(line.create(id, whole).status == 201);
    const auto refused = line.tryPatch(id, 0, whole.left(500), sha256("something else"));
    REQUIRE(refused);
    CHECK(refused->status == 460);
    CHECK(problemOf(*refused) == "wrong-checksum");
    CHECK(line.head(id).headers["upload-offset"] == "0");
    CHECK(line.patch(id, 1, whole.mid(1)).status == 409); // a hole
    CHECK(line.patch(id, 0, whole + "more").status == 413);
    CHECK(line.head(id).headers["upload-offset"] == "0");
}

TEST_CASE("a station reads and writes only its own packets", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine mine(bench, "st-1");
    StationLine theirs(bench, "st-2");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    REQUIRE(mine.create(id, whole).status == 201);

    CHECK(theirs.head(id).status == 404);
    CHECK(theirs.patch(id, 0, whole).status == 404);
    CHECK(theirs.create(id, whole).headers["upload-offset"] == "0"); // of its own
    CHECK(theirs.ask("DELETE", "/v1/files/" + id.text(), {{"Tus-Resumable", "1.0.0"}})->status == 204);
    REQUIRE(mine.patch(id, 0, whole).status == 204);
    REQUIRE(mine.reaches(id, "rejected"));
    CHECK(theirs.get("/v1/receipts/" + id.text()).status == 404);
    CHECK(theirs.events().isEmpty());
    CHECK(theirs.ask("DELETE", "/v1/files/" + id.text(), {{"Tus-Resumable", "1.0.0"}})->status == 404);
}

TEST_CASE("a half upload can be taken back, a received packet cannot", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    const auto take = [&] {
        return line.ask("DELETE", "/v1/files/" + id.text(), {{"Tus-Resumable", "1.0.0"}})->status;
    };
    REQUIRE(line.create(id, whole).status == 201);
    REQUIRE(line.patch(id, 0, whole.left(10)).status == 204);
    CHECK(take() == 204);
    CHECK(line.head(id).status == 404);
    CHECK(line.create(id, whole).headers["upload-offset"] == "0");
    CHECK(line.patch(id, 0, whole).status == 204);
    CHECK(take() == 409);
}

TEST_CASE("a half upload that has expired is gone, and begins again at 0", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--upload-life", "0.2"});
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    REQUIRE(line.create(id, whole).status == 201);
    REQUIRE(line.patch(id, 0, whole.left(10)).status == 204);
    QThread::msleep(300);
    CHECK(line.patch(id, 10, whole.mid(10)).status == 410);
    CHECK(line.head(id).status == 404);
    CHECK(line.create(id, whole).headers["upload-offset"] == "0");
    CHECK(line.patch(id, 0, whole).status == 204);
}

TEST_CASE("a manifest takes 200 packets and no more", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    QJsonArray packets;
    for (int i = 0; i < 200; ++i)
        packets.append(announcement(newPacketId(), QByteArray(10 + i, 'x'), i));
    const auto answer = line.manifest(packets);
    CHECK(answer.status == 200);
    CHECK(answerAt(answer, 199)["state"].toString() == "want");
    packets.append(announcement(newPacketId(), "y", 201));
    CHECK(line.manifest(packets).status == 413);
    auto huge = announcement(newPacketId(), "z");
    huge["size"] = qint64(1) << 40;
    const auto refused = answerAt(line.manifest({huge}));
    CHECK(refused["state"].toString() == "rejected");
    CHECK(refused["reason"].toString() == "too-large");
}

TEST_CASE("the status page counts by state and station, and answers to this machine only", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--status-port", "0"});
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    REQUIRE(line.upload(id, "made up").status == 204);
    REQUIRE(line.reaches(id, "rejected"));

    const auto page = [&](const QByteArray& host) {
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", static_cast<quint16>(QUrl(bench.statusAddress()).port()));
        REQUIRE(socket.waitForConnected(5000));
        socket.write("GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        return answer;
    };
    const auto good = page("127.0.0.1:1");
    CHECK(good.startsWith("HTTP/1.1 200"));
    CHECK(good.contains(id.text().toLatin1()));
    CHECK(good.contains("st-1"));
    CHECK(page("evil.example.invalid").startsWith("HTTP/1.1 403"));
    CHECK(bench.show().value("packets")["rejected"].toInt() == 1);
    CHECK(bench.show()["receipts"].toInt() == 2);
}

TEST_CASE("an administrator asks for a packet again from the command line", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    REQUIRE(line.upload(id, "made up").status == 204);
    REQUIRE(line.reaches(id, "rejected"));
    const auto resubmit = [&](const QString& packet, const QString& reason) {
        QStringList arguments {"resubmit", "--dir", bench.directory().path(), packet, "--reason", reason};
        if (!bench.database().isEmpty())
            arguments << "--database" << bench.database();
        return RegistryBench::run(arguments);
    };
    CHECK(resubmit(id.text(), "two words") == 1);
    CHECK(resubmit(newPacketId().text(), "photo-unusable") == 1);
    CHECK(resubmit(id.text(), "photo-unusable") == 0);
    CHECK(line.reaches(id, "resubmit"));
}

TEST_CASE("a station whose ledger has fewer rows than before is an alarm for the administrators, and is told",
    "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    qint64 made = 0;
    const auto manifest = [&](qint64 seq, char fill, qint64 packetSeq) {
        const auto id = PacketId::create(SystemClock().now() + std::chrono::milliseconds(++made));
        const QJsonObject body {{"packets", QJsonArray {announcement(newPacketId(), "made up", packetSeq)}},
            {"audit_seq", seq}, {"audit_head", QString(64, QLatin1Char(fill))}};
        const auto response = line.ask("PUT", "/v1/manifests/" + id.text(),
            {{"Content-Type", "application/json"}}, QJsonDocument(body).toJson());
        REQUIRE(response);
        CHECK(response->status == 200); // policies warn, packets are taken
        CHECK(answerAt(*response)["state"].toString() == "want");
        return QJsonDocument::fromJson(response->body).object();
    };
    CHECK_FALSE(manifest(10, 'a', 1).contains("alarms"));
    const auto second = manifest(12, 'b', 2);
    CHECK_FALSE(second.contains("alarms"));
    CHECK(second["audit_seen"].toObject()["seq"].toInteger() == 10);
    CHECK(manifest(11, 'c', 3)["alarms"].toArray() == QJsonArray {"station-rewound"});
    CHECK(manifest(11, 'd', 4)["alarms"].toArray() == QJsonArray {"station-forked"});
    CHECK(manifest(12, 'e', 4)["alarms"].toArray() == QJsonArray {"seq-reused"});
    const auto alarms = bench.show()["alarms"].toArray();
    CHECK(alarms.size() == 3);
    CHECK(alarms.first().toObject()["station"].toString() == "st-1");
}
