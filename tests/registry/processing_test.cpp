#include "app/registry/bundle_table.h"
#include "app/registry/packet_table.h"
#include "app/registry/processor.h"
#include "app/registry/receipt_signer.h"
#include "app/registry/station_alarms.h"
#include "tests/registry/station_line.h"

using namespace station;

namespace {

/// Bytes that come and go.
class Shelf final : public BlobStore {
public:
    bool isThere = false;

    Result<std::unique_ptr<Lock>> lock(PacketId) override { return std::make_unique<Lock>(); }
    Status append(const PacketKey&, qint64, const QByteArray&) override { return {}; }
    Result<QByteArray> sha256(const PacketKey&, qint64) override { return QByteArray(); }
    Status keep(const PacketKey&) override { return {}; }
    Status discard(const PacketKey&) override { return {}; }
    Result<QByteArray> read(const PacketKey&) override
    {
        if (!isThere)
            return fail(ErrorCode::NotFound, "no such blob");
        return QByteArray("whole");
    }
    std::vector<PacketKey> halves() const override { return {}; }
    Result<qint64> freeBytes() const override { return 1 << 30; }
};

/// A registry that has received packets, and its processing, tried when a test says so.
struct Tries {
    RegistryBench bench;
    QTemporaryDir root;
    SystemClock clock;
    Shelf shelf;
    std::optional<ReceiptSigner> signer;
    std::unique_ptr<SqlDatabase> database;
    std::unique_ptr<Processor> processor;

    Tries()
    {
        auto loaded = ReceiptSigner::load(bench.directory());
        REQUIRE(loaded);
        signer.emplace(std::move(*loaded));
        const auto address
            = parseDatabaseAddress(bench.database().isEmpty() ? root.filePath("a.db") : bench.database());
        database = std::make_unique<SqlDatabase>(*address);
        REQUIRE(database->transaction([](Sql& sql) {
            return packets::createTables(sql).and_then([&] { return bundles::createTables(sql); });
        }));
        processor = std::make_unique<Processor>(
            *database, shelf, *signer,
            [](const QByteArray&) -> Result<OpenedPacket> { return fail(ErrorCode::Damaged, "made up"); },
            clock);
    }
    void receive()
    {
        REQUIRE(database->transaction([&](Sql& sql) -> Status {
            const Announcement what {newPacketId(), QString(64, 'a'), 5, 0, {}, {}, 0, {}};
            return packets::announce(sql, "st-1", what, clock.now()).and_then([&](const PacketRow&) {
                return sql
                    .run("UPDATE packets SET state = 'received', received_bytes = 5 WHERE packet_id = ?",
                        {what.id.text()})
                    .map([](const SqlRows&) {});
            });
        }));
    }
    /// How often bytes-missing has been counted; 0: no such alarm.
    qint64 times()
    {
        qint64 count = 0;
        REQUIRE(database->transaction([&](Sql& sql) {
            return alarms::all(sql).map([&](const std::vector<Alarm>& all) {
                count = 0;
                for (const auto& alarm : all)
                    count += alarm.kind == QLatin1String("bytes-missing") ? alarm.times : 0;
            });
        }));
        return count;
    }
    /// So many tries; each fails.
    void missing(int tries)
    {
        for (int i = 0; i < tries; ++i)
            CHECK(processor->processOne().error().code == ErrorCode::NotFound);
    }
    void clear(const QString& kind)
    {
        REQUIRE(database->transaction(
            [&](Sql& sql) { return alarms::clear(sql, "st-1", kind).map([](int) {}); }));
    }
};

} // namespace

TEST_CASE("a packet that opens is processed, and the receipt says so", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    REQUIRE(line.upload(id, sealedPacket(bench.identityFolder("st-1"), "st-1", id)).status == 204);
    CHECK(line.reaches(id, "processed"));
    CHECK(bench.show().value("packets")["processed"].toInt() == 1);
}

TEST_CASE(
    "a packet that does not open, is another's or names another id is rejected with the reason", "[registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine line(bench, "st-1");
    const auto id = newPacketId();
    auto packet = sealedPacket(bench.identityFolder("st-1"), "st-1", id);
    QString reason = "does-not-open";
    SECTION("a flipped bit") { packet[packet.size() / 2] = static_cast<char>(packet[packet.size() / 2] ^ 1); }
    SECTION("cut short") { packet.chop(20); }
    SECTION("sealed by another station")
    {
        packet = sealedPacket(bench.identityFolder("st-2"), "st-2", id);
        reason = "other-station";
    }
    SECTION("another id inside")
    {
        packet = sealedPacket(bench.identityFolder("st-1"), "st-1", newPacketId());
        reason = "other-packet";
    }
    REQUIRE(line.upload(id, packet).status == 204);
    REQUIRE(line.reaches(id, "rejected"));
    CHECK(line.events().last().toObject()["reason"].toString() == reason);
    CHECK(bench.blobCount() == 1); // kept for whoever looks into it
}

TEST_CASE("a packet whose bytes are missing counts once, however often it is tried, and again when an "
          "administrator has cleared it or its bytes were here meanwhile",
    "[alarms][registry]")
{
    STATION_NEEDS_DATABASE();
    Tries tries;
    tries.receive();
    tries.missing(3);
    CHECK(tries.times() == 1);
    tries.receive();
    tries.missing(4);
    CHECK(tries.times() == 2);

    tries.clear("day-bytes"); // another alarm
    tries.missing(4);
    CHECK(tries.times() == 2);
    tries.clear("bytes-missing");
    CHECK(tries.times() == 0);
    tries.missing(4);
    CHECK(tries.times() == 2);
    tries.clear({});
    tries.missing(4);
    CHECK(tries.times() == 2);

    tries.shelf.isThere = true;
    CHECK(tries.processor->processOne().value());
    CHECK(tries.processor->processOne().value());
    CHECK_FALSE(tries.processor->processOne().value());
    CHECK(tries.times() == 2); // what was is still to be looked into
    tries.shelf.isThere = false; // both are put back to received, as by a restored database
    REQUIRE(tries.database->transaction([](Sql& sql) {
        return sql.run("UPDATE packets SET state = 'received'").map([](const SqlRows&) {});
    }));
    tries.missing(4);
    CHECK(tries.times() == 4);
}
