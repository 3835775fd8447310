#pragma once

#include "devices/host/channel.h"

#include <QObject>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

class QLocalServer;
class QProcess;
class QTemporaryDir;
class QTimer;

namespace station {

/// How a device process is started.
struct HostLaunch {
    QString program; ///< path of device-host
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QStringList arguments; ///< after those that the supervisor gives
    int inheritedDescriptor = -1; ///< left open in the device process, which is told its number with --memory

    /// The device-host that stands beside the running program.
    [[nodiscard]] static HostLaunch beside();
};

/// Starts one device process, watches it and starts it again.
///
///   start() -> up -> received … -> down -> up -> …
///
/// A host that says nothing for about 1 s (four pings unanswered) or dies is killed (SIGKILL) and started
/// again: at once the first time, then after 100 ms, 200 ms … up to 5 s; a host that has lived for 10 s
/// counts as the first again. So a crash costs well under 1 s and a hang about 1.3 s. No process outlives
/// this object, nor the thread that it lives on, nor this process, however they end.
///
/// Threads: one; make it anywhere, then move it; call it on its thread. No call blocks but the destructor (≤
/// 0.5 s).
class HostProcess : public QObject {
    Q_OBJECT

public:
    HostProcess(HostKind kind, HostLaunch launch, QObject* parent = nullptr);
    ~HostProcess() override;

    /// Lost when no host is up: send everything it must know again at each up().
    void send(const Message& message);
    /// The process id, 0 when there is none. For tests and the details fold.
    [[nodiscard]] qint64 processId() const;

public slots:
    /// A second call is ignored.
    void start();
    /// Kills the host; it is started again. For a caller that sees it misbehave in a way of its own.
    void restart(const station::Error& why);

signals:
    void up(); ///< a new host has said hello and knows nothing yet
    void received(const station::Message& message);
    /// It hung, died or broke the protocol. What it had sent before that may still be received().
    void down();
    void spawned(qint64 processId); ///< for tests; 0 when the program could not be started

private:
    enum class Phase { Idle, Launching, Up, Ending, Waiting };

    void launch();
    void accept();
    void handle(const Message& message);
    void tick();
    void kill(const Error& why);
    void processEnded();
    void settle();

    const HostKind m_kind;
    const HostLaunch m_launch;
    Phase m_phase = Phase::Idle;
    bool m_introduced = false; // this host has said hello as it should
    int m_unanswered = 0; // ticks since the host was last heard
    int m_ticksUp = 0;
    int m_failures = 0; // in a row
    int m_launches = 0;
    std::unique_ptr<QTemporaryDir> m_folder; // 0700: nobody else reaches the socket
    std::unique_ptr<QLocalServer> m_server;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<Channel> m_channel;
    std::unique_ptr<QTimer> m_heartbeat;
    std::unique_ptr<QTimer> m_delay;
};

} // namespace station
