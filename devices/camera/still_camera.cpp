#include "devices/camera/still_camera.h"

#include "core/capture/grey_image.h"
#include "devices/camera/colour_conversion.h"

#include <QFileInfo>
#include <QImageReader>

#include <algorithm>
#include <utility>

namespace station {
namespace {

int period(int framesPerSecond) { return 1000 / std::clamp(framesPerSecond, 10, 30); }

ColourImage readPicture(const QString& path)
{
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size(); // of the header: judged before anything is decoded
    if (size.isEmpty() || size.width() > maxImageSide || size.height() > maxImageSide)
        return {};
    return copied(reader.read());
}

} // namespace

StillCamera::StillCamera(CameraInfo info, ColourImage picture, int framesPerSecond, QObject* parent)
    : Camera(parent)
    , m_info(std::move(info))
    , m_picture(std::make_shared<const ColourImage>(std::move(picture)))
{
    m_clock.setInterval(period(framesPerSecond));
    m_clock.setTimerType(Qt::PreciseTimer);
    connect(&m_clock, &QTimer::timeout, this, &StillCamera::show);
}

StillCamera::StillCamera(const QString& path, int framesPerSecond, QObject* parent)
    : Camera(parent)
    , m_info {QStringLiteral("still:") + path, QFileInfo(path).fileName()}
    , m_path(path)
    , m_picture(std::make_shared<const ColourImage>())
{
    m_clock.setInterval(period(framesPerSecond));
    m_clock.setTimerType(Qt::PreciseTimer);
    connect(&m_clock, &QTimer::timeout, this, &StillCamera::show);
}

void StillCamera::select(const QString&) { } // there is only this one

void StillCamera::start()
{
    if (m_clock.isActive())
        return;
    m_clock.start();
    emit stateChanged(DeviceState::Starting);
    emit listed({m_info});
    show();
}

void StillCamera::stop()
{
    m_clock.stop();
    m_state.reset();
}

void StillCamera::show()
{
    if (m_picture->isEmpty() && !m_path.isEmpty())
        m_picture = std::make_shared<const ColourImage>(readPicture(m_path));
    const auto state = m_picture->isEmpty() ? DeviceState::Missing : DeviceState::Ready;
    if (std::exchange(m_state, state) != state)
        emit stateChanged(state);
    if (m_clock.isActive() && !m_picture->isEmpty())
        emit frame({m_picture, std::chrono::steady_clock::now()});
}

} // namespace station
