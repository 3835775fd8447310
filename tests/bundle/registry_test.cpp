#include "core/store/database.h"
#include "core/store/outbox_rules.h"
#include "core/sync/curl_transport.h"
#include "tests/bundle/bundle_bench.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QThread>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>

using namespace station;

namespace {

/// Two stations and a desk of one registry; a stick.
struct Bench {
    RegistryBench registry;
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", registry.identity("station-1"), clock};
    Post desk {"desk-1", registry.identity("desk-1"), clock};
    Post other {"desk-2", registry.identity("desk-2"), clock};
    QTemporaryDir place;
    QDir stick {place.path()};
    TakenBack takenBack;

    Bench() { registry.start(); }
    HandOverReport give() { return origin.give(stick); }
    void sync(Post& post)
    {
        if (const Status done = post.sync(registry.url()); !done)
            FAIL(post.name.toStdString() << ": " << done.error().detail);
        CHECK(faults().join("; ").toStdString() == "");
    }
    [[nodiscard]] QStringList faults() { return custodyFaults(origin, {&desk, &other}, {stick}, takenBack); }
    /// Passes of both until the origin knows that all it has handed over is processed.
    bool reachesProcessed()
    {
        for (int i = 0; i < 100; ++i) {
            sync(desk);
            sync(origin);
            const auto totals = origin.desk->outbox().totals().value();
            const auto rows = origin.rows();
            const bool all = std::all_of(rows.begin(), rows.end(),
                [](const QueueRow& row) { return row.state == PacketState::Processed; });
            if (all && totals.handed == 0)
                return true;
            QThread::msleep(20);
        }
        return false;
    }
    [[nodiscard]] int atRegistry(const char* state)
    {
        return registry.show().value("packets")[state].toInt();
    }
};

/// What a station of any name says to the registry, well or badly meant.
struct Voice {
    CurlTransport transport;
    RegistryClient client {transport};
    Voice(Bench& bench, const QString& name)
        : transport({bench.registry.url(), bench.registry.identity(name)})
    {
    }
};

QString problemOf(const Reply<BundleAnswer>& reply) { return reply ? QString() : reply.error().problem; }

} // namespace

TEST_CASE("thirty packets come to the registry by way of a desk, once each, and the receipts come home",
    "[registry][figures]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    std::vector<PacketId> ids;
    for (int i = 0; i < 30; ++i)
        ids.push_back(bench.origin.seal());
    const HandOverReport out = bench.give();
    bench.sync(bench.origin); // the laptop is online meanwhile: it sends nothing of it
    CHECK(bench.registry.blobCount() == 0);
    const auto in = bench.desk.handOver().importFrom(out.folder);
    REQUIRE(in);
    CHECK(bench.origin.handOver().acknowledge(out.folder));
    QElapsedTimer timer;
    timer.start();
    bench.sync(bench.desk);
    const qint64 sent = timer.elapsed();
    CHECK(bench.desk.bundle(out.id) == BundleState::Accepted);
    REQUIRE(bench.reachesProcessed());
    for (int i = 0; i < 5; ++i)
        bench.sync(bench.desk);

    const auto shown = bench.registry.show();
    CHECK(shown.value("packets")["processed"].toInt() == 30);
    CHECK(shown["receipts"].toInt() == 60);
    CHECK(bench.registry.blobCount() == 30);
    for (const PacketId& id : ids) {
        const QueueRow there = bench.desk.row(id);
        CHECK(there.state == PacketState::Processed);
        const auto home = bench.origin.desk->outbox().keptReceipt(id);
        REQUIRE(home);
        CHECK((*home)->state == PacketState::Processed);
        CHECK((*bench.desk.desk->outbox().keptReceipt(id))->signedBytes == (*home)->signedBytes);
    }
    CHECK(bench.origin.desk->outbox().totals()->delivered == 30);
    CHECK(bench.origin.desk->verifyLedger());
    CHECK(bench.desk.desk->verifyLedger());
    std::printf("registry: 30 packets of another station sent in %lld ms\n", static_cast<long long>(sent));

    bench.clock.advance(std::chrono::days(31));
    bench.sync(bench.origin); // nothing is purged before the registry's list was seen again
    bench.sync(bench.desk);
    CHECK(bench.origin.desk->purge(std::chrono::days(30)).value() == 30);
    CHECK(bench.desk.desk->purge(std::chrono::days(30)).value() == 30);
    CHECK(bench.origin.files() + bench.desk.files() == 0);
}

