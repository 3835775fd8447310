#pragma once

#ifdef STATION_FAIL_POINTS
#include <QByteArray>

#include <csignal>
#endif

namespace station {

/// Kills the process as a power cut would, when the environment's STATION_FAIL_POINT names this place.
/// In builds without tests it is nothing at all.
inline void failPoint([[maybe_unused]] const char* name)
{
#ifdef STATION_FAIL_POINTS
    if (qgetenv("STATION_FAIL_POINT") == name)
        (void)std::raise(SIGKILL);
#endif
}

} // namespace station
