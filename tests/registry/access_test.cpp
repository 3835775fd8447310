#include "app/registry/audit_log.h"
#include "app/registry/limits.h"
#include "app/registry/rate_limit.h"
#include "tests/registry/station_line.h"

#include <QFile>

#include <algorithm>

using namespace station;
using namespace std::chrono_literals;

namespace {

QString withLimits(const RegistryBench& bench, const QJsonObject& limits)
{
    const QString path = bench.path("limits.json");
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(limits).toJson());
    return path;
}

QStringList linesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
}

void writeLines(const QString& path, const QStringList& lines)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write((lines.join('\n') + '\n').toUtf8());
}

} // namespace

TEST_CASE(
    "every call with another station's packet is as if there were none, in every state of it", "[access]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine mine(bench, "st-1");
    StationLine theirs(bench, "st-2");
    const QByteArray whole = sealedPacket(bench.identityFolder("st-1"), "st-1", newPacketId(), 1000);
    const Headers tus {{"Tus-Resumable", "1.0.0"}};
    int tried = 0;
    const auto isClosed = [&](PacketId id, const char* state) {
        CAPTURE(state);
        const QString path = "/v1/files/" + id.text();
        CHECK(theirs.head(id).status == 404);
        CHECK(theirs.patch(id, 0, whole).status == 404);
        CHECK(theirs.patch(id, whole.size(), {}).status == 404);
        CHECK(theirs.ask("DELETE", path, tus)->status == 404);
        CHECK(theirs.get("/v1/receipts/" + id.text()).status == 404);
        const auto created = theirs.create(id, whole); // one of its own, and nothing is told of the other
        CHECK(created.status == 201);
        CHECK(created.headers["upload-offset"] == "0");
        CHECK(theirs.ask("DELETE", path, tus)->status == 204);
        const auto told = answerAt(theirs.manifest({announcement(id, whole)}));
        CHECK(told["state"].toString() == "want");
        CHECK(told["offset"].toInteger(-1) == 0);
        CHECK(theirs.events().isEmpty());
        tried += 9;
    };
    const auto id = newPacketId();
    REQUIRE(answerAt(mine.manifest({announcement(id, whole)}))["state"].toString() == "want");
    isClosed(id, "announced");
    REQUIRE(mine.create(id, whole).status == 201);
    isClosed(id, "uploading, nothing yet");
    REQUIRE(mine.patch(id, 0, whole.left(100)).status == 204);
    isClosed(id, "uploading");
    REQUIRE(mine.patch(id, 100, whole.mid(100)).status == 204);
    isClosed(id, "received");
    REQUIRE(mine.reaches(id, "rejected")); // the packet names another id
    isClosed(id, "rejected");
    CHECK(mine.head(id).headers["upload-offset"] == QByteArray::number(whole.size()));
    CHECK(mine.get("/v1/receipts/" + id.text()).status == 200);
    WARN("foreign packet: " << tried << " calls tried in 5 states, none let in");
}

TEST_CASE("a revoked station is refused at its next request, also on a line that was open", "[access]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    StationLine other(bench, "st-2");
    const auto id = newPacketId();
    const QByteArray whole(1000, 'a');
    REQUIRE(line.create(id, whole).status == 201);
    REQUIRE(line.patch(id, 0, whole.left(10)).status == 204);
    QStringList revoke {"revoke", "--dir", bench.directory().path(), "st-1"};
    if (!bench.database().isEmpty())
        revoke << "--database" << bench.database();
    REQUIRE(bench.run(revoke) == 0);
    const auto refused = line.patch(id, 10, whole.mid(10));
    CHECK(refused.status == 403);
    CHECK(problemOf(refused) == "certificate-revoked");
    CHECK(line.get("/v1/events").status == 403);
    CHECK(line.get("/.well-known/enrollment-registry").status == 403);
    CHECK(StationLine(bench, "st-1").get("/v1/events").status == 403); // and on a new one
    CHECK(other.get("/v1/events").status == 200);
    CHECK(bench.run({"revoke", "--dir", bench.directory().path(), "st-9"}) == 1);

    // A new certificate of the same station sends anew what the old one had half sent: nobody knows who that
    // was.
    const QString renewed = bench.identityFolder("st-1").path();
    REQUIRE(bench.run(
                {"station", "--dir", bench.directory().path(), "--name", "st-1", "--out", renewed, "--renew"})
        == 0);
    StationLine again(bench, "st-1");
    CHECK(again.head(id).status == 404);
    CHECK(again.upload(id, whole).status == 204);
}

