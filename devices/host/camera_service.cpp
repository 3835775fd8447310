#include "devices/host/camera_service.h"

#include "devices/host/camera_messages.h"
#include "devices/host/reader_messages.h"

namespace station {

CameraService::CameraService(Camera& camera, HostLink& link, FrameRing& ring, QObject* parent)
    : QObject(parent)
    , m_camera(camera)
    , m_link(link)
    , m_ring(ring)
{
    connect(&link, &HostLink::received, this, &CameraService::handle);
    connect(&camera, &Camera::listed, this, [this](const auto& cameras) { send(camerasMessage(cameras)); });
    connect(&camera, &Camera::stateChanged, this, [this](DeviceState state) { send(stateMessage(state)); });
    connect(&camera, &Camera::frame, this, [this](const CameraFrame& frame) {
        if (const auto place = m_ring.write(*frame.image))
            send(frameMessage({*place, frame.at}));
    });
}

void CameraService::send(const Message& message)
{
    QMetaObject::invokeMethod(&m_link, [&link = m_link, message] { link.send(message); });
}

void CameraService::handle(const Message& message)
{
    if (message.type == MessageType::StartCamera)
        return m_camera.start();
    if (message.type == MessageType::StopCamera)
        return m_camera.stop();
    if (message.type == MessageType::SelectCamera) {
        if (const auto cameraId = decodeSelectCamera(message.payload))
            m_camera.select(*cameraId);
    }
}

} // namespace station
