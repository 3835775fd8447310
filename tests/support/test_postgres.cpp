#include "tests/support/test_postgres.h"

#include <QDir>
#include <QProcess>

#include <catch2/catch.hpp>

#include <pwd.h>
#include <unistd.h>

namespace station {
namespace {

const QString binaries = QStringLiteral("/usr/lib/postgresql/15/bin/");

} // namespace

bool TestPostgres::isInstalled() { return QFileInfo::exists(binaries + "initdb"); }

TestPostgres::TestPostgres()
{
    REQUIRE(m_root.isValid());
    if (::geteuid() == 0) {
        const passwd* user = ::getpwnam("postgres");
        REQUIRE(user != nullptr);
        REQUIRE(::chown(m_root.path().toUtf8().constData(), user->pw_uid, user->pw_gid) == 0);
    }
    run("initdb",
        {"-D", m_root.filePath("data"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8",
            "--locale=C"});
    run("pg_ctl",
        {"-D", m_root.filePath("data"), "-w", "-t", "30", "-l", m_root.filePath("log"), "-o",
            QStringLiteral("-c listen_addresses= -k %1 -F -c max_connections=200").arg(m_root.path()),
            "start"});
}

TestPostgres::~TestPostgres()
{
    QProcess::execute(::geteuid() == 0 ? QStringLiteral("setpriv") : binaries + "pg_ctl",
        (::geteuid() == 0
                ? QStringList {"--reuid=postgres", "--regid=postgres", "--clear-groups", binaries + "pg_ctl"}
                : QStringList {})
            + QStringList {"-D", m_root.filePath("data"), "-m", "immediate", "-s", "stop"});
}

QString TestPostgres::freshDatabase()
{
    const QString name = QStringLiteral("registry%1").arg(++m_count);
    run("createdb", {"-h", m_root.path(), "-U", "postgres", name});
    return QStringLiteral("postgresql://postgres@/%1?host=%2").arg(name, m_root.path());
}

void TestPostgres::run(const QString& program, const QStringList& arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(QProcess::nullDevice()); // the server inherits it: a pipe would never end
    process.setWorkingDirectory(m_root.path());
    const QStringList asPostgres {
        "--reuid=postgres", "--regid=postgres", "--clear-groups", binaries + program};
    if (::geteuid() == 0)
        process.start("setpriv", asPostgres + arguments);
    else
        process.start(binaries + program, arguments);
    INFO(program.toStdString());
    REQUIRE(process.waitForFinished(60'000));
    REQUIRE(process.exitCode() == 0);
}

} // namespace station
