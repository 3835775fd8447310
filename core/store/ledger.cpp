#include "core/store/ledger.h"

#include "core/store/ledger_breaks.h"
#include "core/store/ledger_check.h"
#include "core/store/storage.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <optional>
#include <string>

namespace station {
namespace {

constexpr auto columns = "SELECT seq, at_ms, event, subject, detail, actor, hash FROM ledger ";

AuditRow rowOf(Query& query)
{
    return {query.number(0), query.time(1), query.text(2), query.text(3), query.text(4), query.text(5),
        query.bytes(6)};
}

LedgerHead headOf(Database& database)
{
    Query query(database, "SELECT seq, hash FROM ledger_head");
    if (query.next())
        return {query.number(0), query.bytes(1)};
    return {0, QByteArray(ledgerHashBytes, '\0')};
}

std::vector<AuditRow> all(Query& query)
{
    std::vector<AuditRow> rows;
    while (query.next())
        rows.push_back(rowOf(query));
    return rows;
}

/// One row's bytes as they go into its hash.
class Hasher {
public:
    QByteArray hash(const QByteArray& before, qint64 seq, qint64 at, std::string_view event,
        std::string_view subject, std::string_view detail, std::string_view actor)
    {
        m_bytes.assign(before.constData(), static_cast<std::size_t>(before.size()));
        put(std::to_string(seq));
        put(std::to_string(at));
        for (const std::string_view field : {event, subject, detail, actor})
            put(field);
        return QCryptographicHash::hash(
            QByteArray::fromRawData(m_bytes.data(), static_cast<qsizetype>(m_bytes.size())),
            QCryptographicHash::Sha256);
    }

private:
    void put(std::string_view field)
    {
        const auto length = qToBigEndian(static_cast<quint32>(field.size()));
        m_bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
        m_bytes.append(field);
    }
    std::string m_bytes;
};

/// The way of a ledger that holds: no row is kept in memory. Nothing when the chain breaks somewhere.
std::optional<LedgerHead> endOfWholeChain(Database& database)
{
    Query query(database, (std::string(columns) + "ORDER BY seq").c_str());
    Hasher hasher;
    LedgerHead end {0, QByteArray(ledgerHashBytes, '\0')};
    while (query.next()) {
        const qint64 seq = query.number(0);
        QByteArray due = hasher.hash(
            end.hash, seq, query.number(1), query.utf8(2), query.utf8(3), query.utf8(4), query.utf8(5));
        if (seq != end.seq + 1 || due != query.bytes(6))
            return std::nullopt;
        end = {seq, std::move(due)};
    }
    return end;
}

LedgerReport reportOf(const std::vector<AuditRow>& rows, const LedgerHead& noted)
{
    const LedgerHead end = rows.empty() ? LedgerHead {0, QByteArray(ledgerHashBytes, '\0')}
                                        : LedgerHead {rows.back().seq, rows.back().hash};
    return {end, static_cast<qint64>(rows.size()), findingsIn(rows, noted)};
}

bool finds(Database& database, const char* sql) { return Query(database, sql).next(); }

bool holdsRow(Database& database, const QByteArray& hash)
{
    return Query(database, "SELECT 1 FROM ledger WHERE hash = ?").with(hash).next();
}

/// A chain that holds may be an older one, or one made anew: who else has seen it? The row it does not hold.
std::optional<qint64> rowKnownOutside(
    Database& database, const LedgerHead& end, const std::vector<QByteArray>& heads)
{
    Query packet(database,
        "SELECT audit_seq FROM outbox LEFT JOIN ledger ON ledger.seq = audit_seq AND ledger.hash = "
        "audit_hash "
        "WHERE ledger.seq IS NULL AND audit_seq > 0 ORDER BY audit_seq LIMIT 1");
    if (packet.next())
        return packet.number(0);
    if (finds(database,
            "SELECT 1 FROM receipt WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE subject = packet_id "
            "AND event = receipt.state)"))
        return end.seq + 1;
    Query told(database, "SELECT detail FROM ledger WHERE event = 'ledger-put-back' ORDER BY seq LIMIT 1");
    if (told.next()) // a sign-in knew another end
        return told.number(0);
    const bool all = std::all_of(
        heads.begin(), heads.end(), [&](const QByteArray& head) { return holdsRow(database, head); });
    return all ? std::nullopt : std::optional(end.seq + 1);
}

} // namespace

QByteArray ledgerHash(const QByteArray& before, const AuditRow& row)
{
    return Hasher().hash(before, row.seq, toMs(row.at), row.event.toStdString(), row.subject.toStdString(),
        row.detail.toStdString(), row.actor.toStdString());
}

Result<LedgerHead> Ledger::head() const
{
    return storage(m_database, [&] { return headOf(m_database); });
}

Result<std::optional<Instant>> Ledger::begin() const
{
    return storage(m_database, [&]() -> std::optional<Instant> {
        Query query(m_database, "SELECT at_ms FROM ledger ORDER BY seq LIMIT 1");
        return query.next() ? std::optional(query.time(0)) : std::nullopt;
    });
}

Result<std::vector<AuditRow>> Ledger::rows() const
{
    return storage(m_database, [&] {
        Query query(m_database, (std::string(columns) + "ORDER BY seq").c_str());
        return all(query);
    });
}

Result<std::vector<AuditRow>> Ledger::rowsAbout(PacketId id) const
{
    return storage(m_database, [&] {
        Query query(m_database, (std::string(columns) + "WHERE subject = ? ORDER BY seq").c_str());
        return all(query.with(id));
    });
}

Result<QByteArray> Ledger::hashAt(qint64 seq) const
{
    return storage(m_database, [&]() -> QByteArray {
        Query query(m_database, "SELECT hash FROM ledger WHERE seq = ?");
        return query.with(seq).next() ? query.bytes(0) : QByteArray();
    });
}

Status Ledger::note(Instant at, const char* event, const QString& detail)
{
    return transaction(m_database, [&] { append(at, event, QStringLiteral("station"), detail, {}); });
}

void Ledger::append(
    Instant at, const char* event, const QString& subject, const QString& detail, const QString& actor)
{
    const LedgerHead before = headOf(m_database);
    AuditRow row {before.seq + 1, at, QString::fromLatin1(event), subject, detail, actor, {}};
    row.hash = ledgerHash(before.hash, row);
    Query(m_database,
        "INSERT INTO ledger (seq, at_ms, event, subject, detail, actor, hash) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .with(row.seq)
        .with(row.at)
        .with(row.event)
        .with(row.subject)
        .with(row.detail)
        .with(row.actor)
        .with(row.hash)
        .run();
    Query(m_database,
        "INSERT INTO ledger_head (one, seq, hash) VALUES (1, ?, ?) "
        "ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash")
        .with(row.seq)
        .with(row.hash)
        .run();
}

Result<LedgerReport> Ledger::inspect(const std::vector<QByteArray>& heads) const
{
    return storage(m_database, [&]() -> LedgerReport {
        SQLite::Transaction sameMoment(m_database.handle()); // other connections go on writing
        const LedgerHead noted = headOf(m_database);
        const auto end = endOfWholeChain(m_database);
        if (!end || end->seq != noted.seq || end->hash != noted.hash) {
            Query query(m_database, (std::string(columns) + "ORDER BY seq").c_str());
            LedgerReport report = reportOf(all(query), noted);
            report.recovered = judgeRecovered(m_database).recovery;
            return report;
        }
        LedgerReport report {*end, end->seq, {}};
        if (const auto row = rowKnownOutside(m_database, *end, heads))
            report.findings.push_back({LedgerFault::PutBack, *row, *row});
        return report;
    });
}

Status Ledger::verify() const
{
    const auto report = inspect();
    if (!report)
        return failed(report);
    if (report->findings.empty())
        return {};
    if (report->recovered)
        return fail(ErrorCode::Damaged, detailOf(*report->recovered));
    const auto judged = storage(m_database, [&] { return judgeRecovered(m_database); });
    if (!judged)
        return failed(judged);
    return fail(
        ErrorCode::Damaged, judged->wrong.empty() ? detailOf(report->findings.front()) : judged->wrong);
}

} // namespace station
