#include "tests/bundle/bundle_bench.h"
#include "tests/support/crash_point.h"

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;

namespace {

/// A station with two packets and an empty desk, closed; made once, copied for each crash.
struct Prepared : Guild {
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", identity("station-1"), clock};
    Post desk {"desk-1", identity("desk-1"), clock};
    std::vector<PacketId> packets;
    Prepared()
    {
        for (int i = 0; i < 2; ++i)
            packets.push_back(origin.seal());
        origin.close();
        desk.close();
    }
};

Prepared& prepared()
{
    static Prepared once;
    return once;
}

struct Bench {
    FixedClock& clock = prepared().clock;
    Post origin {prepared().origin, clock};
    Post desk {prepared().desk, clock};
    QTemporaryDir place;
    QDir stick {place.path()};

    /// In a child process: opens the station, signs in, and dies at the n-th touch of the disk in `step`.
    /// True when it was killed.
    [[nodiscard]] bool killed(Post& post, int n, const std::function<void(HandOver&)>& step)
    {
        post.close();
        return diesIn([&] {
            post.restart(watchedFiles());
            CrashPoint::killAt(n);
            step(post.handOver());
            CrashPoint::off();
        });
    }
    [[nodiscard]] QStringList faults()
    {
        origin.restart();
        desk.restart();
        return custodyFaults(origin, {&desk}, {stick});
    }
    [[nodiscard]] QString folder() const { return stick::bundleFolders(stick.path()).value(0); }
};

} // namespace

TEST_CASE(
    "killed at any touch of the disk while it hands over, a station either sends its packets or they are "
    "away, and the hand-over can be ended",
    "[crash]")
{
    CrashPoint::install();
    int kills = 0;
    int here = 0;
    int away = 0;
    for (int n = 1;; ++n) {
        Bench bench;
        if (!bench.killed(bench.origin, n,
                [&](HandOver& handOver) { (void)handOver.exportTo("desk-1", bench.stick, {}); }))
            break;
        CAPTURE(n);
        ++kills;
        CHECK(bench.faults().join("; ").toStdString() == "");
        const bool handed = bench.origin.row(prepared().packets[0]).custody == Custody::Handed;
        ++(handed ? away : here);
        for (const PacketId& id : prepared().packets) // all or none
            CHECK((bench.origin.row(id).custody == Custody::Handed) == handed);
        const auto again = handed
            ? bench.origin.handOver().exportAgain(bench.origin.handOver().list()->front().id, bench.stick)
            : bench.origin.handOver().exportTo("desk-1", bench.stick, {});
        if (!again)
            FAIL(again.error().detail);
        CHECK(bench.desk.handOver().importFrom(again->folder));
        CHECK(bench.faults().isEmpty());
        CHECK(bench.origin.desk->verifyLedger());
    }
    CHECK(here > 5);
    CHECK(away > 2);
    std::printf("crash: %d kills in export, %d left the packets here, %d away\n", kills, here, away);
}

TEST_CASE("killed at any touch of the disk while it takes over, a desk has all of the bundle or none, and "
          "importing "
          "again ends it",
    "[crash]")
{
    CrashPoint::install();
    int kills = 0;
    int none = 0;
    int all = 0;
    for (int n = 1;; ++n) {
        Bench bench;
        bench.origin.restart();
        const auto out = bench.origin.handOver().exportTo("desk-1", bench.stick, {});
        REQUIRE(out);
        if (!bench.killed(bench.desk, n, [&](HandOver& handOver) { (void)handOver.importFrom(out->folder); }))
            break;
        CAPTURE(n);
        ++kills;
        CHECK(bench.faults().join("; ").toStdString() == "");
        const auto rows = bench.desk.rows();
        CHECK((rows.empty() || rows.size() == 2));
        ++(rows.empty() ? none : all);
        for (const QueueRow& row : rows)
            CHECK(contentOf(bench.desk.packetPath(row))
                == contentOf(bench.origin.packetPath(bench.origin.row(row.id))));
        const QString ack = QDir(out->folder).filePath("ACK.P7S");
        const bool word = QFileInfo::exists(ack);
        if (word)
            CHECK(rows.size() == 2); // it says nothing that is not on the desk's disk
        const auto again = bench.desk.handOver().importFrom(out->folder);
        if (!again)
            FAIL(again.error().detail);
        CHECK(again->known == !rows.empty());
        CHECK(bench.desk.rows().size() == 2);
        CHECK(bench.origin.handOver().acknowledge(out->folder));
        CHECK(bench.desk.desk->verifyLedger());
    }
    CHECK(none > 5);
    CHECK(all > 2);
    std::printf("crash: %d kills in import, %d had nothing, %d had all\n", kills, none, all);
}

TEST_CASE(
    "killed at any touch of the disk while it reads an acknowledgement or asks for packets back, a station "
    "knows it afterwards or can do it again",
    "[crash]")
{
    CrashPoint::install();
    int kills = 0;
    for (const bool back : {false, true}) {
        for (int n = 1;; ++n) {
            Bench bench;
            bench.origin.restart();
            bench.desk.restart();
            const auto out = bench.origin.handOver().exportTo("desk-1", bench.stick, {});
            REQUIRE(out);
            REQUIRE(bench.desk.handOver().importFrom(out->folder));
            const auto step = [&](HandOver& handOver) {
                back ? (void)handOver.takeBack(out->id, "stick-lost")
                     : (void)handOver.acknowledge(out->folder);
            };
            if (!bench.killed(bench.origin, n, step))
                break;
            ++kills;
            CHECK(bench.faults().isEmpty());
            step(bench.origin.handOver());
            CHECK(
                bench.origin.bundle(out->id) == (back ? BundleState::AskedBack : BundleState::Acknowledged));
        }
    }
    CHECK(kills > 8);
}
