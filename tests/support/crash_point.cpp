#include "tests/support/crash_point.h"

#include <catch2/catch.hpp>
#include <sys/wait.h>

#include <csignal>
#include <unistd.h>

namespace station {
namespace {

enum class Mode { Off, Kill, Full, Broken };

struct Plan final : DiskWatch {
    Mode mode = Mode::Off;
    int at = 0;
    int touches = 0;
    QMap<QString, int> renames; ///< new path -> the last touch

    void begin(Mode newMode, int n)
    {
        mode = newMode;
        at = n;
        touches = 0;
        renames.clear();
    }
    Answer before(const DiskTouch& touch) override
    {
        ++touches;
        if (touch.kind == DiskTouch::Kind::Rename)
            renames.insert(touch.to, touches);
        switch (mode) {
        case Mode::Off: return Answer::Go;
        case Mode::Kill:
            if (touches == at)
                ::kill(::getpid(), SIGKILL);
            return Answer::Go;
        case Mode::Full: return touches >= at ? Answer::Full : Answer::Go;
        case Mode::Broken: return touches >= at ? Answer::Broken : Answer::Go;
        }
        return Answer::Go;
    }
};
Plan plan;

} // namespace

void CrashPoint::install()
{
    DiskWatch::install();
    DiskWatch::set(&plan);
}

void CrashPoint::count() { plan.begin(Mode::Off, 0); }
int CrashPoint::counted() { return plan.touches; }
int CrashPoint::countedRename(const QString& path) { return plan.renames.value(path); }
void CrashPoint::killAt(int n) { plan.begin(Mode::Kill, n); }
void CrashPoint::failFrom(int n, Trouble trouble)
{
    plan.begin(trouble == Trouble::Full ? Mode::Full : Mode::Broken, n);
}
void CrashPoint::off() { plan.begin(Mode::Off, 0); }

bool diesIn(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        ::_exit(0); // neither Catch's nor Qt's ends: those are the parent's
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

} // namespace station
