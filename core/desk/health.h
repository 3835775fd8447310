#pragma once

#include "core/base/clock_trust.h"
#include "core/base/error.h"
#include "core/capture/device_truth.h"
#include "core/enroll/identity.h"

#include <QtGlobal>

#include <array>
#include <optional>
#include <vector>

namespace station {

/// Everything the station check looks at, in the order it is told.
enum class Check {
    Clock,
    Disk,
    Officers,
    Recovery,
    StationCertificate,
    RegistryCertificate,
    CaCertificate,
    Reader,
    Camera,
    Waiting,
    Decisions,
    Registry,
    Database,
    Ledger,
    Packets,
    Roster,
    Files,
    Memory,
    Battery,
};
[[nodiscard]] const char* nameOf(Check check); ///< "clock", …

enum class CheckState { Ok, Warn, Fail };
[[nodiscard]] const char* nameOf(CheckState state); ///< "ok", "warn", "fail"

/// What a person does about it. Each has a sentence in app/words and a place in the manual.
enum class Cure {
    SetClock,
    CompareClock,
    FreeDisk,
    AddOfficer,
    AddSupervisor,
    MakeRecovery,
    InstallIdentity,
    RenewCertificate,
    PlugInReader,
    ReplaceReader,
    ReplugReader,
    TryFinger,
    PlugInCamera,
    ReplugCamera,
    UncoverCamera,
    Connect,
    SetRegistry,
    Decide,
    KeepDatabase,
    KeepLedger,
    KnowGap, ///< rows of the ledger were lost with a damaged database, and the recovery named them
    KeepPackets,
    ImportRoster,
    ProtectFiles,
    CloseProgrammes,
    ChargeBattery,
};
[[nodiscard]] const char* nameOf(Cure cure); ///< "set-clock", …: also the anchor in the manual
inline constexpr int cureCount = static_cast<int>(Cure::ChargeBattery) + 1;

enum class Unit { None, Seconds, Milliseconds, Days, Bytes, Count, Percent };
[[nodiscard]] const char* nameOf(Unit unit); ///< "s", "ms", "days", "bytes", "count", "percent", ""

/// What was found about one thing.
struct Verdict {
    Check check = Check::Clock;
    CheckState state = CheckState::Ok;
    std::optional<qint64> figure;
    Unit unit = Unit::None;
    std::optional<Cure> cure; ///< always there unless Ok

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct Battery {
    int percent = 100;
    bool onMains = true;
};

/// What reading the whole store found; takes seconds on a large station.
struct StoreFacts {
    std::optional<Error> database; ///< SQLite's quick check
    qint64 databaseMs = 0;
    std::optional<Error> ledger; ///< the chain
    bool ledgerHasKnownGap = false; ///< it does not hold, and a recovery explains all of it
    qint64 ledgerMs = 0;
    int missingPackets = 0; ///< rows whose packet must be on the disk and is not
    int extraPackets = 0; ///< files nobody can explain
};

/// One look at the station. Gathered elsewhere, judged here. What was not looked at is empty and gets no
/// verdict.
struct StationFacts {
    Instant now;
    ClockJudgement clock;
    /// Since the registry was last heard over its pinned connection; since the station was made while never.
    std::chrono::milliseconds sinceRegistry {0};
    bool everHeard = false;

    qint64 bytesFree = 0;
    std::optional<qint64> bytesPerDay; ///< of new packets, over the days of the last two weeks with work

    int officers = 0;
    int supervisors = 0;
    std::optional<bool> recovery; ///< the recovery code is made and put away

    bool hasRegistry = false; ///< an address is set
    bool hasIdentity = false; ///< key and certificates belong together
    std::optional<Validity> stationCertificate;
    std::optional<Validity> registryCertificate;
    std::optional<Validity> caCertificate;

    int waiting = 0; ///< packets not yet sent
    std::chrono::milliseconds oldestWaiting {0};
    int needsYou = 0;

    std::optional<std::chrono::milliseconds> rosterAge; ///< nothing while none was imported
    int openFiles = 0; ///< of the directory and the key: what others on this computer may read
    std::optional<qint64> memoryFree; ///< bytes
    std::optional<Battery> battery; ///< nothing where there is none

    std::optional<StoreFacts> store;
    std::optional<ReaderTruth> reader;
    std::optional<CameraTruth> camera;
};

/// Pure: the same facts, the same verdicts, in the order of Check.
[[nodiscard]] std::vector<Verdict> judge(const StationFacts& facts);

/// The worst state among them; Ok when there are none.
[[nodiscard]] CheckState worst(const std::vector<Verdict>& verdicts);

} // namespace station
