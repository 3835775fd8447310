#pragma once

#include "core/capture/camera.h"
#include "devices/host/frame_ring.h"
#include "devices/host/host_link.h"

#include <QObject>

namespace station {

/// In the device process: does what the window asks of a camera, tells it what the camera says, and lays its
/// frames into the memory that both share.
class CameraService : public QObject {
    Q_OBJECT

public:
    CameraService(Camera& camera, HostLink& link, FrameRing& ring, QObject* parent = nullptr);

private:
    void handle(const Message& message);
    void send(const Message& message);

    Camera& m_camera;
    HostLink& m_link;
    FrameRing& m_ring;
};

} // namespace station
