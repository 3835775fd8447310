#include "app/registry/bundle_table.h"
#include "app/registry/packet_table.h"
#include "tests/registry/station_line.h"

#include <QFile>

using namespace station;

namespace {

QStringList withDatabase(const RegistryBench& bench, QStringList arguments)
{
    arguments << "--dir" << bench.directory().path();
    if (!bench.database().isEmpty())
        arguments << "--database" << bench.database();
    return arguments;
}

/// "station kind" of every alarm.
QStringList alarmsOf(const RegistryBench& bench)
{
    QStringList found;
    for (const auto& value : bench.show()["alarms"].toArray())
        found << value.toObject()["station"].toString() + ' ' + value.toObject()["kind"].toString();
    found.sort();
    return found;
}

Status runAll(SqlDatabase& database, const QStringList& statements)
{
    return database.transaction([&](Sql& sql) -> Status {
        for (const QString& statement : statements)
            if (auto done = sql.run(statement); !done)
                return failed(done);
        return {};
    });
}

} // namespace

TEST_CASE("a stolen pair that has read an id on a stick keeps nobody from delivering it, and raises an alarm",
    "[registry][foreign-id]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine desk(bench, "st-1");
    StationLine thief(bench, "st-x");
    const auto id = newPacketId();
    const QByteArray whole = sealedPacket(bench.identityFolder("st-1"), "st-1", id);
    const QByteArray other(whole.size(), 'x');

    SECTION("by announcing it first")
    {
        REQUIRE(answerAt(thief.manifest({announcement(id, other)}))["state"].toString() == "want");
    }
    SECTION("by half an upload") { REQUIRE(thief.create(id, other).status == 201); }
    SECTION("by a whole one, which is rejected")
    {
        REQUIRE(thief.upload(id, other).status == 204);
        REQUIRE(thief.reaches(id, "rejected"));
    }
    SECTION("by a packet of its own, well sealed")
    {
        REQUIRE(thief.upload(id, sealedPacket(bench.identityFolder("st-x"), "st-x", id)).status == 204);
        REQUIRE(thief.reaches(id, "processed"));
    }
    CHECK(answerAt(desk.manifest({announcement(id, whole)}))["state"].toString() == "want");
    CHECK(desk.create(id, whole).headers["upload-offset"] == "0");
    REQUIRE(desk.patch(id, 0, whole.left(100)).status == 204);
    (void)thief.manifest({announcement(id, QByteArray(7, 'y'))}); // nor again in the middle of it
    (void)thief.create(id, QByteArray(7, 'y'));
    CHECK(desk.patch(id, 100, whole.mid(100)).status == 204);
    CHECK(desk.reaches(id, "processed"));
    CHECK(alarmsOf(bench) == QStringList {"st-1 id-of-another", "st-x id-of-another"});
    const auto told = QJsonDocument::fromJson(desk.manifest({}).body).object();
    CHECK_FALSE(told.contains("alarms")); // for the administrators: the desk has done nothing
}

TEST_CASE("revoking a station forgets what it has announced and half sent, also of its own",
    "[registry][foreign-id]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const QByteArray whole(1000, 'a');
    const QByteArray other(1000, 'b');
    const auto announced = newPacketId();
    const auto half = newPacketId();
    const auto received = newPacketId();
    REQUIRE(answerAt(line.manifest({announcement(announced, other)}))["state"].toString() == "want");
    REQUIRE(line.create(half, other).status == 201);
    REQUIRE(line.patch(half, 0, other.left(10)).status == 204);
    REQUIRE(line.upload(received, whole).status == 204);
    CHECK(answerAt(line.manifest({announcement(half, whole)}))["state"].toString() == "conflict");
    QByteArray out;
    REQUIRE(RegistryBench::run(withDatabase(bench, {"revoke", "st-1"}), &out) == 0);
    CHECK(QJsonDocument::fromJson(out).object()["packets_forgotten"] == 2);
    CHECK(bench.directory().entryList({"uploads/*"}).isEmpty());
    REQUIRE(RegistryBench::run({"station", "--dir", bench.directory().path(), "--name", "st-1", "--out",
                bench.identityFolder("st-1").path(), "--renew"})
        == 0);
    StationLine again(bench, "st-1");
    for (const PacketId& id : {announced, half}) {
        CHECK(answerAt(again.manifest({announcement(id, whole)}))["state"].toString() == "want");
        CHECK(again.upload(id, whole).status == 204);
    }
    CHECK(again.head(received).headers["upload-offset"] == "1000");
}

