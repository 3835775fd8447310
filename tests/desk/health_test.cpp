#include "core/desk/health.h"
#include "core/desk/machine_facts.h"
#include "core/store/disk_reserve.h"
#include "tests/support/desk_bench.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <sqlite3.h>

using namespace station;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

const Instant noon = fromMs(1795780800000);
constexpr qint64 gigabyte = 1'000'000'000;

StationFacts healthy()
{
    StationFacts facts;
    facts.now = noon;
    facts.clock = {ClockTrust::ServerChecked, 0ms, noon - 1h};
    facts.sinceRegistry = 1h;
    facts.everHeard = true;
    facts.bytesFree = 50 * gigabyte;
    facts.bytesPerDay = gigabyte / 10;
    facts.officers = 3;
    facts.supervisors = 2;
    facts.recovery = true;
    facts.hasRegistry = true;
    facts.hasIdentity = true;
    const Validity good {noon - days(100), noon + days(265)};
    facts.stationCertificate = facts.registryCertificate = facts.caCertificate = good;
    facts.waiting = 12;
    facts.oldestWaiting = 5h;
    facts.rosterAge = days(3);
    facts.memoryFree = 4 * gigabyte;
    facts.battery = Battery {80, false};
    facts.store = StoreFacts {};
    facts.reader = ReaderTruth::Ready;
    facts.camera = CameraTruth::Ready;
    return facts;
}

Verdict about(Check check, const StationFacts& facts)
{
    const std::vector<Verdict> verdicts = judge(facts);
    const auto found = std::find_if(
        verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) { return verdict.check == check; });
    if (found == verdicts.end())
        FAIL("no verdict about " << nameOf(check));
    return *found;
}

/// A change of the healthy station, and what must be said about it.
struct Case {
    const char* what;
    std::function<void(StationFacts&)> change;
    Check check;
    CheckState state;
    std::optional<Cure> cure;
    std::optional<qint64> figure = {};
};

using F = StationFacts;
constexpr auto warn = CheckState::Warn;
constexpr auto bad = CheckState::Fail;
constexpr auto ok = CheckState::Ok;