TEST_CASE("a desk's own packets and the carried ones keep their numbers apart", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId carried = bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    const PacketId own = bench.desk.seal();
    REQUIRE(bench.reachesProcessed());
    for (int i = 0; i < 100 && bench.desk.row(own).state != PacketState::Processed; ++i)
        bench.sync(bench.desk);
    CHECK(bench.desk.row(own).state == PacketState::Processed);
    CHECK(bench.desk.row(own).receiptSeq == 2); // the desk's first packet: received 1, processed 2
    CHECK(bench.origin.row(carried).receiptSeq == 2); // the origin's first
    const PacketId later = bench.desk.seal();
    for (int i = 0; i < 100 && bench.desk.row(later).state != PacketState::Processed; ++i)
        bench.sync(bench.desk);
    CHECK(bench.desk.row(later).receiptSeq == 4);
}

TEST_CASE("packets that their station took back first are not sent by the desk", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId id = bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    REQUIRE(bench.origin.handOver().takeBack(out.id, "stick-lost"));
    CHECK(bench.faults().isEmpty());
    bench.takenBack[out.id.text()] = true;
    bench.sync(bench.origin);
    CHECK(bench.origin.bundle(out.id) == BundleState::TakenBack);
    CHECK(bench.origin.row(id).custody == Custody::Here);
    bench.sync(bench.desk);
    CHECK(bench.desk.bundle(out.id) == BundleState::Returned);
    CHECK(bench.desk.row(id).custody == Custody::Returned);
    REQUIRE(bench.reachesProcessed());
    CHECK(bench.desk.row(id).state == PacketState::Sealed); // the desk had nothing to do with it
    CHECK(bench.desk.desk->outbox().totals()->waiting == 0);
    const auto late = bench.desk.handOver().importFrom(out.folder);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::Cancelled);
    CHECK(bench.atRegistry("processed") == 1);
}

TEST_CASE("packets that the desk presented first are not given back", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    bench.sync(bench.desk); // the acknowledgement has not come home
    REQUIRE(bench.origin.handOver().takeBack(out.id, "stick-lost"));
    bench.sync(bench.origin);
    CHECK(bench.origin.bundle(out.id) == BundleState::Acknowledged); // by the registry's word
    REQUIRE(bench.reachesProcessed());
    CHECK(bench.registry.blobCount() == 1);
}

TEST_CASE("what was taken back may be handed over again, and the old stick is worth nothing", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId id = bench.origin.seal();
    const HandOverReport lost = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(lost.folder)); // but the desk is not online yet
    REQUIRE(bench.origin.handOver().takeBack(lost.id, "stick-lost"));
    bench.takenBack[lost.id.text()] = true;
    // Only what the registry answered moves custody; the pass sends nothing on this line.
    Voice voice(bench, "station-1");
    CHECK(voice.client.takeBundleBack(lost.id).value() == BundleAnswer::TakenBack);
    CHECK(voice.client.takeBundleBack(lost.id).value() == BundleAnswer::TakenBack); // a lost answer
    {
        const auto database = Database::open(bench.origin.station).value();
        REQUIRE(Bundles(*database, bench.clock).answered(lost.id, BundleWord::TakenBack));
    }
    CHECK(bench.origin.row(id).custody == Custody::Here);
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(bench.desk.row(id).bundle == out.id.text());
    bench.sync(bench.desk);
    CHECK(bench.desk.bundle(lost.id) != BundleState::Accepted);
    CHECK(bench.desk.bundle(out.id) == BundleState::Accepted);
    REQUIRE(bench.reachesProcessed());
    CHECK(bench.registry.blobCount() == 1);
}

TEST_CASE("the registry refuses whoever has no order for another station's packets", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId id = bench.origin.seal();
    const QueueRow row = bench.origin.row(id);
    const HandOverReport out = bench.give();
    const QByteArray order = contentOf(QDir(out.folder).filePath("BUNDLE.P7S"));
    const QByteArray ca = contentOf(bench.origin.station.filePath("identity/ca.pem"));
    Voice desk(bench, "desk-1");
    Voice other(bench, "desk-2");
    Voice origin(bench, "station-1");

    CHECK(problemOf(other.client.presentBundle(out.id, order)) == "bundle-refused"); // for another desk
    CHECK(problemOf(origin.client.presentBundle(out.id, order)) == "bundle-refused");
    CHECK(
        problemOf(desk.client.presentBundle(BundleId::create(bench.clock.now()), order)) == "bundle-refused");
    CHECK(problemOf(desk.client.presentBundle(out.id, "nonsense")) == "bundle-refused");
    CHECK(problemOf(desk.client.presentBundle(out.id, order.chopped(1))) == "bundle-refused");
    BundleDocument forged = *openBundle(order, ca);
    forged.to = "desk-2";
    CHECK(problemOf(other.client.presentBundle(
              out.id, signBundle(forged, bench.registry.identity("desk-2")).value()))
        == "bundle-refused"); // signed by himself
    CHECK(other.client.takeBundleBack(out.id).value()
        == BundleAnswer::TakenBack); // of a bundle of his own, if any
    CHECK(bench.registry.blobCount() == 0);

    REQUIRE(desk.client.presentBundle(out.id, order).value()
        == BundleAnswer::Accepted); // nobody's word stood against it
    CHECK(desk.client.presentBundle(out.id, order).value() == BundleAnswer::Accepted); // a lost answer
    CHECK(origin.client.takeBundleBack(out.id).value() == BundleAnswer::Accepted);
    CHECK(other.client.create(row).value() == 0); // one of its own under this id, and nobody else's
    CHECK(other.client.receipt(id).error().status == 404);
    CHECK(
        origin.client.create(row).error().problem == "packet-carried"); // as after its database was put back
    const auto created = desk.client.create(row);
    REQUIRE(created);
    CHECK(origin.client.append(row, 0, contentOf(bench.origin.packetPath(row)).left(100)).error().problem
        == "packet-carried");
    QueueRow changed = row;
    changed.sha256 = QByteArray(32, 'x');
    CHECK(desk.client.create(changed).error().problem == "content-conflict"); // not the bytes of the order
    QueueRow stranger = row;
    stranger.id = bench.other.seal();
    CHECK(bench.desk.rows().empty());
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    REQUIRE(bench.reachesProcessed());
}

