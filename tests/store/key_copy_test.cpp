#include "core/store/file_lock.h"
#include "core/store/key_copy.h"
#include "core/store/ledger.h"
#include "core/store/link_use.h"
#include "core/store/settings.h"
#include "core/store/storage.h"
#include "tests/support/vault_bench.h"

#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>
#include <QElapsedTimer>

#include <catch2/catch.hpp>

#include <functional>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace station;
using namespace std::chrono_literals;

namespace {

constexpr auto magic = "ENRSKEYS1\n";

struct KeysBench : VaultBench {
    OfficerId c;

    KeysBench()
    {
        REQUIRE(Settings(*database).set({{"name", "Trạm thử"}}, "station-created", clock.now()));
        addTwo();
        REQUIRE(vault->signIn(a, passA));
        clock.advance(1ms);
        c = vault->addOfficer("Chi", Role::Officer, "third officer's words").value();
    }
    void hit(const char* sql)
    {
        tamper(sql);
        restart();
    }
    [[nodiscard]] QString path() const { return station.filePath("station.keys"); }
    [[nodiscard]] QByteArray copy() const
    {
        QFile file(path());
        REQUIRE(file.open(QFile::ReadOnly));
        return file.readAll();
    }
    void putCopy(const QByteArray& bytes) const
    {
        QFile file(path());
        REQUIRE(file.open(QFile::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
    }
    [[nodiscard]] bool settle() const { return settleKeyCopy(*database, clock).value(); }
    [[nodiscard]] QStringList names() const
    {
        QStringList known;
        const auto records = Officers(*database, clock).officers().value();
        for (const OfficerRecord& record : records)
            known.append(record.info.name);
        return known;
    }
    [[nodiscard]] bool isCopyOfRows() const { return readKeyCopy(station).value() == keysIn(*database); }
};

/// As somebody would who knows the format: whole, and of a later change.
QByteArray raised(const QByteArray& copy)
{
    constexpr qsizetype sum = 32;
    QCborMap whole = QCborValue::fromCbor(copy.mid(qstrlen(magic)).chopped(sum)).toMap();
    whole[QStringLiteral("change")] = whole.value(QStringLiteral("change")).toInteger() + 1000;
    const QByteArray text = magic + QCborValue(whole).toCbor();
    return text + QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

} // namespace

TEST_CASE("a copy never wins over sound rows, whatever change it says it is of", "[keys]")
{
    KeysBench bench;
    const QByteArray yesterday = bench.copy();
    REQUIRE(bench.vault->removeOfficer(bench.c));
    bench.putCopy(GENERATE(true, false) ? raised(yesterday) : yesterday);
    CHECK_FALSE(bench.settle());
    CHECK(bench.names() == QStringList {"An", "Bình"});
    CHECK(bench.isCopyOfRows());
}

TEST_CASE("a copy puts back what a damaged bit changed in the rows", "[keys]")
{
    KeysBench bench;
    const KeyCopy before = keysIn(*bench.database);
    SECTION("one byte of an officer") { bench.hit("UPDATE officer SET name = 'Cho' WHERE name = 'Chi'"); }
    SECTION("a row that is gone") { bench.hit("DELETE FROM officer WHERE name = 'Chi'"); }
    SECTION("a fact about the station")
    {
        bench.hit("UPDATE setting SET value = 'Trạm khác' WHERE key = 'name'");
    }
    SECTION("all facts") { bench.hit("DELETE FROM setting"); }
    CHECK(bench.settle());
    CHECK(keysIn(*bench.database) == before);
    CHECK_FALSE(bench.settle());
    CHECK(Ledger(*bench.database).rows().value().back().event == "keys-restored");
}

TEST_CASE("an officer whose removal the ledger knows does not come back with a copy", "[keys]")
{
    KeysBench bench;
    const QByteArray yesterday = bench.copy();
    REQUIRE(bench.vault->removeOfficer(bench.c));
    bench.hit("UPDATE officer SET name = 'Ao' WHERE name = 'An'");
    bench.putCopy(raised(yesterday));
    CHECK(bench.settle());
    CHECK(bench.names() == QStringList {"An", "Bình"});
}

TEST_CASE("a day's count is no part of the copy, and survives its settling", "[keys]")
{
    KeysBench bench;
    const QDate day(2026, 11, 27);
    const QByteArray before = bench.copy();
    REQUIRE(LinkUse(*bench.database).carry(day, false, 1'271'386));
    CHECK_FALSE(bench.settle());
    REQUIRE(LinkUse(*bench.database).carry(day, false, 1'270'339));
    CHECK_FALSE(bench.settle());
    CHECK(bench.copy() == before);
    CHECK(LinkUse(*bench.database).carried(day, false) == 2'541'725);
    CHECK(Ledger(*bench.database).rows().value().back().event == "officer-added");
}

namespace {

/// Lets another process act once, before a file is written.
struct PausedFiles : FileLayer {
    std::function<void()> beforeWrite;

    Status write(const QString& path, const QByteArray& bytes) override
    {
        if (beforeWrite)
            std::exchange(beforeWrite, {})();
        return posixFiles().write(path, bytes);
    }
    Status rename(const QString& from, const QString& to) override { return posixFiles().rename(from, to); }
    Status syncFolder(const QString& folder) override { return posixFiles().syncFolder(folder); }
    Status remove(const QString& path) override { return posixFiles().remove(path); }
    qint64 bytesFree(const QString& folder) const override { return posixFiles().bytesFree(folder); }
};

} // namespace

TEST_CASE("two processes write the copy one after the other, and none is older than the rows", "[keys]")
{
    KeysBench bench;
    PausedFiles files;
    const auto mine = Database::open(bench.station, files).value();
    std::thread other;
    bool isSet = false; // Catch2 checks in one thread only
    files.beforeWrite = [&] {
        other = std::thread([&] {
            const auto theirs = Database::open(bench.station);
            isSet = theirs
                && Settings(**theirs).set({{"commune", "00020"}}, "test", bench.clock.now()).has_value();
        });
        std::this_thread::sleep_for(300ms); // as long as it would have taken them, many times over
    };
    REQUIRE(Settings(*mine).set({{"name", "Trạm khác"}}, "test", bench.clock.now()));
    other.join();
    CHECK(isSet);
    CHECK(bench.isCopyOfRows());
    CHECK_FALSE(QFile::exists(bench.path() + ".tmp"));
}

TEST_CASE("a program that was stopped while it writes the copy holds up nobody; the next opening writes it",
    "[keys]")
{
    KeysBench bench;
    const QString lock = bench.station.filePath("keys.lock");
    {
        const auto stopped = FileLock::take(lock, FileLock::How::Alone);
        REQUIRE(stopped);
        QElapsedTimer timer;
        timer.start();
        REQUIRE(bench.vault->removeOfficer(bench.c));
        CHECK(timer.elapsed() < 10'000);
        CHECK_FALSE(bench.isCopyOfRows());
    }
    CHECK_FALSE(bench.settle());
    CHECK(bench.isCopyOfRows());
}

TEST_CASE("what an old copy held is overwritten on the disk once the new one stands", "[keys]")
{
    KeysBench bench;
    const QString old = bench.station.filePath("second name of the old one");
    REQUIRE(::link(QFile::encodeName(bench.path()).constData(), QFile::encodeName(old).constData()) == 0);
    const qsizetype size = bench.copy().size();
    REQUIRE(bench.vault->removeOfficer(bench.c));
    QFile file(old);
    REQUIRE(file.open(QFile::ReadOnly));
    CHECK(file.readAll() == QByteArray(size, '\0'));
    CHECK(bench.isCopyOfRows());
}

TEST_CASE("a copy that a kill left half-written is overwritten and swept", "[keys]")
{
    KeysBench bench;
    QFile torn(bench.path() + ".tmp");
    REQUIRE(torn.open(QFile::WriteOnly));
    const QByteArray half = "ENRSKEYS1\nhalf of it";
    torn.write(half);
    torn.close();
    QFile reader(torn.fileName());
    REQUIRE(reader.open(QFile::ReadOnly | QFile::Unbuffered));
    CHECK_FALSE(bench.settle());
    CHECK(reader.readAll() == QByteArray(half.size(), '\0'));
    CHECK_FALSE(torn.exists());
    CHECK(bench.isCopyOfRows());
}

TEST_CASE("a change that another process makes while the copy is looked at is not undone", "[keys]")
{
    KeysBench bench;
    bench.hit("UPDATE officer SET name = 'Ao' WHERE name = 'An'"); // the copy is wanted
    const auto other = Database::open(bench.station).value();
    std::thread second;
    bool putBack = true;
    const Status removed = transaction(*other, [&] {
        second = std::thread([&] { putBack = bench.settle(); });
        std::this_thread::sleep_for(300ms); // it has looked, and waits for its turn to write
        Query(*other, "DELETE FROM officer WHERE id = ?").with(bench.c).run();
        countKeyChange(*other);
    });
    second.join();
    REQUIRE(removed);
    CHECK_FALSE(putBack);
    CHECK(bench.names() == QStringList {"Ao", "Bình"}); // the newer change wins, damage and all
    CHECK(bench.isCopyOfRows());
}

TEST_CASE("a station that an older release has left is taken as it is, and noted from then on", "[keys]")
{
    KeysBench bench;
    const QByteArray yesterday = bench.copy();
    REQUIRE(bench.vault->removeOfficer(bench.c));
    bench.hit("DELETE FROM setting WHERE key = 'keys-sum'");
    bench.putCopy(raised(yesterday));
    CHECK_FALSE(bench.settle());
    CHECK(bench.names() == QStringList {"An", "Bình"});
    bench.hit("UPDATE officer SET name = 'Ao' WHERE name = 'An'");
    CHECK(bench.settle());
    CHECK(bench.names() == QStringList {"An", "Bình"});
}
