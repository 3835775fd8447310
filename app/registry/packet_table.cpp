#include "app/registry/packet_table.h"

#include "app/registry/schema.h"
#include "app/registry/station_alarms.h"

#include <QCryptographicHash>

#include <array>

namespace station {
namespace {

constexpr std::array states {RegistryState::Announced, RegistryState::Uploading, RegistryState::Received,
    RegistryState::Processing, RegistryState::Processed, RegistryState::Rejected, RegistryState::Resubmit};

constexpr auto packetColumns = "("
                               " packet_id TEXT NOT NULL,"
                               " station TEXT NOT NULL,"
                               " station_seq BIGINT NOT NULL,"
                               " sha256 TEXT NOT NULL,"
                               " size BIGINT NOT NULL,"
                               " procedure_id TEXT NOT NULL,"
                               " captured_on TEXT NOT NULL,"
                               " priority BIGINT NOT NULL,"
                               " state TEXT NOT NULL,"
                               " reason TEXT NOT NULL,"
                               " received_bytes BIGINT NOT NULL,"
                               " expires_at_ms BIGINT NOT NULL,"
                               " created_at_ms BIGINT NOT NULL,"
                               " changed_at_ms BIGINT NOT NULL,"
                               " PRIMARY KEY (packet_id, station))";
constexpr auto receiptColumns = "("
                                " packet_id TEXT NOT NULL,"
                                " state TEXT NOT NULL,"
                                " station TEXT NOT NULL,"
                                " seq BIGINT NOT NULL,"
                                " reason TEXT NOT NULL,"
                                " signed_base64 TEXT NOT NULL,"
                                " created_at_ms BIGINT NOT NULL,"
                                " PRIMARY KEY (packet_id, station, state))";
constexpr std::array others {
    "CREATE INDEX IF NOT EXISTS packets_by_state ON packets (state, changed_at_ms)",
    "CREATE INDEX IF NOT EXISTS packets_by_station_seq ON packets (station, station_seq)",
    "CREATE INDEX IF NOT EXISTS packets_by_station ON packets (station, state, changed_at_ms)",
    "CREATE INDEX IF NOT EXISTS receipts_by_station ON receipts (station, seq)",
    "CREATE TABLE IF NOT EXISTS stations ("
    " station TEXT PRIMARY KEY,"
    " last_seq BIGINT NOT NULL,"
    " last_receipt_hash TEXT NOT NULL,"
    " audit_head TEXT NOT NULL,"
    " seen_at_ms BIGINT NOT NULL)",
};

/// The reason of a packet that was announced before its station was revoked.
constexpr auto letGo = "station-revoked";

const QString rowColumns
    = QStringLiteral("packet_id, station, sha256, size, state, reason, received_bytes, expires_at_ms");

PacketRow rowFrom(const SqlRow& row)
{
    return {PacketId::parse(row.text(0)), row.text(1), row.text(2), row.number(3),
        registryStateFrom(row.text(4)).value_or(RegistryState::Announced), row.text(5), row.number(6),
        row.number(7)};
}

std::vector<PacketRow> rowsFrom(const SqlRows& rows)
{
    std::vector<PacketRow> found;
    for (const auto& row : rows)
        found.push_back(rowFrom(row));
    return found;
}

Result<bool> changed(const Result<SqlRows>& rows)
{
    return rows.map([](const SqlRows& found) { return !found.empty(); });
}

QString sha256Of(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

Status only(const Result<SqlRows>& rows)
{
    return rows.map([](const SqlRows&) {});
}

/// Takes the station's next number; holds its counter row until the transaction ends, so that a station's
/// receipts become visible in the order of their numbers.
Result<SqlRow> nextNumber(Sql& sql, const QString& station)
{
    auto made = sql.run("INSERT INTO stations (station, last_seq, last_receipt_hash, audit_head, seen_at_ms)"
                        " VALUES (?, 0, '', '', 0) ON CONFLICT (station) DO NOTHING",
        {station});
    if (!made)
        return failed(made);
    auto rows = sql.run(
        "UPDATE stations SET last_seq = last_seq + 1 WHERE station = ? RETURNING last_seq, last_receipt_hash",
        {station});
    if (!rows)
        return failed(rows);
    if (rows->size() != 1)
        return fail(ErrorCode::StorageFailed, "a station's counter is missing");
    return rows->front();
}

Status keepReceipt(Sql& sql, const ReceiptText& text, const QByteArray& signedBytes)
{
    auto kept = sql.run(
        "INSERT INTO receipts (packet_id, state, station, seq, reason, signed_base64, created_at_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        {text.packet.text(), text.state, text.station, text.seq, text.reason,
            QString::fromLatin1(signedBytes.toBase64()), qint64(toMs(text.at))});
    if (!kept)
        return failed(kept);
    return only(sql.run("UPDATE stations SET last_receipt_hash = ? WHERE station = ? RETURNING station",
        {sha256Of(signedBytes), text.station}));
}

} // namespace

QString nameOf(RegistryState state)
{
    switch (state) {
    case RegistryState::Announced: return QStringLiteral("announced");
    case RegistryState::Uploading: return QStringLiteral("uploading");
    case RegistryState::Received: return QStringLiteral("received");
    case RegistryState::Processing: return QStringLiteral("processing");
    case RegistryState::Processed: return QStringLiteral("processed");
    case RegistryState::Rejected: return QStringLiteral("rejected");
    case RegistryState::Resubmit: return QStringLiteral("resubmit");
    }
    return {};
}

std::optional<RegistryState> registryStateFrom(const QString& name)
{
    for (const auto state : states) {
        if (nameOf(state) == name)
            return state;
    }
    return std::nullopt;
}

namespace packets {

Status createTables(Sql& sql)
{
    const Status grown = makeTable(sql, "packets", packetColumns).and_then([&] {
        return makeTable(sql, "receipts", receiptColumns);
    });
    if (!grown)
        return grown;
    for (const auto* other : others) {
        if (auto made = sql.run(QLatin1String(other)); !made)
            return failed(made);
    }
    return alarms::createTables(sql);
}

Result<PacketRow> announce(Sql& sql, const QString& station, const Announcement& what, Instant now)
{
    const qint64 ms = toMs(now);
    auto fresh = sql.run(
        "INSERT INTO packets (packet_id, station, station_seq, sha256, size, procedure_id, captured_on,"
        " priority, state, reason, received_bytes, expires_at_ms, created_at_ms, changed_at_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'announced', '', 0, 0, ?, ?)"
        " ON CONFLICT (packet_id, station) DO NOTHING RETURNING "
            + rowColumns,
        {what.id.text(), station, what.seq, what.sha256, what.size, what.procedure, what.capturedOn,
            what.priority, ms, ms});
    if (!fresh)
        return failed(fresh);
    if (!fresh->empty()) {
        const Status looked = alarms::checkSeq(sql, station, what.id, what.seq, now).and_then([&] {
            return alarms::checkId(sql, {station, what.id}, now);
        });
        if (!looked)
            return failed(looked);
        return rowFrom(fresh->front());
    }
    auto known = find(sql, {station, what.id});
    if (!known)
        return failed(known);
    if (!*known)
        return fail(ErrorCode::StorageFailed, "a packet's row went away");
    if ((*known)->state != RegistryState::Announced || (*known)->reason != QLatin1String(letGo))
        return **known;
    auto again = sql.run("UPDATE packets SET station_seq = ?, sha256 = ?, size = ?, procedure_id = ?,"
                         " captured_on = ?, priority = ?, reason = '', changed_at_ms = ?"
                         " WHERE packet_id = ? AND station = ? AND state = 'announced' RETURNING "
            + rowColumns,
        {what.seq, what.sha256, what.size, what.procedure, what.capturedOn, what.priority, ms, what.id.text(),
            station});
    if (!again)
        return failed(again);
    return again->empty() ? **known : rowFrom(again->front());
}

Result<std::optional<PacketRow>> find(Sql& sql, const PacketKey& key)
{
    auto rows = sql.run("SELECT " + rowColumns + " FROM packets WHERE packet_id = ? AND station = ?",
        {key.id.text(), key.station});
    if (!rows)
        return failed(rows);
    return rows->empty() ? std::nullopt : std::optional(rowFrom(rows->front()));
}

Result<std::vector<PacketRow>> withId(Sql& sql, PacketId id)
{
    return sql.run("SELECT " + rowColumns + " FROM packets WHERE packet_id = ? ORDER BY station", {id.text()})
        .map(rowsFrom);
}

Status openUpload(Sql& sql, const PacketKey& key, Instant expires, Instant now)
{
    return only(sql.run("UPDATE packets SET state = 'uploading', expires_at_ms = ?, changed_at_ms = ?"
                        " WHERE packet_id = ? AND station = ? AND state IN ('announced', 'uploading')"
                        " RETURNING packet_id",
        {qint64(toMs(expires)), qint64(toMs(now)), key.id.text(), key.station}));
}

Result<bool> advance(Sql& sql, const PacketKey& key, qint64 from, qint64 to, Instant expires, Instant now)
{
    return changed(
        sql.run("UPDATE packets SET received_bytes = ?, expires_at_ms = ?, changed_at_ms = ?"
                " WHERE packet_id = ? AND station = ? AND state = 'uploading' AND received_bytes = ?"
                " RETURNING packet_id",
            {to, qint64(toMs(expires)), qint64(toMs(now)), key.id.text(), key.station, from}));
}

Status forgetUpload(Sql& sql, const PacketKey& key, Instant now)
{
    return only(sql.run(
        "UPDATE packets SET state = 'announced', received_bytes = 0, expires_at_ms = 0, changed_at_ms = ?"
        " WHERE packet_id = ? AND station = ? AND state = 'uploading' RETURNING packet_id",
        {qint64(toMs(now)), key.id.text(), key.station}));
}

Result<bool> moveWithReceipt(Sql& sql, const ReceiptSigner& signer, const PacketKey& key, RegistryState from,
    RegistryState to, const QString& reason, Instant now)
{
    auto moved = sql.run("UPDATE packets SET state = ?, reason = ?, changed_at_ms = ?"
                         " WHERE packet_id = ? AND station = ? AND state = ? RETURNING sha256, size",
        {nameOf(to), reason, qint64(toMs(now)), key.id.text(), key.station, nameOf(from)});
    if (!moved)
        return failed(moved);
    if (moved->empty())
        return false;
    const SqlRow& packet = moved->front();
    const auto number = nextNumber(sql, key.station);
    if (!number)
        return failed(number);
    const ReceiptText text {key.id, packet.text(0), packet.number(1), key.station, nameOf(to), reason,
        number->number(0), now, number->text(1)};
    const auto signedBytes = signer.sign(toJson(text));
    if (!signedBytes)
        return failed(signedBytes);
    return keepReceipt(sql, text, *signedBytes).map([] { return true; });
}

Result<bool> move(Sql& sql, const PacketKey& key, RegistryState from, RegistryState to, Instant now)
{
    return changed(sql.run("UPDATE packets SET state = ?, changed_at_ms = ?"
                           " WHERE packet_id = ? AND station = ? AND state = ? RETURNING packet_id",
        {nameOf(to), qint64(toMs(now)), key.id.text(), key.station, nameOf(from)}));
}

Result<std::vector<PacketRow>> inState(Sql& sql, RegistryState state, int limit)
{
    auto rows
        = sql.run("SELECT " + rowColumns + " FROM packets WHERE state = ? ORDER BY changed_at_ms LIMIT ?",
            {nameOf(state), limit});
    return rows.map(rowsFrom);
}

Result<std::vector<PacketRow>> toProcess(Sql& sql, int limit)
{
    auto rows = sql.run("SELECT " + rowColumns
            + " FROM packets WHERE state = ? AND NOT EXISTS (SELECT 1 FROM carried_packets c"
              " JOIN bundle_reviews r ON r.origin = c.origin AND r.bundle_id = c.bundle_id"
              " WHERE c.packet_id = packets.packet_id AND c.origin = packets.station AND r.state = 'open')"
              " ORDER BY changed_at_ms LIMIT ?",
        {nameOf(RegistryState::Received), limit});
    if (!rows)
        return failed(rows);
    std::vector<PacketRow> found;
    for (const auto& row : *rows)
        found.push_back(rowFrom(row));
    return found;
}

Result<std::vector<PacketRow>> uploadsOf(Sql& sql, const QString& station)
{
    auto rows = sql.run("SELECT " + rowColumns
            + " FROM packets WHERE station = ? AND state = 'uploading' ORDER BY changed_at_ms DESC, "
              "packet_id DESC",
        {station});
    return rows.map(rowsFrom);
}

Result<qint64> announcedCount(Sql& sql, const QString& station)
{
    auto rows = sql.run("SELECT COUNT(*) FROM packets WHERE station = ? AND state = 'announced'", {station});
    if (!rows)
        return failed(rows);
    return rows->empty() ? 0 : rows->front().number(0);
}

Result<int> trimAnnounced(Sql& sql, const QString& station, qint64 keep)
{
    constexpr qint64 all = qint64(1) << 40; // SQLite knows no OFFSET without a LIMIT
    return sql
        .run("DELETE FROM packets WHERE station = ? AND state = 'announced' AND packet_id IN"
             " (SELECT packet_id FROM packets WHERE station = ? AND state = 'announced'"
             "  AND NOT EXISTS (SELECT 1 FROM carried_packets c"
             "   WHERE c.packet_id = packets.packet_id AND c.origin = packets.station)"
             "  ORDER BY changed_at_ms DESC, packet_id DESC LIMIT ? OFFSET ?) RETURNING packet_id",
            {station, station, all, keep})
        .map([](const SqlRows& gone) { return static_cast<int>(gone.size()); });
}

Result<int> releaseAnnounced(Sql& sql, const QString& station)
{
    return sql
        .run("UPDATE packets SET reason = ? WHERE station = ? AND state = 'announced' RETURNING packet_id",
            {QLatin1String(letGo), station})
        .map([](const SqlRows& rows) { return static_cast<int>(rows.size()); });
}

Result<qint64> bytesSince(Sql& sql, const QString& station, Instant since)
{
    return sql
        .run("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM packets WHERE station = ?"
             " AND state IN ('received', 'processing', 'processed', 'rejected', 'resubmit')"
             " AND changed_at_ms > ?",
            {station, qint64(toMs(since))})
        .map([](const SqlRows& rows) { return rows.empty() ? 0 : rows.front().number(0); });
}

Result<std::optional<QByteArray>> lastReceipt(Sql& sql, const PacketKey& key)
{
    auto rows = sql.run(
        "SELECT signed_base64 FROM receipts WHERE packet_id = ? AND station = ? ORDER BY seq DESC LIMIT 1",
        {key.id.text(), key.station});
    if (!rows)
        return failed(rows);
    if (rows->empty())
        return std::nullopt;
    return QByteArray::fromBase64(rows->front().text(0).toLatin1());
}

Result<EventList> events(Sql& sql, const QString& station, qint64 after, int limit)
{
    auto rows = sql.run("SELECT seq, packet_id, state, reason, signed_base64 FROM receipts "
                        "WHERE station = ? AND seq >= ? ORDER BY seq LIMIT ?",
        {station, after, limit + 1});
    if (!rows)
        return failed(rows);
    EventList found;
    for (const auto& row : *rows) {
        const QString hash = sha256Of(QByteArray::fromBase64(row.text(4).toLatin1()));
        if (row.number(0) == after)
            found.afterHash = hash;
        else if (found.events.size() < static_cast<std::size_t>(limit))
            found.events.push_back(
                {row.number(0), PacketId::parse(row.text(1)), row.text(2), row.text(3), hash});
    }
    return found;
}

Status seen(Sql& sql, const QString& station, const QString& auditHead, Instant now)
{
    auto made = sql.run("INSERT INTO stations (station, last_seq, last_receipt_hash, audit_head, seen_at_ms)"
                        " VALUES (?, 0, '', '', 0) ON CONFLICT (station) DO NOTHING",
        {station});
    if (!made)
        return failed(made);
    return only(
        sql.run("UPDATE stations SET audit_head = ?, seen_at_ms = ? WHERE station = ? RETURNING station",
            {auditHead, qint64(toMs(now)), station}));
}

Result<std::vector<StationCount>> counts(Sql& sql)
{
    auto rows = sql.run(
        "SELECT station, state, COUNT(*), CAST(SUM(size) AS BIGINT) FROM packets GROUP BY station, state"
        " ORDER BY station, state");
    if (!rows)
        return failed(rows);
    std::vector<StationCount> found;
    for (const auto& row : *rows) {
        found.push_back({row.text(0), registryStateFrom(row.text(1)).value_or(RegistryState::Announced),
            row.number(2), row.number(3)});
    }
    return found;
}

Result<std::vector<RecentPacket>> recent(Sql& sql, int limit)
{
    auto rows = sql.run(
        "SELECT " + rowColumns + ", changed_at_ms FROM packets ORDER BY changed_at_ms DESC LIMIT ?", {limit});
    if (!rows)
        return failed(rows);
    std::vector<RecentPacket> found;
    for (const auto& row : *rows)
        found.push_back({rowFrom(row), fromMs(row.number(8))});
    return found;
}

Result<qint64> receiptCount(Sql& sql)
{
    auto rows = sql.run("SELECT COUNT(*) FROM receipts");
    if (!rows)
        return failed(rows);
    return rows->empty() ? 0 : rows->front().number(0);
}

} // namespace packets

} // namespace station
