#include "app/enrollctl/device_capture.h"
#include "core/biometrics/image_codec.h"
#include "devices/camera/still_camera.h"
#include "devices/host/hosted_camera.h"
#include "devices/practice/practice_portrait.h"

#include <QEventLoop>
#include <QFile>
#include <QRandomGenerator>
#include <QTimer>

#include <cstdlib>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto settleFor = 300ms; // exposure and white balance find their way in the first frames
constexpr double settledDifference = 2; // grey levels, mean over the picture

double meanDifference(const ColourImage& a, const ColourImage& b)
{
    if (a.width() != b.width() || a.height() != b.height())
        return 255;
    constexpr std::size_t step = 97; // of about 10,000 places; 97 goes through all three colours
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < a.pixels().size(); i += step, ++count)
        sum += std::abs(a.pixels()[i] - b.pixels()[i]);
    return count > 0 ? static_cast<double>(sum) / static_cast<double>(count) : 255;
}

/// Takes the first frame that looks as the camera did 300 ms before.
class StableFrame {
public:
    /// True when `frame` is the one.
    bool offer(const CameraFrame& frame)
    {
        if (!m_before.image || frame.at - m_before.at > 4 * settleFor) {
            m_before = frame; // the first, or the first after a loss
            return false;
        }
        if (frame.at - m_before.at < settleFor)
            return false;
        const bool settled = meanDifference(*frame.image, *m_before.image) <= settledDifference;
        m_before = frame;
        return settled;
    }

private:
    CameraFrame m_before;
};

QString wordsFor(DeviceState state)
{
    switch (state) {
    case DeviceState::Starting: return QStringLiteral("The camera is starting.");
    case DeviceState::Ready: return QStringLiteral("Look into the camera.");
    case DeviceState::Missing: return QStringLiteral("There is no such camera. Plug it in.");
    case DeviceState::Recovering:
        return QStringLiteral("The camera does not answer. It is being started again.");
    }
    return {};
}

tl::unexpected<Error> noPicture(DeviceState state)
{
    switch (state) {
    case DeviceState::Missing: return fail(ErrorCode::DeviceMissing, "no such camera was plugged in in time");
    case DeviceState::Starting:
    case DeviceState::Recovering: return fail(ErrorCode::DeviceFailed, "the camera gave no picture in time");
    case DeviceState::Ready: break;
    }
    return fail(ErrorCode::Cancelled, "the camera's picture did not come to rest in time");
}

/// @param cameraId  as capturePortrait()
Result<std::unique_ptr<Camera>> cameraFor(const QString& cameraId)
{
    const QString still = QStringLiteral("still:");
    if (cameraId == QStringLiteral("practice"))
        return std::make_unique<StillCamera>(CameraInfo {cameraId, cameraId},
            practicePortrait(QRandomGenerator::system()->generate(), 1280, 720));
    if (cameraId.startsWith(still)) {
        QFile file(cameraId.mid(still.size()));
        if (!file.open(QIODevice::ReadOnly))
            return fail(
                ErrorCode::NotFound, file.fileName().toStdString() + ": " + file.errorString().toStdString());
        auto picture = decodeColour(file.readAll());
        if (!picture)
            return failed(picture);
        return std::make_unique<StillCamera>(CameraInfo {cameraId, cameraId}, std::move(*picture));
    }
    return std::make_unique<HostedCamera>(HostLaunch::beside());
}

} // namespace

Result<ColourImage> capturePortrait(const QString& cameraId, const CaptureLimits& limits)
{
    const auto camera = cameraFor(cameraId);
    if (!camera)
        return failed(camera);
    DeviceState state = DeviceState::Starting;
    StableFrame stable;
    std::shared_ptr<const ColourImage> taken;
    QEventLoop loop;
    QObject::connect(camera->get(), &Camera::stateChanged, &loop, [&](DeviceState now) {
        state = now;
        if (limits.say)
            limits.say(wordsFor(now));
    });
    QObject::connect(camera->get(), &Camera::frame, &loop, [&](const CameraFrame& frame) {
        if (taken || !stable.offer(frame))
            return;
        taken = frame.image;
        loop.quit();
    });
    QTimer::singleShot(limits.patience, &loop, &QEventLoop::quit);
    (*camera)->select(cameraId);
    (*camera)->start();
    loop.exec();
    (*camera)->stop();
    if (!taken)
        return noPicture(state);
    return *taken;
}

std::vector<CameraInfo> listCameras()
{
    constexpr auto patience = 5s;
    std::vector<CameraInfo> cameras;
    QEventLoop loop;
    HostedCamera camera(HostLaunch::beside());
    QObject::connect(&camera, &Camera::listed, &loop, [&](const auto& now) { cameras = now; });
    QObject::connect(&camera, &Camera::stateChanged, &loop, [&](DeviceState state) {
        if (state == DeviceState::Missing)
            loop.quit();
    });
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    camera.select(QStringLiteral("\n")); // no camera has this name: all are listed and none is opened
    camera.start();
    loop.exec();
    return cameras;
}

} // namespace station