TEST_CASE(
    "a carrier whose order the registry does not know, or has forgotten, does not make a packet its own",
    "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId id = bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    const QueueRow carried = bench.desk.row(id);
    Voice desk(bench, "desk-1");
    Voice origin(bench, "station-1");
    const auto answer = desk.client.announce({carried}, {}, bench.clock.now());
    REQUIRE(answer);
    CHECK(desk.client.create(carried).error().problem == "packet-carried");
    CHECK(bench.registry.show().value("packets").toObject().isEmpty());
    CHECK(origin.client.create(bench.origin.row(id))); // nobody stands in its way
    REQUIRE(desk.client.presentBundle(out.id, contentOf(QDir(out.folder).filePath("BUNDLE.P7S"))));
    CHECK(desk.client.create(carried));
    REQUIRE(bench.reachesProcessed());
    CHECK(bench.registry.blobCount() == 1);
}

TEST_CASE("a packet is no hostage of a carrier that is lost: revoking it releases what it has not delivered",
    "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId id = bench.origin.seal();
    const PacketId other = bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    const QByteArray order = contentOf(QDir(out.folder).filePath("BUNDLE.P7S"));
    {
        Voice desk(bench, "desk-1");
        REQUIRE(desk.client.presentBundle(out.id, order).value() == BundleAnswer::Accepted);
        const QueueRow carried = bench.desk.row(id); // one is delivered, of the other half
        REQUIRE(desk.client.create(carried));
        REQUIRE(desk.client.append(carried, 0, contentOf(bench.desk.packetPath(carried))));
        REQUIRE(desk.client.create(bench.desk.row(other)));
    }
    REQUIRE(bench.origin.handOver().takeBack(out.id, "carrier-lost"));
    bench.sync(bench.origin);
    CHECK(bench.origin.bundle(out.id) == BundleState::Acknowledged); // its word stands
    QStringList revoke {"revoke", "--dir", bench.registry.directory().path(), "desk-1"};
    if (!bench.registry.database().isEmpty())
        revoke << "--database" << bench.registry.database();
    QByteArray words;
    REQUIRE(RegistryBench::run(revoke, &words) == 0);
    CHECK(words.contains("\"bundles_released\":1"));
    REQUIRE(bench.origin.handOver().takeBack(out.id, "carrier-lost"));
    bench.takenBack[out.id.text()] = true;
    for (int i = 0; i < 100; ++i) {
        bench.sync(bench.origin);
        const auto rows = bench.origin.rows();
        if (std::all_of(rows.begin(), rows.end(),
                [](const QueueRow& row) { return row.state == PacketState::Processed; }))
            break;
        QThread::msleep(20);
    }
    CHECK(bench.origin.bundle(out.id) == BundleState::TakenBack);
    CHECK(bench.origin.row(id).state == PacketState::Processed);
    CHECK(bench.origin.row(other).state == PacketState::Processed);
    CHECK(bench.registry.blobCount() == 2);

    // The desk itself, with a new certificate, takes nothing of it back.
    REQUIRE(RegistryBench::run({"station", "--dir", bench.registry.directory().path(), "--name", "desk-1",
                "--out", bench.registry.identityFolder("desk-1").path(), "--renew"})
        == 0);
    Voice again(bench, "desk-1");
    CHECK(again.client.presentBundle(out.id, order).value() == BundleAnswer::TakenBack);
    CHECK(again.client.create(bench.desk.row(other)).error().problem == "packet-carried");
}

