#include "tests/links/link_bench.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QThread>

#include <catch2/catch.hpp>
#include <sys/prctl.h>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace station {
namespace {

QString nginxProgram()
{
    return QStandardPaths::findExecutable("nginx", {"/usr/sbin", "/usr/local/sbin", "/usr/bin"});
}

QString linkProgram() { return qEnvironmentVariable("STATION_BIN") + "/bad-link"; }

QStringList linkArguments(const LinkSpec& link)
{
    QStringList arguments {"--kbit", QString::number(link.kbit), "--rtt", QString::number(link.roundTripMs),
        "--loss", QString::number(link.lossPercent), "--seed", QString::number(link.seed)};
    if (!link.congestion.isEmpty())
        arguments << "--congestion" << link.congestion;
    return arguments;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly | QFile::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

} // namespace

QString LinkBench::reasonToSkip()
{
    if (nginxProgram().isEmpty())
        return QStringLiteral("nginx is not installed");
    QProcess probe;
    probe.start(linkProgram(), linkArguments({}));
    probe.waitForStarted(5000);
    probe.closeWriteChannel();
    if (!probe.waitForFinished(5000) || probe.exitCode() != 0)
        return QStringLiteral("no bad link can be made here: ")
            + QString::fromUtf8(probe.readAllStandardError().trimmed());
    return {};
}

LinkBench::LinkBench(const LinkSpec& link)
    : registry({"--host", "192.0.2.2"})
{
    startLink(link);
    startRegistry();
    writeNginxConfiguration();
    startNginx();
}

LinkBench::~LinkBench()
{
    m_nginx.kill();
    m_nginx.waitForFinished(5000);
    m_link.closeWriteChannel();
    m_link.waitForFinished(5000);
    ::close(m_stationSpace);
    ::close(m_registrySpace);
}

void LinkBench::startLink(const LinkSpec& link)
{
    m_link.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_link.start(linkProgram(), linkArguments(link));
    waitForLink("ready");
    const auto words = m_linkWords.trimmed().split(' ');
    REQUIRE(words.size() == 3);
    m_stationSpace = ::open(words.at(1).constData(), O_RDONLY | O_CLOEXEC);
    m_registrySpace = ::open(words.at(2).constData(), O_RDONLY | O_CLOEXEC);
    REQUIRE(m_stationSpace >= 0);
    REQUIRE(m_registrySpace >= 0);
}

void LinkBench::startRegistry() { registry.start({"--behind-proxy", "--unix-socket", socket()}); }

void LinkBench::writeNginxConfiguration()
{
    QByteArray site = contentOf(
        qEnvironmentVariable("STATION_SOURCE") + "/packaging/registry/enrollment-registry.conf.in");
    REQUIRE_FALSE(site.isEmpty());
    site.replace("@LISTEN@", "192.0.2.2:8443");
    site.replace("@DIR@", registry.directory().absolutePath().toUtf8());
    site.replace("@SOCKET@", socket().toUtf8());
    site.replace("@LOG@", registry.path("access.log").toUtf8());
    REQUIRE_FALSE(site.contains('@' + QByteArray("LISTEN")));
    write(registry.path("site.conf"), site);
    // What Debian's nginx.conf has around it, in the foreground and under this folder.
    const QByteArray here = registry.path("").toUtf8() + "/";
    write(registry.path("nginx.conf"),
        "daemon off;\nmaster_process off;\nuser root;\npid " + here + "nginx.pid;\nerror_log " + here
            + "error.log;\nevents {}\nhttp {\nclient_body_temp_path " + here + "body;\nproxy_temp_path "
            + here + "proxy;\nfastcgi_temp_path " + here + "fastcgi;\nuwsgi_temp_path " + here
            + "uwsgi;\nscgi_temp_path " + here + "scgi;\ninclude " + here + "site.conf;\n}\n");
}

void LinkBench::startNginx()
{
    place(m_nginx, m_registrySpace);
    m_nginx.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_nginx.start(nginxProgram(), {"-c", registry.path("nginx.conf"), "-e", registry.path("error.log")});
    REQUIRE(m_nginx.waitForStarted(5000));
    bool listening = false;
    std::thread([&] { // from the far end itself: nothing crosses the link
        REQUIRE(::setns(m_registrySpace, CLONE_NEWNET) == 0);
        for (int i = 0; i < 100 && !listening; ++i) {
            QTcpSocket socket;
            socket.connectToHost("192.0.2.2", 8443);
            listening = socket.waitForConnected(1000);
            if (!listening)
                QThread::msleep(20);
        }
    })
        .join();
    INFO(contentOf(registry.path("error.log")).toStdString());
    REQUIRE(listening);
}

void LinkBench::restartNginx()
{
    m_nginx.kill();
    REQUIRE(m_nginx.waitForFinished(5000));
    startNginx();
}

void LinkBench::link(const QByteArray& command)
{
    m_link.write(command + '\n');
    REQUIRE(m_link.waitForBytesWritten(5000));
}

void LinkBench::waitForLink(const QByteArray& event)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 120'000) {
        while (m_link.canReadLine()) {
            m_linkWords = m_link.readLine();
            if (m_linkWords.trimmed().split(' ').first() == event)
                return;
        }
        m_link.waitForReadyRead(1000);
    }
    FAIL("bad-link never said " + event.toStdString());
}

std::pair<qint64, qint64> LinkBench::bytesOnLink()
{
    link("counters");
    waitForLink("counters");
    const auto words = m_linkWords.trimmed().split(' ');
    REQUIRE(words.size() == 11);
    return {words.at(2).toLongLong(), words.at(7).toLongLong()};
}

void LinkBench::atStation(const std::function<void()>& work) const
{
    std::exception_ptr thrown;
    std::thread([&] {
        try { // a failed REQUIRE must reach the test's own thread
            if (::setns(m_stationSpace, CLONE_NEWNET) != 0)
                throw std::runtime_error("setns");
            work();
        } catch (...) {
            thrown = std::current_exception();
        }
    }).join();
    if (thrown)
        std::rethrow_exception(thrown);
}

void LinkBench::place(QProcess& process, int space)
{
    process.setChildProcessModifier([space] {
        if (::setns(space, CLONE_NEWNET) != 0)
            ::_exit(77);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
}

TransportSettings LinkBench::settings(const QString& station)
{
    TransportSettings settings;
    settings.registry = url();
    settings.identity = registry.identity(station);
    return settings;
}

std::vector<AccessLine> LinkBench::accessLog() const
{
    std::vector<AccessLine> lines;
    for (const QByteArray& line : contentOf(registry.path("access.log")).split('\n')) {
        const auto words = QString::fromUtf8(line).split(' ');
        if (words.size() < 11)
            continue;
        lines.push_back({words[1].toLongLong(), words[2].toInt(), words[3] == "r", words[4], words[5],
            words[6].toInt(), words[7].toLongLong(), words[10]});
    }
    return lines;
}

std::vector<AccessLine> LinkBench::waitForLog(
    std::size_t count, const std::function<bool(const AccessLine&)>& fits) const
{
    std::vector<AccessLine> fitting;
    for (int i = 0; i < 250 && fitting.size() < count; ++i) {
        if (i > 0)
            QThread::msleep(20);
        fitting.clear();
        for (const AccessLine& line : accessLog()) {
            if (fits(line))
                fitting.push_back(line);
        }
    }
    return fitting;
}

} // namespace station
