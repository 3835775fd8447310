#include "core/store/database.h"
#include "core/store/ledger.h"
#include "core/store/packet_files.h"
#include "tests/bundle/bundle_bench.h"
#include "tests/support/crash_point.h"

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;

// The checker that the other tests rely on must see the fault when a protection is taken away: the same steps
// in an order that looks as good and is not.

namespace {

struct Bench : Guild {
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", identity("station-1"), clock};
    std::vector<PacketId> packets;
    Bench()
    {
        packets.push_back(origin.seal());
        packets.push_back(origin.seal());
        origin.close();
    }
};

/// The parts of a hand-over, to be put together wrongly.
struct Pieces {
    std::unique_ptr<Database> database;
    Bundles bundles;
    BundleDocument document;
    QByteArray order;
    QString folder;

    Pieces(Bench& bench, const QDir& stick, const QDir& station)
        : database(Database::open(station, watchedFiles()).value())
        , bundles(*database, bench.clock)
        , document {BundleId::create(bench.clock.now()), "station-1", "desk-1", bench.clock.now(),
              Ledger(*database).head()->hash, {}, {}}
    {
        const auto waiting = bundles.candidates(largestBundle);
        for (const QueueRow& row : *waiting)
            document.packets.push_back(
                {row.id, row.sha256, row.size, row.seq, row.procedureId, QDate(2026, 11, 27), 0});
        const auto identity = bench.identity("station-1");
        order = signBundle(document, identity).value();
        document = *openBundle(order, bench.authority.caPem());
        folder = stick.filePath(stick::folderName(document.id));
    }
    void mark() { (void)bundles.prepare(document, order, {}); }
    void out() { (void)bundles.out(document.id); }
    void writePackets()
    {
        const PacketFiles files(database->station());
        for (std::size_t i = 0; i < document.packets.size(); ++i)
            (void)writeDurably(watchedFiles(), QDir(folder).filePath(stick::packetName(i)),
                *files.read(document.packets[i].id, document.packets[i].sha256));
    }
    void writeOrder() { (void)writeDurably(watchedFiles(), QDir(folder).filePath(stick::orderName), order); }
};

/// Kills `steps` at every touch of the disk. Returns at how many of them the checker saw a fault.
int faultsOf(Bench& bench, const std::function<void(Pieces&)>& steps)
{
    CrashPoint::install();
    int faults = 0;
    for (int n = 1;; ++n) {
        Post origin(bench.origin, bench.clock);
        const QTemporaryDir place;
        const QDir stick(place.path());
        const bool killed = diesIn([&] {
            Pieces pieces(bench, stick, origin.station);
            CrashPoint::killAt(n);
            steps(pieces);
            CrashPoint::off();
        });
        origin.restart();
        faults += custodyFaults(origin, {}, {stick}).isEmpty() ? 0 : 1;
        if (!killed)
            return faults;
    }
}

} // namespace

TEST_CASE("control: in the product's order no kill leaves a fault", "[control]")
{
    Bench bench;
    CHECK(faultsOf(bench, [](Pieces& p) {
        p.mark();
        p.writePackets();
        p.out();
        p.writeOrder();
    }) == 0);
}

TEST_CASE("control: without the durable mark before the stick is written the checker fails", "[control]")
{
    Bench bench;
    const int faults = faultsOf(bench, [](Pieces& p) {
        p.writePackets();
        p.writeOrder();
        p.mark();
        p.out();
    });
    CHECK(faults > 0);
    std::printf("control: stick before mark: %d faults\n", faults);
}

TEST_CASE("control: without the mark that the order goes out, before it does, the checker fails", "[control]")
{
    Bench bench;
    const int faults = faultsOf(bench, [](Pieces& p) {
        p.mark();
        p.writePackets();
        p.writeOrder();
        p.out();
    });
    CHECK(faults > 0);
    std::printf("control: order before mark: %d faults\n", faults);
}

TEST_CASE(
    "control: with the order on the stick before the packets a torn stick looks whole to nobody", "[control]")
{
    Bench bench; // the hashes decide, not the order of writing: a half stick is never importable
    CHECK(faultsOf(bench, [](Pieces& p) {
        p.mark();
        p.out();
        p.writeOrder();
        p.writePackets();
    }) == 0);
}

TEST_CASE("control: a packet whose bytes are gone at its station is seen", "[control]")
{
    Bench bench;
    bench.origin.restart();
    REQUIRE(QFile::remove(bench.origin.packetPath(bench.origin.row(bench.packets[0]))));
    const auto faults = custodyFaults(bench.origin, {}, {});
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().contains("is lost"));
}
