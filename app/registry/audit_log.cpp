#include "app/registry/audit_log.h"

#include "app/registry/files.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

namespace station {
namespace {

constexpr qint64 largestLog = 256 << 20;

QString logPath(const QDir& directory) { return directory.absoluteFilePath("audit.jsonl"); }
QString headPath(const QDir& directory) { return directory.absoluteFilePath("audit.head"); }

QString account()
{
    const passwd* who = ::getpwuid(::getuid());
    const QString name = who ? QString::fromLocal8Bit(who->pw_name) : QString::number(::getuid());
    const QString behind = qEnvironmentVariable("SUDO_USER").left(32);
    return behind.isEmpty() ? name : name + QStringLiteral(" for ") + behind;
}

QJsonObject jsonOf(const AuditEntry& entry)
{
    return {{"seq", entry.seq},
        {"at", QDateTime::fromMSecsSinceEpoch(toMs(entry.at), Qt::UTC).toString(Qt::ISODateWithMs)},
        {"action", entry.action}, {"subject", entry.subject}, {"detail", entry.detail}, {"by", entry.by}};
}

/// SHA-256 over the hash before and the entry's compact JSON without its hash.
QByteArray hashOf(const QByteArray& before, const AuditEntry& entry)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    hash.addData(QJsonDocument(jsonOf(entry)).toJson(QJsonDocument::Compact));
    return hash.result().toHex();
}

tl::unexpected<Error> damaged(qint64 line, const char* what)
{
    return fail(ErrorCode::Damaged, "audit.jsonl line " + std::to_string(line) + " " + what);
}

/// One at a time; released when the descriptor is closed.
class Turn {
public:
    explicit Turn(const QDir& directory)
        : m_descriptor(::open(QFile::encodeName(directory.absoluteFilePath("audit.lock")).constData(),
            O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR))
    {
        m_taken = m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) == 0;
    }
    ~Turn()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool isTaken() const { return m_taken; }

private:
    int m_descriptor;
    bool m_taken = false;
};

/// A crash while a line was written leaves a piece of it: what it spoke of was not done, and it goes.
Status cutTornEnd(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadWrite))
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + file.errorString().toStdString());
    const QByteArray bytes = file.readAll();
    const qint64 whole = bytes.lastIndexOf('\n') + 1;
    if (whole != bytes.size() && !file.resize(whole))
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

Status appendLine(const QString& path, const QByteArray& line)
{
    const int file = ::open(
        QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + std::strerror(errno));
    const bool kept = ::write(file, line.constData(), static_cast<std::size_t>(line.size())) == line.size()
        && ::fsync(file) == 0;
    const int reason = errno;
    ::close(file);
    if (!kept)
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + std::strerror(reason));
    return syncDirectory(QFileInfo(path).absolutePath());
}

} // namespace

Result<std::vector<AuditEntry>> readAuditLog(const QDir& directory)
{
    std::vector<AuditEntry> entries;
    if (!QFileInfo::exists(logPath(directory)))
        return entries;
    const auto bytes = readFile(logPath(directory), largestLog);
    if (!bytes)
        return failed(bytes);
    qint64 number = 0;
    const QByteArray whole = bytes->left(bytes->lastIndexOf('\n') + 1); // see cutTornEnd()
    for (const QByteArray& line : whole.split('\n')) {
        if (line.isEmpty())
            continue;
        ++number;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        const QJsonObject object = document.object();
        const auto at = QDateTime::fromString(object.value("at").toString(), Qt::ISODateWithMs);
        if (!document.isObject() || !at.isValid())
            return damaged(number, "cannot be read");
        entries.push_back({object.value("seq").toInteger(), fromMs(at.toMSecsSinceEpoch()),
            object.value("action").toString(), object.value("subject").toString(),
            object.value("detail").toString(), object.value("by").toString(),
            object.value("hash").toString().toLatin1()});
    }
    return entries;
}

Status verifyAuditLog(const std::vector<AuditEntry>& entries, const QDir& directory)
{
    QByteArray before;
    qint64 number = 0;
    for (const AuditEntry& entry : entries) {
        ++number;
        if (entry.seq != number)
            return damaged(number, "has another number: a line was removed, moved or put in");
        if (entry.hash != hashOf(before, entry))
            return damaged(number, "was changed, or the line before it was");
        before = entry.hash;
    }
    if (!QFileInfo::exists(headPath(directory)))
        return entries.empty() ? Status() : fail(ErrorCode::Damaged, "audit.head is missing");
    const auto head = readFile(headPath(directory));
    if (!head)
        return failed(head);
    // A crash between the two files leaves the head one line behind.
    const QJsonObject last = QJsonDocument::fromJson(*head).object();
    const qint64 seq = last.value("seq").toInteger(-1);
    if (seq < 1 || seq > number)
        return fail(ErrorCode::Damaged,
            "audit.jsonl ends at line " + std::to_string(number) + ", and there were " + std::to_string(seq));
    if (entries[static_cast<std::size_t>(seq - 1)].hash != last.value("hash").toString().toLatin1())
        return damaged(seq, "is another one than audit.head names");
    return {};
}

Status noteAdministration(const QDir& directory, const QString& action, const QString& subject,
    const QString& detail, const Clock& clock)
{
    const Turn turn(directory);
    if (!turn.isTaken())
        return fail(ErrorCode::StorageFailed, "audit.lock cannot be taken: nothing was done");
    if (const Status cut = cutTornEnd(logPath(directory)); !cut)
        return cut;
    const auto entries = readAuditLog(directory);
    if (!entries)
        return failed(entries);
    AuditEntry entry {
        static_cast<qint64>(entries->size()) + 1, clock.now(), action, subject, detail, account(), {}};
    entry.hash = hashOf(entries->empty() ? QByteArray() : entries->back().hash, entry);
    QJsonObject line = jsonOf(entry);
    line.insert("hash", QString::fromLatin1(entry.hash));
    const QJsonObject head {{"seq", entry.seq}, {"hash", QString::fromLatin1(entry.hash)}};
    return appendLine(logPath(directory), QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n')
        .and_then([&] {
            return writeFile(headPath(directory), QJsonDocument(head).toJson(QJsonDocument::Compact), true);
        });
}

} // namespace station
