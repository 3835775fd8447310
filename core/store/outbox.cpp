#include "core/store/outbox.h"

#include "core/store/code_word.h"
#include "core/store/ledger.h"
#include "core/store/outbox_rules.h"
#include "core/store/packet_files.h"
#include "core/store/storage.h"

#include <algorithm>

namespace station {
namespace {

constexpr auto columns
    = "SELECT id, case_number, procedure_id, state, seq, size, offset, sha256, priority, sealed_ms, "
      "state_ms, due_ms, attempts, problem, receipt_seq, custody, origin, origin_seq, bundle, "
      "(SELECT peer FROM bundle WHERE bundle.id = outbox.bundle), "
      "(SELECT state FROM bundle WHERE bundle.id = outbox.bundle), "
      "(SELECT state_ms FROM bundle WHERE bundle.id = outbox.bundle) FROM outbox ";

QueueRow rowOf(Query& query)
{
    QueueRow row;
    row.id = query.id<PacketId>(0);
    row.caseNumber = query.text(1);
    row.procedureId = query.text(2);
    row.state = packetStateFrom(query.text(3)).value_or(PacketState::Held);
    row.seq = query.number(4);
    row.size = query.number(5);
    row.offset = query.number(6);
    row.sha256 = query.bytes(7);
    row.priority = query.integer(8);
    row.sealedAt = query.time(9);
    row.stateSince = query.time(10);
    row.dueAt = query.time(11);
    row.attempts = query.integer(12);
    row.problem = query.text(13);
    row.receiptSeq = query.number(14);
    row.custody = custodyFrom(query.text(15)).value_or(Custody::Handed);
    row.origin = query.text(16);
    row.originSeq = query.number(17);
    row.bundle = query.text(18);
    row.peer = query.text(19);
    row.bundleState = bundleStateFrom(query.text(20)).value_or(BundleState::TakenBack);
    row.bundleSince = query.time(21);
    return row;
}

std::optional<QueueRow> find(Database& database, PacketId id)
{
    Query query(database, (std::string(columns) + "WHERE id = ?").c_str());
    query.with(id);
    if (!query.next())
        return std::nullopt;
    return rowOf(query);
}

tl::unexpected<Error> unknown(PacketId id)
{
    return fail(ErrorCode::NotFound, "no packet " + id.text().toStdString() + " in the queue");
}

std::vector<QueueRow> all(Query& query)
{
    std::vector<QueueRow> rows;
    while (query.next())
        rows.push_back(rowOf(query));
    return rows;
}

/// Inside a transaction: the state, when it began, and the word for it in the ledger.
QString actorText(OfficerId by) { return by.isNull() ? QString() : by.text(); }

void enter(Database& database, const Clock& clock, PacketId id, PacketState state, const QString& detail,
    OfficerId by = {})
{
    Query(database, "UPDATE outbox SET state = ?, state_ms = ? WHERE id = ?")
        .with(nameOf(state))
        .with(clock.now())
        .with(id)
        .run();
    Ledger(database).append(clock.now(), nameOf(state), id.text(), detail, actorText(by));
}

void setProblem(Database& database, PacketId id, const QString& problem)
{
    Query(database, "UPDATE outbox SET problem = ? WHERE id = ?").with(problem).with(id).run();
}

} // namespace

Outbox::Outbox(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<QueueRow>> Outbox::list(const QueueFilter& filter) const
{
    return storage(m_database, [&] {
        const std::string where = filter.state ? "WHERE state = ? " : "";
        Query query(m_database, (columns + where + "ORDER BY seq DESC LIMIT ? OFFSET ?").c_str());
        if (filter.state)
            query.with(nameOf(*filter.state));
        return all(query.with(filter.limit).with(filter.offset));
    });
}

Result<QueueRow> Outbox::row(PacketId id) const
{
    return storage(m_database, [&]() -> Result<QueueRow> {
        auto found = find(m_database, id);
        if (!found)
            return unknown(id);
        return std::move(*found);
    });
}

Result<std::vector<HistoryEntry>> Outbox::history(PacketId id) const
{
    return Ledger(m_database).rowsAbout(id).map([](const std::vector<AuditRow>& rows) {
        std::vector<HistoryEntry> entries;
        for (const AuditRow& row : rows)
            entries.push_back({row.at, row.event, row.detail});
        return entries;
    });
}

Result<QueueTotals> Outbox::totals() const
{
    return storage(m_database, [&] {
        QueueTotals totals;
        Query query(m_database,
            "SELECT state, custody, count(*), sum(size - offset) FROM outbox GROUP BY state, custody");
        while (query.next()) {
            const PacketState state = packetStateFrom(query.text(0)).value_or(PacketState::Held);
            const Custody custody = custodyFrom(query.text(1)).value_or(Custody::Handed);
            const int count = query.integer(2);
            if (custody == Custody::Returned) {
                continue; // its own station counts it
            } else if (isWaiting(state) && custody == Custody::Handed) {
                totals.handed += count;
            } else if (isWaiting(state)) {
                totals.waiting += count;
                totals.waitingBytes += query.number(3);
            } else if (needsPerson(state)) {
                totals.needsYou += count;
            } else {
                totals.delivered += count;
            }
        }
        return totals;
    });
}

Result<DayCounts> Outbox::sealedSince(Instant from) const
{
    return storage(m_database, [&] {
        DayCounts counts;
        Query query(m_database,
            "SELECT state, count(*) FROM outbox WHERE sealed_ms >= ? AND origin = '' GROUP BY state");
        query.with(from);
        while (query.next()) {
            const PacketState state = packetStateFrom(query.text(0)).value_or(PacketState::Held);
            counts.sealed += query.integer(1);
            if (!isWaiting(state) && !needsPerson(state))
                counts.delivered += query.integer(1);
        }
        return counts;
    });
}

Result<std::vector<QueueRow>> Outbox::due(Instant now, int limit) const
{
    return storage(m_database, [&] {
        Query query(m_database,
            (std::string(columns)
                + "WHERE ((state IN ('sealed', 'announced', 'uploading', 'received', 'processing') AND "
                  "(due_ms "
                  "<= ? OR due_ms > ?) AND custody IN ('here', 'carried')) "
                  "OR (problem = 'receipt-refused' AND (due_ms <= ? OR due_ms > ?))) "
                  "ORDER BY state NOT IN ('sealed', 'announced', 'uploading'), priority DESC, seq LIMIT ?")
                .c_str());
        return all(query.with(now)
                       .with(now + longestPostponement)
                       .with(now)
                       .with(now + longestPostponement)
                       .with(limit));
    });
}

Status Outbox::announced(const std::vector<PacketId>& ids)
{
    return transaction(m_database, [&]() -> Status {
        for (const PacketId& id : ids) {
            const auto packet = find(m_database, id);
            if (!packet)
                return unknown(id);
            if (packet->state == PacketState::Sealed)
                enter(m_database, m_clock, id, PacketState::Announced, {});
        }
        return {};
    });
}

Status Outbox::acknowledged(PacketId id, qint64 offset)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (offset < 0 || offset > packet->size)
            return fail(ErrorCode::InvalidInput, "the registry acknowledged more than the packet holds");
        if (!packet->maySend())
            return fail(ErrorCode::Cancelled, "the packet was handed to another station");
        if (!isWaiting(packet->state) || offset == packet->offset)
            return {};
        // The registry's offset is the truth, also when it lost bytes: the next chunk starts there.
        if (packet->state != PacketState::Uploading)
            enter(m_database, m_clock, id, PacketState::Uploading, {});
        Query(m_database, "UPDATE outbox SET offset = ? WHERE id = ?").with(offset).with(id).run();
        Ledger(m_database)
            .append(m_clock.now(), "offset", id.text(), QStringLiteral("%1/%2").arg(offset).arg(packet->size),
                {});
        return {};
    });
}