const std::vector<Case> cases {
    {"the clock agrees", [](F&) {}, Check::Clock, ok, {}, 0},
    {"the clock is a year behind the registry's",
        [](F& f) {
            f.clock = {ClockTrust::Wrong, days(365), noon};
        },
        Check::Clock, bad, Cure::SetClock, 31'536'000},
    {"the clock is a year ahead of the registry's",
        [](F& f) {
            f.clock = {ClockTrust::Wrong, -days(365), noon};
        },
        Check::Clock, bad, Cure::SetClock, -31'536'000},
    {"the clock is an hour below the floor",
        [](F& f) {
            f.clock = {ClockTrust::Wrong, {}, noon + 1h};
        },
        Check::Clock, bad, Cure::SetClock, 3600},
    {"the clock was not checked today",
        [](F& f) {
            f.clock = {ClockTrust::Unchecked, {}, noon};
        },
        Check::Clock, ok, {}},
    {"the clock was not checked for a month and a day",
        [](F& f) {
            f.clock = {ClockTrust::Unchecked, {}, noon};
            f.sinceRegistry = days(31);
        },
        Check::Clock, warn, Cure::CompareClock, 31},

    {"the disk is good for months", [](F&) {}, Check::Disk, ok, {}, 495},
    {"the disk is good for six days", [](F& f) { f.bytesFree = gigabyte / 2 + 6 * gigabyte / 10 + 1; },
        Check::Disk, warn, Cure::FreeDisk, 6},
    {"the reserve is touched", [](F& f) { f.bytesFree = DiskReserve::newCaseNeeds - 1; }, Check::Disk, bad,
        Cure::FreeDisk, DiskReserve::newCaseNeeds - 1},
    {"nobody knows what a day needs", [](F& f) { f.bytesPerDay.reset(); }, Check::Disk, ok, {},
        50 * gigabyte},
    {"little is left and nobody knows what a day needs",
        [](F& f) {
            f.bytesPerDay.reset();
            f.bytesFree = 900'000'000;
        },
        Check::Disk, warn, Cure::FreeDisk, 900'000'000},

    {"three officers", [](F&) {}, Check::Officers, ok, {}, 3},
    {"one officer", [](F& f) { f.officers = 1; }, Check::Officers, bad, Cure::AddOfficer, 1},
    {"no supervisor", [](F& f) { f.supervisors = 0; }, Check::Officers, bad, Cure::AddSupervisor, 0},
    {"one supervisor and no recovery",
        [](F& f) {
            f.supervisors = 1;
            f.recovery = false;
        },
        Check::Officers, warn, Cure::AddSupervisor, 3},
    {"one supervisor and a recovery", [](F& f) { f.supervisors = 1; }, Check::Officers, ok, {}},
    {"a recovery", [](F&) {}, Check::Recovery, ok, {}},
    {"no recovery", [](F& f) { f.recovery = false; }, Check::Recovery, warn, Cure::MakeRecovery},

    {"a certificate with months left", [](F&) {}, Check::StationCertificate, ok, {}, 265},
    {"a certificate with 30 days left", [](F& f) { f.stationCertificate->notAfter = noon + days(30) + 1s; },
        Check::StationCertificate, ok, {}, 30},
    {"a certificate with 29 days left", [](F& f) { f.stationCertificate->notAfter = noon + days(30) - 1s; },
        Check::StationCertificate, warn, Cure::RenewCertificate, 29},
    {"a certificate that ended", [](F& f) { f.stationCertificate->notAfter = noon - 1s; },
        Check::StationCertificate, bad, Cure::RenewCertificate, -1},
    {"a certificate that has not begun", [](F& f) { f.stationCertificate->notBefore = noon + 1h; },
        Check::StationCertificate, bad, Cure::SetClock},
    {"a clock a year ahead does not end a certificate",
        [](F& f) {
            f.now = noon + days(365);
            f.clock = {ClockTrust::Wrong, -days(365), noon};
        },
        Check::StationCertificate, ok, {}, 265},
    {"no identity", [](F& f) { f.hasIdentity = false; }, Check::StationCertificate, bad,
        Cure::InstallIdentity},
    {"no registry certificate", [](F& f) { f.registryCertificate.reset(); }, Check::RegistryCertificate, bad,
        Cure::InstallIdentity},
    {"a registry certificate that ends", [](F& f) { f.registryCertificate->notAfter = noon + days(7); },
        Check::RegistryCertificate, warn, Cure::RenewCertificate, 7},
    {"a CA that ended", [](F& f) { f.caCertificate->notAfter = noon - days(2); }, Check::CaCertificate, bad,
        Cure::RenewCertificate, -2},

    {"a reader", [](F&) {}, Check::Reader, ok, {}},
    {"no reader", [](F& f) { f.reader = ReaderTruth::Missing; }, Check::Reader, bad, Cure::PlugInReader},
    {"a reader without pictures", [](F& f) { f.reader = ReaderTruth::NoPictures; }, Check::Reader, bad,
        Cure::ReplaceReader},
    {"a reader that hangs", [](F& f) { f.reader = ReaderTruth::Failed; }, Check::Reader, bad,
        Cure::ReplugReader},
    {"a reader nobody touched", [](F& f) { f.reader = ReaderTruth::NoFinger; }, Check::Reader, warn,
        Cure::TryFinger},
    {"a camera", [](F&) {}, Check::Camera, ok, {}},
    {"no camera", [](F& f) { f.camera = CameraTruth::Missing; }, Check::Camera, bad, Cure::PlugInCamera},
    {"a camera without pictures", [](F& f) { f.camera = CameraTruth::Failed; }, Check::Camera, bad,
        Cure::ReplugCamera},
    {"a black camera", [](F& f) { f.camera = CameraTruth::Black; }, Check::Camera, bad, Cure::UncoverCamera},
    {"a frozen camera", [](F& f) { f.camera = CameraTruth::Frozen; }, Check::Camera, bad, Cure::ReplugCamera},

    {"packets of today wait", [](F&) {}, Check::Waiting, ok, {}, 0},
    {"nothing waits", [](F& f) { f.waiting = 0; }, Check::Waiting, ok, {}},
    {"packets of eight days ago wait", [](F& f) { f.oldestWaiting = days(8); }, Check::Waiting, warn,
        Cure::Connect, 8},
    {"packets of a month ago wait", [](F& f) { f.oldestWaiting = days(31); }, Check::Waiting, bad,
        Cure::Connect, 31},
    {"packets from the future wait", [](F& f) { f.oldestWaiting = -days(31); }, Check::Waiting, ok, {}, 0},
    {"nothing to decide", [](F&) {}, Check::Decisions, ok, {}, 0},
    {"two to decide", [](F& f) { f.needsYou = 2; }, Check::Decisions, warn, Cure::Decide, 2},
    {"the registry answered today", [](F&) {}, Check::Registry, ok, {}, 0},
    {"the registry was last heard eight days ago", [](F& f) { f.sinceRegistry = days(8); }, Check::Registry,
        warn, Cure::Connect, 8},
    {"a new station that has not spoken to the registry", [](F& f) { f.everHeard = false; }, Check::Registry,
        ok, {}},
    {"no registry", [](F& f) { f.hasRegistry = false; }, Check::Registry, warn, Cure::SetRegistry},

    {"a whole database", [](F& f) { f.store->databaseMs = 20; }, Check::Database, ok, {}, 20},
    {"a damaged database",
        [](F& f) {
            f.store->database = Error {ErrorCode::Damaged, "page 7"};
        },
        Check::Database, bad, Cure::KeepDatabase},
    {"a whole ledger", [](F& f) { f.store->ledgerMs = 30; }, Check::Ledger, ok, {}, 30},
    {"a changed ledger",
        [](F& f) {
            f.store->ledger = Error {ErrorCode::Damaged, "row 7"};
        },
        Check::Ledger, bad, Cure::KeepLedger},
    {"a ledger with a gap that a recovery has named",
        [](F& f) {
            f.store->ledger = Error {ErrorCode::Damaged, "row 7"};
            f.store->ledgerHasKnownGap = true;
        },
        Check::Ledger, warn, Cure::KnowGap, 0},
    {"every packet is there", [](F&) {}, Check::Packets, ok, {}},
    {"a packet is missing",
        [](F& f) {
            f.store->missingPackets = 1;
            f.store->extraPackets = 5;
        },
        Check::Packets, bad, Cure::KeepPackets, 1},
    {"a packet too many", [](F& f) { f.store->extraPackets = 2; }, Check::Packets, warn, Cure::KeepPackets,
        2},

    {"a fresh roster", [](F&) {}, Check::Roster, ok, {}, 3},
    {"an old roster", [](F& f) { f.rosterAge = days(31); }, Check::Roster, warn, Cure::ImportRoster, 31},
    {"no roster", [](F& f) { f.rosterAge.reset(); }, Check::Roster, ok, {}},
    {"files for their owner only", [](F&) {}, Check::Files, ok, {}},
    {"files for everybody", [](F& f) { f.openFiles = 2; }, Check::Files, bad, Cure::ProtectFiles, 2},
    {"enough memory", [](F&) {}, Check::Memory, ok, {}, 4 * gigabyte},
    {"little memory", [](F& f) { f.memoryFree = 100'000'000; }, Check::Memory, warn, Cure::CloseProgrammes,
        100'000'000},
    {"a full battery", [](F&) {}, Check::Battery, ok, {}, 80},
    {"a low battery",
        [](F& f) {
            f.battery = Battery {19, false};
        },
        Check::Battery, warn, Cure::ChargeBattery, 19},
    {"a low battery on the charger",
        [](F& f) {
            f.battery = Battery {19, true};
        },
        Check::Battery, ok, {}, 19},
};

} // namespace

