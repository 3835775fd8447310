#include "devices/camera/media_service.h"

#include "core/base/log.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto askAgainAfter = 100ms;
constexpr int firstWaitMs = 100;

/// As libpipewire finds it: PIPEWIRE_REMOTE in PIPEWIRE_RUNTIME_DIR or XDG_RUNTIME_DIR.
QString socketPath()
{
    const QString name = qEnvironmentVariable("PIPEWIRE_REMOTE", QStringLiteral("pipewire-0"));
    const QString folder
        = qEnvironmentVariable("PIPEWIRE_RUNTIME_DIR", qEnvironmentVariable("XDG_RUNTIME_DIR"));
    return folder.isEmpty() ? QString() : QDir(folder).absoluteFilePath(name);
}

} // namespace

MediaService::MediaService(QObject* parent)
    : QObject(parent)
    , m_path(socketPath())
    , m_socket(this)
    , m_again(this)
{
    m_again.setInterval(askAgainAfter);
    connect(&m_again, &QTimer::timeout, this, &MediaService::ask);
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_again.stop();
        if (std::exchange(m_up, true))
            return;
        LogLine("media_service.up").info(logDevices());
        emit cameUp();
    });
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] {
        m_again.start();
        if (!std::exchange(m_up, false))
            return;
        LogLine("media_service.down").warning(logDevices());
        emit wentDown();
    });
}

void MediaService::ask()
{
    m_socket.abort(); // an attempt that hangs is given up
    m_socket.connectToServer(m_path);
}

MediaService::Presence MediaService::watch()
{
    if (m_path.isEmpty())
        return Presence::None;
    if (!m_again.isActive() && !m_up) {
        m_again.start();
        ask();
        m_socket.waitForConnected(firstWaitMs);
    }
    if (m_up)
        return Presence::Up;
    return QFileInfo::exists(m_path) ? Presence::Down : Presence::None;
}

} // namespace station