TEST_CASE("a desk whose packet is in conflict still hears that its station has taken it back", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    const PacketId id = bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    QueueRow copied = bench.origin.row(id); // as a copy of the origin's disk has sealed the same case
    copied.sha256 = QByteArray(32, 'x');
    Voice copy(bench, "station-1");
    REQUIRE(copy.client.announce({copied}, {}, bench.clock.now()));
    bench.sync(bench.desk);
    CHECK(bench.desk.row(id).state == PacketState::Conflict);
    CHECK(bench.desk.desk->outbox().totals()->needsYou == 1);

    QStringList release {
        "bundle", "release", "--dir", bench.registry.directory().path(), "station-1", out.id.text()};
    if (!bench.registry.database().isEmpty())
        release << "--database" << bench.registry.database();
    REQUIRE(RegistryBench::run(release) == 0);
    REQUIRE(bench.origin.handOver().takeBack(out.id, "desk-in-conflict"));
    bench.takenBack[out.id.text()] = true;
    bench.sync(bench.origin);
    CHECK(bench.origin.row(id).custody == Custody::Here);
    bench.sync(bench.desk);
    CHECK(bench.desk.bundle(out.id) == BundleState::Returned);
    CHECK(bench.desk.row(id).custody == Custody::Returned);
    CHECK(bench.desk.desk->outbox().totals()->needsYou == 0); // its own station answers for it
}

TEST_CASE("a packet is in the hands of one bundle only", "[registry]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    const QByteArray order = contentOf(QDir(out.folder).filePath("BUNDLE.P7S"));
    BundleDocument twice = *openBundle(order, contentOf(bench.origin.station.filePath("identity/ca.pem")));
    Voice desk(bench, "desk-1");
    Voice other(bench, "desk-2");
    REQUIRE(desk.client.presentBundle(out.id, order));
    // An origin that signs what it must not: the same packet for another desk, and another order under one
    // id.
    const auto identity = bench.registry.identity("station-1");
    BundleDocument sameId = twice;
    sameId.to = "desk-2";
    CHECK(problemOf(other.client.presentBundle(out.id, signBundle(sameId, identity).value()))
        == "bundle-refused");
    twice.id = BundleId::create(bench.clock.now());
    twice.to = "desk-2";
    CHECK(problemOf(other.client.presentBundle(twice.id, signBundle(twice, identity).value()))
        == "bundle-refused");
    CHECK(desk.client.presentBundle(out.id, order).value() == BundleAnswer::Accepted);
}

TEST_CASE(
    "a registry killed right after it has decided says the same when it is asked again", "[registry][crash]")
{
    STATION_NEEDS_DATABASE();
    for (const bool back : {false, true}) {
        Bench bench;
        bench.origin.seal();
        const HandOverReport out = bench.give();
        REQUIRE(bench.desk.handOver().importFrom(out.folder));
        if (back)
            REQUIRE(bench.origin.handOver().takeBack(out.id, "stick-lost"));
        bench.registry.kill();
        bench.registry.start({}, back ? "bundle-taken-back" : "bundle-accepted");
        CHECK_FALSE((back ? bench.origin : bench.desk).sync(bench.registry.url())); // its answer was lost
        bench.registry.waitUntilDead();
        if (back)
            bench.takenBack[out.id.text()] = true;
        CHECK(bench.faults().isEmpty());
        bench.registry.start();
        bench.sync(back ? bench.desk : bench.origin); // now the other side is faster: too late
        CHECK(bench.desk.bundle(out.id) == (back ? BundleState::Returned : BundleState::Imported));
        REQUIRE(bench.reachesProcessed());
        CHECK(bench.registry.blobCount() == 1);
        CHECK(bench.origin.bundle(out.id) == (back ? BundleState::TakenBack : BundleState::Out));
    }
}

TEST_CASE("control: without the registry's one row for a bundle both sides may send", "[registry][control]")
{
    STATION_NEEDS_DATABASE();
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    REQUIRE(bench.origin.handOver().takeBack(out.id, "stick-lost"));
    Voice origin(bench, "station-1");
    REQUIRE(origin.client.takeBundleBack(out.id).value() == BundleAnswer::TakenBack);
    {
        const auto database = Database::open(bench.origin.station).value();
        REQUIRE(Bundles(*database, bench.clock).answered(out.id, BundleWord::TakenBack));
    }
    REQUIRE(bench.registry.tamper("DELETE FROM bundles"));
    Voice desk(bench, "desk-1");
    const QByteArray order = contentOf(QDir(out.folder).filePath("BUNDLE.P7S"));
    CHECK(desk.client.presentBundle(out.id, order).value() == BundleAnswer::Accepted);
    {
        const auto database = Database::open(bench.desk.station).value();
        REQUIRE(Bundles(*database, bench.clock).answered(out.id, BundleWord::Accepted));
    }
    bench.takenBack[out.id.text()] = true;
    const QStringList faults = bench.faults();
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().contains("station-1 and desk-1"));
}