Status Outbox::receipt(PacketId id, const Receipt& receipt)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (receipt.sha256 != packet->sha256)
            return fail(ErrorCode::Damaged, "the receipt is for other bytes than the packet's");
        if (!isReceiptState(receipt.state))
            return fail(ErrorCode::InvalidInput, "a receipt cannot say that");
        if (packet->problem == QLatin1String("receipt-refused"))
            setProblem(m_database, id, receipt.state == packet->state ? problemOf(receipt) : QString());
        if (!isForward(packet->state, packet->receiptSeq, receipt))
            return {};
        Query(m_database,
            "INSERT INTO receipt (packet_id, state, reason, registry_seq, sha256, signed, kept_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .with(id)
            .with(nameOf(receipt.state))
            .with(receipt.reason)
            .with(receipt.registrySeq)
            .with(receipt.sha256)
            .with(receipt.signedBytes)
            .with(m_clock.now())
            .run();
        Query(m_database, "UPDATE outbox SET receipt_seq = ?, offset = size, purging = 0 WHERE id = ?")
            .with(receipt.registrySeq)
            .with(id)
            .run();
        setProblem(m_database, id, problemOf(receipt));
        enter(m_database, m_clock, id, receipt.state, QString::number(receipt.registrySeq));
        return {};
    });
}

