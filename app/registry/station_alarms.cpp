#include "app/registry/station_alarms.h"

#include "core/base/log.h"

#include <array>

namespace station::alarms {
namespace {

constexpr std::array tables {
    "CREATE TABLE IF NOT EXISTS station_heads ("
    " station TEXT PRIMARY KEY,"
    " audit_seq BIGINT NOT NULL,"
    " audit_head TEXT NOT NULL,"
    " manifest_id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS alarms ("
    " station TEXT NOT NULL,"
    " kind TEXT NOT NULL,"
    " times BIGINT NOT NULL,"
    " detail TEXT NOT NULL,"
    " first_at_ms BIGINT NOT NULL,"
    " last_at_ms BIGINT NOT NULL,"
    " PRIMARY KEY (station, kind))",
    "CREATE TABLE IF NOT EXISTS missing_bytes ("
    " packet_id TEXT NOT NULL,"
    " station TEXT NOT NULL,"
    " PRIMARY KEY (packet_id, station))",
};

Status only(const Result<SqlRows>& rows)
{
    return rows.map([](const SqlRows&) {});
}

/// When the station made it, by its own clock.
Instant madeAt(const QString& manifestId)
{
    constexpr int timeDigits = 13; // of 48 bits, with the dash between; two of one millisecond have no order
    return fromMs(manifestId.left(timeDigits).remove('-').toLongLong(nullptr, 16));
}

constexpr std::chrono::hours believed {24}; ///< how far a station's clock may be from ours

/// The time that counts: a manifest from far ahead was made now.
Instant believedTime(const QString& manifestId, Instant now)
{
    const Instant made = madeAt(manifestId);
    return made > now + believed ? now : made;
}

} // namespace

Status createTables(Sql& sql)
{
    for (const auto* table : tables) {
        if (auto made = sql.run(QLatin1String(table)); !made)
            return failed(made);
    }
    return {};
}

Status raise(Sql& sql, const QString& station, const char* kind, const QString& detail, Instant now)
{
    LogLine("alarm").with("kind", kind).warning(logRegistry());
    const qint64 ms = toMs(now);
    auto made = sql.run("INSERT INTO alarms (station, kind, times, detail, first_at_ms, last_at_ms)"
                        " VALUES (?, ?, 0, '', ?, ?) ON CONFLICT (station, kind) DO NOTHING",
        {station, QLatin1String(kind), ms, ms});
    if (!made)
        return failed(made);
    return only(sql.run("UPDATE alarms SET times = times + 1, detail = ?, last_at_ms = ?"
                        " WHERE station = ? AND kind = ? RETURNING station",
        {detail, ms, station, QLatin1String(kind)}));
}

Result<AuditHead> checkHead(Sql& sql, const QString& station, const AuditHead& head, Instant now)
{
    if (head.seq == 0)
        return AuditHead {};
    auto made = sql.run("INSERT INTO station_heads (station, audit_seq, audit_head, manifest_id)"
                        " VALUES (?, 0, '', '') ON CONFLICT (station) DO NOTHING",
        {station});
    if (!made)
        return failed(made);
    // written to be held: another manifest of the same station waits here
    auto rows = sql.run("UPDATE station_heads SET audit_seq = audit_seq WHERE station = ?"
                        " RETURNING audit_seq, audit_head, manifest_id",
        {station});
    if (!rows)
        return failed(rows);
    if (rows->size() != 1)
        return fail(ErrorCode::StorageFailed, "a station's head is missing");
    const AuditHead known {rows->front().number(0), rows->front().text(1), rows->front().text(2)};
    const Instant told = believedTime(head.manifestId, now);
    const bool knownIsBelieved = madeAt(known.manifestId) <= now + believed;
    const bool late = known.seq > 0
        && (head.manifestId == known.manifestId || (knownIsBelieved && told < madeAt(known.manifestId)));
    Status raised;
    if (known.seq > 0 && head.seq == known.seq && head.hash != known.hash)
        raised = raise(sql, station, "station-forked", QStringLiteral("row %1").arg(head.seq), now);
    else if (!late && head.seq < known.seq)
        raised = raise(sql, station, "station-rewound",
            QStringLiteral("row %1 after row %2").arg(head.seq).arg(known.seq), now);
    else if (head.seq < known.seq && told + believed < now)
        raised = raise(sql, station, "manifest-stale",
            QStringLiteral("row %1 after row %2").arg(head.seq).arg(known.seq), now);
    if (!raised)
        return failed(raised);
    if (late)
        return known;
    return only(sql.run("UPDATE station_heads SET audit_seq = ?, audit_head = ?, manifest_id = ?"
                        " WHERE station = ? RETURNING station",
                    {head.seq, head.hash, head.manifestId, station}))
        .map([&] { return known; });
}

Status checkSeq(Sql& sql, const QString& station, PacketId id, qint64 seq, Instant now)
{
    if (seq == 0) // a creation without a manifest names none
        return {};
    auto rows = sql.run(
        "SELECT packet_id FROM packets WHERE station = ? AND station_seq = ? AND packet_id <> ? LIMIT 1",
        {station, seq, id.text()});
    if (!rows)
        return failed(rows);
    if (rows->empty())
        return {};
    return raise(sql, station, "seq-reused",
        QStringLiteral("%1: %2 and %3").arg(seq).arg(rows->front().text(0), id.text()), now);
}

Status checkId(Sql& sql, const PacketKey& key, Instant now)
{
    auto rows = sql.run("SELECT station FROM packets WHERE packet_id = ? AND station <> ? ORDER BY station",
        {key.id.text(), key.station});
    if (!rows)
        return failed(rows);
    for (const auto& row : *rows) {
        const QString other = row.text(0);
        const Status raised = raise(
            sql, key.station, "id-of-another", QStringLiteral("%1: also %2").arg(key.id.text(), other), now)
                                  .and_then([&] {
                                      return raise(sql, other, "id-of-another",
                                          QStringLiteral("%1: also %2").arg(key.id.text(), key.station), now);
                                  });
        if (!raised)
            return raised;
    }
    return {};
}

Status bytesMissing(Sql& sql, const PacketKey& key, Instant now)
{
    auto fresh = sql.run("INSERT INTO missing_bytes (packet_id, station) VALUES (?, ?)"
                         " ON CONFLICT (packet_id, station) DO NOTHING RETURNING packet_id",
        {key.id.text(), key.station});
    if (!fresh)
        return failed(fresh);
    return fresh->empty() ? Status() : raise(sql, key.station, "bytes-missing", key.id.text(), now);
}

Status bytesHere(Sql& sql, const PacketKey& key)
{
    return only(sql.run(
        "DELETE FROM missing_bytes WHERE packet_id = ? AND station = ?", {key.id.text(), key.station}));
}

Result<Counts> counts(Sql& sql, const QString& station)
{
    return sql.run("SELECT kind, times FROM alarms WHERE station = ? AND kind <> 'id-of-another'", {station})
        .map([](const SqlRows& rows) {
            Counts times;
            for (const auto& row : rows)
                times.insert(row.text(0), row.number(1));
            return times;
        });
}

Result<QStringList> raisedSince(Sql& sql, const QString& station, const Counts& before)
{
    return counts(sql, station).map([&](const Counts& now) {
        QStringList kinds;
        for (auto each = now.constBegin(); each != now.constEnd(); ++each)
            if (*each > before.value(each.key()))
                kinds.append(each.key());
        return kinds;
    });
}

Result<std::vector<Alarm>> all(Sql& sql)
{
    auto rows = sql.run("SELECT station, kind, times, detail, first_at_ms, last_at_ms FROM alarms"
                        " ORDER BY last_at_ms DESC, station, kind");
    if (!rows)
        return failed(rows);
    std::vector<Alarm> found;
    for (const auto& row : *rows) {
        found.push_back({row.text(0), row.text(1), row.number(2), row.text(3), fromMs(row.number(4)),
            fromMs(row.number(5))});
    }
    return found;
}

Result<int> clear(Sql& sql, const QString& station, const QString& kind)
{
    if (kind.isEmpty() || kind == QLatin1String("bytes-missing")) {
        if (auto forgot = sql.run("DELETE FROM missing_bytes WHERE station = ?", {station}); !forgot)
            return failed(forgot);
    }
    return sql
        .run("DELETE FROM alarms WHERE station = ? AND (? = '' OR kind = ?) RETURNING kind",
            {station, kind, kind})
        .map([](const SqlRows& gone) { return static_cast<int>(gone.size()); });
}

} // namespace station::alarms
