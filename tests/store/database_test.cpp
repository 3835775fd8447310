#include "core/store/database.h"
#include "core/store/ledger.h"
#include "core/store/migrations.h"
#include "core/store/recovery.h"
#include "core/store/settings.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

#include <thread>

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

TEST_CASE("a newer release's file is too new, not damaged, also where it failed to write the second copy",
    "[database]")
{
    StoreBench bench;
    REQUIRE(Settings(*bench.database).set({{"name", "Trạm"}}, "test", bench.clock.now())); // writes the copy
    bench.database.reset();
    const bool isNewer = GENERATE(true, false);
    bench.tamper(isNewer
            ? "PRAGMA user_version=9999; UPDATE setting SET value = '9999' WHERE key = 'store-version'"
            : "PRAGMA user_version=9999"); // a bit of the head
    const auto opened = openSound(bench.station, bench.clock);
    if (isNewer) {
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::StorageTooNew);
    } else {
        REQUIRE(opened);
        CHECK((*opened)->version() == storeVersion());
    }
    CHECK(bench.station.entryList({"station.db.damaged-*"}).isEmpty() == isNewer);
}

TEST_CASE("whoever waits while a recovery dies works on in the recovered file", "[database]")
{
    StoreBench bench;
    StoreBench other;
    REQUIRE(Settings(*other.database).set({{"name", "recovered"}}, "test", bench.clock.now()));
    bench.database.reset();
    other.database.reset();
    const QString recovered = bench.station.filePath("station.db.recovered-20261127T120000Z");
    std::optional dying(FileLock::take(bench.station.filePath("station.lock"), FileLock::How::Alone).value());
    std::vector<std::unique_ptr<Database>> opened(2);
    std::vector<std::thread> waiting;
    for (auto& each : opened)
        waiting.emplace_back([&each, &bench] {
            if (auto done = openSound(bench.station, bench.clock))
                each = std::move(*done);
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(300)); // both wait in Database::open
    REQUIRE(QFile::copy(other.station.filePath("station.db"), recovered));
    dying.reset();
    for (std::thread& each : waiting)
        each.join();
    CHECK_FALSE(isSwapOpen(bench.station));
    for (const auto& each : opened) {
        REQUIRE(each);
        CHECK(Settings(*each).all()->value("name") == "recovered");
    }
    REQUIRE(Settings(*opened[0]).set({{"sealed", "yes"}}, "test", bench.clock.now()));
    opened.clear();
    const auto next = openSound(bench.station, bench.clock);
    REQUIRE(next);
    CHECK(Settings(**next).all()->value("sealed") == "yes");
}
