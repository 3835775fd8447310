#include "devices/camera/qt_camera.h"

#include "core/base/log.h"
#include "devices/camera/colour_conversion.h"

#include <QCamera>
#include <QCameraDevice>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoFrame>
#include <QVideoSink>

#include <algorithm>
#include <utility>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto tickEvery = 100ms;
constexpr auto longestSilence = 1000ms;
constexpr auto heldUp = 250ms; // a frame slot held up for longer stalls a PipeWire stream for good
constexpr auto hopeless = 30s;
constexpr auto settle = 300ms; // between the entry's arrival and opening it

/// The largest that is no larger than 1080p and still looks live; nothing when the camera lists none.
std::optional<QCameraFormat> bestFormat(const QCameraDevice& device)
{
    constexpr float liveRate = 15;
    const auto area = [](const QCameraFormat& format) {
        return format.resolution().width() * format.resolution().height();
    };
    std::optional<QCameraFormat> best;
    for (const auto& format : device.videoFormats()) {
        const QSize size = format.resolution();
        const bool fits = size.width() <= 1920 && size.height() <= 1080 && format.maxFrameRate() >= liveRate;
        if (fits && (!best || area(format) > area(*best)))
            best = format;
    }
    return best;
}

std::optional<QCameraDevice> deviceOf(const QByteArray& entry)
{
    for (const auto& device : QMediaDevices::videoInputs()) {
        if (device.id() == entry)
            return device;
    }
    return std::nullopt;
}

} // namespace

/// The sink is connected before the camera: joined later, it makes GStreamer negotiate again and PipeWire
/// take back the memory of frames that are still on their way, which ends the process.
struct QtCamera::Stream {
    explicit Stream(const QCameraDevice& device)
        : entry(device.id())
        , camera(device)
    {
        session.setVideoSink(&sink);
        if (const auto format = bestFormat(device))
            camera.setCameraFormat(*format);
        session.setCamera(&camera);
    }

    QByteArray entry;
    QVideoSink sink;
    QMediaCaptureSession session;
    QCamera camera;
};

QtCamera::QtCamera(QObject* parent)
    : Camera(parent)
    , m_service(m_watch.adopt(std::make_unique<MediaService>()))
{
    m_tick.setInterval(tickEvery);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &QtCamera::tick);
    connect(
        &m_service, &MediaService::wentDown, this,
        [this] {
            if (m_dependsOnService)
                emit needsNewProcess({ErrorCode::DeviceFailed, "the media service has died"});
        },
        Qt::DirectConnection);
    connect(&m_service, &MediaService::cameUp, this, [this] {
        if (m_devices && !m_dependsOnService)
            emit needsNewProcess({ErrorCode::DeviceFailed, "the media service was started"});
        else if (!m_devices && m_phase != Phase::Idle)
            begin(true);
    });
}

QtCamera::~QtCamera() = default;

void QtCamera::select(const QString& cameraId)
{
    m_selected = cameraId;
    if (m_phase == Phase::Idle || !m_devices)
        return;
    const auto wanted = m_list.entryOf(cameraId);
    if (m_stream && wanted == m_stream->entry)
        return;
    close(Phase::Waiting, DeviceState::Starting);
    consider();
}

void QtCamera::start()
{
    if (m_phase != Phase::Idle)
        return;
    m_phase = Phase::Waiting;
    m_lastTick = std::chrono::steady_clock::now();
    m_tick.start();
    publish(DeviceState::Starting);
    auto presence = MediaService::Presence::None;
    QMetaObject::invokeMethod(
        &m_service, [&] { presence = m_service.watch(); }, Qt::BlockingQueuedConnection);
    if (presence == MediaService::Presence::Down && !m_devices)
        publish(DeviceState::Recovering); // Qt's list, made now, would stay empty for ever
    else
        begin(presence == MediaService::Presence::Up);
}

void QtCamera::stop()
{
    m_tick.stop();
    m_stream.reset();
    m_phase = Phase::Idle;
    m_state.reset();
}

