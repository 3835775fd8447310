#include "app/registry/processor.h"
#include "tests/registry/station_line.h"

using namespace station;

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
