#pragma once

#include "devices/host/message.h"

#include <QLocalSocket>
#include <QObject>

#include <memory>

namespace station {

/// One end of the connection between the window and a device process.
/// A torn, unknown or oversized message ends the connection and nothing else.
///
/// Threads: the one it was made on.
class Channel : public QObject {
    Q_OBJECT

public:
    /// @pre socket is connected
    explicit Channel(std::unique_ptr<QLocalSocket> socket, QObject* parent = nullptr);
    ~Channel() override;

    /// Queued; lost when the connection has ended. A peer that reads nothing is cut off rather than queued
    /// for.
    void send(const Message& message);
    /// Ends the connection; closed() follows.
    void end(const Error& why);

signals:
    void received(const station::Message& message);
    /// Exactly once, after the last received(): everything the peer sent before it died has been handed on.
    void closed(const station::Error& why);

private:
    void read();
    void finish(const Error& why);

    std::unique_ptr<QLocalSocket> m_socket;
    FrameReader m_frames;
    bool m_closed = false;
};

} // namespace station