void QtCamera::begin(bool serviceIsUp)
{
    if (!m_devices) {
        m_dependsOnService = serviceIsUp;
        m_devices = std::make_unique<QMediaDevices>();
        // Queued: Qt emits it while it holds the lock that reading the list takes.
        connect(m_devices.get(), &QMediaDevices::videoInputsChanged, this, &QtCamera::readList,
            Qt::QueuedConnection);
    }
    readList();
    consider();
}

void QtCamera::readList()
{
    std::vector<ListedDevice> devices;
    for (const auto& device : QMediaDevices::videoInputs())
        devices.push_back({device.id(), device.description()});
    const auto before = m_list.cameras();
    m_list.update(std::move(devices));
    if (m_phase == Phase::Idle)
        return;
    if (m_list.cameras() != before || before.empty())
        emit listed(m_list.cameras());
    if (m_stream && !m_list.isThere(m_stream->entry))
        close(Phase::Waiting, DeviceState::Missing);
    if (m_list.isAmbiguous())
        emit needsNewProcess({ErrorCode::DeviceMissing, "one of two cameras of the same name went"});
    if (m_phase == Phase::Waiting)
        QTimer::singleShot(settle, this, &QtCamera::consider);
}

void QtCamera::consider()
{
    if (m_phase != Phase::Waiting || !m_devices)
        return;
    if (const auto entry = m_list.entryOf(m_selected))
        open(*entry);
    else
        publish(DeviceState::Missing);
}

void QtCamera::open(const QByteArray& entry)
{
    const auto device = deviceOf(entry);
    if (!device)
        return publish(DeviceState::Missing);
    m_phase = Phase::Opening;
    m_stream = std::make_unique<Stream>(*device);
    connect(&m_stream->sink, &QVideoSink::videoFrameChanged, this, &QtCamera::take);
    connect(&m_stream->camera, &QCamera::errorOccurred, this, [this](QCamera::Error error) {
        LogLine("camera.failed").with("error", static_cast<long long>(error)).warning(logDevices());
        m_phase = Phase::Silent;
        publish(DeviceState::Recovering);
    });
    m_stream->camera.start();
    m_lastSign = std::chrono::steady_clock::now();
    m_lastTick = m_lastSign; // the time that start() took is not a moment of being held up
}

void QtCamera::close(Phase next, DeviceState state)
{
    m_stream.reset();
    m_phase = next;
    publish(state);
}

void QtCamera::take(const QVideoFrame& frame)
{
    if (!frame.isValid() || m_phase == Phase::Idle
        || m_phase == Phase::Waiting) // stopping delivers one invalid frame
        return;
    auto image = copied(frame);
    if (image.isEmpty())
        return;
    m_lastSign = std::chrono::steady_clock::now();
    m_reopened = false;
    m_phase = Phase::Live;
    publish(DeviceState::Ready);
    emit this->frame({std::make_shared<const ColourImage>(std::move(image)), m_lastSign});
}

void QtCamera::tick()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - std::exchange(m_lastTick, now) > heldUp + tickEvery)
        m_heldUpUntil = now;
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Waiting: return;
    case Phase::Opening:
    case Phase::Live:
        if (now - std::max(m_lastSign, m_heldUpUntil) > longestSilence)
            beSilent(now);
        return;
    case Phase::Silent:
        if (now - m_lastSign > hopeless)
            emit needsNewProcess({ErrorCode::DeviceFailed, "the camera has been silent for 30 s"});
        return;
    }
}

void QtCamera::beSilent(Time now)
{
    const bool ourFault = m_heldUpUntil > m_lastSign && !m_reopened;
    LogLine("camera.silent")
        .with("ms", (now - m_lastSign) / 1ms)
        .with("held_up", ourFault)
        .warning(logDevices());
    m_phase = Phase::Silent;
    publish(DeviceState::Recovering);
    if (!ourFault || !m_stream)
        return;
    const QByteArray entry = m_stream->entry;
    m_stream.reset();
    m_reopened = true;
    open(entry);
}

void QtCamera::publish(DeviceState state)
{
    if (std::exchange(m_state, state) != state)
        emit stateChanged(state);
}

} // namespace station
