#include "app/registry/bundle_table.h"

#include "app/registry/bundle_review.h"
#include "app/registry/packet_table.h"
#include "app/registry/schema.h"
#include "app/registry/station_alarms.h"

#include <array>
#include <set>

namespace station::bundles {
namespace {

constexpr std::array tables {
    "CREATE TABLE IF NOT EXISTS bundles ("
    " origin TEXT NOT NULL,"
    " bundle_id TEXT NOT NULL,"
    " carrier TEXT NOT NULL,"
    " content_sha256 TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " created_at_ms BIGINT NOT NULL,"
    " changed_at_ms BIGINT NOT NULL,"
    " PRIMARY KEY (origin, bundle_id))",
};
constexpr auto carriedColumns = "("
                                " packet_id TEXT NOT NULL,"
                                " origin TEXT NOT NULL,"
                                " bundle_id TEXT NOT NULL,"
                                " carrier TEXT NOT NULL,"
                                " PRIMARY KEY (packet_id, origin))";
constexpr auto carriedIndex
    = "CREATE INDEX IF NOT EXISTS carried_by_bundle ON carried_packets (origin, bundle_id)";

const auto acceptedState = QStringLiteral("accepted");
const auto takenBackState = QStringLiteral("taken-back");

struct Row {
    QString carrier;
    QString contentSha256;
    QString state;
    bool fresh = false; ///< written just now
};

/// The row as it is now, inserted when there was none.
Result<Row> rowOf(Sql& sql, const QString& origin, BundleId id, const Row& fresh, Instant now)
{
    auto made
        = sql.run("INSERT INTO bundles (origin, bundle_id, carrier, content_sha256, state, created_at_ms, "
                  "changed_at_ms)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin, bundle_id) DO NOTHING RETURNING state",
            {origin, id.text(), fresh.carrier, fresh.contentSha256, fresh.state, qint64(toMs(now)),
                qint64(toMs(now))});
    if (!made)
        return failed(made);
    if (!made->empty()) {
        Row row = fresh;
        row.fresh = true;
        return row;
    }
    auto rows
        = sql.run("SELECT carrier, content_sha256, state FROM bundles WHERE origin = ? AND bundle_id = ?",
            {origin, id.text()});
    if (!rows)
        return failed(rows);
    if (rows->empty())
        return fail(ErrorCode::StorageFailed, "a bundle's row went away");
    return Row {rows->front().text(0), rows->front().text(1), rows->front().text(2)};
}

/// True when the packet is in no other bundle's hands.
Result<bool> isFree(Sql& sql, const BundleDocument& document, PacketId id)
{
    auto rows = sql.run("SELECT bundle_id FROM carried_packets WHERE packet_id = ? AND origin = ?",
        {id.text(), document.from});
    if (!rows)
        return failed(rows);
    return rows->empty() || rows->front().text(0) == document.id.text();
}

/// True when the origin itself has said before that it holds exactly these packets.
Result<bool> wasAnnounced(Sql& sql, const BundleDocument& document)
{
    for (const BundlePacket& packet : document.packets) {
        const auto row = packets::find(sql, {document.from, packet.id});
        if (!row)
            return failed(row);
        if (!*row || (*row)->sha256 != QString::fromLatin1(packet.sha256.toHex()))
            return false;
    }
    return true;
}

Status review(Sql& sql, const BundleDocument& document, Instant now)
{
    const auto announced = wasAnnounced(sql, document);
    if (!announced)
        return failed(announced);
    if (*announced)
        return {};
    return reviews::open(sql, document.from, document.id, now).and_then([&] {
        return alarms::raise(sql, document.from, "bundle-of-revoked", document.id.text(), now);
    });
}

Status carry(Sql& sql, const BundleDocument& document, const BundlePacket& packet, Instant now)
{
    const Announcement what {packet.id, QString::fromLatin1(packet.sha256.toHex()), packet.size, packet.seq,
        packet.procedureId, packet.sealedOn.toString(Qt::ISODate), packet.priority, {}};
    if (auto known = packets::announce(sql, document.from, what, now); !known)
        return failed(known);
    auto made
        = sql.run("INSERT INTO carried_packets (packet_id, origin, bundle_id, carrier) VALUES (?, ?, ?, ?)"
                  " ON CONFLICT (packet_id, origin) DO NOTHING RETURNING packet_id",
            {packet.id.text(), document.from, document.id.text(), document.to});
    return made.map([](const SqlRows&) {});
}

} // namespace

Status createTables(Sql& sql)
{
    for (const auto* table : tables) {
        if (auto made = sql.run(QLatin1String(table)); !made)
            return failed(made);
    }
    return makeTable(sql, "carried_packets", carriedColumns)
        .and_then([&] { return sql.run(QLatin1String(carriedIndex)).map([](const SqlRows&) {}); })
        .and_then([&] { return reviews::createTables(sql); });
}

Result<BundleStanding> accept(Sql& sql, const BundleDocument& document, bool revoked, Instant now)
{
    for (const BundlePacket& packet : document.packets) {
        const auto free = isFree(sql, document, packet.id);
        if (!free)
            return failed(free);
        if (!*free)
            return BundleStanding::Refused;
    }
    const QString content = QString::fromLatin1(document.contentSha256.toHex());
    const auto row = rowOf(sql, document.from, document.id, {document.to, content, acceptedState}, now);
    if (!row)
        return failed(row);
    if (row->state != acceptedState)
        return BundleStanding::TakenBack;
    if (row->carrier != document.to || row->contentSha256 != content)
        return BundleStanding::Refused;
    if (revoked && row->fresh) {
        if (const Status opened = review(sql, document, now); !opened)
            return failed(opened);
    }
    for (const BundlePacket& packet : document.packets) {
        if (auto done = carry(sql, document, packet, now); !done)
            return failed(done);
    }
    return BundleStanding::Accepted;
}

Result<BundleStanding> takeBack(Sql& sql, const QString& origin, BundleId id, Instant now)
{
    return rowOf(sql, origin, id, {{}, {}, takenBackState}, now).map([](const Row& row) {
        return row.state == acceptedState ? BundleStanding::Accepted : BundleStanding::TakenBack;
    });
}

Result<bool> release(Sql& sql, const QString& origin, BundleId id, Instant now)
{
    auto moved = sql.run("UPDATE bundles SET state = ?, changed_at_ms = ? WHERE origin = ? AND bundle_id = ?"
                         " RETURNING bundle_id",
        {takenBackState, qint64(toMs(now)), origin, id.text()});
    if (!moved)
        return failed(moved);
    auto freed
        = sql.run("DELETE FROM carried_packets WHERE origin = ? AND bundle_id = ?", {origin, id.text()});
    if (!freed)
        return failed(freed);
    return !moved->empty();
}

Result<int> releaseCarrier(Sql& sql, const QString& carrier, Instant now)
{
    auto freed
        = sql.run("DELETE FROM carried_packets WHERE carrier = ? AND EXISTS (SELECT 1 FROM packets p"
                  " WHERE p.packet_id = carried_packets.packet_id AND p.station = carried_packets.origin"
                  " AND p.state IN ('announced', 'uploading')) RETURNING origin, bundle_id",
            {carrier});
    if (!freed)
        return failed(freed);
    std::set<std::pair<QString, QString>> bundles;
    for (const auto& row : *freed)
        bundles.emplace(row.text(0), row.text(1));
    for (const auto& [origin, bundle] : bundles) {
        auto moved
            = sql.run("UPDATE bundles SET state = ?, changed_at_ms = ? WHERE origin = ? AND bundle_id = ?"
                      " RETURNING bundle_id",
                {takenBackState, qint64(toMs(now)), origin, bundle});
        if (!moved)
            return failed(moved);
    }
    return static_cast<int>(bundles.size());
}

Result<qint64> count(Sql& sql, const QString& origin, bool brought)
{
    return sql
        .run(QStringLiteral("SELECT COUNT(*) FROM bundles WHERE origin = ? AND carrier ")
                + (brought ? QStringLiteral("<> ''") : QStringLiteral("= ''")),
            {origin})
        .map([](const SqlRows& rows) { return rows.empty() ? 0 : rows.front().number(0); });
}

Result<PacketStanding> standing(Sql& sql, const QString& caller, PacketId id)
{
    // its own first: no order of another station's keeps it from what it has sealed
    auto rows
        = sql.run("SELECT origin FROM carried_packets WHERE packet_id = ? AND (origin = ? OR carrier = ?)"
                  " ORDER BY CASE WHEN origin = ? THEN 0 ELSE 1 END, origin LIMIT 1",
            {id.text(), caller, caller, caller});
    if (!rows)
        return failed(rows);
    if (rows->empty())
        return PacketStanding {caller, true};
    const QString origin = rows->front().text(0);
    return PacketStanding {origin, origin != caller};
}

} // namespace station::bundles
