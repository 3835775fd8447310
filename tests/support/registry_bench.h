#pragma once

#include "core/base/ids.h"
#include "core/enroll/packet.h"

#include <QDir>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace station {

/// A real registry process on 127.0.0.1 in a temporary directory. With STATION_TEST_DATABASE=postgresql its
/// state lies in a real PostgreSQL that the first bench starts; else in SQLite.
class RegistryBench {
public:
    /// `initArguments`: for `reference-registry init`.
    explicit RegistryBench(const QStringList& initArguments = {});
    ~RegistryBench();
    RegistryBench(const RegistryBench&) = delete;
    RegistryBench& operator=(const RegistryBench&) = delete;

    /// On any free port the first time, on the same one afterwards. `failPoint`: where the process kills
    /// itself.
    void start(const QStringList& arguments = {}, const QString& failPoint = {});
    void kill(); ///< kill -9
    void waitUntilDead(); ///< for a fail point
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

    [[nodiscard]] QDir directory() const { return QDir(m_root.filePath("registry")); }
    /// The files of a station, made when they are not there yet.
    [[nodiscard]] QDir identityFolder(const QString& name);
    [[nodiscard]] StationIdentity identity(const QString& name);
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(m_port)); }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QString statusAddress() const { return m_status; }
    [[nodiscard]] QString database() const { return m_database; } ///< empty: SQLite
    [[nodiscard]] QString path(const QString& name) const { return m_root.filePath(name); }
    /// `reference-registry show --json`
    [[nodiscard]] QJsonObject show() const;
    /// Changes its database behind its back, with the database's own tool.
    [[nodiscard]] bool tamper(const QString& sql) const;
    /// Whole packets on disk.
    [[nodiscard]] int blobCount() const;

    /// Runs reference-registry to its end. Returns its exit code.
    [[nodiscard]] static int run(
        const QStringList& arguments, QByteArray* out = nullptr, QByteArray* errors = nullptr);

private:
    QTemporaryDir m_root;
    QString m_database;
    QProcess m_process;
    int m_port = 0;
    QString m_status;
};

/// True when STATION_TEST_DATABASE asks for PostgreSQL and there is none on this machine.
[[nodiscard]] bool postgresqlIsMissing();

/// A packet as a station seals it, made with the stock openssl commands: zip -> cms -sign -> cms -encrypt.
/// `padding`: bytes of made-up content that do not compress.
[[nodiscard]] QByteArray sealedPacket(
    const QDir& identity, const QString& stationName, PacketId id, int padding = 1000);

} // namespace station

#define STATION_NEEDS_DATABASE()                                                                             \
    do {                                                                                                     \
        if (station::postgresqlIsMissing()) {                                                                \
            WARN("SKIPPED: PostgreSQL is not installed");                                                    \
            SUCCEED();                                                                                       \
            return;                                                                                          \
        }                                                                                                    \
    } while (false)
