#include "core/desk/health.h"

namespace station {

const char* nameOf(Check check)
{
    switch (check) {
    case Check::Clock: return "clock";
    case Check::Disk: return "disk";
    case Check::Officers: return "officers";
    case Check::Recovery: return "recovery";
    case Check::StationCertificate: return "certificate-station";
    case Check::RegistryCertificate: return "certificate-registry";
    case Check::CaCertificate: return "certificate-ca";
    case Check::Reader: return "reader";
    case Check::Camera: return "camera";
    case Check::Waiting: return "waiting";
    case Check::Decisions: return "decisions";
    case Check::Registry: return "registry";
    case Check::Database: return "database";
    case Check::Ledger: return "ledger";
    case Check::Packets: return "packets";
    case Check::Roster: return "roster";
    case Check::Files: return "files";
    case Check::Memory: return "memory";
    case Check::Battery: return "battery";
    }
    return "";
}

const char* nameOf(CheckState state)
{
    switch (state) {
    case CheckState::Ok: return "ok";
    case CheckState::Warn: return "warn";
    case CheckState::Fail: return "fail";
    }
    return "";
}

const char* nameOf(Cure cure)
{
    switch (cure) {
    case Cure::SetClock: return "set-clock";
    case Cure::CompareClock: return "compare-clock";
    case Cure::FreeDisk: return "free-disk";
    case Cure::AddOfficer: return "add-officer";
    case Cure::AddSupervisor: return "add-supervisor";
    case Cure::MakeRecovery: return "make-recovery";
    case Cure::InstallIdentity: return "install-identity";
    case Cure::RenewCertificate: return "renew-certificate";
    case Cure::PlugInReader: return "plug-in-reader";
    case Cure::ReplaceReader: return "replace-reader";
    case Cure::ReplugReader: return "replug-reader";
    case Cure::TryFinger: return "try-finger";
    case Cure::PlugInCamera: return "plug-in-camera";
    case Cure::ReplugCamera: return "replug-camera";
    case Cure::UncoverCamera: return "uncover-camera";
    case Cure::Connect: return "connect";
    case Cure::SetRegistry: return "set-registry";
    case Cure::Decide: return "decide";
    case Cure::KeepDatabase: return "keep-database";
    case Cure::KeepLedger: return "keep-ledger";
    case Cure::KnowGap: return "know-gap";
    case Cure::KeepPackets: return "keep-packets";
    case Cure::ImportRoster: return "import-roster";
    case Cure::ProtectFiles: return "protect-files";
    case Cure::CloseProgrammes: return "close-programmes";
    case Cure::ChargeBattery: return "charge-battery";
    }
    return "";
}

const char* nameOf(Unit unit)
{
    switch (unit) {
    case Unit::None: return "";
    case Unit::Seconds: return "s";
    case Unit::Milliseconds: return "ms";
    case Unit::Days: return "days";
    case Unit::Bytes: return "bytes";
    case Unit::Count: return "count";
    case Unit::Percent: return "percent";
    }
    return "";
}

} // namespace station
