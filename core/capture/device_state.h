#pragma once

namespace station {

/// What the page says about a device.
enum class DeviceState {
    Starting, ///< the device process or the driver is coming up
    Ready, ///< works
    Missing, ///< none plugged in, or the chosen one was unplugged
    Recovering, ///< hung or crashed; it is being started again, nothing captured is lost
};

} // namespace station
