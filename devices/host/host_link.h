#pragma once

#include "devices/host/channel.h"

#include <QObject>
#include <QString>

#include <memory>

class QTimer;

namespace station {

/// The device process's end: says hello, answers pings from the main loop, and ends when the window is gone
/// or has been silent for 10 s.
class HostLink : public QObject {
    Q_OBJECT

public:
    explicit HostLink(HostKind kind, QObject* parent = nullptr);
    ~HostLink() override;

    /// Asks the kernel to kill this process when the thread that started it dies, connects and says hello.
    /// Blocks for up to 2 s. Errors: DeviceFailed when nobody listens on the socket.
    [[nodiscard]] Status open(const QString& socketPath);
    void send(const Message& message);

signals:
    void received(const station::Message& message);
    /// The window is gone: end the process.
    void closed();

private:
    void handle(const Message& message);

    const HostKind m_kind;
    std::unique_ptr<Channel> m_channel;
    std::unique_ptr<QTimer> m_silence;
};

} // namespace station