Result<std::optional<Receipt>> Outbox::keptReceipt(PacketId id) const
{
    return storage(m_database, [&]() -> std::optional<Receipt> {
        Query query(m_database,
            "SELECT state, reason, registry_seq, sha256, signed FROM receipt "
            "WHERE packet_id = ? ORDER BY voided = 0 DESC, rowid DESC LIMIT 1");
        if (!query.with(id).next())
            return std::nullopt;
        return Receipt {packetStateFrom(query.text(0)).value_or(PacketState::Received), query.text(1),
            query.number(2), query.bytes(3), query.bytes(4), {}};
    });
}

Status Outbox::conflict(PacketId id, const QString& why)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (!isWaiting(packet->state) && packet->state != PacketState::Held)
            return {};
        setProblem(m_database, id, QStringLiteral("conflict"));
        enter(m_database, m_clock, id, PacketState::Conflict, why);
        return {};
    });
}

Status Outbox::contradicted(PacketId id, const QString& why)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (packet->state == PacketState::Purged || packet->state == PacketState::Conflict)
            return {};
        Query(m_database, "UPDATE outbox SET receipt_seq = 0, purging = 0 WHERE id = ?").with(id).run();
        setProblem(m_database, id, QStringLiteral("conflict"));
        enter(m_database, m_clock, id, PacketState::Conflict, why);
        return {};
    });
}

Status Outbox::postpone(PacketId id, Instant until, const Error& why)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (!isWaiting(packet->state))
            return {};
        Query(m_database, "UPDATE outbox SET due_ms = ?, attempts = attempts + 1, problem = ? WHERE id = ?")
            .with(std::min(until, m_clock.now() + longestPostponement))
            .with(QStringLiteral("postponed:%1").arg(QLatin1String(codeOf(why))))
            .with(id)
            .run();
        Ledger(m_database).append(m_clock.now(), "postponed", id.text(), QLatin1String(codeOf(why)), {});
        return {};
    });
}

Status Outbox::doubt(PacketId id, Instant until, const Error& why)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (packet->state == PacketState::Purged || packet->state == PacketState::Held
            || packet->state == PacketState::Conflict)
            return {};
        Query(m_database,
            "UPDATE outbox SET due_ms = ?, attempts = attempts + 1, problem = 'receipt-refused' WHERE id = ?")
            .with(until)
            .with(id)
            .run();
        Ledger(m_database)
            .append(m_clock.now(), "receipt-refused", id.text(), QLatin1String(codeOf(why)), {});
        return {};
    });
}

Status Outbox::hold(PacketId id, const QString& reason, OfficerId by)
{
    if (const Status fine = checkCodeWord(reason); !fine)
        return fine;
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (!isWaiting(packet->state) || !packet->maySend())
            return {};
        Query(m_database, "UPDATE outbox SET held_from = state, problem = ? WHERE id = ?")
            .with(QStringLiteral("held:%1").arg(reason))
            .with(id)
            .run();
        enter(m_database, m_clock, id, PacketState::Held, reason, by);
        return {};
    });
}

Status Outbox::setUrgent(PacketId id, bool urgent, OfficerId by)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if ((!isWaiting(packet->state) && packet->state != PacketState::Held) || !packet->maySend()
            || (packet->priority > 0) == urgent)
            return {};
        Query(m_database, "UPDATE outbox SET priority = ? WHERE id = ?").with(urgent ? 1 : 0).with(id).run();
        Ledger(m_database)
            .append(m_clock.now(), urgent ? "urgent" : "not-urgent", id.text(), {}, actorText(by));
        return {};
    });
}

