#include "devices/host/channel.h"

#include "core/capture/grey_image.h"

#include <QPointer>

#include <utility>

namespace station {
namespace {

// Two of the largest prints: more than that unread means that the peer has stopped reading.
constexpr qint64 maxUnsent = 2LL * maxImageSide * maxImageSide;

} // namespace

Channel::Channel(std::unique_ptr<QLocalSocket> socket, QObject* parent)
    : QObject(parent)
    , m_socket(std::move(socket))
{
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &Channel::read);
    connect(m_socket.get(), &QLocalSocket::disconnected, this, &Channel::read);
    // What arrived before we listened makes no readyRead; closed and received never come out of the
    // constructor.
    QMetaObject::invokeMethod(this, &Channel::read, Qt::QueuedConnection);
}

Channel::~Channel() { m_socket->disconnect(this); }

void Channel::send(const Message& message)
{
    if (m_closed)
        return;
    m_socket->write(toFrame(message));
    m_socket->flush();
    if (m_socket->bytesToWrite() > maxUnsent)
        end({ErrorCode::DeviceFailed, "the other side reads nothing"});
}

void Channel::end(const Error& why)
{
    m_socket->abort();
    finish(why);
}

void Channel::read()
{
    if (m_closed)
        return;
    if (m_socket->bytesAvailable() > 0)
        m_frames.feed(m_socket->readAll());
    const QPointer<Channel> alive(this);
    for (;;) {
        const auto message = m_frames.next();
        if (!message)
            return end(message.error());
        if (!*message)
            break;
        emit received(**message);
        if (!alive || m_closed)
            return;
    }
    if (m_socket->state() == QLocalSocket::UnconnectedState)
        finish({ErrorCode::DeviceFailed, "the other side closed the connection"});
}

void Channel::finish(const Error& why)
{
    if (std::exchange(m_closed, true))
        return;
    emit closed(why);
}

} // namespace station
