#include "tests/support/registry_bench.h"

#include "core/enroll/packet_zip.h"
#include "tests/support/test_postgres.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <catch2/catch.hpp>

namespace station {
namespace {

bool wantsPostgresql() { return qgetenv("STATION_TEST_DATABASE") == "postgresql"; }

QString program() { return qEnvironmentVariable("STATION_BIN") + "/reference-registry"; }

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

void openssl(const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start("openssl", arguments);
    REQUIRE(process.waitForFinished(20'000));
    INFO(process.readAll().toStdString());
    REQUIRE(process.exitCode() == 0);
}

QString fingerprintOf(const QDir& identity)
{
    const QByteArray pem = contentOf(identity.filePath("registry.pem"));
    const auto body = QString::fromLatin1(pem).remove(QRegularExpression("-----[A-Z ]+-----")).toLatin1();
    const QByteArray der = QByteArray::fromBase64(body);
    return QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

} // namespace

bool postgresqlIsMissing() { return wantsPostgresql() && !TestPostgres::isInstalled(); }

RegistryBench::RegistryBench(const QStringList& initArguments)
{
    REQUIRE(m_root.isValid());
    if (wantsPostgresql()) {
        static TestPostgres postgres;
        m_database = postgres.freshDatabase();
    }
    REQUIRE(run(QStringList {"init", "--dir", directory().path()} + initArguments) == 0);
}

RegistryBench::~RegistryBench()
{
    m_process.kill();
    m_process.waitForFinished(5000);
}

void RegistryBench::start(const QStringList& arguments, const QString& failPoint)
{
    QStringList all {"serve", "--dir", directory().path(), "--port", QString::number(m_port)};
    if (!m_database.isEmpty())
        all << "--database" << m_database;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("STATION_FAIL_POINT", failPoint);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program(), all + arguments);
    QByteArray line;
    while (!line.contains('\n')) {
        REQUIRE(m_process.waitForReadyRead(20'000));
        line += m_process.readAllStandardOutput();
    }
    const QJsonObject ready = QJsonDocument::fromJson(line).object();
    m_status = ready.value("status").toString();
    const QString listening = ready.value("listening").toString();
    if (listening.startsWith("unix:"))
        return;
    m_port = QUrl(listening).port();
    REQUIRE(m_port > 0);
}

void RegistryBench::kill()
{
    m_process.kill(); // SIGKILL
    REQUIRE(m_process.waitForFinished(5000));
}

void RegistryBench::waitUntilDead()
{
    if (m_process.state() != QProcess::NotRunning)
        REQUIRE(m_process.waitForFinished(10'000));
}

QDir RegistryBench::identityFolder(const QString& name)
{
    const QDir folder(m_root.filePath("identity-" + name));
    if (!folder.exists())
        REQUIRE(run({"station", "--dir", directory().path(), "--name", name, "--out", folder.path()}) == 0);
    return folder;
}

StationIdentity RegistryBench::identity(const QString& name)
{
    const QDir folder = identityFolder(name);
    return {contentOf(folder.filePath("station.pem")), contentOf(folder.filePath("station.key")),
        contentOf(folder.filePath("registry.pem")), contentOf(folder.filePath("ca.pem"))};
}

QJsonObject RegistryBench::show() const
{
    QStringList arguments {"show", "--json", "--dir", directory().path()};
    if (!m_database.isEmpty())
        arguments << "--database" << m_database;
    QByteArray out;
    REQUIRE(run(arguments, &out) == 0);
    return QJsonDocument::fromJson(out).object();
}

bool RegistryBench::tamper(const QString& sql) const
{
    return (m_database.isEmpty()
                   ? QProcess::execute("sqlite3", {directory().filePath("registry.db"), sql})
                   : QProcess::execute("psql", {"-q", "-v", "ON_ERROR_STOP=1", "-d", m_database, "-c", sql}))
        == 0;
}

int RegistryBench::blobCount() const
{
    int count = 0;
    for (QDirIterator it(directory().filePath("blobs"), QDir::Files, QDirIterator::Subdirectories);
         it.hasNext(); it.next())
        ++count;
    return count;
}

int RegistryBench::run(const QStringList& arguments, QByteArray* out, QByteArray* errors)
{
    QProcess process;
    process.start(program(), arguments);
    REQUIRE(process.waitForFinished(20'000));
    if (out)
        *out = process.readAllStandardOutput();
    if (errors)
        *errors = process.readAllStandardError();
    return process.exitCode();
}

QByteArray sealedPacket(const QDir& identity, const QString& stationName, PacketId id, int padding)
{
    QByteArray noise(padding, Qt::Uninitialized);
    QRandomGenerator random(7);
    for (char& byte : noise)
        byte = static_cast<char>(random.bounded(256));
    const QJsonObject entry {{"name", "person.json"}, {"size", noise.size()},
        {"mediaType", "application/octet-stream"},
        {"sha256", QString::fromLatin1(QCryptographicHash::hash(noise, QCryptographicHash::Sha256).toHex())}};
    const QJsonObject manifest {{"format", "enrollment-packet"}, {"version", 1}, {"packetId", id.text()},
        {"recipient", "sha256:" + fingerprintOf(identity)}, {"station", QJsonObject {{"id", stationName}}},
        {"files", QJsonArray {entry}}};
    const auto zip = zipOf({{"manifest.json", "application/json", QJsonDocument(manifest).toJson()},
        {"person.json", "application/octet-stream", noise}});
    REQUIRE(zip);

    const QTemporaryDir work;
    write(work.filePath("zip"), *zip);
    openssl({"cms", "-sign", "-binary", "-nodetach", "-in", work.filePath("zip"), "-outform", "DER", "-out",
        work.filePath("signed"), "-signer", identity.filePath("station.pem"), "-inkey",
        identity.filePath("station.key"), "-md", "sha256"});
    openssl({"cms", "-encrypt", "-binary", "-aes-256-gcm", "-in", work.filePath("signed"), "-outform", "DER",
        "-out", work.filePath("sealed"), "-recip", identity.filePath("registry.pem"), "-keyopt",
        "ecdh_kdf_md:sha256"});
    return contentOf(work.filePath("sealed"));
}

} // namespace station
