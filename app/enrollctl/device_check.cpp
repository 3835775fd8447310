#include "app/enrollctl/device_check.h"

#include "app/enrollctl/device_capture.h"
#include "devices/host/hosted_camera.h"
#include "devices/host/hosted_reader.h"

#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto opensWithin = 6s; // a real reader needs up to 3 s after the process is up
constexpr auto picturesWithin = 8s; // a camera's first picture takes up to 3 s, a judgement 2 s

ReaderTruth takePrint(const DeviceCheck& how)
{
    CaptureLimits limits;
    limits.say = how.say;
    const auto print = captureFinger(
        how.practice ? QStringLiteral("practice") : QString(), FingerPosition::RightIndex, limits);
    if (print)
        return ReaderTruth::Ready;
    return print.error().code == ErrorCode::Cancelled ? ReaderTruth::NoFinger : ReaderTruth::Failed;
}

} // namespace

ReaderTruth checkReader(const DeviceCheck& how)
{
    const QTemporaryDir glass;
    HostLaunch launch = HostLaunch::beside();
    if (how.practice)
        launch.environment.insert(
            QStringLiteral("FP_VIRTUAL_IMAGE"), glass.filePath(QStringLiteral("glass")));
    ReaderTruth found = ReaderTruth::Failed;
    std::vector<ReaderInfo> readers;
    {
        QEventLoop loop;
        HostedReader reader(launch);
        QObject::connect(&reader, &FingerprintReader::listed, &loop, [&](const auto& now) { readers = now; });
        QObject::connect(&reader, &FingerprintReader::stateChanged, &loop, [&](DeviceState state) {
            if (const auto truth = truthOf(state, readers)) {
                found = *truth;
                loop.quit();
            }
        });
        QTimer::singleShot(opensWithin, &loop, &QEventLoop::quit);
        QMetaObject::invokeMethod(&reader, &FingerprintReader::start, Qt::QueuedConnection);
        loop.exec();
    } // the process is gone, and the reader free for the one that takes the print
    return found == ReaderTruth::Ready && how.finger ? takePrint(how) : found;
}

CameraTruth checkCamera(const DeviceCheck& how)
{
    HostLaunch launch = HostLaunch::beside();
    if (how.practice)
        launch.arguments = {QStringLiteral("--picture"), QStringLiteral("practice:1")};
    CameraTruth found = CameraTruth::Failed;
    CameraProbe probe(how.practice);
    QEventLoop loop;
    HostedCamera camera(launch);
    QObject::connect(&camera, &Camera::stateChanged, &loop, [&](DeviceState state) {
        if (state == DeviceState::Missing) {
            found = CameraTruth::Missing;
            loop.quit();
        }
    });
    QObject::connect(&camera, &Camera::frame, &loop, [&](const CameraFrame& frame) {
        if (const auto truth = probe.offer(frame)) {
            found = *truth;
            loop.quit();
        }
    });
    QTimer::singleShot(picturesWithin, &loop, &QEventLoop::quit);
    camera.start();
    loop.exec();
    camera.stop();
    return found;
}

} // namespace station
