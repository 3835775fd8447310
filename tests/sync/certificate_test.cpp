#include "core/sync/sync_session.h"
#include "core/sync/sync_worker.h"
#include "tests/support/desk_bench.h"
#include "tests/support/registry_bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    return file.readAll();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(bytes);
}

/// A station with a packet in its queue, and its registry.
struct Pair {
    DeskBench station;
    RegistryBench registry;

    Pair() { install(registry.identity("station-1")); }

    TestAuthority authority()
    {
        return {contentOf(registry.directory().filePath("ca.pem")),
            contentOf(registry.directory().filePath("ca.key"))};
    }
    void install(const StationIdentity& identity) { REQUIRE(station.desk->installIdentity(identity)); }
    void install(const KeyPair& own)
    {
        StationIdentity identity = registry.identity("station-1");
        identity.certificatePem = own.certificatePem;
        identity.privateKeyPem = own.keyPem;
        install(identity);
    }
    PacketId seal()
    {
        const PacketId id = station.openFilledCase();
        const auto done = station.desk->finish(id);
        if (!done)
            FAIL(done.error().detail);
        return id;
    }
    ErrorCode sync()
    {
        const auto report = syncOnce(station.station, registry.url(), station.clock, {}, {5s});
        return report ? ErrorCode::Cancelled : report.error().code; // Cancelled: went through
    }
    [[nodiscard]] PacketState stateOf(PacketId id) const { return station.desk->outbox().row(id)->state; }
    void renew()
    {
        REQUIRE(registry.run({"station", "--dir", registry.directory().path(), "--name", "station-1", "--out",
                    registry.identityFolder("station-1").path(), "--renew"})
            == 0);
    }
};

constexpr auto wentThrough = ErrorCode::Cancelled;

} // namespace

TEST_CASE("revoked: uploads stop and say why, cases go on being sealed, packets stay, and a new certificate "
          "sends them",
    "[certificate]")
{
    Pair pair;
    pair.registry.start();
    const PacketId first = pair.seal();
    CHECK(pair.sync() == wentThrough);
    REQUIRE(pair.registry.run({"revoke", "--dir", pair.registry.directory().path(), "station-1"}) == 0);
    const PacketId second = pair.seal();
    CHECK(pair.sync() == ErrorCode::CertificateRevoked);
    const PacketId third = pair.seal();
    CHECK(pair.sync() == ErrorCode::CertificateRevoked);
    for (const PacketId id : {second, third}) {
        CHECK(pair.stateOf(id) == PacketState::Sealed);
        CHECK(QFile::exists(pair.station.packetPath(id)));
        CHECK(pair.station.desk->outbox().row(id)->attempts == 0); // not the packet's fault
    }
    pair.renew();
    pair.install(pair.registry.identity("station-1"));
    CHECK(pair.sync() == wentThrough);
    for (const PacketId id : {first, second, third})
        CHECK(pair.stateOf(id) == PacketState::Processed);
}

TEST_CASE(
    "an identity that was exchanged on the disk is found at the next sign-in: sync speaks to nobody with it",
    "[certificate]")
{
    Pair pair;
    RegistryBench thief;
    thief.start();
    pair.registry.start();
    const PacketId id = pair.seal();
    const QDir place(pair.station.station.filePath("identity"));
    const QDir aside(pair.station.station.filePath("identity.aside"));
    REQUIRE(QDir().rename(place.path(), aside.path()));
    REQUIRE(QDir().mkpath(place.path()));
    const StationIdentity theirs = thief.identity("station-1");
    write(place.filePath("ca.pem"), theirs.registryCaPem);
    write(place.filePath("registry.pem"), theirs.registryCertificatePem);
    write(place.filePath("station.pem"), theirs.certificatePem);
    write(place.filePath("station.key"), theirs.privateKeyPem);
    const auto syncWithThief
        = [&] { return syncOnce(pair.station.station, thief.url(), pair.station.clock, {}, {5s}); };
    auto session
        = SyncSession::open(pair.station.station, thief.url(), pair.station.clock, {}).value(); // before
    pair.station.restart();
    const auto stopped = syncWithThief();
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::RegistryUntrusted);
    SyncReport report;
    const auto refused = session->run(report);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().error.code == ErrorCode::RegistryUntrusted);
    CHECK(pair.stateOf(id) == PacketState::Sealed);
    const auto rows = pair.station.desk->ledger().value();
    CHECK(std::count_if(rows.begin(), rows.end(), [](const AuditRow& row) {
        return row.event == "identity-exchanged";
    }) == 1);
    SECTION("the right one is put back")
    {
        REQUIRE((QDir(place).removeRecursively() && QDir().rename(aside.path(), place.path())));
    }
    SECTION("a supervisor installs it again") { pair.install(pair.registry.identity("station-1")); }
    CHECK(pair.sync() == wentThrough);
    CHECK(pair.stateOf(id) == PacketState::Processed);
}

