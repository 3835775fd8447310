#include "app/words/health_words.h"
#include "app/words/tr.h"
#include "app/words/words.h"

#include <algorithm>
#include <cstdlib>

namespace station::words {
namespace {

QString span(qint64 seconds)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const qint64 size = std::llabs(seconds);
    if (size < 2 * minute)
        return Say::tr("%n second(s)", nullptr, static_cast<int>(size));
    if (size < 2 * hour)
        return Say::tr("%n minute(s)", nullptr, static_cast<int>(size / minute));
    if (size < 2 * day)
        return Say::tr("%n hour(s)", nullptr, static_cast<int>(size / hour));
    return Say::tr("%n day(s)", nullptr, static_cast<int>(size / day));
}

QString clockFinding(const Verdict& verdict)
{
    if (!verdict.figure)
        return Say::tr("nothing speaks against it");
    if (verdict.unit == Unit::Days)
        return Say::tr(
            "not compared with the registry for %n day(s)", nullptr, static_cast<int>(*verdict.figure));
    if (verdict.state == CheckState::Ok)
        return Say::tr("agrees with the registry");
    return *verdict.figure > 0 ? Say::tr("%1 behind").arg(span(*verdict.figure))
                               : Say::tr("%1 ahead").arg(span(*verdict.figure));
}

QString daysLeft(qint64 days)
{
    return days < 0 ? Say::tr("ended %n day(s) ago", nullptr, static_cast<int>(-days))
                    : Say::tr("good for %n more day(s)", nullptr, static_cast<int>(days));
}

} // namespace

QString nameOf(Check check)
{
    switch (check) {
    case Check::Clock: return Say::tr("Clock");
    case Check::Disk: return Say::tr("Room on the disk");
    case Check::Officers: return Say::tr("Officers");
    case Check::Recovery: return Say::tr("Recovery code");
    case Check::StationCertificate: return Say::tr("Certificate of the station");
    case Check::RegistryCertificate: return Say::tr("Certificate of the registry");
    case Check::CaCertificate: return Say::tr("Certificate authority");
    case Check::Reader: return Say::tr("Fingerprint reader");
    case Check::Camera: return Say::tr("Camera");
    case Check::Waiting: return Say::tr("Packets waiting to be sent");
    case Check::Decisions: return Say::tr("Packets that need you");
    case Check::Registry: return Say::tr("Connection to the registry");
    case Check::Database: return Say::tr("Database");
    case Check::Ledger: return Say::tr("Audit ledger");
    case Check::Packets: return Say::tr("Packet files");
    case Check::Roster: return Say::tr("Roster");
    case Check::Files: return Say::tr("Protection of the files");
    case Check::Memory: return Say::tr("Memory");
    case Check::Battery: return Say::tr("Battery");
    }
    return {};
}

QString finding(const Verdict& verdict)
{
    const qint64 figure = verdict.figure.value_or(0);
    const int n = static_cast<int>(figure);
    switch (verdict.check) {
    case Check::Clock: return clockFinding(verdict);
    case Check::Disk:
        return verdict.unit == Unit::Days ? Say::tr("enough for %n day(s)", nullptr, n)
                                          : Say::tr("%1 free").arg(size(figure));
    case Check::Officers: return Say::tr("%n officer(s)", nullptr, n);
    case Check::StationCertificate:
    case Check::RegistryCertificate:
    case Check::CaCertificate: return verdict.figure ? daysLeft(figure) : Say::tr("not installed");
    case Check::Waiting:
        return verdict.figure ? Say::tr("the oldest for %n day(s)", nullptr, n) : Say::tr("none");
    case Check::Decisions: return figure > 0 ? count(figure) : Say::tr("none");
    case Check::Registry:
        return verdict.figure ? Say::tr("last heard %n day(s) ago", nullptr, n) : Say::tr("not heard yet");
    case Check::Packets:
        return verdict.state == CheckState::Fail ? Say::tr("%n missing", nullptr, n)
            : verdict.state == CheckState::Warn  ? Say::tr("%n unexplained", nullptr, n)
                                                 : Say::tr("all there");
    case Check::Roster:
        return verdict.figure ? Say::tr("%n day(s) old", nullptr, n) : Say::tr("none imported");
    case Check::Memory: return Say::tr("%1 free").arg(size(figure));
    case Check::Battery: return QStringLiteral("%1 %").arg(figure);
    case Check::Recovery:
    case Check::Reader:
    case Check::Camera:
    case Check::Database:
    case Check::Ledger:
    case Check::Files: break;
    }
    return verdict.state == CheckState::Ok ? Say::tr("fine") : QString();
}

