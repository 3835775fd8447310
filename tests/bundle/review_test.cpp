#include "tests/bundle/bundle_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// A station whose laptop is stolen after it gave a packet away, and the desk that was given it.
struct Bench {
    RegistryBench registry;
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", registry.identity("station-1"), clock};
    Post desk {"desk-1", registry.identity("desk-1"), clock};
    QTemporaryDir stick;
    PacketId packet = origin.seal();

    Bench() { registry.start(); }
    BundleId give()
    {
        const HandOverReport out = origin.give(QDir(stick.path()));
        REQUIRE(desk.handOver().importFrom(out.folder));
        return out.id;
    }
    void revoke()
    {
        REQUIRE(RegistryBench::run({"revoke", "--dir", registry.directory().path(), "station-1"}) == 0);
    }
    int administer(const char* what, const BundleId& bundle, const char* station = "station-1")
    {
        QStringList arguments {"bundle", what, "--dir", registry.directory().path()};
        if (!registry.database().isEmpty())
            arguments += QStringList {"--database", registry.database()};
        return RegistryBench::run(arguments + QStringList {station, bundle.text()});
    }
    /// The desk's packet, after as many passes as it takes to leave `from`, or a second.
    PacketState after(PacketState from)
    {
        for (int i = 0; i < 200; ++i) {
            REQUIRE(desk.sync(registry.url()));
            if (desk.row(packet).state != from)
                break;
            QThread::msleep(50);
        }
        return desk.row(packet).state;
    }
    /// It stays received for long enough that the registry has looked again.
    bool waits()
    {
        for (int i = 0; i < 12; ++i) {
            REQUIRE(desk.sync(registry.url()));
            if (desk.row(packet).state != PacketState::Received)
                return false;
            QThread::msleep(500);
        }
        return true;
    }
    QStringList alarms()
    {
        QStringList kinds;
        const auto raised = registry.show().value("alarms").toArray();
        for (const auto& alarm : raised)
            kinds.append(alarm.toObject().value("kind").toString());
        return kinds;
    }
};

} // namespace

TEST_CASE("packets that a revoked station gave away are received, not lost, and not processed before an "
          "administrator has approved them",
    "[review]")
{
    Bench bench;
    const BundleId bundle = bench.give();
    bench.revoke();
    REQUIRE(bench.desk.sync(bench.registry.url()));
    CHECK(bench.desk.bundle(bundle) == BundleState::Accepted);
    CHECK(bench.registry.blobCount() == 1);
    CHECK(bench.waits());
    CHECK(bench.alarms() == QStringList {"bundle-of-revoked"});
    CHECK(bench.administer("approve", BundleId::create(bench.clock.now())) != 0);
    REQUIRE(bench.administer("approve", bundle) == 0);
    CHECK(bench.administer("reject", bundle) != 0); // decided once
    CHECK(bench.after(PacketState::Received) == PacketState::Processed);
}

TEST_CASE("what a thief gives away under a stolen station's name is rejected when the administrator says so",
    "[review]")
{
    Bench bench;
    bench.revoke(); // the thief seals and signs what he likes after it
    const BundleId bundle = bench.give();
    REQUIRE(bench.desk.sync(bench.registry.url()));
    CHECK(bench.waits());
    QByteArray out;
    REQUIRE(RegistryBench::run({"bundle", "list", "--dir", bench.registry.directory().path()}, &out) == 0);
    const auto listed = QJsonDocument::fromJson(out).object();
    CHECK(listed["station"] == "station-1");
    CHECK(listed["carrier"] == "desk-1");
    CHECK(listed["review"] == "open");
    CHECK(listed["packets"] == 1);
    REQUIRE(bench.administer("reject", bundle) == 0);
    CHECK(bench.after(PacketState::Received) == PacketState::Rejected);
    CHECK(bench.desk.row(bench.packet).problem == "rejected:origin-revoked");
}

TEST_CASE("a bundle that the registry knew before the revocation, or whose packets its station had announced "
          "itself, needs no review",
    "[review]")
{
    Bench bench;
    const bool accepted = GENERATE(true, false);
    CAPTURE(accepted);
    CurlTransport asOrigin({bench.registry.url(), bench.registry.identity("station-1")});
    RegistryClient origin(asOrigin);
    if (!accepted)
        REQUIRE(origin.announce({bench.origin.row(bench.packet)}, {}, bench.clock.now()));
    const BundleId bundle = bench.give();
    if (accepted) {
        CurlTransport asDesk({bench.registry.url(), bench.registry.identity("desk-1")});
        const QString folder = QDir(bench.stick.path()).filePath(stick::folderName(bundle));
        REQUIRE(RegistryClient(asDesk).presentBundle(bundle, contentOf(folder + "/BUNDLE.P7S")));
    }
    bench.revoke();
    REQUIRE(bench.desk.sync(bench.registry.url()));
    CHECK(bench.after(PacketState::Received) == PacketState::Processed);
    CHECK(bench.alarms().isEmpty());
}

TEST_CASE(
    "when the carrier is lost the administrator releases the bundle, and its station sends again", "[review]")
{
    Bench bench;
    const BundleId bundle = bench.give();
    CurlTransport asDesk({bench.registry.url(), bench.registry.identity("desk-1")});
    const QString folder = QDir(bench.stick.path()).filePath(stick::folderName(bundle));
    const QByteArray order = contentOf(folder + "/BUNDLE.P7S");
    REQUIRE(RegistryClient(asDesk).presentBundle(bundle, order).value() == BundleAnswer::Accepted);
    REQUIRE(bench.origin.handOver().takeBack(bundle, "peer-cannot-send"));
    REQUIRE(bench.origin.sync(bench.registry.url()));
    CHECK(bench.origin.bundle(bundle) == BundleState::Acknowledged); // the registry counts on the desk
    CHECK(bench.administer("release", bundle, "station-9") != 0);
    REQUIRE(bench.administer("release", bundle) == 0);
    REQUIRE(bench.origin.handOver().takeBack(bundle, "peer-cannot-send"));
    REQUIRE(bench.origin.sync(bench.registry.url()));
    CHECK(bench.origin.bundle(bundle) == BundleState::TakenBack);
    CHECK(bench.registry.blobCount() == 1);
    REQUIRE(bench.desk.sync(bench.registry.url())); // it was not lost after all: too late
    CHECK(bench.desk.bundle(bundle) == BundleState::Returned);
    CHECK(bench.desk.row(bench.packet).custody == Custody::Returned);
}
