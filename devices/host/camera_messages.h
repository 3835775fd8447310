#pragma once

#include "core/base/result.h"
#include "core/capture/camera.h"
#include "devices/host/frame_ring.h"
#include "devices/host/message.h"

namespace station {

/// A frame that lies in the ring. Window and device process share the kernel's steady clock.
struct FrameNews {
    FramePlace place;
    std::chrono::steady_clock::time_point at;
};

// Every decode refuses with Damaged what is torn or has bytes left over.

[[nodiscard]] Message camerasMessage(const std::vector<CameraInfo>& cameras);
[[nodiscard]] Result<std::vector<CameraInfo>> decodeCameras(const QByteArray& payload);

[[nodiscard]] Message selectCameraMessage(const QString& cameraId);
[[nodiscard]] Result<QString> decodeSelectCamera(const QByteArray& payload);

[[nodiscard]] Message frameMessage(const FrameNews& news);
[[nodiscard]] Result<FrameNews> decodeFrame(const QByteArray& payload);

} // namespace station
