#include "core/store/ledger.h"

#include "core/store/storage.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace station {
namespace {

constexpr int hashBytes = 32;
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
    return {0, QByteArray(hashBytes, '\0')};
}

std::vector<AuditRow> all(Query& query)
{
    std::vector<AuditRow> rows;
    while (query.next())
        rows.push_back(rowOf(query));
    return rows;
}

tl::unexpected<Error> damaged(qint64 seq, const char* how)
{
    return fail(ErrorCode::Damaged, "ledger row " + std::to_string(seq) + ' ' + how);
}

/// Every sealed packet remembers the head it was sealed at: a ledger put back to an older day does not hold
/// it.
Status holdsWhatPacketsSaw(Database& database)
{
    Query query(database,
        "SELECT audit_seq FROM outbox LEFT JOIN ledger ON ledger.seq = audit_seq AND ledger.hash = "
        "audit_hash "
        "WHERE ledger.seq IS NULL AND audit_seq > 0 ORDER BY audit_seq LIMIT 1");
    if (query.next())
        return damaged(query.number(0),
            "is not the one a sealed packet was chained to: the ledger was put back or remade");
    return {};
}

} // namespace

QByteArray ledgerHash(const QByteArray& before, const AuditRow& row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    for (const QByteArray& field :
        {QByteArray::number(row.seq), QByteArray::number(static_cast<qint64>(toMs(row.at))),
            row.event.toUtf8(), row.subject.toUtf8(), row.detail.toUtf8(), row.actor.toUtf8()}) {
        const auto length = qToBigEndian(static_cast<quint32>(field.size()));
        hash.addData(QByteArray(reinterpret_cast<const char*>(&length), sizeof length));
        hash.addData(field);
    }
    return hash.result();
}

Result<LedgerHead> Ledger::head() const
{
    return storage(m_database, [&] { return headOf(m_database); });
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

Status Ledger::verify() const
{
    return storage(m_database, [&]() -> Status {
        SQLite::Transaction sameMoment(m_database.handle()); // other connections go on writing
        Query query(m_database, (std::string(columns) + "ORDER BY seq").c_str());
        QByteArray before(hashBytes, '\0');
        qint64 last = 0;
        while (query.next()) {
            const AuditRow row = rowOf(query);
            if (row.seq != last + 1)
                return damaged(last + 1, "is missing");
            if (row.hash != ledgerHash(before, row))
                return damaged(row.seq, "was changed");
            before = row.hash;
            last = row.seq;
        }
        const LedgerHead head = headOf(m_database);
        if (head.seq > last)
            return damaged(last + 1, "is missing: the end of the ledger was cut off");
        if (head.seq < last || head.hash != before)
            return damaged(last, "is not the one the ledger's head names");
        return holdsWhatPacketsSaw(m_database);
    });
}

} // namespace station