TEST_CASE("who asks too often is told when to come back, and others are not", "[access]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--limits", withLimits(bench, {{"station_per_second", 2}, {"station_burst", 5}})});
    StationLine busy(bench, "st-1");
    StationLine other(bench, "st-2");
    int served = 0;
    HttpResponse last;
    for (int i = 0; i < 20; ++i) {
        last = busy.get("/v1/events");
        served += last.status == 200 ? 1 : 0;
    }
    CHECK(served >= 5);
    CHECK(served < 10);
    CHECK(last.status == 429);
    CHECK(problemOf(last) == "too-many-requests");
    CHECK(last.headers["retry-after"].toInt() >= 1);
    CHECK(other.get("/v1/events").status == 200);
    QThread::msleep(1100);
    CHECK(busy.get("/v1/events").status == 200);
    const auto limits = QJsonDocument::fromJson(other.get("/.well-known/enrollment-registry").body)
                            .object()["limits"]
                            .toObject();
    CHECK(limits["requests_per_second"] == 2);
    CHECK(limits["requests_burst"] == 5);
}

TEST_CASE("an address that asks too often is told so before its body is read", "[access]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--limits", withLimits(bench, {{"address_per_second", 1}, {"address_burst", 3}})});
    StationLine line(bench, "st-1");
    int refused = 0;
    for (int i = 0; i < 8; ++i)
        refused += line.get("/v1/events").status == 429 ? 1 : 0;
    CHECK(refused >= 4);
}

