#include "app/station/arguments.h"
#include "app/station/composition.h"
#include "app/station/look.h"
#include "app/station/self_test.h"
#include "core/base/process_guard.h"

#include <QApplication>

#include <cstring>

using namespace station;

int main(int argc, char** argv)
{
    protectProcess();
    keepFilesPrivate();
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], "--self-test") == 0 && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("enrollment-station"));
    QApplication::setApplicationVersion(QStringLiteral(STATION_VERSION));
    const bool dark = look::systemWantsDark(QApplication::palette());
    const Arguments arguments = parseArguments(application);
    return arguments.selfTest ? runSelfTest() : runStation(arguments, dark);
}
