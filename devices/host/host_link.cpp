#include "devices/host/host_link.h"

#include "devices/host/payload.h"

#include <QTimer>

#include <sys/prctl.h>

#include <csignal>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr int connectMs = 2000;
constexpr auto longestSilence = 10s;

} // namespace

HostLink::HostLink(HostKind kind, QObject* parent)
    : QObject(parent)
    , m_kind(kind)
{
}

HostLink::~HostLink() = default;

Status HostLink::open(const QString& socketPath)
{
    // The supervisor asks for this too; here it also holds for a host that something else has started.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(socketPath);
    if (!socket->waitForConnected(connectMs))
        return fail(ErrorCode::DeviceFailed, socket->errorString().toStdString());

    m_channel = std::make_unique<Channel>(std::move(socket));
    m_silence = std::make_unique<QTimer>();
    m_silence->setSingleShot(true);
    m_silence->setInterval(longestSilence);
    connect(m_channel.get(), &Channel::received, this, &HostLink::handle);
    connect(m_channel.get(), &Channel::closed, this, &HostLink::closed);
    connect(m_silence.get(), &QTimer::timeout, this, &HostLink::closed);
    m_silence->start();
    send({MessageType::Hello,
        PayloadWriter().u32(hostProtocolVersion).u8(static_cast<quint8>(m_kind)).take()});
    return {};
}

void HostLink::send(const Message& message)
{
    if (m_channel)
        m_channel->send(message);
}

void HostLink::handle(const Message& message)
{
    m_silence->start();
    if (message.type == MessageType::Ping)
        send({MessageType::Pong, {}});
    else
        emit received(message);
}

} // namespace station