/// Inside a transaction: a held packet goes back to where it was, one in conflict is announced anew, and it
/// is due at once.
void Outbox::release(const QueueRow& packet, const char* event, OfficerId by)
{
    const Instant now = m_clock.now();
    if (packet.state == PacketState::Held)
        Query(m_database, "UPDATE outbox SET state = held_from, held_from = '', state_ms = ? WHERE id = ?")
            .with(now)
            .with(packet.id)
            .run();
    if (packet.state == PacketState::Conflict)
        Query(m_database, "UPDATE outbox SET state = 'sealed', offset = 0, state_ms = ? WHERE id = ?")
            .with(now)
            .with(packet.id)
            .run();
    Query(m_database, "UPDATE outbox SET due_ms = ?, problem = '' WHERE id = ?")
        .with(now)
        .with(packet.id)
        .run();
    Ledger(m_database).append(now, event, packet.id.text(), {}, actorText(by));
}

Status Outbox::retry(PacketId id, OfficerId by)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (packet->problem == QLatin1String(awaitsApproval))
            return fail(ErrorCode::NotAllowed, "the packet waits for a supervisor's approval");
        const bool stopped = packet->state == PacketState::Held || packet->state == PacketState::Conflict;
        if ((stopped || isWaiting(packet->state)) && packet->maySend())
            release(*packet, "retry", by);
        return {};
    });
}

Status Outbox::approve(PacketId id, OfficerId by)
{
    return transaction(m_database, [&]() -> Status {
        const auto packet = find(m_database, id);
        if (!packet)
            return unknown(id);
        if (packet->state != PacketState::Held || packet->problem != QLatin1String(awaitsApproval))
            return fail(ErrorCode::InvalidInput, "the packet does not wait for approval");
        release(*packet, "approved", by);
        return {};
    });
}

Result<int> Outbox::purge(std::chrono::days keep, OfficerId by)
{
    const auto marked = transaction(m_database, [&] {
        Query query(m_database,
            "UPDATE outbox SET purging = 1 WHERE state = 'processed' AND problem = '' AND state_ms <= "
            "MIN(?, (SELECT COALESCE(MAX(confirmed_ms), 0) FROM registry_chain)) - ?");
        const int count = query.with(m_clock.now())
                              .with(static_cast<qint64>(std::chrono::milliseconds(keep).count()))
                              .run();
        if (count > 0)
            Ledger(m_database)
                .append(m_clock.now(), "purge-asked", QStringLiteral("station"),
                    QString::number(keep.count()), actorText(by));
        return count;
    });
    if (!marked)
        return failed(marked);
    return finishPurge();
}

Result<int> Outbox::finishPurge()
{
    const auto marked = storage(m_database, [&] {
        std::vector<PacketId> ids;
        Query query(m_database, "SELECT id FROM outbox WHERE purging = 1 AND state = 'processed'");
        while (query.next())
            ids.push_back(query.id<PacketId>(0));
        return ids;
    });
    if (!marked)
        return failed(marked);
    int purged = 0;
    for (const PacketId& id : *marked) {
        const auto gone = unlinkProcessed(id);
        if (!gone)
            return failed(gone);
        purged += *gone ? 1 : 0;
    }
    return purged;
}

/// With the write lock held, so that no newer word of the registry comes between the look and the unlinking.
Result<bool> Outbox::unlinkProcessed(PacketId id)
{
    return transaction(m_database, [&]() -> Result<bool> {
        Query proof(m_database,
            "SELECT origin FROM outbox JOIN receipt ON receipt.packet_id = outbox.id AND receipt.state = "
            "'processed' "
            "AND receipt.voided = 0 AND receipt.sha256 = outbox.sha256 "
            "WHERE outbox.id = ? AND outbox.state = 'processed' AND outbox.purging = 1");
        if (!proof.with(id).next())
            return false;
        PacketFiles files = PacketFiles::of(proof.text(0), m_database.station(), m_database.files());
        if (const Status gone = files.remove(id); !gone)
            return failed(gone);
        Query(m_database, "UPDATE outbox SET purging = 0 WHERE id = ?").with(id).run();
        enter(m_database, m_clock, id, PacketState::Purged, {});
        return true;
    });
}

} // namespace station
