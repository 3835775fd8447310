#include "app/registry/authority.h"
#include "app/registry/caller.h"
#include "app/registry/registry_site.h"
#include "tests/registry/station_line.h"

#include <QFile>

using namespace station;
using namespace std::chrono_literals;

namespace {

/// Alarms by the manifests of one station, at a registry whose clock stands still.
struct Watch {
    QTemporaryDir root;
    FixedClock clock {SystemClock().now()};
    std::chrono::milliseconds step {10}; ///< between two manifests
    std::unique_ptr<SqlDatabase> database;

    explicit Watch(const RegistryBench& bench)
    {
        const auto address
            = parseDatabaseAddress(bench.database().isEmpty() ? root.filePath("a.db") : bench.database());
        database = std::make_unique<SqlDatabase>(*address);
        REQUIRE(database->transaction(packets::createTables));
    }
    /// A manifest that says it was made `ahead` of the registry's now.
    QStringList manifest(qint64 seq, char fill, std::chrono::milliseconds ahead = 0ms)
    {
        clock.advance(step);
        QStringList raised;
        REQUIRE(database->transaction([&](Sql& sql) -> Status {
            const AuditHead head {
                seq, QString(64, QLatin1Char(fill)), PacketId::create(clock.now() + ahead).text()};
            const auto before = alarms::counts(sql, "st-1");
            if (!before)
                return failed(before);
            return alarms::checkHead(sql, "st-1", head, clock.now())
                .and_then([&](const AuditHead&) { return alarms::raisedSince(sql, "st-1", *before); })
                .map([&](const QStringList& kinds) { raised = kinds; });
        }));
        return raised;
    }
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QByteArray requestOf(const QString& key, const QString& name)
{
    QProcess openssl;
    openssl.start("openssl",
        {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
            "-subj", "/CN=" + name});
    REQUIRE(openssl.waitForFinished(10'000));
    return openssl.readAllStandardOutput();
}

QString serialIn(const QString& pem)
{
    QProcess openssl;
    openssl.start("openssl", {"x509", "-in", pem, "-noout", "-serial"});
    REQUIRE(openssl.waitForFinished(10'000));
    return QString::fromLatin1(openssl.readAllStandardOutput()).trimmed().section('=', 1);
}

} // namespace

TEST_CASE(
    "a station is told of what its own manifest raised, also when two come in one millisecond", "[registry]")
{
    STATION_NEEDS_DATABASE();
    const RegistryBench bench;
    Watch watch(bench);
    CHECK(watch.manifest(12, 'a').isEmpty());
    watch.step = {};
    CHECK(watch.manifest(11, 'b') == QStringList {"station-rewound"});
    CHECK(watch.manifest(11, 'c') == QStringList {"station-forked"});
    CHECK(watch.manifest(12, 'd').isEmpty());
}

TEST_CASE(
    "one manifest from the future does not blind the registry to a rewound station", "[registry][alarms]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    Watch watch(bench);
    CHECK(watch.manifest(100, 'a').isEmpty());
    CHECK(watch.manifest(110, 'b', 24h * 365 * 50).isEmpty()); // a clock that is wrong, or a thief's
    CHECK(watch.manifest(90, 'c') == QStringList {"station-rewound"});
    CHECK(watch.manifest(80, 'd') == QStringList {"station-rewound"}); // and every time again
    CHECK(watch.manifest(95, 'e', 24h * 365 * 50).isEmpty());
    CHECK(watch.manifest(94, 'f', 24h * 365 * 50) == QStringList {"station-rewound"}); // whatever its id says
    CHECK(watch.manifest(94, 'f', 1h).isEmpty());
}

TEST_CASE("a manifest that comes late says nothing, unless it is older than anything on its way could be",
    "[registry][alarms]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    Watch watch(bench);
    CHECK(watch.manifest(100, 'a').isEmpty());
    CHECK(watch.manifest(90, 'b', -5min).isEmpty());
    CHECK(watch.manifest(90, 'b', -23h).isEmpty());
    CHECK(
        watch.manifest(90, 'b', -25h) == QStringList {"manifest-stale"}); // an older copy, its clock put back
    CHECK(watch.manifest(101, 'c').isEmpty());
}

TEST_CASE(
    "a certificate request for a name that is taken is refused without --renew", "[authority][registry]")
{
    RegistryBench bench;
    (void)bench.identityFolder("st-a");
    const QString dir = bench.directory().path();
    const QString csr = bench.path("evil.csr");
    QFile file(csr);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(requestOf(bench.path("evil.key"), "st-a"));
    file.close();
    const QString out = bench.path("evil.pem");
    QByteArray words;
    CHECK(RegistryBench::run({"sign", "--dir", dir, "--csr", csr, "--out", out}, nullptr, &words) == 1);
    CHECK(words.contains("--renew"));
    CHECK_FALSE(QFile::exists(out));
    CHECK(RegistryBench::run({"sign", "--dir", dir, "--csr", csr, "--out", out, "--renew"}) == 0);
    CHECK(QFile::exists(out));
    REQUIRE(RegistryBench::run({"revoke", "--dir", dir, "st-a"}) == 0);
    CHECK(RegistryBench::run({"sign", "--dir", dir, "--csr", csr, "--out", out}) == 1); // nor a revoked one's

    QByteArray log; // the log says whose request it was
    REQUIRE(RegistryBench::run({"audit", "list", "--dir", dir}, &log) == 0);
    CHECK(log.count("\"subject\":\"st-a\"") == 5);
    CHECK(log.contains("\"detail\":\"renewed\""));
    CHECK(RegistryBench::run({"audit", "verify", "--dir", dir}) == 0);
}

TEST_CASE("a certificate that was issued before there was a list of them is revoked by file, by number, and "
          "by name "
          "once its station has called",
    "[authority][registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    const QString dir = bench.directory().path();
    const QString pem = bench.identityFolder("st-1").filePath("station.pem");
    const auto forget = [&] { REQUIRE(QDir(bench.directory().filePath("issued")).removeRecursively()); };
    QStringList database;
    if (!bench.database().isEmpty())
        database << "--database" << bench.database();
    const auto revoke = [&](const QStringList& what) {
        return RegistryBench::run(QStringList {"revoke", "--dir", dir} + what + database);
    };
    bench.start();
    StationLine line(bench, "st-1");
    REQUIRE(line.get("/v1/events").status == 200);
    SECTION("not by name while nobody has seen it")
    {
        forget();
        CHECK(revoke({"st-1"}) == 1);
        CHECK(line.get("/v1/events").status == 200);
        CHECK(revoke({"--certificate", pem}) == 0);
    }
    SECTION("by its number")
    {
        forget();
        CHECK(revoke({"--serial", "no number"}) == 1);
        CHECK(revoke({"--serial", serialIn(pem).toLower()}) == 0);
    }
    SECTION("by name, as it has called")
    {
        forget();
        bench.kill();
        bench.start(); // remembers nothing that is not on the disk
        REQUIRE(StationLine(bench, "st-1").get("/v1/events").status == 200);
        CHECK(revoke({"st-1"}) == 0);
    }
    StationLine after(bench, "st-1");
    CHECK(after.get("/v1/events").status == 403);
    CHECK(revoke({"--certificate", pem}) == 0); // once more is harmless

    RegistryBench other;
    CHECK(revoke({"--certificate", other.identityFolder("st-1").filePath("station.pem")}) == 1);
    CHECK(revoke({}) == 2);
    CHECK(revoke({"st-1", "--serial", "00"}) == 2);
}

TEST_CASE("a registry whose revocation list is gone lets nobody in", "[authority][registry]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    const QString dir = bench.directory().path();
    (void)bench.identityFolder("st-1");
    REQUIRE(RegistryBench::run({"revoke", "--dir", dir, "st-1"}) == 0);
    const QString list = bench.directory().filePath("crl.pem");
    const QByteArray kept = contentOf(list);
    QByteArray words;
    const auto serves = [&] {
        return RegistryBench::run({"serve", "--dir", dir, "--port", "0"}, nullptr, &words);
    };
    REQUIRE(QFile::remove(list));
    CHECK(serves() == 1);
    CHECK(words.contains("crl.pem is missing"));
    CHECK(RegistryBench::run({"revoke", "--dir", dir, "st-1"}) == 1); // no new list without the old names
    CHECK_FALSE(QFile::exists(list));
    QFile torn(list);
    REQUIRE(torn.open(QIODevice::WriteOnly));
    torn.write(kept.left(40));
    torn.close();
    CHECK(serves() == 1);
    CHECK(words.contains("cannot be read"));
    REQUIRE(torn.open(QIODevice::WriteOnly));
    torn.write(kept);
    torn.close();
    bench.start();
    CHECK(StationLine(bench, "st-1").get("/v1/events").status == 403);
    // One of an earlier release, which has no mark of it yet, gets it at its first start.
    REQUIRE(QFile::remove(bench.directory().filePath("crl.made")));
    bench.kill();
    bench.start();
    bench.kill();
    REQUIRE(QFile::remove(list));
    CHECK(serves() == 1);
    // Where there never was a list nothing is missing.
    REQUIRE(QFile::remove(bench.directory().filePath("crl.made")));
    bench.start();
}

TEST_CASE("an administrator clears an alarm, and that is in the log", "[registry][alarms]")
{
    STATION_NEEDS_DATABASE();
    RegistryBench bench;
    bench.start();
    StationLine mine(bench, "st-1");
    StationLine theirs(bench, "st-2");
    const auto id = newPacketId();
    REQUIRE(mine.manifest({announcement(id, "a")}).status == 200);
    REQUIRE(theirs.manifest({announcement(id, "b")}).status == 200);
    REQUIRE(bench.show()["alarms"].toArray().size() == 2);
    const auto clear = [&](const QStringList& what) {
        QStringList all {"alarm", "clear", "--dir", bench.directory().path()};
        if (!bench.database().isEmpty())
            all << "--database" << bench.database();
        return RegistryBench::run(all + what);
    };
    CHECK(clear({"st-1"}) == 2); // without a reason
    CHECK(clear({"st-1", "--reason", "two words"}) == 1);
    CHECK(clear({"st-1", "--kind", "station-rewound", "--reason", "looked-into"}) == 1);
    CHECK(clear({"st-3", "--reason", "looked-into"}) == 1);
    CHECK(clear({"st-1", "--kind", "id-of-another", "--reason", "looked-into"}) == 0);
    CHECK(bench.show()["alarms"].toArray().size() == 1);
    CHECK(clear({"st-2", "--reason", "looked-into"}) == 0);
    CHECK(bench.show()["alarms"].toArray().isEmpty());
    REQUIRE(theirs.manifest({announcement(id, "b")}).status == 200); // what was known is not odd again
    CHECK(bench.show()["alarms"].toArray().isEmpty());
    QByteArray log;
    REQUIRE(RegistryBench::run({"audit", "list", "--dir", bench.directory().path()}, &log) == 0);
    CHECK(log.contains("\"action\":\"alarm-clear\",\"at\""));
    CHECK(log.contains("id-of-another: looked-into"));
    CHECK(RegistryBench::run({"audit", "verify", "--dir", bench.directory().path()}) == 0);
}
