#include "core/desk/health.h"

#include "core/store/disk_reserve.h"

#include <algorithm>

namespace station {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr days longUnchecked {30}; // a computer clock of the cheapest kind drifts by a minute or two in it
constexpr qint64 fewDiskDays = 7;
constexpr qint64 littleDisk = 2 * DiskReserve::newCaseNeeds; // while nobody knows what a day needs
constexpr int fewestOfficers = 2;
constexpr days longWaiting {7};
constexpr days tooLongWaiting {30};
constexpr days oldRoster {30};
constexpr qint64 littleMemory = 300'000'000; // the window with the camera on needs as much
constexpr int littleBattery = 20; // percent

qint64 wholeDays(std::chrono::milliseconds time) { return std::chrono::floor<days>(time).count(); }

/// The time as far as it is known: a wrong clock must not end a certificate.
Instant bestNow(const StationFacts& facts)
{
    if (facts.clock.offset)
        return facts.now + *facts.clock.offset;
    return std::max(facts.now, facts.clock.floor);
}

Verdict clockVerdict(const StationFacts& facts)
{
    const auto off = facts.clock.offset.value_or(
        facts.clock.trust == ClockTrust::Wrong ? facts.clock.floor - facts.now : 0ms);
    const qint64 seconds = std::chrono::round<std::chrono::seconds>(off).count();
    switch (facts.clock.trust) {
    case ClockTrust::Wrong: return {Check::Clock, CheckState::Fail, seconds, Unit::Seconds, Cure::SetClock};
    case ClockTrust::ServerChecked: return {Check::Clock, CheckState::Ok, seconds, Unit::Seconds, {}};
    case ClockTrust::Unchecked: break;
    }
    if (facts.sinceRegistry > longUnchecked)
        return {
            Check::Clock, CheckState::Warn, wholeDays(facts.sinceRegistry), Unit::Days, Cure::CompareClock};
    return {Check::Clock, CheckState::Ok, {}, Unit::None, {}};
}

Verdict diskVerdict(const StationFacts& facts)
{
    const qint64 usable = facts.bytesFree - DiskReserve::newCaseNeeds;
    if (usable < 0)
        return {Check::Disk, CheckState::Fail, facts.bytesFree, Unit::Bytes, Cure::FreeDisk};
    if (!facts.bytesPerDay || *facts.bytesPerDay <= 0) {
        const bool little = facts.bytesFree < littleDisk;
        return {Check::Disk, little ? CheckState::Warn : CheckState::Ok, facts.bytesFree, Unit::Bytes,
            little ? std::optional(Cure::FreeDisk) : std::nullopt};
    }
    const qint64 left = usable / *facts.bytesPerDay;
    if (left < fewDiskDays)
        return {Check::Disk, CheckState::Warn, left, Unit::Days, Cure::FreeDisk};
    return {Check::Disk, CheckState::Ok, left, Unit::Days, {}};
}

Verdict officersVerdict(const StationFacts& facts)
{
    const Verdict fine {Check::Officers, CheckState::Ok, facts.officers, Unit::Count, {}};
    if (facts.officers < fewestOfficers)
        return {Check::Officers, CheckState::Fail, facts.officers, Unit::Count, Cure::AddOfficer};
    if (facts.supervisors == 0)
        return {Check::Officers, CheckState::Fail, 0, Unit::Count, Cure::AddSupervisor};
    if (facts.supervisors == 1 && facts.recovery == false)
        return {Check::Officers, CheckState::Warn, facts.officers, Unit::Count, Cure::AddSupervisor};
    return fine;
}

Verdict certificateVerdict(Check check, const StationFacts& facts, const std::optional<Validity>& validity)
{
    if (!validity)
        return {check, CheckState::Fail, {}, Unit::None, Cure::InstallIdentity};
    const Instant now = bestNow(facts);
    const qint64 left = wholeDays(validity->notAfter - now);
    if (now < validity->notBefore - clockTolerance)
        return {check, CheckState::Fail, left, Unit::Days, Cure::SetClock};
    if (now > validity->notAfter)
        return {check, CheckState::Fail, left, Unit::Days, Cure::RenewCertificate};
    if (left < certificateWarningDays)
        return {check, CheckState::Warn, left, Unit::Days, Cure::RenewCertificate};
    return {check, CheckState::Ok, left, Unit::Days, {}};
}

Verdict readerVerdict(ReaderTruth truth)
{
    switch (truth) {
    case ReaderTruth::Ready: return {Check::Reader, CheckState::Ok, {}, Unit::None, {}};
    case ReaderTruth::Missing: return {Check::Reader, CheckState::Fail, {}, Unit::None, Cure::PlugInReader};
    case ReaderTruth::NoPictures:
        return {Check::Reader, CheckState::Fail, {}, Unit::None, Cure::ReplaceReader};
    case ReaderTruth::Failed: return {Check::Reader, CheckState::Fail, {}, Unit::None, Cure::ReplugReader};
    case ReaderTruth::NoFinger: return {Check::Reader, CheckState::Warn, {}, Unit::None, Cure::TryFinger};
    }
    return {};
}

Verdict cameraVerdict(CameraTruth truth)
{
    switch (truth) {
    case CameraTruth::Ready: return {Check::Camera, CheckState::Ok, {}, Unit::None, {}};
    case CameraTruth::Missing: return {Check::Camera, CheckState::Fail, {}, Unit::None, Cure::PlugInCamera};
    case CameraTruth::Failed:
    case CameraTruth::Frozen: return {Check::Camera, CheckState::Fail, {}, Unit::None, Cure::ReplugCamera};
    case CameraTruth::Black: return {Check::Camera, CheckState::Fail, {}, Unit::None, Cure::UncoverCamera};
    }
    return {};
}

Verdict waitingVerdict(const StationFacts& facts)
{
    if (facts.waiting == 0)
        return {Check::Waiting, CheckState::Ok, {}, Unit::None, {}};
    const qint64 age = wholeDays(std::max(0ms, facts.oldestWaiting));
    if (facts.oldestWaiting > tooLongWaiting)
        return {Check::Waiting, CheckState::Fail, age, Unit::Days, Cure::Connect};
    if (facts.oldestWaiting > longWaiting)
        return {Check::Waiting, CheckState::Warn, age, Unit::Days, Cure::Connect};
    return {Check::Waiting, CheckState::Ok, age, Unit::Days, {}};
}

Verdict decisionsVerdict(const StationFacts& facts)
{
    const bool some = facts.needsYou > 0;
    return {Check::Decisions, some ? CheckState::Warn : CheckState::Ok, facts.needsYou, Unit::Count,
        some ? std::optional(Cure::Decide) : std::nullopt};
}

Verdict registryVerdict(const StationFacts& facts)
{
    if (!facts.hasRegistry)
        return {Check::Registry, CheckState::Warn, {}, Unit::None, Cure::SetRegistry};
    const qint64 age = wholeDays(facts.sinceRegistry);
    if (facts.sinceRegistry > longWaiting)
        return {Check::Registry, CheckState::Warn, age, Unit::Days, Cure::Connect};
    return {
        Check::Registry, CheckState::Ok, facts.everHeard ? std::optional(age) : std::nullopt, Unit::Days, {}};
}

void addStoreVerdicts(std::vector<Verdict>& verdicts, const StoreFacts& store)
{
    const auto add = [&](Check check, const std::optional<Error>& trouble, qint64 ms, Cure cure) {
        verdicts.push_back({check, trouble ? CheckState::Fail : CheckState::Ok, ms, Unit::Milliseconds,
            trouble ? std::optional(cure) : std::nullopt});
    };
    add(Check::Database, store.database, store.databaseMs, Cure::KeepDatabase);
    if (store.ledgerHasKnownGap)
        verdicts.push_back(
            {Check::Ledger, CheckState::Warn, store.ledgerMs, Unit::Milliseconds, Cure::KnowGap});
    else
        add(Check::Ledger, store.ledger, store.ledgerMs, Cure::KeepLedger);
    if (store.missingPackets > 0)
        verdicts.push_back(
            {Check::Packets, CheckState::Fail, store.missingPackets, Unit::Count, Cure::KeepPackets});
    else if (store.extraPackets > 0)
        verdicts.push_back(
            {Check::Packets, CheckState::Warn, store.extraPackets, Unit::Count, Cure::KeepPackets});
    else
        verdicts.push_back({Check::Packets, CheckState::Ok, {}, Unit::None, {}});
}

Verdict rosterVerdict(const StationFacts& facts)
{
    if (!facts.rosterAge)
        return {Check::Roster, CheckState::Ok, {}, Unit::None, {}};
    const bool old = *facts.rosterAge > oldRoster;
    return {Check::Roster, old ? CheckState::Warn : CheckState::Ok, wholeDays(*facts.rosterAge), Unit::Days,
        old ? std::optional(Cure::ImportRoster) : std::nullopt};
}

Verdict filesVerdict(const StationFacts& facts)
{
    if (facts.openFiles > 0)
        return {Check::Files, CheckState::Fail, facts.openFiles, Unit::Count, Cure::ProtectFiles};
    return {Check::Files, CheckState::Ok, {}, Unit::None, {}};
}

void addMachineVerdicts(std::vector<Verdict>& verdicts, const StationFacts& facts)
{
    if (facts.memoryFree) {
        const bool little = *facts.memoryFree < littleMemory;
        verdicts.push_back({Check::Memory, little ? CheckState::Warn : CheckState::Ok, *facts.memoryFree,
            Unit::Bytes, little ? std::optional(Cure::CloseProgrammes) : std::nullopt});
    }
    if (facts.battery) {
        const bool low = !facts.battery->onMains && facts.battery->percent < littleBattery;
        verdicts.push_back({Check::Battery, low ? CheckState::Warn : CheckState::Ok, facts.battery->percent,
            Unit::Percent, low ? std::optional(Cure::ChargeBattery) : std::nullopt});
    }
}

} // namespace