TEST_CASE("a healthy station has nothing to cure", "[health]")
{
    const auto verdicts = judge(healthy());
    CHECK(worst(verdicts) == CheckState::Ok);
    for (const Verdict& verdict : verdicts)
        CHECK_FALSE(verdict.cure);
    CHECK(verdicts.size() == static_cast<std::size_t>(Check::Battery) + 1);
}

TEST_CASE("each state of each check, with its figure and its cure", "[health]")
{
    for (const Case& c : cases) {
        CAPTURE(c.what);
        StationFacts facts = healthy();
        c.change(facts);
        const Verdict verdict = about(c.check, facts);
        CHECK(verdict.state == c.state);
        CHECK(verdict.cure == c.cure);
        if (c.figure)
            CHECK(verdict.figure == c.figure);
        CHECK(worst(judge(facts)) >= c.state);
    }
}

TEST_CASE("the table above reaches every check and every cure", "[health]")
{
    std::set<Check> checks;
    std::set<Cure> cures;
    for (const Case& c : cases) {
        checks.insert(c.check);
        if (c.cure)
            cures.insert(*c.cure);
    }
    CHECK(checks.size() == static_cast<std::size_t>(Check::Battery) + 1);
    CHECK(cures.size() == static_cast<std::size_t>(cureCount));
}

