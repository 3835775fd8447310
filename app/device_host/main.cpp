#include "core/base/log.h"
#include "devices/fingerprint/libfprint_reader.h"
#include "devices/host/host_link.h"
#include "devices/host/reader_service.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <sys/prctl.h>

using namespace station;

namespace {

constexpr int wrongUsage = 2;

struct Arguments {
    QString kind;
    QString socket;
};

Arguments parse(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Holds the readers or the cameras for the enrollment station."));
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("kind"), QStringLiteral("What to hold."),
                           QStringLiteral("reader|camera")},
        {QStringLiteral("socket"), QStringLiteral("Where the station listens."), QStringLiteral("path")}});
    parser.process(application);
    return {parser.value(QStringLiteral("kind")), parser.value(QStringLiteral("socket"))};
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
    ::prctl(PR_SET_DUMPABLE, 0); // a core dump would hold prints
    QCoreApplication application(argc, argv);
    const Arguments arguments = parse(application);
    if (arguments.kind == QStringLiteral("reader") && !arguments.socket.isEmpty())
        return holdReaders(application, arguments.socket);
    LogLine("device_host.wrong_usage").warning(logDevices());
    return wrongUsage;
}
