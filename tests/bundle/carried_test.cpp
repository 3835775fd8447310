#include "core/store/carried_orders.h"
#include "core/store/database.h"
#include "core/store/packet_files.h"
#include "tests/bundle/bundle_bench.h"

#include <catch2/catch.hpp>

using namespace station;

// What lies at the desk for another station: packet files, and the signed orders they came with.

namespace {

struct Bench : Crossing {
    HandOverReport bring(int packets)
    {
        for (int i = 0; i < packets; ++i)
            origin.seal();
        const HandOverReport out = give();
        REQUIRE(desk.handOver().importFrom(out.folder));
        return out;
    }
    void answer(BundleId id, BundleWord word)
    {
        desk.close();
        {
            const auto database = Database::open(desk.station).value();
            REQUIRE(Bundles(*database, clock).answered(id, word));
        }
        desk.restart();
    }
    [[nodiscard]] CarriedOrders orders() const { return CarriedOrders(desk.station); }
    [[nodiscard]] PacketFiles carried() const { return PacketFiles::carried(desk.station); }
};

} // namespace

TEST_CASE("the order and our word lie beside the packets that were taken over", "[carried]")
{
    Bench bench;
    const HandOverReport out = bench.bring(2);
    CHECK(bench.orders().order(out.id).value() == contentOf(QDir(out.folder).filePath("BUNDLE.P7S")));
    CHECK(bench.orders().ack(out.id).value() == contentOf(QDir(out.folder).filePath("ACK.P7S")));
    REQUIRE(QDir(bench.desk.station.filePath("carried/orders")).removeRecursively()); // by an older release
    bench.desk.restart();
    CHECK(bench.orders().order(out.id).value() == contentOf(QDir(out.folder).filePath("BUNDLE.P7S")));
    CHECK(bench.orders().ack(out.id).value() == contentOf(QDir(out.folder).filePath("ACK.P7S")));
}

TEST_CASE("files of packets that their own station took back leave the desk at its next start, and their "
          "order with "
          "them; all others stay",
    "[carried]")
{
    Bench bench;
    const HandOverReport back = bench.bring(2);
    const HandOverReport stays = bench.bring(1);
    bench.answer(stays.id, BundleWord::Accepted);
    REQUIRE(bench.carried().all().size() == 3);
    bench.answer(back.id, BundleWord::TakenBack);
    CHECK(bench.carried().all().size() == 1);
    CHECK(bench.orders().all() == std::vector<BundleId> {stays.id});
    CHECK(bench.desk.rows().size() == 3); // what happened stays known
    CHECK(bench.desk.bundle(back.id) == BundleState::Returned);
    CHECK(bench.origin.files() == 3); // and nobody but the desk has let go of anything
    const auto facts = bench.desk.desk->checkStore();
    CHECK(facts.missingPackets == 0);
    CHECK(facts.extraPackets == 0);
    CHECK(bench.desk.desk->verifyLedger());
}

TEST_CASE("what an import that was killed has left is put aside, not deleted, and importing again ends it",
    "[carried]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    const QueueRow row = bench.origin.row(id);
    const HandOverReport out = bench.give();
    REQUIRE(bench.carried().keep(id, contentOf(bench.origin.packetPath(row))));
    put(bench.carried().path(id) + ".tmp", "half");
    bench.desk.restart();
    CHECK(bench.carried().all().empty());
    CHECK(bench.carried().quarantined() == std::vector<PacketId> {id});
    CHECK(bench.carried().unfinished().isEmpty());
    CHECK(bench.desk.desk->checkStore().extraPackets == 1);
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(bench.carried().read(id, row.sha256));
    CHECK(bench.desk.desk->checkStore().extraPackets == 0);
}

TEST_CASE(
    "an import that was killed between its order and its transaction is ended at the next start", "[carried]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    const QueueRow row = bench.origin.row(id);
    const HandOverReport out = bench.give();
    REQUIRE(bench.carried().keep(id, contentOf(bench.origin.packetPath(row))));
    REQUIRE(bench.orders().keep(out.id, contentOf(QDir(out.folder).filePath("BUNDLE.P7S")), "word"));
    bench.desk.restart();
    CHECK(bench.desk.row(id).custody == Custody::Taken);
    CHECK(bench.desk.row(id).originSeq == row.seq);
    CHECK(bench.desk.bundle(out.id) == BundleState::Imported);
    CHECK(bench.desk.handOver().importFrom(out.folder)->known);
    CHECK(bench.desk.desk->verifyLedger());
}

TEST_CASE("while an order cannot be believed no file is put aside", "[carried]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    REQUIRE(bench.carried().keep(id, "some packet"));
    REQUIRE(bench.orders().keep(BundleId::create(bench.clock.now()), "nonsense", "word"));
    bench.desk.restart();
    CHECK(bench.carried().all() == std::vector<PacketId> {id});
    CHECK(bench.carried().quarantined().empty());
    CHECK(bench.desk.desk->checkStore().extraPackets == 1);
}

TEST_CASE("an import that is stopped half way leaves no file behind", "[carried]")
{
    Bench bench;
    bench.origin.seal();
    bench.origin.seal();
    const HandOverReport out = bench.give();
    const auto stopped
        = bench.desk.handOver().importFrom(out.folder, [](int done, int all) { return done < all - 1; });
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(bench.carried().all().empty());
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(bench.carried().all().size() == 2);
}