TEST_CASE("an administrator who asks for one of two packets of one id says whose", "[registry][foreign-id]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine mine(bench, "st-1");
    StationLine theirs(bench, "st-2");
    const auto id = newPacketId();
    REQUIRE(mine.upload(id, "made up").status == 204);
    REQUIRE(theirs.upload(id, "made up as well").status == 204);
    REQUIRE(mine.reaches(id, "rejected"));
    REQUIRE(theirs.reaches(id, "rejected"));
    const auto resubmit = [&](const QStringList& more) {
        return RegistryBench::run(
            withDatabase(bench, QStringList {"resubmit", id.text(), "--reason", "photo-unusable"} + more));
    };
    CHECK(resubmit({}) == 1);
    CHECK(resubmit({"--station", "st-3"}) == 1);
    CHECK(resubmit({"--station", "st-2"}) == 0);
    CHECK(theirs.reaches(id, "resubmit"));
    CHECK(mine.events().size() == 2);
    CHECK(mine.get("/v1/receipts/" + id.text()).body != theirs.get("/v1/receipts/" + id.text()).body);
}

TEST_CASE("a database of an earlier release keeps its rows, and its ids become their stations'",
    "[registry][foreign-id]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    const auto address
        = parseDatabaseAddress(bench.database().isEmpty() ? bench.path("old.db") : bench.database());
    REQUIRE(address);
    SqlDatabase database(*address);
    const auto id = newPacketId();
    REQUIRE(runAll(database,
        {"CREATE TABLE packets (packet_id TEXT PRIMARY KEY, station TEXT NOT NULL, station_seq BIGINT NOT "
         "NULL,"
         " sha256 TEXT NOT NULL, size BIGINT NOT NULL, procedure_id TEXT NOT NULL, captured_on TEXT NOT NULL,"
         " priority BIGINT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, received_bytes BIGINT NOT "
         "NULL,"
         " expires_at_ms BIGINT NOT NULL, created_at_ms BIGINT NOT NULL, changed_at_ms BIGINT NOT NULL)",
            "CREATE INDEX packets_by_state ON packets (state, changed_at_ms)",
            "CREATE TABLE receipts (packet_id TEXT NOT NULL, state TEXT NOT NULL, station TEXT NOT NULL,"
            " seq BIGINT NOT NULL, reason TEXT NOT NULL, signed_base64 TEXT NOT NULL,"
            " created_at_ms BIGINT NOT NULL, PRIMARY KEY (packet_id, state))",
            "CREATE TABLE carried_packets (packet_id TEXT PRIMARY KEY, origin TEXT NOT NULL,"
            " bundle_id TEXT NOT NULL, carrier TEXT NOT NULL)",
            "INSERT INTO packets VALUES ('" + id.text()
                + "', 'st-1', 7, 'aa', 9, 'p', '2026-11-01', 0, 'received', '', 9, 0, 1, 2)",
            "INSERT INTO receipts VALUES ('" + id.text() + "', 'received', 'st-1', 1, '', 'YWJj', 2)",
            "INSERT INTO carried_packets VALUES ('" + id.text() + "', 'st-1', 'b', 'st-2')"}));
    for (int twice = 0; twice < 2; ++twice) {
        REQUIRE(database.transaction(packets::createTables));
        REQUIRE(database.transaction(bundles::createTables));
        REQUIRE(database.transaction([&](Sql& sql) -> Status {
            const auto row = packets::find(sql, {"st-1", id});
            REQUIRE(row);
            REQUIRE(*row);
            CHECK((*row)->size == 9);
            CHECK((*row)->state == RegistryState::Received);
            CHECK(packets::lastReceipt(sql, {"st-1", id}).value() == QByteArray("abc"));
            CHECK(bundles::standing(sql, "st-2", id)->owner == "st-1");
            const Announcement what {id, QString(64, 'b'), 5, 1, {}, {}, 0, {}};
            const auto other = packets::announce(sql, "st-3", what, SystemClock().now());
            REQUIRE(other);
            CHECK(other->size == 5);
            CHECK(packets::withId(sql, id)->size() == 2);
            return {};
        }));
    }
}
