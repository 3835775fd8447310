#pragma once

#include "core/base/process_guard.h"
#include "tests/at_rest/scanner.h"
#include "tests/end_to_end/job_bench.h"

#include <QFile>
#include <QTemporaryDir>

namespace station {

/// A made-up person of the day.
struct Person {
    QString name;
    QString pin;
    QDate born;
    QString address;
    QString phone;
};

inline const std::vector<Person>& people()
{
    static const std::vector<Person> all {
        {QStringLiteral("Xoọng Quỳnh Nghiêm"), QStringLiteral("001194073519"), QDate(1994, 8, 23),
            QStringLiteral("Số 71 ngõ Vĩnh Khuyến, Hà Nội"), QStringLiteral("0917304586")},
        {QStringLiteral("Đặng Thùy Trường"), QStringLiteral("001188052847"), QDate(1988, 11, 29),
            QStringLiteral("Thôn Khuổi Lếch, xã Bằng Thành"), QStringLiteral("0986412573")},
        {QStringLiteral("Hoàng Thiện Phước"), QStringLiteral("001195061738"), QDate(1995, 12, 17),
            QStringLiteral("Tổ 14 phường Quyết Thắng"), QStringLiteral("0358261947")},
    };
    return all;
}

/// Where every file of a working day lies that a program of the station writes: all of it below one folder.
class DayBench {
public:
    DayBench()
    {
        for (const char* name :
            {"tmp", "home", "cache", "config", "data", "state", "runtime", "cwd", "inputs"})
            QDir().mkpath(path(name));
        QFile::setPermissions(path("runtime"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const std::pair<const char*, const char*> places[] {{"TMPDIR", "tmp"}, {"HOME", "home"},
            {"XDG_CACHE_HOME", "cache"}, {"XDG_CONFIG_HOME", "config"}, {"XDG_DATA_HOME", "data"},
            {"XDG_STATE_HOME", "state"}, {"XDG_RUNTIME_DIR", "runtime"}};
        for (const auto& [variable, folder] : places)
            qputenv(variable, QFile::encodeName(path(folder)));
        // What a library would write down if it were let.
        qputenv("SSLKEYLOGFILE", QFile::encodeName(path("home/keys.log")));
        qputenv("GST_DEBUG_FILE", QFile::encodeName(path("home/gst.log")));
        qputenv("GST_DEBUG", "4");
        qputenv("QT_LOGGING_RULES", "*.debug=true");
        m_before = QDir::currentPath();
        QDir::setCurrent(path("cwd"));
        m_job = std::make_unique<JobBench>();
    }
    ~DayBench()
    {
        m_job.reset();
        QDir::setCurrent(m_before);
        for (const char* variable :
            {"TMPDIR", "SSLKEYLOGFILE", "GST_DEBUG_FILE", "GST_DEBUG", "QT_LOGGING_RULES"})
            qunsetenv(variable);
    }
    DayBench(const DayBench&) = delete;
    DayBench& operator=(const DayBench&) = delete;

    [[nodiscard]] JobBench& job() { return *m_job; }
    [[nodiscard]] QString path(const QString& name) const { return m_root.filePath(name); }
    [[nodiscard]] QString input(const QString& name) const { return path("inputs/" + name); }
    [[nodiscard]] QDir station() const { return QDir(m_job->path("station")); }

    void write(const QString& file, const QByteArray& bytes)
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        REQUIRE(out.open(QFile::WriteOnly));
        out.write(bytes);
    }
    /// enrollctl over the station, its stderr added to a log file as a service manager would.
    int enrollctl(const QStringList& arguments, QByteArray* out = nullptr)
    {
        QProcess process;
        process.setStandardErrorFile(path("state/log"), QProcess::Append);
        process.start(qEnvironmentVariable("STATION_BIN") + "/enrollctl",
            QStringList {"--station", station().path(), "--json"} + arguments);
        REQUIRE(process.waitForFinished(60000));
        if (out)
            *out = process.readAllStandardOutput();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    /// Everything but what the day began with: pictures, forms and passphrases on their way in, and the
    /// registry.
    [[nodiscard]] std::vector<Scanner::Hit> scan(Scanner& scanner)
    {
        QStringList except {path("inputs")};
        for (const char* name : {"registry", "identity", "first", "second"})
            except << m_job->path(name);
        auto hits = scanner.scanFolder(m_root.path(), except);
        for (const QString& name : QDir("/dev/shm").entryList(QDir::Files | QDir::Hidden | QDir::System)) {
            QFile segment("/dev/shm/" + name);
            if (!segment.open(QFile::ReadOnly))
                continue;
            const auto found = scanner.scan(segment.fileName(), segment.readAll());
            hits.insert(hits.end(), found.begin(), found.end());
        }
        return hits;
    }

private:
    QTemporaryDir m_root;
    QString m_before;
    std::unique_ptr<JobBench> m_job;
};

} // namespace station
