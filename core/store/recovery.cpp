#include "core/store/recovery.h"

#include "core/base/log.h"
#include "core/store/database.h"
#include "core/store/ledger.h"
#include "core/store/recovered_database.h"
#include "core/store/soundness.h"
#include "core/store/storage.h"

#include <QDateTime>
#include <QFileInfo>

#include <thread>

namespace station {
namespace {

// The swap's journal is a name: while station.db.recovered-T is there, the swap to it is to be ended, and the
// damaged file's name is station.db.damaged-T.
const auto building = QStringLiteral("station.db.building");
const auto recovered = QStringLiteral("station.db.recovered-");
const auto damaged = QStringLiteral("station.db.damaged-");

QString freeTime(const QDir& station, Instant now)
{
    const QString stem
        = QDateTime::fromMSecsSinceEpoch(toMs(now), Qt::UTC).toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'"));
    QString time = stem;
    for (int n = 2; station.exists(damaged + time) || station.exists(damaged + time + QStringLiteral("-wal"));
         ++n)
        time = QStringLiteral("%1-%2").arg(stem).arg(n);
    return time;
}

/// Each step may have been done before a kill.
Status swap(const QDir& station, FileLayer& files, const QString& time)
{
    const auto path = [&](const QString& name) { return station.filePath(name); };
    const QString aside = damaged + time;
    const auto log = QStringLiteral("-wal");
    const QString database = QStringLiteral("station.db");
    if (station.exists(database) && !station.exists(aside))
        if (const Status linked = files.link(path(database), path(aside)); !linked)
            return linked;
    if (station.exists(database + log) && !station.exists(aside + log))
        if (const Status moved = files.rename(path(database + log), path(aside + log)); !moved)
            return moved;
    return files.syncFolder(station.path())
        .and_then([&] { return files.rename(path(recovered + time), path(database)); })
        .and_then([&] { return files.syncFolder(station.path()); });
}

/// A recovery that was killed after its new file was complete.
Status endSwap(const QDir& station, FileLayer& files)
{
    const QStringList waiting = station.entryList({recovered + QLatin1Char('*')}, QDir::Files);
    for (const QString& name : waiting)
        if (const Status done = swap(station, files, name.mid(recovered.size())); !done)
            return done;
    return {};
}

Status recover(const QDir& station, const Clock& clock, FileLayer& files, const std::string& why)
{
    for (const char* leftover : {"", "-journal"})
        if (const Status gone = files.remove(station.filePath(building + QLatin1String(leftover))); !gone)
            return gone;
    const QString time = freeTime(station, clock.now());
    const auto built
        = buildRecovered(station, building, clock, files, {QString::fromStdString(why), damaged + time});
    if (!built) {
        static_cast<void>(files.remove(station.filePath(building)));
        return failed(built);
    }
    const Status done = files.rename(station.filePath(building), station.filePath(recovered + time))
                            .and_then([&] { return files.syncFolder(station.path()); })
                            .and_then([&] { return swap(station, files, time); });
    if (done)
        LogLine("recovered")
            .with("why", why.c_str())
            .with("pages", built->pages)
            .with("pages-lost", built->pagesLost)
            .with("packets-rebuilt", built->packetsRebuilt)
            .with("drafts-kept", built->draftsKept)
            .warning(logStore());
    return done;
}

/// The part that one process does alone.
Status makeSound(const QDir& station, const Clock& clock, FileLayer& files, Look look)
{
    const auto alone
        = FileLock::tryTake(station.filePath(QStringLiteral("station.lock")), FileLock::How::Alone);
    if (!alone)
        return failed(alone);
    if (!*alone) // whoever has it open has looked
        return look == Look::Thorough ? Status(fail(ErrorCode::Damaged,
                   "another program has the station open; close it, then open the station again"))
                                      : Status();
    if (const Status done = endSwap(station, files); !done)
        return done;
    auto found = damageIn(station, clock, files, look);
    if (found && !found->empty()) // twice: SQLite calls it damage too when the disk failed once
        found = damageIn(station, clock, files, Look::Thorough);
    if (!found)
        return failed(found);
    if (found->empty())
        return {};
    LogLine("database-damaged").with("what", found->c_str()).warning(logStore());
    return recover(station, clock, files, *found);
}

bool holdsStation(const QDir& station)
{
    return station.exists(QStringLiteral("station.db")) || station.exists(QStringLiteral("station.keys"))
        || isSwapOpen(station);
}

/// Others that found the swap open as well hold the lock for some moments, each in the other's way.
constexpr int mostTries = 100;
constexpr std::chrono::milliseconds betweenTries {20};

} // namespace

bool isSwapOpen(const QDir& station)
{
    return !station.entryList({recovered + QLatin1Char('*')}, QDir::Files).isEmpty();
}

Result<std::unique_ptr<Database>> openSound(
    const QDir& station, const Clock& clock, FileLayer& files, Look look)
{
    if (!holdsStation(station))
        return fail(ErrorCode::NotFound, "no station in " + station.path().toStdString());
    if (const Status sound = makeSound(station, clock, files, look); !sound)
        return failed(sound);
    auto opened = Database::open(station, files);
    for (int i = 0; !opened && isSwapOpen(station) && i < mostTries; ++i) {
        std::this_thread::sleep_for(betweenTries);
        if (const Status sound = makeSound(station, clock, files, look); !sound)
            return failed(sound);
        opened = Database::open(station, files);
    }
    if (opened || opened.error().code != ErrorCode::Damaged || look == Look::Thorough)
        return opened;
    return openSound(station, clock, files, Look::Thorough); // SQLite saw what the short look did not
}

} // namespace station
