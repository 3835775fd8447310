#include "devices/host/host_process.h"

#include "core/base/log.h"
#include "devices/host/payload.h"

#include <QCoreApplication>
#include <QLocalServer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <fcntl.h>
#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <utility>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto heartbeatEvery = 250ms;
constexpr int ticksOfSilence
    = 4; // about 1 s; libfprint's drivers are busy for up to 394 ms while they assemble a picture
constexpr int ticksToComeUp = 24; // 6 s: a cold disk and a loaded machine
constexpr int ticksOfHealth = 40; // 10 s
constexpr auto drainFor = 100ms;
constexpr auto longestDelay = 5000ms;
constexpr int politeMs = 300;
constexpr int killMs = 500;

std::chrono::milliseconds delayBefore(int failuresInARow)
{
    if (failuresInARow <= 1)
        return 0ms;
    return std::min<std::chrono::milliseconds>(longestDelay, 100ms * (1 << std::min(failuresInARow - 2, 10)));
}

const char* nameOf(HostKind kind)
{
    switch (kind) {
    case HostKind::Reader: return "reader";
    case HostKind::Camera: return "camera";
    }
    return "";
}

/// Runs in the new process before the program does: only what is safe after fork().
void prepareChild(int inheritedDescriptor)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (inheritedDescriptor >= 0)
        ::fcntl(inheritedDescriptor, F_SETFD, 0);
}

QStringList argumentsFor(HostKind kind, const HostLaunch& launch, const QString& socketPath)
{
    QStringList arguments {
        QStringLiteral("--kind"), QLatin1String(nameOf(kind)), QStringLiteral("--socket"), socketPath};
    if (launch.inheritedDescriptor >= 0)
        arguments << QStringLiteral("--memory") << QString::number(launch.inheritedDescriptor);
    return arguments + launch.arguments;
}

bool isHello(const Message& message, HostKind kind)
{
    PayloadReader in(message.payload);
    const quint32 version = in.u32();
    const quint8 theirs = in.u8();
    return message.type == MessageType::Hello && in.complete() && version == hostProtocolVersion
        && theirs == static_cast<quint8>(kind);
}

} // namespace

HostLaunch HostLaunch::beside()
{
    HostLaunch launch;
    launch.program = QCoreApplication::applicationDirPath() + QStringLiteral("/device-host");
    return launch;
}

HostProcess::HostProcess(HostKind kind, HostLaunch launch, QObject* parent)
    : QObject(parent)
    , m_kind(kind)
    , m_launch(std::move(launch))
{
}

HostProcess::~HostProcess()
{
    m_phase = Phase::Idle;
    m_channel.reset(); // a healthy host closes its device and ends by itself
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() != QProcess::NotRunning && !m_process->waitForFinished(politeMs)) {
        m_process->kill();
        m_process->waitForFinished(killMs);
    }
}

void HostProcess::send(const Message& message)
{
    if (m_channel && m_phase == Phase::Up)
        m_channel->send(message);
}

qint64 HostProcess::processId() const { return m_process ? m_process->processId() : 0; }

void HostProcess::start()
{
    if (m_phase != Phase::Idle)
        return;
    m_folder = std::make_unique<QTemporaryDir>();
    m_heartbeat = std::make_unique<QTimer>();
    m_heartbeat->setInterval(heartbeatEvery);
    connect(m_heartbeat.get(), &QTimer::timeout, this, &HostProcess::tick);
    m_heartbeat->start();
    m_delay = std::make_unique<QTimer>();
    m_delay->setSingleShot(true);
    connect(m_delay.get(), &QTimer::timeout, this, &HostProcess::launch);
    launch();
}

void HostProcess::restart(const Error& why)
{
    if (m_phase != Phase::Launching && m_phase != Phase::Up)
        return;
    if (m_channel)
        m_channel->end(why); // nothing more of what it says is heard; closed() kills it
    else
        kill(why);
}

void HostProcess::launch()
{
    m_phase = Phase::Launching;
    m_introduced = false;
    m_unanswered = 0;
    m_ticksUp = 0;
    // A socket for each launch: what is left of an earlier host cannot be taken for the new one.
    const QString path = m_folder->filePath(QStringLiteral("host-%1").arg(m_launches++));
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &HostProcess::accept);
    if (!m_server->listen(path))
        LogLine("host.socket_failed").with("kind", nameOf(m_kind)).warning(logDevices());

    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedChannels);
    m_process->setProcessEnvironment(m_launch.environment);
    m_process->setChildProcessModifier([descriptor = m_launch.inheritedDescriptor] { prepareChild(descriptor); });
    connect(m_process.get(), &QProcess::finished, this, &HostProcess::processEnded);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            processEnded();
    });
    m_process->start(m_launch.program, argumentsFor(m_kind, m_launch, path));
    emit spawned(processId()); // none when not even a process could be made
}

void HostProcess::accept()
{
    std::unique_ptr<QLocalSocket> socket(m_server->nextPendingConnection());
    if (!socket || m_channel || m_phase != Phase::Launching)
        return;
    socket->setParent(nullptr);
    m_channel = std::make_unique<Channel>(std::move(socket));
    connect(m_channel.get(), &Channel::received, this, &HostProcess::handle);
    connect(m_channel.get(), &Channel::closed, this, [this](const Error& why) {
        m_channel.release()->deleteLater(); // we are inside one of its signals
        if (m_phase == Phase::Launching || m_phase == Phase::Up)
            kill(why);
        settle();
    });
}

void HostProcess::handle(const Message& message)
{
    m_unanswered = 0;
    if (m_phase == Phase::Launching) {
        if (!isHello(message, m_kind))
            return kill({ErrorCode::Damaged, "device-host of another release"});
        m_phase = Phase::Up;
        m_introduced = true;
        emit up();
        return;
    }
    if (m_introduced && message.type != MessageType::Pong)
        emit received(message);
}

void HostProcess::tick()
{
    if (m_phase == Phase::Launching && ++m_unanswered > ticksToComeUp)
        return kill({ErrorCode::DeviceFailed, "device-host did not come up"});
    if (m_phase != Phase::Up)
        return;
    if (m_unanswered >= ticksOfSilence)
        return kill({ErrorCode::DeviceFailed, "device-host is silent"});
    // Counted in ticks, not in time: when our own thread was held up, that is not the host's silence.
    ++m_unanswered;
    if (++m_ticksUp >= ticksOfHealth)
        m_failures = 0;
    send({MessageType::Ping, {}});
}

void HostProcess::kill(const Error& why)
{
    LogLine("host.killed").with("kind", nameOf(m_kind)).with(why).warning(logDevices());
    m_phase = Phase::Ending;
    m_process->kill();
    emit down(); // said now: a process that the kernel holds cannot be waited for
}

void HostProcess::processEnded()
{
    const bool unforeseen = m_phase != Phase::Ending;
    m_phase = Phase::Ending;
    if (unforeseen) {
        LogLine("host.died")
            .with("kind", nameOf(m_kind))
            .with("exit", m_process->exitCode())
            .warning(logDevices());
        emit down();
    }
    if (m_channel) // its last messages are still on their way; closed() comes after them
        QTimer::singleShot(drainFor, m_channel.get(), [channel = m_channel.get()] {
            channel->end({ErrorCode::DeviceFailed, "device-host has died"});
        });
    settle();
}

void HostProcess::settle()
{
    if (m_phase != Phase::Ending || m_channel || m_process->state() != QProcess::NotRunning)
        return;
    m_phase = Phase::Waiting;
    m_process.release()->deleteLater(); // we may be inside one of its signals
    m_delay->start(delayBefore(++m_failures));
}

} // namespace station
