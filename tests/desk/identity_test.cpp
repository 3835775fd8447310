#include "core/enroll/identity.h"
#include "core/vault/vouched.h"
#include "tests/support/crash_point.h"
#include "tests/support/desk_bench.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <sqlite3.h>

using namespace station;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

TEST_CASE(
    "packets are sealed to no registry but the one that was installed, whoever writes to the disk", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const QString file = bench.station.filePath("identity/registry.pem");
    const QByteArray before = bytesOf(file);
    const TestAuthority thief("Test CA");
    const auto put = [](const QString& path, const QByteArray& bytes) {
        QFile out(path);
        REQUIRE(out.open(QFile::WriteOnly | QFile::Truncate));
        out.write(bytes);
    };
    SECTION("another recipient of the same CA")
    {
        put(file, bench.authority.registry().certificatePem);
        CHECK(bench.desk->finish(id).error().code == ErrorCode::SealingFailed);
        put(file, before);
        CHECK(bench.desk->finish(id));
    }
    SECTION("another CA")
    {
        put(bench.station.filePath("identity/ca.pem"), bench.authority.caPem() + thief.caPem());
        CHECK(bench.desk->finish(id).error().code == ErrorCode::SealingFailed);
    }
    SECTION(
        "what is trusted is removed from the database: it is put back from the copy, unless that goes too")
    {
        bench.desk.reset();
        const bool copyToo = GENERATE(false, true);
        if (copyToo)
            REQUIRE(QFile::remove(bench.station.filePath("station.keys")));
        sqlite3* handle = nullptr;
        REQUIRE(
            sqlite3_open(bench.station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
        CHECK(sqlite3_exec(handle, "DELETE FROM sealed_setting", nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
        bench.start();
        const auto signedIn = bench.desk->signIn(bench.an, DeskBench::anWords);
        REQUIRE(signedIn.has_value() != copyToo);
        if (copyToo) {
            CHECK(signedIn.error().detail == officersUnknown); // the recovery code begins it anew
            return;
        }
        CHECK(bench.desk->finish(id));
    }
    SECTION("a supervisor installs a new registry")
    {
        const KeyPair next = bench.authority.registry();
        REQUIRE(bench.desk->installIdentity(
            TestAuthority::identity(bench.authority, bench.authority.station("station-1"), next)));
        CHECK(bench.desk->finish(id));
    }
    CHECK(bench.desk->drafts()->size() + bench.desk->outbox().totals()->waiting == 1); // nothing is lost
}

TEST_CASE(
    "an identity is installed whole or not at all, by a supervisor once there are two officers", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const StationIdentity next = TestAuthority::identity(
        bench.authority, bench.authority.station("station-2"), bench.authority.registry());
    const auto installed = [&] {
        const auto identity = readIdentity(QDir(bench.station.filePath("identity")));
        return identity && checkIdentity(*identity) ? checkIdentity(*identity)->stationId : QString();
    };
    SECTION("nobody signed in, or an officer")
    {
        bench.desk->lock();
        CHECK(bench.desk->installIdentity(next).error().code == ErrorCode::NotSignedIn);
        REQUIRE(bench.desk->signIn(bench.binh, DeskBench::binhWords));
        CHECK(bench.desk->installIdentity(next).error().code == ErrorCode::NotAllowed);
        CHECK(installed() == "station-1");
    }
    SECTION("killed or failing at every touch of the disk, the station goes on with the old or the new one")
    {
        CrashPoint::install();
        bench.desk.reset();
        bench.restart(watchedFiles());
        CrashPoint::count();
        REQUIRE(bench.desk->installIdentity(next));
        const int touches = CrashPoint::counted();
        CrashPoint::off();
        REQUIRE(touches > 8);
        for (int n = 1; n <= touches; ++n) {
            INFO("killed before touch " << n << " of " << touches);
            const StationIdentity again = TestAuthority::identity(
                bench.authority, bench.authority.station("station-3"), bench.authority.registry());
            bench.desk.reset();
            REQUIRE(diesIn([&] {
                bench.restart(watchedFiles());
                CrashPoint::count();
                CrashPoint::killAt(n);
                static_cast<void>(bench.desk->installIdentity(again));
            }));
            bench.restart();
            CHECK((installed() == "station-2" || installed() == "station-3"));
            const auto opened = bench.desk->openCase("cc-new-14");
            REQUIRE(opened);
            CHECK(
                bench.desk->finish(opened->id).error().code == ErrorCode::InvalidInput); // not SealingFailed
            REQUIRE(bench.desk->installIdentity(next));
        }
        CHECK(bench.desk->finish(id));
        CHECK((QFile::permissions(bench.station.filePath("identity")) & (QFile::ReadGroup | QFile::ReadOther))
            == 0);
    }
}

TEST_CASE("another station's certificate is refused while packets of this one are here", "[desk]")
{
    DeskBench bench;
    const auto of = [&](const char* station) {
        return TestAuthority::identity(bench.authority, bench.authority.station(station), bench.registry);
    };
    CHECK(bench.desk->installIdentity(of("station-2"))); // a mistake of the first day can be put right
    CHECK(bench.desk->installIdentity(of("station-1")));
    REQUIRE(bench.desk->finish(bench.openFilledCase()));
    CHECK(bench.desk->installIdentity(of("station-2")).error().code == ErrorCode::InvalidInput);
    CHECK(bench.desk->info().id == "station-1");
    CHECK(checkIdentity(*readIdentity(QDir(bench.station.filePath("identity"))))->stationId == "station-1");
    CHECK(bench.desk->installIdentity(of("station-1"))); // renewed
}
