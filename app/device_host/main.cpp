#include "app/device_host/device_cameras.h"
#include "core/base/log.h"
#include "core/base/process_guard.h"
#include "devices/fingerprint/libfprint_reader.h"
#include "devices/host/host_link.h"
#include "devices/host/reader_service.h"

#include <QCommandLineParser>
#include <QGuiApplication>

#include <algorithm>
#include <memory>

using namespace station;

namespace {

constexpr int wrongUsage = 2;

struct Arguments {
    QString kind;
    QString socket;
    int memory = -1;
    QString picture;
};

/// Qt turns a camera's frames into pictures with QtGui, which needs its application, though no screen.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv)
{
    const bool holdsCameras
        = std::any_of(argv, argv + argc, [](const char* word) { return QByteArrayView(word) == "camera"; });
    if (!holdsCameras)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

Arguments parse(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Holds the readers or the cameras for the enrollment station."));
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("kind"), QStringLiteral("What to hold."),
                           QStringLiteral("reader|camera")},
        {QStringLiteral("socket"), QStringLiteral("Where the station listens."), QStringLiteral("path")},
        {QStringLiteral("memory"), QStringLiteral("Cameras: the inherited memory for frames."),
            QStringLiteral("descriptor"), QStringLiteral("-1")},
        {QStringLiteral("picture"), QStringLiteral("Cameras: show this instead of a real camera's picture."),
            QStringLiteral("practice|practice:SEED|path")}});
    parser.process(application);
    return {parser.value(QStringLiteral("kind")), parser.value(QStringLiteral("socket")),
        parser.value(QStringLiteral("memory")).toInt(), parser.value(QStringLiteral("picture"))};
}

int serve(QCoreApplication& application, HostLink& link, const QString& socket)
{
    QObject::connect(&link, &HostLink::closed, &application, &QCoreApplication::quit);
    if (const auto opened = link.open(socket); !opened) {
        LogLine("device_host.no_station").with(opened.error()).warning(logDevices());
        return 1;
    }
    return application.exec();
}

int holdReaders(QCoreApplication& application, const QString& socket)
{
    HostLink link(HostKind::Reader);
    LibfprintReader reader;
    const ReaderService service(reader, link);
    return serve(application, link, socket);
}

} // namespace

int main(int argc, char** argv)
{
    qunsetenv("QT_NO_GLIB"); // libfprint lives on GLib's main context, which must be Qt's
    protectProcess(); // prints and faces pass through here
    keepFilesPrivate();
    const auto application = makeApplication(argc, argv);
    const Arguments arguments = parse(*application);
    if (arguments.kind == QStringLiteral("reader") && !arguments.socket.isEmpty())
        return holdReaders(*application, arguments.socket);
    if (arguments.kind == QStringLiteral("camera") && !arguments.socket.isEmpty())
        return holdCameras(*application, {arguments.socket, arguments.memory, arguments.picture});
    LogLine("device_host.wrong_usage").warning(logDevices());
    return wrongUsage;
}