TEST_CASE(
    "a bucket holds its burst, refills at its rate, and names that nobody uses are forgotten", "[access]")
{
    RateLimit limit(Rate {2, 3});
    const RateLimit::Time noon {};
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(limit.take("a", noon));
    CHECK(limit.take("a", noon) == 1s);
    CHECK_FALSE(limit.take("b", noon));
    CHECK_FALSE(limit.take("a", noon + 500ms));
    CHECK(limit.take("a", noon + 500ms));
    CHECK(RateLimit(Rate {0.1, 1}).size() == 0);
    for (int i = 0; i < 50'000; ++i)
        (void)limit.take(std::to_string(i), noon + 1h);
    CHECK(limit.size() <= 20'000);
}

TEST_CASE("limits are data: known names, sensible numbers, nothing else", "[access]")
{
    CHECK(parseLimits("{}")->packetBytes == Limits().packetBytes);
    CHECK(parseLimits(R"({"open_uploads": 2, "grace_seconds": 0.5})")->grace == 500ms);
    for (const char* bad : {"", "[]", R"({"open_upload": 2})", R"({"open_uploads": -1})",
             R"({"open_uploads": "2"})", R"({"open_uploads": 0})", R"({"chunk_min": 2000000})",
             R"({"open_bytes": 1})", R"({"chunk_max": 1e30})"})
        CHECK(parseLimits(bad).error().code == ErrorCode::InvalidInput);
}

TEST_CASE(
    "a station has so many half uploads and no more: the one still for longest begins again", "[access]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start({"--limits", withLimits(bench, {{"open_uploads", 3}, {"announced_packets", 5}})});
    StationLine line(bench, "st-1");
    StationLine other(bench, "st-2");
    std::vector<PacketId> ids;
    const QByteArray whole(1000, 'a');
    const auto foreign = newPacketId();
    REQUIRE(other.create(foreign, whole).status == 201);
    for (int i = 0; i < 5; ++i) {
        ids.push_back(newPacketId());
        REQUIRE(line.create(ids.back(), whole).status == 201);
        REQUIRE(line.patch(ids.back(), 0, whole.left(10)).status == 204);
        QThread::msleep(5);
    }
    CHECK(line.head(ids[0]).status == 404);
    CHECK(line.head(ids[1]).status == 404);
    for (int i = 2; i < 5; ++i)
        CHECK(line.head(ids[static_cast<std::size_t>(i)]).headers["upload-offset"] == "10");
    CHECK(other.head(foreign).status == 200);
    REQUIRE(line.create(ids[0], whole).status == 201); // no dead end
    CHECK(line.patch(ids[0], 0, whole).status == 204);

    QJsonArray many;
    for (int i = 0; i < 20; ++i)
        many.append(announcement(newPacketId(), whole, i));
    for (int i = 0; i < 5; ++i) {
        const auto answers = QJsonDocument::fromJson(line.manifest(many).body).object()["packets"].toArray();
        REQUIRE(answers.size() == 20);
        for (const auto& answer : answers)
            CHECK(answer.toObject()["state"] == "want");
        many = {};
        for (int k = 0; k < 20; ++k)
            many.append(announcement(newPacketId(), whole, k));
    }
    CHECK(bench.show()["packets"].toObject()["announced"].toInt() < 30); // 100 were announced
}

TEST_CASE(
    "what administrators do is written down first, and no line can be changed, removed or moved unnoticed",
    "[access]")
{
    RegistryBench bench;
    const QString dir = bench.directory().path();
    (void)bench.identityFolder("st-1");
    (void)bench.identityFolder("st-2");
    REQUIRE(bench.run({"revoke", "--dir", dir, "st-1"}) == 0);
    QByteArray out;
    REQUIRE(bench.run({"audit", "list", "--dir", dir}, &out) == 0);
    QStringList actions;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty())
            actions << QJsonDocument::fromJson(line).object()["action"].toString() + " "
                    + QJsonDocument::fromJson(line).object()["subject"].toString();
    CHECK(actions == QStringList {"init ", "station st-1", "station st-2", "revoke st-1"});
    REQUIRE(bench.run({"audit", "verify", "--dir", dir}, &out) == 0);
    CHECK(QJsonDocument::fromJson(out).object()["entries"] == 4);

    const QString log = bench.directory().filePath("audit.jsonl");
    const QStringList good = linesOf(log);
    QByteArray words;
    const auto isNoticed = [&](const QStringList& lines, const char* expected) {
        writeLines(log, lines);
        CAPTURE(expected);
        CHECK(bench.run({"audit", "verify", "--dir", dir}, nullptr, &words) == 1);
        INFO(words.toStdString());
        CHECK(words.contains(expected));
    };
    QStringList bad = good;
    bad[1].replace("st-1", "st-7");
    isNoticed(bad, "line 2 was changed");
    bad = good;
    bad.removeAt(2);
    isNoticed(bad, "line 3 has another number");
    bad = good;
    bad.swapItemsAt(1, 2);
    isNoticed(bad, "line 2 has another number");
    isNoticed(good.mid(0, 3), "ends at line 3");
    bad = good;
    bad[0] = "{";
    isNoticed(bad, "line 1 cannot be read");
    // What cannot be noted is not done.
    CHECK(bench.run({"revoke", "--dir", dir, "st-2"}) == 1);
    // A line that a crash has torn speaks of nothing that was done.
    writeLines(log, good);
    QFile torn(log);
    REQUIRE(torn.open(QIODevice::Append));
    torn.write("{\"seq\":5,\"act");
    torn.close();
    CHECK(bench.run({"audit", "verify", "--dir", dir}) == 0);
    bench.start();
    CHECK(linesOf(log).size() == 5); // "serve" in its place
    CHECK(bench.run({"audit", "verify", "--dir", dir}) == 0);
    CHECK(StationLine(bench, "st-2").get("/v1/events").status == 200);
}
