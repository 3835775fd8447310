#include "core/desk/hand_over.h"
#include "core/store/ledger_check.h"
#include "tests/damage/disk_damage.h"
#include "tests/damage/worked_station.h"
#include "tests/support/crash_point.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <cstdio>
#include <sqlite3.h>

using namespace station;

namespace {

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

/// Behind the program's back, leaving nothing of what was removed.
void exec(const QDir& place, const char* sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(place.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, "PRAGMA secure_delete=ON", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

/// A copy of the closed station whose head is not as it was written: every row can be saved.
struct HeadHit {
    QTemporaryDir folder;
    QDir place {folder.filePath("station")};
    FixedClock clock {closedStation().bench.clock.now() + std::chrono::hours(25)};

    explicit HeadHit(const char* sql)
    {
        closedStation().copyTo(place);
        exec(place, sql);
        overwrite(place.filePath("station.db"), 44, QByteArray(4, '\0'));
    }
    [[nodiscard]] std::unique_ptr<Desk> open() const
    {
        auto desk = Desk::open(place, clock);
        REQUIRE(desk);
        REQUIRE((*desk)->recoveryNotice()->has_value());
        return std::move(*desk);
    }
};

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
    int swapped = 0; // the touch that puts the new file in the damaged one's place
    {
        Broken whole(before);
        CrashPoint::count();
        REQUIRE(Desk::open(whole.place, whole.clock, watchedFiles()));
        swapped = CrashPoint::countedRename(whole.place.filePath("station.db"));
        CrashPoint::off();
    }
    REQUIRE(swapped > 0);
    const int kills = wanted("DAMAGE_KILLS", 3);
    constexpr int ofTheSwap = 6; // rename, folder, rename of the log, folder, rename, folder
    int died = 0;
    const auto killAt = [&](int n) {
        Broken broken(before);
        died += diesIn([&] {
            CrashPoint::killAt(n);
            static_cast<void>(Desk::open(broken.place, broken.clock, watchedFiles()));
        });
        CAPTURE(n, swapped);
        const Outcome verdict = broken.judged();
        CHECK(verdict.wrong.join("; ").toStdString() == "");
        CHECK(verdict.recovered);
    };
    for (int i = 0; i < kills; ++i)
        killAt(1 + i * (swapped - ofTheSwap) / kills);
    for (int n = swapped - ofTheSwap + 2; n <= swapped + 1; ++n)
        killAt(n);
    CHECK(died == kills + ofTheSwap);
    std::printf("recovery killed: DAMAGE_KILLS=%d; %d kills, the swap at touch %d of the disk\n", kills, died,
        swapped);
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
    CAPTURE(refused.error().detail);
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
    CHECK((*desk)->checkStore().ledgerHasKnownGap);
    const auto report = (*desk)->inspectLedger({});
    REQUIRE(report);
    REQUIRE(report->recovered); // one explanation of all findings
    CHECK(report->recovered->at == broken.clock.now());
    CHECK(report->recovered->lost.contains("missing"));
    REQUIRE((*desk)->signIn(broken.before.bench.an, DeskBench::anWords));
    const auto rows = (*desk)->ledger();
    REQUIRE(rows);
    qint64 tampered = 0;
    SECTION("after the recovery") { tampered = rows->back().seq; }
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
    CHECK_FALSE((*again)->inspectLedger({})->recovered);
    CHECK_FALSE((*again)->checkStore().ledgerHasKnownGap);
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
    // The ledger that might have said "held", "awaits approval" or "cancelled" is gone as well. What is
    // carried for another station the registry decides.
    const auto ours = std::count_if(broken.before.packets.begin(), broken.before.packets.end(),
        [](const WorkedStation::Packet& packet) { return packet.origin.isEmpty(); });
    CHECK((*desk)->recoveryNotice()->value().packetsHeld == ours);
    CHECK((*desk)->outbox().due(broken.clock.now(), 1000)->empty());
    const auto held = (*desk)->outbox().list({PacketState::Held, 0, 1000}).value();
    REQUIRE(held.size() == static_cast<std::size_t>(ours));
    CHECK(held.front().problem == heldByRecovery);
    REQUIRE((*desk)->retry(held.front().id));
    CHECK((*desk)->outbox().row(held.front().id)->state == PacketState::Sealed);
    CHECK((*desk)->outbox().due(broken.clock.now(), 1000)->size() == 1);
}

TEST_CASE("a packet that was held is held again after a recovery, and where nobody knows it any more every "
          "rebuilt one waits for a supervisor",
    "[recovery]")
{
    const auto states = [](Desk& desk, const char* problem) {
        const auto held = desk.outbox().list({PacketState::Held, 0, 1000}).value();
        return std::count_if(held.begin(), held.end(),
            [&](const QueueRow& row) { return row.problem == QLatin1String(problem); });
    };
    const auto packets = closedStation().packets;
    const auto heldBefore = std::count_if(packets.begin(), packets.end(),
        [](const WorkedStation::Packet& packet) { return packet.state == PacketState::Held; });
    REQUIRE(heldBefore > 0);
    SECTION("the whole ledger is there")
    {
        HeadHit hit("DELETE FROM outbox");
        const auto desk = hit.open();
        CHECK(states(*desk, "held:officer") == heldBefore);
        CHECK(states(*desk, heldByRecovery) == 0);
        CHECK(desk->recoveryNotice()->value().packetsHeld == heldBefore);
        CHECK_FALSE(desk->outbox().due(hit.clock.now(), 1000)->empty());
    }
    SECTION("a row behind their sealing was lost")
    {
        HeadHit hit("DELETE FROM outbox; DELETE FROM ledger WHERE seq = (SELECT MAX(seq) - 1 FROM ledger)");
        const auto desk = hit.open();
        CHECK(states(*desk, "held:officer") == heldBefore);
        CHECK(states(*desk, heldByRecovery) > heldBefore);
        const auto ofOurs = [](const std::vector<QueueRow>& rows) {
            return std::count_if(
                rows.begin(), rows.end(), [](const QueueRow& row) { return row.origin.isEmpty(); });
        };
        CHECK(ofOurs(desk->outbox().due(hit.clock.now(), 1000).value())
            == ofOurs(desk->outbox().list({PacketState::Received, 0, 1000}).value())
                + ofOurs(desk->outbox().list({PacketState::Processing, 0, 1000}).value()));
    }
}

TEST_CASE("a saved row whose time was hit raises no alarm about the clock", "[recovery]")
{
    HeadHit hit("UPDATE ledger SET at_ms = at_ms + 31536000000 WHERE seq = 5");
    const auto desk = hit.open();
    REQUIRE(desk->signIn(closedStation().bench.an, DeskBench::anWords));
    CHECK((*desk->ledger())[4].at > hit.clock.now());
    CHECK(desk->clock()->trust != ClockTrust::Wrong);
    desk->lock();
    FixedClock earlier(hit.clock.now() - std::chrono::hours(48)); // than the recovery itself
    CHECK(Desk::open(hit.place, earlier).value()->clock()->trust == ClockTrust::Wrong);
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

TEST_CASE(
    "packets carried for another station are in the queue again after the database was lost, to be presented "
    "by the order they came with",
    "[recovery][carried]")
{
    const WorkedStation& before = closedStation();
    const auto carriedIn = [&](Desk& desk, Custody custody) {
        const auto all = desk.outbox().list({{}, 0, 1000}).value();
        return std::count_if(
            all.begin(), all.end(), [&](const QueueRow& row) { return row.custody == custody; });
    };
    SECTION("all of the database")
    {
        Broken broken(before);
        REQUIRE(QFile::remove(broken.place.filePath("station.db")));
        const auto desk = Desk::open(broken.place, broken.clock);
        REQUIRE(desk);
        CHECK(carriedIn(**desk, Custody::Taken) == 4); // the registry says again what is ours to send
        CHECK(carriedIn(**desk, Custody::Here) == before.packets.size() - 4);
        const auto bundles = (*desk)->handOver().list().value();
        REQUIRE(bundles.size() == 2);
        for (const BundleRow& bundle : bundles) {
            CHECK(bundle.incoming);
            CHECK(bundle.peer == "station-2");
            CHECK(bundle.state == BundleState::Imported);
            CHECK(bundle.packets == 2);
            CHECK_FALSE(bundle.ack.isEmpty());
        }
        CHECK((*desk)->checkStore().missingPackets == 0);
        CHECK((*desk)->checkStore().extraPackets == 0);
    }
    SECTION("their queue rows alone")
    {
        HeadHit hit("DELETE FROM outbox WHERE origin <> ''");
        const auto desk = hit.open();
        CHECK(carriedIn(*desk, Custody::Carried) == 2);
        CHECK(carriedIn(*desk, Custody::Taken) == 2);
        const auto all = desk->outbox().list({PacketState::Received, 0, 1000}).value();
        CHECK(std::any_of(all.begin(), all.end(), [](const QueueRow& row) { return !row.origin.isEmpty(); }));
    }
    SECTION("the rows of the bundles alone")
    {
        HeadHit hit("DELETE FROM bundle");
        const auto desk = hit.open();
        CHECK(desk->handOver().list()->size() == 2);
        CHECK(carriedIn(*desk, Custody::Carried) == 2);
    }
    SECTION("the control: without the orders nobody can present them")
    {
        Broken broken(before);
        REQUIRE(QFile::remove(broken.place.filePath("station.db")));
        REQUIRE(QDir(broken.place.filePath("carried/orders")).removeRecursively());
        const auto desk = Desk::open(broken.place, broken.clock);
        REQUIRE(desk);
        CHECK(carriedIn(**desk, Custody::Taken) == 0);
        CHECK((*desk)->checkStore().extraPackets == 4); // put aside, and said
    }
}

TEST_CASE("a receipt that is void brings no packet back as delivered", "[recovery]")
{
    HeadHit hit("UPDATE receipt SET voided = 1; DELETE FROM outbox");
    const auto desk = hit.open();
    for (const PacketState state : {PacketState::Processed, PacketState::Processing, PacketState::Received})
        CHECK(desk->outbox().list({state, 0, 1000})->empty());
}