TEST_CASE("expired: said by name, whether the line is new or the certificate ends while it is open",
    "[certificate]")
{
    Pair pair;
    pair.registry.start();
    const TestAuthority authority = pair.authority();
    pair.install(authority.expiredStation("station-1"));
    const PacketId id = pair.seal();
    CHECK(pair.sync() == ErrorCode::CertificateExpired);
    CHECK(pair.stateOf(id) == PacketState::Sealed);

    pair.install(authority.shortStation("station-1", 3));
    const auto session
        = SyncSession::open(pair.station.station, pair.registry.url(), pair.station.clock, {}).value();
    SyncReport report;
    REQUIRE(session->run(report));
    QThread::msleep(4100);
    const PacketId later = pair.seal();
    const auto done = session->run(report); // on the line that was open
    REQUIRE_FALSE(done);
    CHECK(done.error().error.code == ErrorCode::CertificateExpired);
    CHECK(pair.stateOf(later) == PacketState::Sealed);
    pair.renew();
    CHECK_FALSE(session->isOutdated());
    pair.install(pair.registry.identity("station-1"));
    CHECK(session->isOutdated());
    CHECK(pair.sync() == wentThrough);
    CHECK(pair.stateOf(later) == PacketState::Processed);
}

TEST_CASE("a certificate that is not valid yet by this computer's date sends to the clock, not to a portal",
    "[certificate]")
{
    Pair pair;
    const KeyPair tomorrow = pair.authority().tomorrowsTlsServer();
    write(pair.registry.directory().filePath("tls.pem"), tomorrow.certificatePem);
    write(pair.registry.directory().filePath("tls.key"), tomorrow.keyPem);
    pair.registry.start();
    const PacketId id = pair.seal();
    CHECK(pair.sync() == ErrorCode::ClockWrong);
    CHECK(pair.stateOf(id) == PacketState::Sealed);
}

TEST_CASE(
    "after a new certificate is installed by another process, sending goes on by itself", "[certificate]")
{
    Pair pair;
    pair.registry.start();
    REQUIRE(pair.registry.run({"revoke", "--dir", pair.registry.directory().path(), "station-1"}) == 0);
    const PacketId id = pair.seal();
    const SystemClock clock;
    SyncThread sync(pair.station.station, pair.registry.url(), clock);
    QObject here;
    SyncStatus last;
    QObject::connect(
        &sync.worker(), &SyncWorker::statusChanged, &here, [&](const SyncStatus& status) { last = status; });
    const auto waitFor = [&](const std::function<bool()>& condition) {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 20'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
        return condition();
    };
    CHECK(waitFor([&] { return last.link == Link::Refused; }));
    REQUIRE(last.trouble);
    CHECK(last.trouble->code == ErrorCode::CertificateRevoked);
    pair.renew();
    pair.install(pair.registry.identity("station-1"));
    CHECK(waitFor([&] { return pair.stateOf(id) == PacketState::Processed; }));
    CHECK(last.link == Link::Online);
}

TEST_CASE("told to wait, a run waits as long as it is worth it", "[certificate]")
{
    Pair pair;
    write(pair.registry.path("limits.json"), R"({"station_per_second": 5, "station_burst": 5})");
    pair.registry.start({"--limits", pair.registry.path("limits.json")});
    const PacketId id = pair.seal();
    const auto report = syncOnce(pair.station.station, pair.registry.url(), pair.station.clock, {}, {30s});
    if (!report)
        FAIL(report.error().detail);
    CHECK(pair.stateOf(id) == PacketState::Processed);
}
