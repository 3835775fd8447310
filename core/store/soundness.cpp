#include "core/store/soundness.h"

#include "core/store/database.h"
#include "core/store/key_copy.h"
#include "core/store/log_rewrite.h"
#include "core/store/log_scan.h"
#include "core/store/migrations.h"
#include "core/store/packet_files.h"
#include "core/store/queue_rebuild.h"
#include "core/store/salvage.h"
#include "core/store/storage.h"
#include "core/store/whole_file.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace station {
namespace {

constexpr std::chrono::hours between {24};

QString checkedFile(const QDir& station) { return station.filePath(QStringLiteral("station.checked")); }
QString troubleFile(const QDir& station) { return station.filePath(QStringLiteral("station.trouble")); }
QString logFile(const QDir& station) { return station.filePath(QStringLiteral("station.db-wal")); }

/// SQLite removes the log when the last connection ends as it should.
bool isDue(const QDir& station, const Clock& clock)
{
    if (QFileInfo(logFile(station)).size() > 0 || QFileInfo::exists(troubleFile(station)))
        return true;
    QFile file(checkedFile(station));
    if (!file.open(QFile::ReadOnly))
        return true;
    const auto since = clock.now() - fromMs(file.read(32).toLongLong());
    return since < std::chrono::milliseconds(0) || since >= between;
}

/// A station was here before: an empty file is not a new one.
bool hadStation(const QDir& station, const std::optional<KeyCopy>& copy)
{
    return copy || !PacketFiles(station).all().empty() || !PacketFiles::carried(station).all().empty();
}

/// Fields of the file's head that this program never writes otherwise
/// (https://www.sqlite.org/fileformat2.html#the_database_header). SQLite believes some of them whatever they
/// say.
std::string damageInHead(const QByteArray& head)
{
    struct Field {
        qsizetype at;
        QByteArray value;
        const char* name;
    };
    const Field fields[] {{0, QByteArray("SQLite format 3\0", 16), "magic"},
        {16, QByteArray("\x10\0", 2), "page size"}, {20, QByteArray("\0\x40\x20\x20", 4), "fractions"},
        {44, QByteArray("\0\0\0\4", 4), "schema format"}, {48, QByteArray(8, '\0'), "cache and vacuum"},
        {56, QByteArray("\0\0\0\1", 4), "encoding"}, {64, QByteArray(4, '\0'), "incremental vacuum"},
        {72, QByteArray(20, '\0'), "reserved"}};
    for (const Field& field : fields)
        if (head.mid(field.at, field.value.size()) != field.value)
            return std::string("the head of the file is not as it was written: ") + field.name;
    // 2: with a log; 1: a new file of a recovery before its first opening.
    const bool journal = head.mid(18, 2) == "\2\2" || head.mid(18, 2) == "\1\1";
    return journal ? std::string() : "the head of the file is not as it was written: journal";
}

/// What the tables say themselves; 0 when they cannot say it. Errors: StorageFailed when the disk does not.
Result<int> versionInTables(const QDir& station, FileLayer& files)
{
    const auto database = Database::openToLook(station, files);
    const auto version = database ? storage(**database,
                             [&] {
                                 Query query(**database, "SELECT value FROM setting WHERE key = ?");
                                 return query.with(versionSetting).next() ? query.text(0).toInt() : 0;
                             })
                                  : Result<int>(failed(database));
    if (!version && version.error().code == ErrorCode::StorageFailed)
        return version;
    return version.value_or(0);
}

Result<std::string> damageInFile(const QDir& station, FileLayer& files)
{
    QFile file(station.filePath(QStringLiteral("station.db")));
    if (!file.exists())
        return std::string("the file is gone");
    if (!file.open(QFile::ReadOnly))
        return std::string(); // opening it will say why
    constexpr qint64 headBytes = 100;
    const auto head = readFrom(file.handle(), 0, headBytes);
    const auto copy = readKeyCopy(station);
    if (!head)
        return fail(head.error().code, "station.db " + head.error().detail);
    const bool isEmpty = head->size() < headBytes || qFromBigEndian<quint32>(head->constData() + 60) == 0;
    const bool headIsNewest = QFileInfo(logFile(station)).size() == 0;
    if (!copy && headIsNewest && (isEmpty || versionIn(*head) == 0 || versionIn(*head) > storeVersion()))
        return failed(copy); // it would tell
    const bool isCopied = copy && copy->has_value();
    if (isEmpty) // Nothing in it yet: its making was cut short, or what was there is gone.
        return headIsNewest && hadStation(station, *copy) ? "the file is empty" : std::string();
    if (headIsNewest && isCopied && versionIn(*head) == 0)
        return std::string("the head of the file is not as it was written: application");
    // A newer release may have failed to write the copy: then its tables say so.
    if (headIsNewest && isCopied && versionIn(*head) > storeVersion()
        && (*copy)->storeVersion <= storeVersion()) {
        const auto inTables = versionInTables(station, files);
        if (!inTables)
            return failed(inTables);
        if (*inTables <= storeVersion())
            return std::string("the head of the file is not as it was written: version");
    }
    return damageInHead(*head);
}

Result<std::string> lookThrough(const QDir& station, const Clock& clock, FileLayer& files)
{
    const LogScan log = scanLog(logFile(station));
    if (log.unreadable)
        return fail(ErrorCode::StorageFailed, "station.db-wal cannot be read");
    if (log.damaged)
        return std::string(
            "the log: acknowledged transactions lie behind a frame that is not as it was written");
    auto database = Database::openToLook(station, files);
    if (!database && database.error().code == ErrorCode::Damaged)
        return database.error().detail;
    if (!database)
        return failed(database);
    const Status whole = (*database)->checkThoroughly();
    if (!whole && whole.error().code == ErrorCode::Damaged)
        return whole.error().detail;
    if (!whole)
        return failed(whole);
    const int version = (*database)->version();
    if (version > 0 && version <= storeVersion())
        if (const auto mended = mendHashes(**database, clock); !mended)
            return failed(mended);
    if (const Status again = rewriteLog(**database); !again)
        return failed(again);
    (*database)
        ->checkpoint(); // a new round of the log: nothing that is behind its end now is ever read again
    return std::string();
}

} // namespace

void noteTrouble(const QDir& station, FileLayer& files, const std::string& what)
{
    if (!QFileInfo::exists(troubleFile(station)))
        static_cast<void>(files.write(troubleFile(station), QByteArray::fromStdString(what + '\n')));
}

Result<std::string> damageIn(const QDir& station, const Clock& clock, FileLayer& files, Look look)
{
    if (auto found = damageInFile(station, files); !found || !found->empty())
        return found;
    if (look == Look::WhenDue && !isDue(station, clock))
        return std::string();
    auto found = lookThrough(station, clock, files);
    if (!found || !found->empty())
        return found;
    const Status noted
        = files.write(checkedFile(station), QByteArray::number(static_cast<qint64>(toMs(clock.now()))));
    if (noted)
        static_cast<void>(files.remove(troubleFile(station)));
    return found; // a full disk forgets the day, no more
}

} // namespace station
