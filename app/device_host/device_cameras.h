#pragma once

#include <QString>

class QCoreApplication;

namespace station {

struct CameraArguments {
    QString socket;
    int memory = -1; ///< descriptor of the frame ring
    QString picture; ///< empty: real cameras; "practice", "practice:SEED" or the path of a picture to show
                     ///< instead
};

/// Holds the cameras until the window is gone. Returns the exit code; ends the process at once when only a
/// new one can go on.
[[nodiscard]] int holdCameras(QCoreApplication& application, const CameraArguments& arguments);

} // namespace station
