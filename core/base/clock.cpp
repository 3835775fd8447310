#include "core/base/clock.h"

#include <ctime>
#include <fstream>

namespace station {
namespace {

const std::string& bootId()
{
    static const std::string id = [] {
        std::ifstream file("/proc/sys/kernel/random/boot_id");
        std::string line;
        std::getline(file, line);
        return line;
    }();
    return id;
}

} // namespace

BootTime SystemClock::boot() const
{
    timespec now {};
    if (::clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return {};
    using namespace std::chrono;
    return {bootId(), duration_cast<milliseconds>(seconds(now.tv_sec) + nanoseconds(now.tv_nsec))};
}

Instant SystemClock::built() const { return Instant {std::chrono::seconds(STATION_BUILT)}; }

} // namespace station
