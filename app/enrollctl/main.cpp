#include "app/enrollctl/commands.h"
#include "core/base/process_guard.h"

#include <QGuiApplication>

#include <algorithm>
#include <memory>
#include <string_view>

namespace {

/// A page needs fonts, and those a QGuiApplication, which costs a start some time: only for whoever asks for
/// one. No screen is needed.
std::unique_ptr<QCoreApplication> applicationFor(int& argc, char** argv)
{
    const bool draws = std::any_of(argv, argv + argc, [](const char* argument) {
        const std::string_view word(argument);
        return word == "pdf" || word == "--format=pdf";
    });
    if (!draws)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int main(int argc, char** argv)
{
    using namespace station;
    protectProcess();
    keepFilesPrivate();
    const auto application = applicationFor(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("enrollctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STATION_VERSION));

    const SystemClock clock;
    Session session(clock);
    CLI::App app("Enrollment station on the command line", "enrollctl");
    app.set_version_flag("--version", STATION_VERSION);
    session.addGlobalOptions(app);
    app.require_subcommand(1);
    addStationCommands(app, session);
    addOfficerCommands(app, session);
    addDeviceCommands(app, session);
    addCameraCommands(app, session);
    addDoctorCommands(app, session);
    addDraftCommands(app, session);
    addEnrollCommands(app, session);
    addQueueCommands(app, session);
    addBundleCommands(app, session);
    addPacketCommands(app, session);
    addAuditCommands(app, session);
    addProcedureCommands(app, session);
    addRecoveryCommands(app, session);
    addRosterCommands(app, session);
    addSyncCommands(app, session);
    addTallyCommands(app, session);
    addTpmCommands(app, session);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        constexpr int wrongUsage = 2;
        return app.exit(e) == 0 ? 0 : wrongUsage;
    }
    return session.run();
}
