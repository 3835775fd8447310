#include "app/registry/api_json.h"
#include "app/registry/blob_store.h"
#include "app/registry/processor.h"
#include "app/registry/sql.h"
#include "tests/registry/station_line.h"

#include <atomic>
#include <thread>

using namespace station;

TEST_CASE("a database is a file or a PostgreSQL address", "[sql]")
{
    const auto file = parseDatabaseAddress("/var/lib/registry/registry.db");
    REQUIRE(file);
    CHECK(file->driver == "QSQLITE");
    const auto tcp = parseDatabaseAddress("postgresql://reg:s%40cret@127.0.0.1:5433/enroll");
    REQUIRE(tcp);
    CHECK(tcp->driver == "QPSQL");
    CHECK(tcp->host == "127.0.0.1");
    CHECK(tcp->port == 5433);
    CHECK(tcp->user == "reg");
    CHECK(tcp->password == "s@cret");
    CHECK(tcp->database == "enroll");
    const auto socket = parseDatabaseAddress("postgresql://reg@/enroll?host=/run/postgresql");
    REQUIRE(socket);
    CHECK(socket->host == "/run/postgresql");
    CHECK(socket->user == "reg");
    CHECK(socket->database == "enroll");
    for (const auto* bad : {"", "mysql://a/b", "postgresql://host", "postgresql://host/"})
        CHECK(parseDatabaseAddress(bad).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("transactions of many threads all count, exactly once", "[sql]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    const auto address
        = parseDatabaseAddress(bench.database().isEmpty() ? bench.path("threads.db") : bench.database());
    REQUIRE(address);
    SqlDatabase database(*address);
    REQUIRE(database.transaction([](Sql& sql) -> Status {
        return sql.run("CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)")
            .and_then(
                [&](const SqlRows&) { return sql.run("INSERT INTO counter (name, value) VALUES ('n', 0)"); })
            .map([](const SqlRows&) {});
    }));
    std::atomic<int> failures {0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) {
                const auto done = database.transaction([](Sql& sql) -> Status {
                    return sql
                        .run("UPDATE counter SET value = value + 1 WHERE name = ? RETURNING value", {"n"})
                        .map([](const SqlRows&) {});
                });
                failures += done ? 0 : 1;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(failures == 0);
    qint64 value = 0;
    REQUIRE(database.transaction([&](Sql& sql) -> Status {
        return sql.run("SELECT value FROM counter").map([&](const SqlRows& rows) {
            value = rows.at(0).number(0);
        });
    }));
    CHECK(value == 100);

    SECTION("an error that the work returns rolls everything back")
    {
        CHECK_FALSE(database.transaction([](Sql& sql) -> Status {
            (void)sql.run("UPDATE counter SET value = 7 RETURNING value");
            return fail(ErrorCode::Damaged, "changed my mind");
        }));
        REQUIRE(database.transaction([&](Sql& sql) -> Status {
            return sql.run("SELECT value FROM counter").map([&](const SqlRows& rows) {
                value = rows.at(0).number(0);
            });
        }));
        CHECK(value == 100);
    }
}

TEST_CASE("a manifest is read strictly", "[registry]")
{
    const auto good = announcement(newPacketId(), "x");
    const auto parse = [](const QJsonObject& packet) {
        return parseManifest(QJsonDocument(QJsonObject {{"packets", QJsonArray {packet}}}).toJson(), 200);
    };
    CHECK(parse(good));
    const std::vector<std::pair<QString, QJsonValue>> wrong {{"packet_id", "x"}, {"packet_id", 7},
        {"packet_id", newPacketId().text().toUpper() + " "}, {"sha256", "abc"}, {"sha256", QString(64, 'G')},
        {"size", 0}, {"size", -5}, {"size", 1.5}, {"size", "10"}, {"size", 1e300}, {"seq", -1},
        {"procedure", QString(200, 'x')}};
    for (const auto& [key, value] : wrong) {
        auto bad = good;
        bad[key] = value;
        CAPTURE(key.toStdString());
        CHECK(parse(bad).error().kind == ProblemKind::BadRequest);
    }
    for (const QByteArray body :
        {"", "[]", "{}", "null", "{\"packets\":{}}", "{\"packets\":[7]}", "\xff\xfe", "{\"packets\":[]"})
        CHECK_FALSE(parseManifest(body, 200));
    CHECK_FALSE(parseManifest(QByteArray(100'000, '['), 200));
}

TEST_CASE("a verdict rejects what does not open, is another's or names another packet", "[registry]")
{
    PacketRow row;
    row.id = newPacketId();
    row.station = "st-1";
    CHECK(judge(row, OpenedPacket {row.id, "st-1", {}}).state == RegistryState::Processed);
    CHECK(judge(row, OpenedPacket {row.id, "st-2", {}}).reason == "other-station");
    CHECK(judge(row, OpenedPacket {newPacketId(), "st-1", {}}).reason == "other-packet");
    CHECK(judge(row, fail(ErrorCode::Damaged, "")).reason == "does-not-open");
}

TEST_CASE("a whole packet whose row a restored database has lost is set aside for another one, never deleted",
    "[blobs]")
{
    const QTemporaryDir folder;
    const auto blobs = openDiskBlobs(folder.path());
    REQUIRE(blobs);
    const PacketKey id {"st-1", newPacketId()};
    const auto aside = [&] { return QDir(folder.filePath("aside")).entryList(QDir::Files).size(); };
    REQUIRE((*blobs)->append(id, 0, "first"));
    REQUIRE((*blobs)->keep(id));
    REQUIRE((*blobs)->keep(id)); // twice is harmless
    REQUIRE((*blobs)->append(id, 0, "first")); // the same again
    REQUIRE((*blobs)->keep(id));
    CHECK(aside() == 0);
    REQUIRE((*blobs)->append(id, 0, "other"));
    CHECK((*blobs)->sha256(id, 5) == sha256("other"));
    REQUIRE((*blobs)->keep(id));
    CHECK((*blobs)->read(id) == QByteArray("other"));
    CHECK(aside() == 1);
}

TEST_CASE(
    "the same id of two stations is two packets, and one of an earlier release is found by its id", "[blobs]")
{
    const QTemporaryDir folder;
    const auto blobs = openDiskBlobs(folder.path());
    REQUIRE(blobs);
    const auto id = newPacketId();
    const PacketKey mine {"st-1", id};
    const PacketKey theirs {"st-2", id};
    const QString last = id.text().right(4);
    const QDir old(folder.filePath("blobs/" + last.right(2) + '/' + last.left(2)));
    REQUIRE(old.mkpath("."));
    QFile file(old.filePath(id.text()));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    CHECK((*blobs)->read(mine) == QByteArray("old"));
    CHECK((*blobs)->sha256(mine, 3) == sha256("old"));
    CHECK((*blobs)->keep(mine)); // it is whole already
    REQUIRE((*blobs)->append(theirs, 0, "theirs"));
    CHECK((*blobs)->halves() == std::vector<PacketKey> {theirs});
    REQUIRE((*blobs)->keep(theirs));
    CHECK((*blobs)->read(theirs) == QByteArray("theirs"));
    CHECK((*blobs)->read(mine) == QByteArray("old"));
    CHECK((*blobs)->halves().empty());
    CHECK(*(*blobs)->freeBytes() > 0);
}
