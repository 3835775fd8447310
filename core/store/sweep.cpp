#include "core/store/sweep.h"

#include "core/base/log.h"
#include "core/store/ledger.h"
#include "core/store/outbox.h"
#include "core/store/packet_files.h"
#include "core/store/queue_rebuild.h"
#include "core/store/storage.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace station {
namespace {

bool has(Database& database, const char* sql, PacketId id)
{
    Query query(database, sql);
    return query.with(id).next();
}

Status settleFiles(Database& database, const Clock& clock, SweepReport& report)
{
    PacketFiles files(database.station(), database.files());
    for (const QString& path : files.unfinished()) {
        if (const Status gone = database.files().remove(path); !gone)
            return gone;
        ++report.unfinished;
    }
    auto checkedOnce = [&, checked = false]() mutable -> Status {
        if (std::exchange(checked, true))
            return {};
        return database.checkThoroughly();
    };
    for (const PacketId& id : files.all()) {
        const auto queued
            = storage(database, [&] { return has(database, "SELECT 1 FROM outbox WHERE id = ?", id); });
        const auto open
            = storage(database, [&] { return has(database, "SELECT 1 FROM draft WHERE id = ?", id); });
        if (!queued || !open)
            return queued ? failed(open) : failed(queued);
        if (*queued)
            continue;
        // A row may be missing because the database is damaged: no file is touched before that is ruled out.
        if (const Status sound = checkedOnce(); !sound)
            return sound;
        const auto again = requeue(database, clock, id);
        if (!again)
            return failed(again);
        if (*again == Requeued::Yes || *again == Requeued::Unreadable) {
            ++(*again == Requeued::Yes ? report.requeued : report.unreadable);
            continue;
        }
        const bool isOrphan = *open && *again == Requeued::No;
        if (const Status done = isOrphan ? files.remove(id) : files.quarantine(id); !done)
            return done;
        ++(isOrphan ? report.orphans : report.quarantined);
        const char* event = isOrphan ? "orphan-removed" : "packet-quarantined";
        const Status told
            = transaction(database, [&] { Ledger(database).append(clock.now(), event, id.text(), {}, {}); });
        if (!told)
            return told;
    }
    return {};
}

/// A program that was killed may have made a folder whose name is not durable: whoever finds it takes it for
/// safe.
Status settleFolders(Database& database)
{
    const QDir& station = database.station();
    const Status done = database.files().syncFolder(station.path());
    if (!done || !station.exists(QStringLiteral("packets")))
        return done;
    return database.files().syncFolder(station.filePath(QStringLiteral("packets")));
}

Status settleRows(Database& database, const Clock& clock, SweepReport& report)
{
    const auto waiting = storage(database, [&] {
        std::vector<std::pair<PacketId, QString>> found;
        Query query(
            database, "SELECT id, origin FROM outbox WHERE state IN ('sealed', 'announced', 'uploading')");
        while (query.next())
            found.emplace_back(query.id<PacketId>(0), query.text(1));
        return found;
    });
    if (!waiting)
        return failed(waiting);
    Outbox outbox(database, clock);
    for (const auto& [id, origin] : *waiting) {
        if (QFileInfo::exists(PacketFiles::of(origin, database.station(), database.files()).path(id)))
            continue;
        if (const Status held = outbox.hold(id, QStringLiteral("file-missing")); !held)
            return held;
        ++report.missing;
    }
    return {};
}

} // namespace

Result<SealingLock> SealingLock::take(const QDir& station)
{
    return FileLock::take(station.filePath(QStringLiteral("sealing.lock")), FileLock::How::Alone)
        .map([](FileLock&& lock) { return SealingLock(std::move(lock)); });
}

Result<SealingLock> SealingLock::tryTake(const QDir& station)
{
    auto lock = FileLock::tryTake(station.filePath(QStringLiteral("sealing.lock")), FileLock::How::Alone);
    if (!lock)
        return failed(lock);
    if (!*lock)
        return fail(ErrorCode::StorageFailed, "sealing.lock: another process holds it");
    return SealingLock(std::move(**lock));
}

Result<SweepReport> sweep(Database& database, const Clock& clock)
{
    SweepReport report;
    const auto alone = SealingLock::tryTake(database.station());
    if (!alone)
        return report;
    if (const Status done = settleFolders(database); !done)
        return failed(done);
    if (const Status done = settleFiles(database, clock, report); !done)
        return failed(done);
    if (const Status done = settleRows(database, clock, report); !done)
        return failed(done);
    auto purged = Outbox(database, clock).finishPurge();
    if (!purged)
        return failed(purged);
    report.purged = *purged;
    if (report.unfinished + report.orphans + report.requeued + report.unreadable + report.quarantined
            + report.missing + report.purged
        > 0)
        LogLine("sweep")
            .with("unfinished", report.unfinished)
            .with("orphans", report.orphans)
            .with("requeued", report.requeued)
            .with("unreadable", report.unreadable)
            .with("quarantined", report.quarantined)
            .with("missing", report.missing)
            .with("purged", report.purged)
            .warning(logStore());
    return report;
}

} // namespace station
