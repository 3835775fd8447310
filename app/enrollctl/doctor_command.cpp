#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/device_check.h"
#include "core/desk/health.h"

#include <memory>

namespace station {
namespace {

struct DoctorOptions {
    bool capture = false;
    bool noDevices = false;
};

/// English; the window has its own in app/words.
QString textOf(Cure cure)
{
    switch (cure) {
    case Cure::SetClock: return QStringLiteral("Set date, time and time zone of this computer.");
    case Cure::CompareClock:
        return QStringLiteral("Compare the clock with a telephone, or connect to the registry once.");
    case Cure::FreeDisk:
        return QStringLiteral("Send what waits and run 'enrollctl queue purge'; free other disk space.");
    case Cure::AddOfficer:
        return QStringLiteral("Add officers with 'enrollctl officer add' until there are two.");
    case Cure::AddSupervisor:
        return QStringLiteral("Add a second supervisor with 'enrollctl officer add --role supervisor'.");
    case Cure::MakeRecovery:
        return QStringLiteral("Make a code with 'enrollctl officer recovery-code', seal it in an envelope, "
                              "then say 'officer recovery-kept'.");
    case Cure::InstallIdentity:
        return QStringLiteral("Install the certificates with 'enrollctl station install --identity DIR'.");
    case Cure::RenewCertificate:
        return QStringLiteral(
            "Ask the registry for a new certificate and install it; packets wait meanwhile.");
    case Cure::PlugInReader: return QStringLiteral("Plug the fingerprint reader in.");
    case Cure::ReplaceReader: return QStringLiteral("This reader gives no pictures: use another model.");
    case Cure::ReplugReader:
        return QStringLiteral("Close the station's window, unplug the reader, plug it in and check again.");
    case Cure::TryFinger: return QStringLiteral("Run the check again and lay a finger on the reader.");
    case Cure::PlugInCamera: return QStringLiteral("Plug the camera in.");
    case Cure::ReplugCamera:
        return QStringLiteral("Unplug the camera, plug it in and check again; try another USB port.");
    case Cure::UncoverCamera: return QStringLiteral("Open the lens cover and put on a light.");
    case Cure::Connect: return QStringLiteral("Connect to the network, or hand the packets over by USB.");
    case Cure::SetRegistry:
        return QStringLiteral("Set the address with 'enrollctl station set --registry URL'.");
    case Cure::Decide: return QStringLiteral("Look at 'enrollctl queue list' and decide.");
    case Cure::KeepDatabase:
        return QStringLiteral(
            "Stop work, delete nothing, copy the whole directory and tell the administrator.");
    case Cure::KnowGap:
        return QStringLiteral(
            "Keep the damaged file: 'enrollctl audit verify' says which rows were lost with it.");
    case Cure::KeepLedger:
        return QStringLiteral(
            "Change nothing and tell the administrator: 'enrollctl audit verify' names the row.");
    case Cure::KeepPackets: return QStringLiteral("Delete nothing in 'packets' and tell the administrator.");
    case Cure::ImportRoster: return QStringLiteral("Import a new roster.");
    case Cure::ProtectFiles:
        return QStringLiteral("chmod 700 the station's directory and chmod 600 identity/station.key.");
    case Cure::CloseProgrammes: return QStringLiteral("Close other programs.");
    case Cure::ChargeBattery: return QStringLiteral("Connect the charger.");
    }
    return {};
}

void tell(const Session& session, const Verdict& verdict)
{
    const QString state = QString::fromLatin1(nameOf(verdict.state));
    const QString check = QString::fromLatin1(nameOf(verdict.check));
    const QString unit = QString::fromLatin1(nameOf(verdict.unit));
    const QString figure
        = verdict.figure ? QStringLiteral(" %1 %2").arg(*verdict.figure).arg(unit) : QString();
    const QString cure = verdict.cure ? QStringLiteral("\n      ") + textOf(*verdict.cure) : QString();
    session.line(
        {{"check", check}, {"state", state},
            {"figure", verdict.figure ? QJsonValue(*verdict.figure) : QJsonValue()},
            {"unit", verdict.figure ? QJsonValue(unit) : QJsonValue()},
            {"cure", verdict.cure ? QJsonValue(QString::fromLatin1(nameOf(*verdict.cure))) : QJsonValue()}},
        QStringLiteral("%1  %2%3%4").arg(state, -4).arg(check, figure, cure));
}

/// A station that does not open has one thing to say.
Status tellClosed(const Session& session, const Error& error)
{
    if (error.code != ErrorCode::NotFound && error.code != ErrorCode::StorageTooNew)
        tell(session, {Check::Database, CheckState::Fail, {}, Unit::None, Cure::KeepDatabase});
    return tl::unexpected<Error>(error);
}

Status examine(Session& session, const DoctorOptions& options)
{
    const auto desk = openDesk(session);
    if (!desk)
        return tellClosed(session, desk.error());
    auto facts = (*desk)->facts();
    if (!facts)
        return failed(facts);
    facts->store = (*desk)->checkStore();
    if (!options.noDevices) {
        const DeviceCheck how {(*desk)->info().practice, options.capture,
            [&session](const QString& text) { session.say(text); }};
        facts->reader = checkReader(how);
        facts->camera = checkCamera(how);
    }
    const std::vector<Verdict> verdicts = judge(*facts);
    int failures = 0;
    for (const Verdict& verdict : verdicts) {
        tell(session, verdict);
        failures += verdict.state == CheckState::Fail ? 1 : 0;
    }
    session.setFailed(failures > 0);
    return {};
}

} // namespace

void addDoctorCommands(CLI::App& app, Session& session)
{
    auto* doctor = group(app, "station", "The station itself")
                       ->add_subcommand("doctor",
                           "Checks clock, disk, keys, devices, queue and database; a cure for each failure");
    const auto options = std::make_shared<DoctorOptions>();
    doctor->add_flag("--capture", options->capture, "Ask for a finger and take a print");
    doctor->add_flag("--no-devices", options->noDevices, "Leave reader and camera alone");
    session.on(doctor, [options](Session& s) { return examine(s, *options); });
}

} // namespace station
