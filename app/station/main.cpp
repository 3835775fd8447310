#include "app/station/arguments.h"
#include "app/station/composition.h"
#include "app/station/look.h"
#include "app/station/self_test.h"

#include <QApplication>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstring>

using namespace station;

namespace {

/// Keys and pictures are in memory: no core dumps, no debugger of the same user.
void harden()
{
    const rlimit none {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

} // namespace

int main(int argc, char** argv)
{
    harden();
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
