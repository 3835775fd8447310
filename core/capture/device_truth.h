#pragma once

#include "core/capture/camera.h"
#include "core/capture/device_state.h"
#include "core/capture/fingerprint_reader.h"

#include <optional>
#include <vector>

namespace station {

/// What a test found out about the fingerprint reader.
enum class ReaderTruth {
    Ready, ///< opened; with a finger asked for: it gave a print
    Missing,
    NoPictures, ///< one is there, but none that gives pictures: it can't enroll
    Failed, ///< did not open in time
    NoFinger, ///< opened, and nobody laid a finger on it in time
};

/// What a test found out about the camera.
enum class CameraTruth {
    Ready, ///< gave pictures, neither black nor frozen
    Missing,
    Failed, ///< gave no picture in time
    Black, ///< the lens is covered, or there is no light at all
    Frozen, ///< gives the same picture over and over
};

/// Nothing while it may still come up.
[[nodiscard]] std::optional<ReaderTruth> truthOf(DeviceState state, const std::vector<ReaderInfo>& readers);

/// Judges a camera by its first pictures.
class CameraProbe {
public:
    /// @param mayStandStill  made-up cameras show one picture for ever
    explicit CameraProbe(bool mayStandStill)
        : m_mayStandStill(mayStandStill)
    {
    }
    /// Ready as soon as a picture is light enough and differs from the first; Black or Frozen after two
    /// seconds without one, as exposure finds its way in the first. Nothing while it needs more.
    [[nodiscard]] std::optional<CameraTruth> offer(const CameraFrame& frame);

private:
    bool m_mayStandStill;
    std::optional<CameraFrame> m_first;
};

} // namespace station
