#include "tests/damage/worked_station.h"
#include "tests/support/crash_point.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <cstdio>
#include <sqlite3.h>

using namespace station;

namespace {

constexpr int pageBytes = 4096;

int wanted(const char* name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

void overwrite(const QString& path, qint64 at, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QFile::ReadWrite));
    REQUIRE(file.seek(at));
    REQUIRE(file.write(bytes) == bytes.size());
}

struct Broken {
    QTemporaryDir folder;
    QDir place {folder.filePath("station")};
    const WorkedStation& before;
    FixedClock clock {before.bench.clock.now() + std::chrono::hours(25)};
    DamagedFiles damaged;

    explicit Broken(const WorkedStation& station)
        : before(station)
    {
        before.copyTo(place);
        // Where rows lie that nobody could do without: the tree pages of the queue and of the officers.
        overwrite(place.filePath("station.db"), 2 * pageBytes, QByteArray(12 * pageBytes, '\0'));
        damaged = filesIn(place);
    }
    [[nodiscard]] Outcome judged() const { return judge(place, before, damaged); }
};

} // namespace

TEST_CASE("killed before any touch of the disk while it recovers, the next start goes on", "[recovery]")
{
    CrashPoint::install();
    const WorkedStation& before = GENERATE(true, false) ? closedStation() : killedStation();
    int touches = 0;
    {
        Broken whole(before);
        CrashPoint::count();
        REQUIRE(Desk::open(whole.place, whole.clock, watchedFiles()));
        touches = CrashPoint::counted();
        CrashPoint::off();
    }
    const int kills = wanted("DAMAGE_KILLS", 3);
    constexpr int atTheEnd = 12; // rename, folder, link, rename of the log, folder, rename, folder …
    int died = 0;
    const auto killAt = [&](int n) {
        Broken broken(before);
        died += diesIn([&] {
            CrashPoint::killAt(n);
            static_cast<void>(Desk::open(broken.place, broken.clock, watchedFiles()));
        });
        CAPTURE(n, touches);
        const Outcome verdict = broken.judged();
        CHECK(verdict.wrong.join("; ").toStdString() == "");
        CHECK(verdict.recovered);
    };
    for (int i = 0; i < kills; ++i)
        killAt(1 + i * (touches - atTheEnd) / kills);
    for (int n = touches - atTheEnd + 1; n <= touches; n += kills < 50 ? 3 : 1)
        killAt(n);
    CHECK(died > 0);
    std::printf(
        "recovery killed: DAMAGE_KILLS=%d; %d kills over %d touches of the disk\n", kills, died, touches);
}

TEST_CASE(
    "a recovery that finds no room or a broken disk says so, changes nothing and is done later", "[recovery]")
{
    CrashPoint::install();
    const auto trouble = GENERATE(CrashPoint::Trouble::Full, CrashPoint::Trouble::Broken);
    Broken broken(closedStation());
    CrashPoint::failFrom(GENERATE(1, 5, 40), trouble);
    const auto refused = Desk::open(broken.place, broken.clock, watchedFiles());
    CrashPoint::off();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code
        == (trouble == CrashPoint::Trouble::Full ? ErrorCode::StorageFull : ErrorCode::StorageFailed));
    CHECK(filesIn(broken.place).database == broken.damaged.database);
    const Outcome later = broken.judged();
    CHECK(later.wrong.join("; ").toStdString() == "");
    CHECK(later.recovered);
}

TEST_CASE("without the packet files the queue is not rebuilt, and this suite sees it", "[recovery]")
{
    Broken broken(closedStation());
    QFile file(broken.place.filePath("station.db"));
    overwrite(file.fileName(), pageBytes, QByteArray(static_cast<int>(file.size()) - pageBytes, '\0'));
    broken.damaged = filesIn(broken.place);
    const bool hidden = GENERATE(true, false);
    if (hidden) {
        REQUIRE(broken.place.rename("packets", "hidden"));
        static_cast<void>(Desk::open(broken.place, broken.clock));
        REQUIRE(broken.place.rename("hidden", "packets"));
    }
    const auto lost = broken.judged().wrong.filter("not in the queue").size();
    CHECK((lost > 0) == hidden);
}

TEST_CASE("a supervisor takes note of a recovery, nobody else, and the ledger tells of both", "[recovery]")
{
    Broken broken(closedStation());
    auto desk = Desk::open(broken.place, broken.clock);
    REQUIRE(desk);
    const auto notice = (*desk)->recoveryNotice();
    REQUIRE(notice);
    REQUIRE(notice->has_value());
    CHECK(
        (*notice)->packetsKept + (*notice)->packetsRebuilt >= static_cast<int>(broken.before.packets.size()));
    CHECK((*notice)->officers == 3);
    CHECK(broken.place.exists((*notice)->aside));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const QString& name : {(*notice)->aside, QString("station.db"), QString("station.keys")})
        CHECK((QFile::permissions(broken.place.filePath(name)) & others) == QFile::Permissions());
    CHECK((*desk)->acknowledgeRecovery().error().code == ErrorCode::NotSignedIn);
    REQUIRE((*desk)->signIn(broken.before.bench.binh, DeskBench::binhWords));
    CHECK((*desk)->acknowledgeRecovery().error().code == ErrorCode::NotAllowed);
    REQUIRE((*desk)->signIn(broken.before.bench.an, DeskBench::anWords));
    CHECK((*desk)->acknowledgeRecovery());
    CHECK_FALSE((*desk)->recoveryNotice()->has_value());
    QStringList events;
    const auto rows = (*desk)->ledger().value();
    for (const AuditRow& row : rows)
        events.append(row.event);
    CHECK(events.count("recovered") == 1);
    CHECK(events.count("recovery-noted") == 1);
    desk->reset();
    CHECK_FALSE(Desk::open(broken.place, broken.clock).value()->recoveryNotice()->has_value());
}

