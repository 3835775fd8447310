#include "devices/host/hosted_camera.h"

#include "core/base/log.h"
#include "devices/host/camera_messages.h"
#include "devices/host/reader_messages.h"

#include <utility>

namespace station {
namespace {

using namespace std::chrono_literals;

// A little after the device process's own 1 s: a hung camera is its to tell, a stopped process is ours to
// see.
constexpr auto longestSilence = 1050ms;
// A camera process tells of every silence after 1 s. One that does not is stuck; but opening a camera may
// block for 30 s.
constexpr auto longestStuckLive = 2000ms;
constexpr auto longestStuck = 40s;

} // namespace

HostedCamera::HostedCamera(HostLaunch launch, QObject* parent)
    : Camera(parent)
    , m_silence(this)
    , m_patience(this)
{
    if (auto ring = FrameRing::create())
        m_ring = std::move(*ring);
    else
        LogLine("camera.no_shared_memory").with(ring.error()).warning(logDevices());
    launch.inheritedDescriptor = m_ring ? m_ring->descriptor() : -1;
    m_host = std::make_unique<HostProcess>(HostKind::Camera, std::move(launch), this);
    m_silence.setSingleShot(true);
    m_silence.setTimerType(Qt::PreciseTimer);
    m_silence.setInterval(longestSilence);
    connect(&m_silence, &QTimer::timeout, this, [this] { publish(DeviceState::Recovering); });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_host->restart({ErrorCode::DeviceFailed, "the camera process is stuck"});
    });
    connect(m_host.get(), &HostProcess::up, this, &HostedCamera::introduce);
    connect(m_host.get(), &HostProcess::received, this, &HostedCamera::handle);
    connect(m_host.get(), &HostProcess::down, this, [this] {
        if (m_ring)
            m_ring->reset();
        m_patience.stop();
        publish(DeviceState::Recovering);
    });
}

HostedCamera::~HostedCamera() = default;

void HostedCamera::select(const QString& cameraId)
{
    m_selected = cameraId;
    m_host->send(selectCameraMessage(cameraId));
}

void HostedCamera::start()
{
    m_wanted = true;
    publish(m_ring ? DeviceState::Starting : DeviceState::Missing);
    if (!m_ring)
        return;
    m_host->start();
    introduce();
}

void HostedCamera::stop()
{
    m_wanted = false;
    m_silence.stop();
    m_patience.stop();
    m_state.reset();
    m_host->send({MessageType::StopCamera, {}});
}

void HostedCamera::introduce()
{
    if (!m_wanted)
        return;
    m_host->send(selectCameraMessage(m_selected));
    m_host->send({MessageType::StartCamera, {}});
    m_patience.start(longestStuck);
}

template<class T, class Use>
void HostedCamera::use(const Result<T>& decoded, Use&& then)
{
    if (decoded)
        then(*decoded);
    else
        m_host->restart(decoded.error());
}

void HostedCamera::handle(const Message& message)
{
    switch (message.type) {
    case MessageType::State:
        return use(decodeState(message.payload), [this](DeviceState state) {
            if (!m_wanted)
                return;
            if (state == DeviceState::Missing)
                m_patience.stop(); // nothing to wait for
            else
                m_patience.start(longestStuck);
            if (state != DeviceState::Ready) // Ready is believed with the first frame
                publish(state);
        });
    case MessageType::Cameras:
        return use(decodeCameras(message.payload), [this](const auto& cameras) { emit listed(cameras); });
    case MessageType::FrameReady:
        return use(
            decodeFrame(message.payload), [this](const FrameNews& news) { show(news.place, news.at); });
    case MessageType::Ping:
    case MessageType::StartReaders:
    case MessageType::SelectReader:
    case MessageType::Arm:
    case MessageType::Disarm:
    case MessageType::SelectCamera:
    case MessageType::StartCamera:
    case MessageType::StopCamera:
    case MessageType::Hello:
    case MessageType::Pong:
    case MessageType::Readers:
    case MessageType::FingerOn:
    case MessageType::FingerOff:
    case MessageType::Print:
    case MessageType::Retry:
    case MessageType::ScanFailed: m_host->restart({ErrorCode::Damaged, "a message that no camera sends"});
    }
}

void HostedCamera::show(const FramePlace& place, std::chrono::steady_clock::time_point at)
{
    if (!m_wanted)
        return;
    auto image = m_ring->read(place);
    if (!image)
        return;
    publish(DeviceState::Ready);
    m_silence.start();
    m_patience.start(longestStuckLive);
    emit frame({std::make_shared<const ColourImage>(std::move(*image)), at});
}

void HostedCamera::publish(DeviceState state)
{
    if (state != DeviceState::Ready)
        m_silence.stop();
    if (m_wanted && std::exchange(m_state, state) != state)
        emit stateChanged(state);
}

} // namespace station