std::vector<Verdict> judge(const StationFacts& facts)
{
    std::vector<Verdict> verdicts {clockVerdict(facts), diskVerdict(facts), officersVerdict(facts)};
    if (facts.recovery)
        verdicts.push_back({Check::Recovery, *facts.recovery ? CheckState::Ok : CheckState::Warn, {},
            Unit::None, *facts.recovery ? std::nullopt : std::optional(Cure::MakeRecovery)});
    verdicts.push_back(certificateVerdict(
        Check::StationCertificate, facts, facts.hasIdentity ? facts.stationCertificate : std::nullopt));
    verdicts.push_back(certificateVerdict(Check::RegistryCertificate, facts, facts.registryCertificate));
    verdicts.push_back(certificateVerdict(Check::CaCertificate, facts, facts.caCertificate));
    if (facts.reader)
        verdicts.push_back(readerVerdict(*facts.reader));
    if (facts.camera)
        verdicts.push_back(cameraVerdict(*facts.camera));
    verdicts.push_back(waitingVerdict(facts));
    verdicts.push_back(decisionsVerdict(facts));
    verdicts.push_back(registryVerdict(facts));
    if (facts.store)
        addStoreVerdicts(verdicts, *facts.store);
    verdicts.push_back(rosterVerdict(facts));
    verdicts.push_back(filesVerdict(facts));
    addMachineVerdicts(verdicts, facts);
    return verdicts;
}

CheckState worst(const std::vector<Verdict>& verdicts)
{
    CheckState found = CheckState::Ok;
    for (const Verdict& verdict : verdicts)
        found = std::max(found, verdict.state);
    return found;
}

} // namespace station
