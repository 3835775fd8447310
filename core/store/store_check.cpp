#include "core/store/store_check.h"

#include "core/store/packet_files.h"
#include "core/store/storage.h"

#include <QFileInfo>

namespace station {
Status quickCheck(Database& database)
{
    return storage(database, [&]() -> Status {
        Query query(database, "PRAGMA quick_check(1)");
        const QString said = query.next() ? query.text(0) : QStringLiteral("no answer");
        if (said != QLatin1String("ok"))
            return tl::unexpected(database.damage(said.toStdString()));
        return {};
    });
}

Result<PacketDifference> comparePackets(Database& database)
{
    return storage(database, [&] {
        const auto filesOf = [&](const QString& origin) {
            return PacketFiles::of(origin, database.station(), database.files());
        };
        PacketDifference difference;
        Query rows(database,
            "SELECT id, origin FROM outbox WHERE state <> 'purged' AND purging = 0 AND custody <> "
            "'returned'");
        while (rows.next())
            difference.missing += QFileInfo::exists(filesOf(rows.text(1)).path(rows.id<PacketId>(0))) ? 0 : 1;
        const auto carriedFiles = PacketFiles::carried(database.station(), database.files());
        std::vector<PacketId> ids = filesOf({}).all();
        for (const auto& carried : {carriedFiles.all(), carriedFiles.quarantined()})
            ids.insert(ids.end(), carried.begin(), carried.end());
        for (const PacketId& id : ids) {
            Query known(database,
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM outbox WHERE id = ?1) OR EXISTS (SELECT 1 "
                "FROM draft WHERE id = ?1)");
            difference.extra += known.with(id).next() ? 0 : 1;
        }
        const QDir aside(database.station().filePath(QStringLiteral("packets/quarantine")));
        difference.extra += static_cast<int>(aside.entryList(QDir::Files).size());
        return difference;
    });
}

Result<WaitingPackets> waitingPackets(Database& database)
{
    return storage(database, [&] {
        constexpr auto waiting = "FROM outbox WHERE state IN ('sealed', 'announced', 'uploading')";
        WaitingPackets found;
        Query count(database, (std::string("SELECT count(*) ") + waiting).c_str());
        found.count = count.next() ? count.integer(0) : 0;
        Query oldest(
            database, (std::string("SELECT sealed_ms ") + waiting + " ORDER BY seq LIMIT 1").c_str());
        if (oldest.next())
            found.oldest = oldest.time(0);
        return found;
    });
}

Result<std::optional<qint64>> packetBytesPerDay(Database& database, Instant from)
{
    return storage(database, [&]() -> std::optional<qint64> {
        Query query(database,
            "SELECT sum(size), count(DISTINCT sealed_ms / 86400000) FROM outbox WHERE sealed_ms >= ?");
        if (!query.with(from).next() || query.number(1) == 0)
            return std::nullopt;
        return query.number(0) / query.number(1);
    });
}

} // namespace station
