#pragma once

#ifdef STATION_FAIL_POINTS
#include <QByteArray>

#include <csignal>
#include <functional>
#endif

namespace station {

#ifdef STATION_FAIL_POINTS
/// Called at every fail point; a test that plays a crash inside its own process throws out of it.
inline std::function<void(const char*)> failPointHook;
#endif

/// Kills the process as a power cut would, when the environment's STATION_FAIL_POINT names this place.
/// In builds without tests it is nothing at all.
inline void failPoint([[maybe_unused]] const char* name)
{
#ifdef STATION_FAIL_POINTS
    if (qgetenv("STATION_FAIL_POINT") == name)
        (void)std::raise(SIGKILL);
    if (failPointHook)
        failPointHook(name);
#endif
}

} // namespace station
