#include "app/station/arguments.h"

#include "app/station/languages.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

#include <cstdlib>

namespace station {
namespace {

constexpr int wrongUsage = 2;

} // namespace

Arguments parseArguments(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Offline-first identity enrollment station."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption folder(QStringLiteral("station"), QStringLiteral("Directory of the station."),
        QStringLiteral("DIR"),
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/enrollment-station"));
    const QCommandLineOption language(
        QStringLiteral("language"), QStringLiteral("Language of this run."), QStringLiteral("vi|en"));
    const QCommandLineOption realCamera(
        QStringLiteral("real-camera"), QStringLiteral("Practice mode: use a plugged-in camera."));
    const QCommandLineOption selfTest(QStringLiteral("self-test"),
        QStringLiteral("Load every page over a temporary station, print one line, end."));
    const QCommandLineOption measureStart(QStringLiteral("measure-start"),
        QStringLiteral("Print what the start cost when sign-in is painted, end."));
    parser.addOptions({folder, language, realCamera, selfTest, measureStart});
    parser.process(application);
    Arguments arguments;
    arguments.station = QDir(parser.value(folder));
    arguments.language = parser.value(language);
    arguments.realCamera = parser.isSet(realCamera);
    arguments.selfTest = parser.isSet(selfTest);
    arguments.measureStart = parser.isSet(measureStart);
    if (!arguments.language.isEmpty() && !Languages::codes().contains(arguments.language)) {
        fprintf(stderr, "enrollment-station: --language is vi or en\n");
        std::exit(wrongUsage);
    }
    return arguments;
}

} // namespace station
