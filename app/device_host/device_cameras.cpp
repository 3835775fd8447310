#include "app/device_host/device_cameras.h"

#include "core/base/log.h"
#include "core/base/worker_thread.h"
#include "devices/camera/qt_camera.h"
#include "devices/camera/still_camera.h"
#include "devices/host/camera_service.h"
#include "devices/practice/practice_portrait.h"

#include <QCoreApplication>

#include <cstdlib>

namespace station {
namespace {

constexpr int wantsSuccessor = 3;

std::unique_ptr<Camera> pictureCamera(const QString& picture)
{
    const QStringList words = picture.split(QLatin1Char(':'));
    if (words.first() == QStringLiteral("practice"))
        return std::make_unique<StillCamera>(
            CameraInfo {QStringLiteral("practice"), QStringLiteral("Practice camera")},
            practicePortrait(words.value(1, QStringLiteral("1")).toUInt()));
    return std::make_unique<StillCamera>(picture);
}

std::unique_ptr<Camera> realCamera()
{
    auto camera = std::make_unique<QtCamera>();
    QObject::connect(camera.get(), &QtCamera::needsNewProcess, [](const Error& why) {
        LogLine("device_host.replaced").with(why).info(logDevices());
        std::_Exit(wantsSuccessor); // taking the camera down in order would block for 30 s
    });
    return camera;
}

} // namespace

int holdCameras(QCoreApplication& application, const CameraArguments& arguments)
{
    const auto ring = FrameRing::attach(arguments.memory);
    if (!ring) {
        LogLine("device_host.no_memory").with(ring.error()).warning(logDevices());
        return 1;
    }
    WorkerThread linkThread(QStringLiteral("link"));
    auto& link = linkThread.adopt(std::make_unique<HostLink>(HostKind::Camera));
    const auto camera = arguments.picture.isEmpty() ? realCamera() : pictureCamera(arguments.picture);
    const CameraService service(*camera, link, **ring);
    QObject::connect(&link, &HostLink::closed, &application, &QCoreApplication::quit);
    Status opened;
    QMetaObject::invokeMethod(
        &link, [&] { opened = link.open(arguments.socket); }, Qt::BlockingQueuedConnection);
    if (!opened) {
        LogLine("device_host.no_station").with(opened.error()).warning(logDevices());
        return 1;
    }
    const int code = QCoreApplication::exec();
    camera->stop(); // in order: a source that loses its consumer in the middle of a frame may never recover
    // Without the rest: Qt Multimedia 6.4 and GStreamer's list of PipeWire devices free some of their memory
    // twice.
    std::_Exit(code);
}

} // namespace station
