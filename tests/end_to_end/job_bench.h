#pragma once

#include "tests/support/sanitizers.h"

#include <QByteArray>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <memory>

namespace station {

/// A registry, a practice station with two officers, and the driven window: every one a process of its own.
class JobBench {
public:
    static constexpr auto words = "words of the first officer";

    JobBench()
    {
        write("first", words);
        write("second", "words of the second officer");
        run("reference-registry", {"init", "--dir", path("registry")});
        run("reference-registry",
            {"station", "--dir", path("registry"), "--name", "station-1", "--out", path("identity")});
        startRegistry();
        run("enrollctl",
            {"--station", path("station"), "station", "init", "--name", "Trạm thử", "--commune", "00019",
                "--registry", m_address, "--identity", path("identity"), "--practice", "--officer", "An",
                "--passphrase-file", path("first")});
        run("enrollctl",
            {"--station", path("station"), "officer", "add", "Bình", "--role", "officer", "--passphrase-file",
                path("second"), "--by", "An", "--by-passphrase-file", path("first")});
    }
    ~JobBench()
    {
        kill();
        stopRegistry();
    }

    /// Of the window.
    [[nodiscard]] pid_t process() const { return static_cast<pid_t>(m_window->processId()); }
    [[nodiscard]] QString port() const { return QString::number(m_port); }
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    void startRegistry()
    {
        m_registry = std::make_unique<QProcess>();
        m_registry->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_registry->start(program("reference-registry"),
            {"serve", "--dir", path("registry"), "--port", QString::number(m_port)});
        REQUIRE(m_registry->waitForReadyRead(15000));
        m_address = QJsonDocument::fromJson(m_registry->readLine()).object().value("listening").toString();
        REQUIRE_FALSE(m_address.isEmpty());
        m_port = m_address.section(':', -1).toInt();
    }
    void stopRegistry()
    {
        m_registry->kill();
        m_registry->waitForFinished(5000);
    }

    void open(const QStringList& more = {},
        const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
    {
        m_window = std::make_unique<QProcess>();
        m_window->setProcessEnvironment(environment);
        m_window->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_window->start(
            program("driven-station"), QStringList {"--station", path("station"), "--language", "vi"} + more);
        REQUIRE(m_window->waitForStarted(5000));
        REQUIRE(say(QByteArray("sign-in ") + words));
    }
    /// kill -9: nothing of the process goes on.
    void kill()
    {
        if (!m_window || m_window->state() == QProcess::NotRunning)
            return;
        ::kill(static_cast<pid_t>(m_window->processId()), SIGKILL);
        m_window->waitForFinished(5000);
    }
    /// What the officer does next; true when the window came to where it leads.
    bool say(const QByteArray& command)
    {
        send(command);
        return answer();
    }
    void send(const QByteArray& command)
    {
        m_window->write(command + "\n");
        m_window->waitForBytesWritten(1000);
    }
    bool answer()
    {
        QElapsedTimer waited;
        waited.start();
        while (!m_window->canReadLine() && waited.elapsed() < (sanitizer ? 90000 : 30000)
            && m_window->state() == QProcess::Running)
            m_window->waitForReadyRead(1000);
        m_state = QJsonDocument::fromJson(m_window->readLine()).object();
        UNSCOPED_INFO(QJsonDocument(m_state).toJson(QJsonDocument::Compact).toStdString());
        return m_state.value("fine").toBool();
    }
    [[nodiscard]] bool isRunning() const { return m_window && m_window->state() == QProcess::Running; }
    [[nodiscard]] pid_t processId() const { return static_cast<pid_t>(m_window->processId()); }
    [[nodiscard]] const QJsonObject& state() const { return m_state; }

    /// Since reset-stall: no gap in the window's event loop over 100 ms, beyond what an idle thread waited
    /// too.
    [[nodiscard]] bool neverStalled() const
    {
        return m_state.value("longestStallMs").toInt()
            <= 100 * slower + m_state.value("idleThreadLateMs").toInt();
    }

    /// Process id of the window's device process of that kind, 0 when there is none.
    [[nodiscard]] pid_t deviceHost(const QByteArray& kind) const
    {
        QFile children(QStringLiteral("/proc/%1/task").arg(m_window->processId()));
        for (const QString& task : QDir(children.fileName()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile list(children.fileName() + "/" + task + "/children");
            if (!list.open(QFile::ReadOnly))
                continue;
            for (const QByteArray& child : list.readAll().split(' ')) {
                QFile command(QStringLiteral("/proc/%1/cmdline").arg(QString::fromLatin1(child.trimmed())));
                if (!child.trimmed().isEmpty() && command.open(QFile::ReadOnly)
                    && command.readAll().contains(kind))
                    return child.trimmed().toInt();
            }
        }
        return 0;
    }

    [[nodiscard]] QList<QJsonObject> queue()
    {
        return jsonLines(run("enrollctl", {"--station", path("station"), "--json", "queue", "list"}));
    }
    /// How many packets the registry itself counts, in whatever state.
    [[nodiscard]] int packetsAtRegistry()
    {
        const auto lines
            = jsonLines(run("reference-registry", {"show", "--dir", path("registry"), "--json"}));
        const QJsonObject byState
            = lines.isEmpty() ? QJsonObject() : lines.last().value("packets").toObject();
        int all = 0;
        for (const QJsonValue& count : byState)
            all += count.toInt();
        return all;
    }
    /// True once every packet of the queue is processed, against a receipt.
    bool delivered(int count, int patienceMs = 40000)
    {
        QElapsedTimer waited;
        waited.start();
        while (waited.elapsed() < patienceMs) {
            const auto rows = queue();
            const bool all = rows.size() == count
                && std::all_of(rows.begin(), rows.end(),
                    [](const QJsonObject& row) { return row.value("state") == "processed"; });
            if (all)
                return true;
            QThread::msleep(200);
        }
        for (const QJsonObject& row : queue())
            UNSCOPED_INFO(QJsonDocument(row).toJson(QJsonDocument::Compact).toStdString());
        return false;
    }

    QByteArray run(const char* name, const QStringList& arguments)
    {
        QProcess process;
        process.start(program(name), arguments);
        REQUIRE(process.waitForFinished(30000));
        INFO(name << " " << arguments.join(' ').toStdString() << "\n"
                  << process.readAllStandardError().toStdString());
        REQUIRE(process.exitCode() == 0);
        return process.readAllStandardOutput();
    }

private:
    [[nodiscard]] static QString program(const char* name)
    {
        return qEnvironmentVariable("STATION_BIN") + "/" + QString::fromUtf8(name);
    }
    void write(const char* name, const char* text)
    {
        QFile file(path(name));
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] static QList<QJsonObject> jsonLines(const QByteArray& text)
    {
        QList<QJsonObject> lines;
        for (const QByteArray& line : text.split('\n'))
            if (const auto object = QJsonDocument::fromJson(line).object(); !object.isEmpty())
                lines << object;
        return lines;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_registry;
    std::unique_ptr<QProcess> m_window;
    QString m_address;
    int m_port = 0;
    QJsonObject m_state;
};

} // namespace station