QString forCure(Cure cure)
{
    switch (cure) {
    case Cure::SetClock:
        return Say::tr(
            "Set this computer's date, time and time zone. Work goes on meanwhile; packets say that "
            "the clock was wrong.");
    case Cure::CompareClock:
        return Say::tr("Compare this computer's clock with a telephone, or connect to the network once.");
    case Cure::FreeDisk:
        return Say::tr("Connect so that packets are sent, and remove other files from this computer. Cases "
                       "that are open can still be finished.");
    case Cure::AddOfficer: return Say::tr("Set up two officers, one of them a supervisor.");
    case Cure::AddSupervisor:
        return Say::tr("Add a second supervisor, so that one forgotten passphrase loses nothing.");
    case Cure::MakeRecovery:
        return Say::tr("A supervisor makes the recovery code and puts it away in a sealed envelope, not with "
                       "this computer.");
    case Cure::InstallIdentity:
        return Say::tr("Ask the administrator to install the station's certificate. Cases can't be sealed "
                       "without it; they are kept as drafts.");
    case Cure::RenewCertificate:
        return Say::tr("Ask the administrator for a new certificate. Work goes on; packets wait.");
    case Cure::PlugInReader: return Say::tr("Plug the fingerprint reader in.");
    case Cure::ReplaceReader:
        return Say::tr("This reader gives no pictures and can't enroll. Use another model.");
    case Cure::ReplugReader:
        return Say::tr("Unplug the reader, wait a moment, plug it in again, then check again.");
    case Cure::TryFinger: return Say::tr("Check again and lay a finger on the reader.");
    case Cure::PlugInCamera: return Say::tr("Plug the camera in.");
    case Cure::ReplugCamera:
        return Say::tr("Unplug the camera, plug it in at another socket, then check again.");
    case Cure::UncoverCamera: return Say::tr("The picture is black. Open the lens cover and put on a light.");
    case Cure::Connect:
        return Say::tr("Connect to the network so that packets are sent, or hand them over by USB.");
    case Cure::SetRegistry: return Say::tr("Ask the administrator to set the registry's address.");
    case Cure::Decide: return Say::tr("Open the queue and decide what becomes of them.");
    case Cure::KeepDatabase:
        return Say::tr("Stop work and delete nothing. Call the administrator: what was saved can be "
                       "recovered.");
    case Cure::KnowGap:
        return Say::tr("Rows were lost with the damaged data, and the repair has named them. Nobody changed "
                       "anything; keep the damaged file.");
    case Cure::KeepLedger:
        return Say::tr("The record of what was done was changed. Delete nothing and tell your superior.");
    case Cure::KeepPackets: return Say::tr("Delete and move nothing. Call the administrator.");
    case Cure::ImportRoster: return Say::tr("Import a new roster before the next visit.");
    case Cure::ProtectFiles:
        return Say::tr("Others on this computer may read the station's files. Call the administrator.");
    case Cure::CloseProgrammes: return Say::tr("Close other programs on this computer.");
    case Cure::ChargeBattery: return Say::tr("Connect the charger.");
    }
    return {};
}

QString summary(const std::vector<Verdict>& verdicts)
{
    const auto in = [&](CheckState state) {
        return static_cast<int>(std::count_if(verdicts.begin(), verdicts.end(),
            [state](const Verdict& verdict) { return verdict.state == state; }));
    };
    const int failed = in(CheckState::Fail);
    const int warned = in(CheckState::Warn);
    if (failed > 0)
        return Say::tr("Station check: %n thing(s) to put right", nullptr, failed);
    if (warned > 0)
        return Say::tr("Station check: %n thing(s) to watch", nullptr, warned);
    return Say::tr("Station check: everything is fine");
}

QString clockBand(const ClockJudgement& clock)
{
    if (clock.offset) {
        const qint64 seconds = clock.offset->count() / 1000;
        const QString off
            = seconds > 0 ? Say::tr("%1 behind").arg(span(seconds)) : Say::tr("%1 ahead").arg(span(seconds));
        return Say::tr("This computer's clock is wrong (%1). Set date and time. Work goes on; check ages and "
                       "dates yourself until then.")
            .arg(off);
    }
    return Say::tr(
        "This computer's clock is wrong: it is later than it says. Set date and time. Work goes on; "
        "check ages and dates yourself until then.");
}

} // namespace station::words
