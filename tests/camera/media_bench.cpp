#include "tests/camera/media_bench.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTimer>

#include <csignal>

namespace station {
namespace {

void end(std::unique_ptr<QProcess>& process)
{
    if (!process)
        return;
    process->kill();
    waitUntil([&] { return process->state() == QProcess::NotRunning; }, 3000);
    process.reset();
}

/// At the program's end there is no event loop to run.
void endAtLast(std::unique_ptr<QProcess>& process)
{
    if (!process)
        return;
    process->kill();
    process->waitForFinished(3000);
}

} // namespace

bool waitUntil(const std::function<bool()>& done, int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < milliseconds) {
        QEventLoop loop;
        QTimer::singleShot(5, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return done();
}

QString MediaBench::missing()
{
    for (const char* program : {"pipewire", "wireplumber", "pw-cli", "dbus-daemon"}) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return QLatin1String(program);
    }
    return {};
}

MediaBench::MediaBench()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    const QString bus = m_folder.filePath(QStringLiteral("bus"));
    for (const char* name : {"XDG_RUNTIME_DIR", "PIPEWIRE_RUNTIME_DIR"})
        m_environment.insert(QLatin1String(name), m_folder.path());
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.filePath(QStringLiteral("config")));
    m_environment.insert(QStringLiteral("XDG_STATE_HOME"), m_folder.filePath(QStringLiteral("state")));
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=") + bus);
    m_bus = run(QStringLiteral("dbus-daemon"),
        {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
            QStringLiteral("--address=unix:path=") + bus});
    waitUntil([&] { return QFileInfo::exists(bus); }, 5000);
}

MediaBench::~MediaBench()
{
    for (auto* process : {&m_source, &m_manager, &m_pipewire, &m_bus})
        endAtLast(*process);
}

std::unique_ptr<QProcess> MediaBench::run(const QString& program, const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(program, arguments);
    return process;
}

bool MediaBench::startService()
{
    m_pipewire = run(QStringLiteral("pipewire"), {});
    const QString socket = m_folder.filePath(QStringLiteral("pipewire-0"));
    const auto clientsWith = [&](const QByteArray& name) {
        const auto list = run(QStringLiteral("pw-cli"), {QStringLiteral("ls"), QStringLiteral("Client")});
        waitUntil([&] { return list->state() == QProcess::NotRunning; }, 2000);
        return list->readAllStandardOutput().contains(name);
    };
    if (!waitUntil([&] { return QFileInfo::exists(socket) && clientsWith("pw-cli"); }, 5000))
        return false;
    m_manager = run(QStringLiteral("wireplumber"), {});
    return waitUntil([&] { return clientsWith("WirePlumber"); }, 10000);
}

void MediaBench::killService()
{
    end(m_manager);
    end(m_pipewire);
}

bool MediaBench::startSource(int seed)
{
    m_source = run(
        qEnvironmentVariable("STATION_BIN") + QStringLiteral("/picture-source"), {QString::number(seed)});
    QByteArray said;
    return waitUntil(
        [&] {
            said += m_source->readAllStandardOutput();
            return said.contains("ready");
        },
        5000);
}

void MediaBench::killSource() { end(m_source); }

void MediaBench::signalSource(int signal) const { ::kill(static_cast<pid_t>(m_source->processId()), signal); }

} // namespace station