TEST_CASE(
    "a recovered ledger names what it lost, is never clean, and what is tampered with later is told apart",
    "[recovery]")
{
    Broken broken(closedStation());
    REQUIRE(QFile::resize(broken.place.filePath("station.db"), 20 * pageBytes));
    auto desk = Desk::open(broken.place, broken.clock);
    REQUIRE(desk);
    const Status held = (*desk)->verifyLedger();
    REQUIRE_FALSE(held);
    CHECK(held.error().code == ErrorCode::Damaged);
    CHECK_THAT(held.error().detail, Catch::Contains("was recovered at ledger row"));
    const auto rows = (*desk)->ledger();
    REQUIRE(rows);
    qint64 tampered = 0;
    SECTION("after the recovery")
    {
        REQUIRE((*desk)->signIn(broken.before.bench.an, DeskBench::anWords));
        tampered = (*desk)->ledger()->back().seq;
    }
    SECTION("before it")
    {
        REQUIRE(rows->size() > 3);
        tampered = (*rows)[1].seq;
    }
    desk->reset();
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(broken.place.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    const QByteArray sql = "UPDATE ledger SET actor = 'x' WHERE seq = " + QByteArray::number(tampered);
    CHECK(sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
    auto again = Desk::open(broken.place, broken.clock);
    REQUIRE(again);
    const Status seen = (*again)->verifyLedger();
    REQUIRE_FALSE(seen);
    CHECK(seen.error().detail.find("was recovered at ledger row") == std::string::npos);
    CHECK_THAT(seen.error().detail, Catch::Contains(std::to_string(tampered)));
}

TEST_CASE(
    "a station.db that is gone or empty comes back from the second copy and the packet files", "[recovery]")
{
    Broken broken(closedStation());
    const QString path = broken.place.filePath("station.db");
    if (GENERATE(true, false))
        REQUIRE(QFile::remove(path));
    else
        REQUIRE(QFile::resize(path, 0));
    broken.damaged = {};
    auto desk = Desk::open(broken.place, broken.clock);
    REQUIRE(desk);
    CHECK((*desk)->info().name == "Trạm thử");
    CHECK((*desk)->signIn(broken.before.bench.an, DeskBench::anWords));
    CHECK((*desk)->outbox().list({{}, 0, 1000})->size()
        == static_cast<std::size_t>(broken.before.packets.size()));
    CHECK_FALSE((*desk)->verifyLedger());
}

TEST_CASE("a database that is locked or cannot be opened is never taken for a damaged one", "[recovery]")
{
    QTemporaryDir folder;
    const QDir place(folder.filePath("station"));
    closedStation().copyTo(place);
    FixedClock clock(closedStation().bench.clock.now() + std::chrono::hours(25));
    const DamagedFiles before = filesIn(place);
    const QString path = place.filePath("station.db");
    sqlite3* handle = nullptr;
    const bool locked = GENERATE(true, false);
    if (locked) {
        REQUIRE(sqlite3_open(path.toUtf8().constData(), &handle) == SQLITE_OK);
        REQUIRE(
            sqlite3_exec(handle,
                "PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; UPDATE setting SET value = value; COMMIT",
                nullptr, nullptr, nullptr)
            == SQLITE_OK);
    } else {
        REQUIRE(QFile::rename(path, path + ".moved"));
        REQUIRE(QDir().mkdir(path));
    }
    const auto refused = Desk::open(place, clock);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::StorageFailed);
    CHECK(
        place.entryList({"station.db.damaged*", "station.db.recovered*", "station.db.building*"}).isEmpty());
    if (locked) {
        sqlite3_close(handle);
    } else {
        REQUIRE(QDir().rmdir(path));
        REQUIRE(QFile::rename(path + ".moved", path));
    }
    CHECK(filesIn(place).database.size() == before.database.size());
    CHECK(Desk::open(place, clock));
}

TEST_CASE("a damaged second copy is written anew from the sound database", "[recovery]")
{
    QTemporaryDir folder;
    const QDir place(folder.filePath("station"));
    closedStation().copyTo(place);
    const QString path = place.filePath("station.keys");
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    overwrite(path, whole.size() / 2, "x");
    FixedClock clock(closedStation().bench.clock.now());
    REQUIRE(Desk::open(place, clock));
    REQUIRE(file.open(QFile::ReadOnly));
    CHECK(file.readAll() == whole);
}