TEST_CASE("what was not looked at gets no verdict", "[health]")
{
    StationFacts facts = healthy();
    facts.reader.reset();
    facts.camera.reset();
    facts.store.reset();
    facts.recovery.reset();
    facts.memoryFree.reset();
    facts.battery.reset();
    CHECK(judge(facts).size() == judge(healthy()).size() - 8);
}

TEST_CASE("the facts of a new station are gathered without anybody signed in", "[health]")
{
    DeskBench bench;
    bench.start();
    const auto facts = bench.desk->facts();
    REQUIRE(facts);
    CHECK(facts->officers == 2);
    CHECK(facts->supervisors == 1);
    CHECK(facts->hasRegistry);
    CHECK(facts->hasIdentity);
    CHECK(facts->stationCertificate->notAfter > bench.clock.now() + days(3000));
    CHECK(facts->waiting == 0);
    CHECK(facts->needsYou == 0);
    CHECK_FALSE(facts->everHeard);
    CHECK_FALSE(facts->bytesPerDay);
    CHECK(facts->bytesFree > 0);
    CHECK(facts->openFiles == 0);
    CHECK(facts->memoryFree.value_or(0) > 0);
    CHECK_FALSE(bench.desk->checkStore().database);
    CHECK_FALSE(bench.desk->checkStore().ledger);
}

