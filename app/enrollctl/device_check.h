#pragma once

#include "core/capture/device_truth.h"

#include <QString>

#include <functional>

namespace station {

/// How the station check looks at the devices.
struct DeviceCheck {
    bool practice = false; ///< the made-up devices instead
    bool finger = false; ///< ask for a finger and take a print
    std::function<void(const QString&)> say; ///< what a person should do; may be empty
};

/// Through a device process of its own, at most some seconds (half a minute with a finger). A reader that
/// the window holds at the same time counts as Failed.
[[nodiscard]] ReaderTruth checkReader(const DeviceCheck& how);
/// Takes pictures until they prove that the camera lives, at most some seconds.
[[nodiscard]] CameraTruth checkCamera(const DeviceCheck& how);

} // namespace station
