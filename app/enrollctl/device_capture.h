#pragma once

#include "core/base/result.h"
#include "core/capture/camera.h"
#include "core/capture/colour_image.h"
#include "core/capture/finger_position.h"
#include "core/capture/grey_image.h"

#include <QString>

#include <chrono>
#include <functional>
#include <vector>

namespace station {

/// How long a capture on the command line waits for a person.
struct CaptureLimits {
    std::chrono::milliseconds patience {30000};
    /// Told what to do next ("Place the right thumb", "Lift and place again"); for stderr. May be empty.
    std::function<void(const QString&)> say;
};

/// One print from one reader, as `capture finger` and `enroll --reader` take it.
/// @param readerId  an id of `devices list`; "" the first that can capture; "practice": the made-up hand of
///                  devices/practice, offered to libfprint's virtual driver
/// Retry hints are said and waited out; they are no error.
/// Errors: DeviceMissing, DeviceFailed, Cancelled when nobody came within `limits.patience`.
[[nodiscard]] Result<GreyImage> captureFinger(
    const QString& readerId, FingerPosition position, const CaptureLimits& limits);

/// One full-resolution picture, as `capture portrait` and `enroll --camera` take it.
/// A real camera is held by a device process, as in the window: a loss meanwhile is waited out.
/// @param cameraId  an id of `devices list`; "" the first; "practice": the still-picture camera with a
///                  made-up portrait; "still:FILE": the still-picture camera with that picture
/// Errors: DeviceMissing, DeviceFailed, Cancelled when no picture that stands still came within
/// `limits.patience`; NotFound, InvalidInput for FILE.
[[nodiscard]] Result<ColourImage> capturePortrait(const QString& cameraId, const CaptureLimits& limits);

/// Every camera that is plugged in. Opens none.
[[nodiscard]] std::vector<CameraInfo> listCameras();

} // namespace station