TEST_CASE("the facts follow what happens to the station", "[health]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    REQUIRE(bench.desk->finish(id));
    const auto size = bench.desk->outbox().row(id)->size;
    bench.clock.advance(days(2));
    CHECK(bench.desk->facts()->waiting == 1);
    CHECK(bench.desk->facts()->oldestWaiting == days(2));
    CHECK(bench.desk->facts()->bytesPerDay == size);
    CHECK(bench.desk->facts()->sinceRegistry >= days(2));
    REQUIRE(bench.desk->hold(id, "officer"));
    CHECK(bench.desk->facts()->needsYou == 1);
    CHECK(bench.desk->checkStore().missingPackets == 0);

    SECTION("a packet file taken away is missed")
    {
        REQUIRE(QFile::rename(bench.packetPath(id), bench.folder.filePath("away")));
        CHECK(bench.desk->checkStore().missingPackets == 1);
    }
    SECTION("a carried packet's file is looked for where it lies")
    {
        sqlite3* handle = nullptr;
        REQUIRE(
            sqlite3_open(bench.station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
        CHECK(sqlite3_exec(
                  handle, "UPDATE outbox SET origin = 'st-2', custody = 'carried'", nullptr, nullptr, nullptr)
            == SQLITE_OK);
        sqlite3_close(handle);
        CHECK(bench.desk->checkStore().missingPackets == 1);
        QFile packet(bench.packetPath(id));
        REQUIRE(packet.open(QFile::ReadOnly));
        REQUIRE(
            writeDurably(posixFiles(), bench.packetPath(id).replace("packets", "carried"), packet.readAll()));
        CHECK(bench.desk->checkStore().missingPackets == 0);
        const PacketId other = PacketId::create(bench.clock.now());
        REQUIRE(
            writeDurably(posixFiles(), bench.packetPath(other).replace("packets", "carried"), "who knows"));
        CHECK(bench.desk->checkStore().extraPackets == 1);
    }
    SECTION("a packet file nobody knows is counted")
    {
        const PacketId other = PacketId::create(bench.clock.now());
        REQUIRE(writeDurably(posixFiles(), bench.packetPath(other), "who knows"));
        CHECK(bench.desk->checkStore().extraPackets == 1);
    }
    SECTION("a changed ledger is found")
    {
        sqlite3* handle = nullptr;
        REQUIRE(
            sqlite3_open(bench.station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
        CHECK(sqlite3_exec(
                  handle, "UPDATE ledger SET at_ms = at_ms + 1 WHERE seq = 3", nullptr, nullptr, nullptr)
            == SQLITE_OK);
        sqlite3_close(handle);
        CHECK(bench.desk->checkStore().ledger);
    }
    SECTION("a key that others may read is counted")
    {
        QFile::setPermissions(bench.station.filePath("identity/station.key"),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        CHECK(bench.desk->facts()->openFiles == 1);
        QFile::setPermissions(
            bench.station.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther);
        CHECK(bench.desk->facts()->openFiles == 2);
    }
    SECTION("an identity that does not belong together is none")
    {
        const TestAuthority other;
        QFile key(bench.station.filePath("identity/station.key"));
        REQUIRE(key.open(QFile::WriteOnly));
        key.write(other.station("station-1").keyPem);
        key.close();
        CHECK_FALSE(bench.desk->facts()->hasIdentity);
    }
}

TEST_CASE("battery and memory are read as the kernel writes them", "[health]")
{
    const QTemporaryDir root;
    const QString at = root.path() + "/";
    const auto put = [&](const QString& name, const QByteArray& text) {
        QDir(root.path()).mkpath(QFileInfo(name).path());
        QFile file(at + name);
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(text);
    };
    CHECK_FALSE(memoryFree(at));
    CHECK_FALSE(battery(at));
    put("proc/meminfo", "MemTotal:       16384 kB\nMemAvailable:     2048 kB\n");
    CHECK(memoryFree(at) == 2048 * 1024);
    put("sys/class/power_supply/AC/type", "Mains\n");
    put("sys/class/power_supply/AC/online", "0\n");
    CHECK_FALSE(battery(at));
    put("sys/class/power_supply/hidpp_0/type", "Battery\n");
    put("sys/class/power_supply/hidpp_0/scope", "Device\n");
    put("sys/class/power_supply/hidpp_0/capacity", "3\n");
    CHECK_FALSE(battery(at)); // a mouse
    put("sys/class/power_supply/BAT0/type", "Battery\n");
    put("sys/class/power_supply/BAT0/capacity", "57\n");
    put("sys/class/power_supply/BAT0/status", "Discharging\n");
    REQUIRE(battery(at));
    CHECK(battery(at)->percent == 57);
    CHECK_FALSE(battery(at)->onMains);
    put("sys/class/power_supply/AC/online", "1\n");
    CHECK(battery(at)->onMains);
}

namespace {

CameraFrame frameAt(std::chrono::milliseconds at, std::uint8_t grey, std::uint8_t first)
{
    std::vector<std::uint8_t> pixels(3 * 64 * 48, grey);
    pixels.front() = first;
    return {std::make_shared<const ColourImage>(64, 48, std::move(pixels)),
        std::chrono::steady_clock::time_point {at}};
}

} // namespace

TEST_CASE("a camera lives when its pictures are light and change", "[health]")
{
    CameraProbe probe(false);
    CHECK_FALSE(probe.offer(frameAt(0ms, 120, 0)));
    CHECK(probe.offer(frameAt(33ms, 120, 1)) == CameraTruth::Ready);
}

TEST_CASE("a camera that is black or frozen for two seconds is not ready", "[health]")
{
    CameraProbe black(false);
    CHECK_FALSE(black.offer(frameAt(0ms, 2, 0)));
    CHECK_FALSE(black.offer(frameAt(1999ms, 3, 1)));
    CHECK(black.offer(frameAt(2000ms, 3, 2)) == CameraTruth::Black);
    CameraProbe frozen(false);
    CHECK_FALSE(frozen.offer(frameAt(0ms, 120, 0)));
    CHECK_FALSE(frozen.offer(frameAt(1999ms, 120, 0)));
    CHECK(frozen.offer(frameAt(2000ms, 120, 0)) == CameraTruth::Frozen);
}

TEST_CASE("a camera that is dark only at first is ready, and a made-up one may stand still", "[health]")
{
    CameraProbe probe(false);
    CHECK_FALSE(probe.offer(frameAt(0ms, 2, 0)));
    CHECK(probe.offer(frameAt(500ms, 90, 1)) == CameraTruth::Ready);
    CHECK(CameraProbe(true).offer(frameAt(0ms, 90, 1)) == CameraTruth::Ready);
}

TEST_CASE("a reader is what its state and its list say", "[health]")
{
    const ReaderInfo onChip {.id = "1", .name = "on chip", .driver = {}, .canCapture = false, .whyNot = "no"};
    const ReaderInfo good {.id = "2", .name = "good", .driver = {}, .canCapture = true, .whyNot = {}};
    CHECK(truthOf(DeviceState::Ready, {good}) == ReaderTruth::Ready);
    CHECK(truthOf(DeviceState::Missing, {}) == ReaderTruth::Missing);
    CHECK(truthOf(DeviceState::Missing, {onChip}) == ReaderTruth::NoPictures);
    CHECK(truthOf(DeviceState::Missing, {good}) == ReaderTruth::Failed);
    CHECK_FALSE(truthOf(DeviceState::Starting, {good}));
    CHECK_FALSE(truthOf(DeviceState::Recovering, {good}));
}
