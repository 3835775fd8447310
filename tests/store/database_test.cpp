#include "core/store/database.h"
#include "core/store/ledger.h"
#include "core/store/migrations.h"
#include "core/store/settings.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

using namespace station;

TEST_CASE("a station of a newer release is refused, not damaged", "[database]")
{
    StoreBench bench;
    bench.tamper("PRAGMA user_version=9999");
    QFile file(bench.station.filePath("station.db"));
    REQUIRE(file.open(QFile::ReadOnly));
    const QByteArray before = file.readAll();
    CHECK(Database::open(bench.station).error().code == ErrorCode::StorageTooNew);
    file.seek(0);
    CHECK(file.readAll() == before);
}

TEST_CASE("the file of another program is refused", "[database]")
{
    StoreBench bench;
    bench.tamper("PRAGMA application_id=7");
    CHECK(Database::open(bench.station).error().code == ErrorCode::Damaged);
}

TEST_CASE("bytes that are no database are refused and left as they are", "[database]")
{
    QTemporaryDir folder;
    const QDir station(folder.path());
    QFile file(station.filePath("station.db"));
    REQUIRE(file.open(QFile::ReadWrite));
    const QByteArray torn(8192, 'x');
    file.write(torn);
    file.flush();
    CHECK(Database::open(station).error().code == ErrorCode::Damaged);
    file.seek(0);
    CHECK(file.readAll() == torn);
}

TEST_CASE("a directory without a station is said, and none is made", "[database]")
{
    QTemporaryDir folder;
    CHECK(Database::open(QDir(folder.path())).error().code == ErrorCode::NotFound);
    CHECK_FALSE(QDir(folder.path()).exists("station.db"));
}

TEST_CASE("a second station is not made over the first", "[database]")
{
    StoreBench bench;
    CHECK(Database::create(bench.station).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("the database file belongs to its owner only", "[database]")
{
    StoreBench bench;
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    CHECK((QFile::permissions(bench.station.filePath("station.db")) & others) == QFile::Permissions());
}

TEST_CASE("a torn page is noticed when every page is read", "[database]")
{
    StoreBench bench;
    for (int i = 0; i < 200; ++i)
        REQUIRE(Settings(*bench.database)
                    .set({{QString("key-%1").arg(i), QString(200, 'v')}}, "test", bench.clock.now()));
    bench.database.reset();
    QFile file(bench.station.filePath("station.db"));
    REQUIRE(file.open(QFile::ReadWrite));
    file.seek(4096 * 4);
    file.write(QByteArray(4096 * 4, '\xff'));
    file.close();
    const auto opened = Database::open(bench.station);
    REQUIRE(opened);
    CHECK((*opened)->checkThoroughly().error().code == ErrorCode::Damaged);
}

TEST_CASE("two connections write one after the other", "[database]")
{
    StoreBench bench;
    const auto second = Database::open(bench.station);
    REQUIRE(second);
    for (int i = 0; i < 20; ++i) {
        REQUIRE(Settings(*bench.database).set({{"a", QString::number(i)}}, "test", bench.clock.now()));
        REQUIRE(Settings(**second).set({{"b", QString::number(i)}}, "test", bench.clock.now()));
    }
    CHECK(Ledger(*bench.database).verify());
    CHECK(Ledger(**second).head()->seq == 40);
}
