#include "core/store/queue_rebuild.h"

#include "core/enroll/bundle_document.h"
#include "core/enroll/whole_packet.h"
#include "core/store/carried_rebuild.h"
#include "core/store/ledger.h"
#include "core/store/outbox.h"
#include "core/store/outbox_rules.h"
#include "core/store/packet_files.h"
#include "core/store/settings.h"
#include "core/store/storage.h"
#include "core/store/whole_file.h"

#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace station {
namespace {

constexpr auto unreadableEvent = "packet-unreadable";
const auto sealedEvent = QString::fromLatin1(nameOf(PacketState::Sealed));

struct FileFacts {
    qint64 size = 0;
    QByteArray sha256;
    bool whole = false;
};

Result<FileFacts> factsOf(const QString& path)
{
    const auto bytes = wholeFile(path, largestPacketFile);
    if (!bytes && bytes.error().code == ErrorCode::Damaged)
        return FileFacts(); // larger than a packet can be
    if (!bytes)
        return failed(bytes);
    return FileFacts {
        bytes->size(), QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256), isWholePacket(*bytes)};
}

/// What the ledger still knows of a packet.
struct Memory {
    bool wasSealed = false;
    bool wasDiscarded = false;
    bool wasUnreadable = false; ///< to a recovery
    qint64 sealedSeq = 0; ///< of the ledger's row
    QString heldAs; ///< the reason; empty: not held
    QString procedure;
    QString sealedDetail;
    std::optional<Instant> sealedAt;
};

Memory memoryOf(Database& database, PacketId id)
{
    Memory memory;
    Query query(database, "SELECT event, detail, at_ms, seq FROM ledger WHERE subject = ? ORDER BY seq");
    query.with(id);
    while (query.next()) {
        const QString event = query.text(0);
        if (event == QLatin1String("case-opened") || event == QLatin1String("procedure"))
            memory.procedure = query.text(1);
        memory.wasDiscarded = memory.wasDiscarded || event == QLatin1String("case-discarded");
        memory.wasUnreadable = memory.wasUnreadable || event == QLatin1String(unreadableEvent);
        if (event == QLatin1String("awaits-approval"))
            memory.heldAs = QStringLiteral("approval");
        if (event == QLatin1String(nameOf(PacketState::Held)))
            memory.heldAs = query.text(1);
        if (event == QLatin1String("approved") || event == QLatin1String("retry"))
            memory.heldAs.clear();
        if (event != sealedEvent)
            continue;
        memory.wasSealed = true;
        memory.sealedDetail = query.text(1);
        memory.sealedAt = query.time(2);
        memory.sealedSeq = query.number(3);
    }
    return memory;
}

bool witnesses(const QString& detail, const QByteArray& sha256)
{
    return detail.contains(QString::fromLatin1(sha256.toHex()));
}

/// A UUIDv7 begins with the time at which the case was opened.
Instant timeIn(PacketId id)
{
    const QByteArray bytes = id.value.toRfc4122();
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = (ms << 8) | static_cast<quint8>(bytes[i]);
    return fromMs(ms);
}

bool hasDraft(Database& database, PacketId id)
{
    Query query(database, "SELECT 1 FROM draft WHERE id = ?");
    return query.with(id).next();
}

void dropDraft(Database& database, PacketId id)
{
    Query(database, "DELETE FROM draft_part WHERE draft_id = ?").with(id).run();
    Query(database, "DELETE FROM draft WHERE id = ?").with(id).run();
}

void hold(Database& database, const Clock& clock, PacketId id, const QString& reason)
{
    Query(database, "UPDATE outbox SET state = ?, held_from = ?, problem = ? WHERE id = ?")
        .with(nameOf(PacketState::Held))
        .with(nameOf(PacketState::Sealed))
        .with(QStringLiteral("held:%1").arg(reason))
        .with(id)
        .run();
    Ledger(database).append(clock.now(), nameOf(PacketState::Held), id.text(), reason, {});
}

void insertRow(
    Database& database, const Clock& clock, PacketId id, const FileFacts& file, const Memory& memory)
{
    Query draft(database, "SELECT case_number, procedure_id FROM draft WHERE id = ?");
    const bool known = draft.with(id).next();
    Query(database,
        "INSERT INTO outbox (id, seq, case_number, procedure_id, state, size, sha256, sealed_ms, state_ms, "
        "due_ms, "
        "audit_seq, audit_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, x'')")
        .with(id)
        .with(Settings(database).next(QStringLiteral("packet-seq")))
        .with(known ? draft.text(0) : QStringLiteral(""))
        .with(known                         ? draft.text(1)
                : memory.procedure.isNull() ? QStringLiteral("")
                                            : memory.procedure)
        .with(nameOf(PacketState::Sealed))
        .with(file.size)
        .with(file.sha256)
        .with(memory.sealedAt.value_or(timeIn(id)))
        .with(clock.now())
        .with(clock.now())
        .run();
    Ledger(database).append(
        clock.now(), "queue-rebuilt", id.text(), sealedDetail(file.size, file.sha256), {});
}

/// False when the file, not the row, is what is damaged.
bool mendRow(Database& database, const Clock& clock, PacketId id, const FileFacts& file, const Memory& memory)
{
    Query row(database, "SELECT sha256 FROM outbox WHERE id = ?");
    if (!row.with(id).next())
        return false;
    if (witnesses(memory.sealedDetail, row.bytes(0)))
        return false;
    Query(database, "UPDATE outbox SET sha256 = ?, size = ?, offset = min(offset, ?) WHERE id = ?")
        .with(file.sha256)
        .with(file.size)
        .with(file.size)
        .with(id)
        .run();
    Ledger(database).append(
        clock.now(), "packet-row-mended", id.text(), sealedDetail(file.size, file.sha256), {});
    return true;
}

class Rebuild {
public:
    Rebuild(Database& database, const Clock& clock, qint64 ledgerWholeBehind)
        : m_database(database)
        , m_clock(clock)
        , m_ledgerWholeBehind(ledgerWholeBehind)
        , m_files(database.station(), database.files())
    {
    }

    QueueRebuild run()
    {
        Query rows(m_database, "SELECT count(*) FROM outbox");
        m_done.kept = rows.next() ? rows.integer(0) : 0;
        std::vector<PacketId> ids = m_files.all();
        std::sort(ids.begin(), ids.end()); // by the time their cases were opened
        for (const PacketId& id : ids)
            takeFile(id, m_files.path(id));
        for (const PacketId& id : m_files.quarantined())
            takeQuarantined(id);
        const CarriedRebuild carried = rebuildCarried(m_database, m_clock);
        m_done.rebuilt += carried.rebuilt;
        m_done.mended += carried.mended;
        m_done.unclear += carried.unclear;
        Query(m_database, "DELETE FROM draft_part WHERE draft_id IN (SELECT id FROM outbox)").run();
        Query(m_database, "DELETE FROM draft WHERE id IN (SELECT id FROM outbox)").run();
        return m_done;
    }

    void take(PacketId id, const FileFacts& file)
    {
        const Memory memory = memoryOf(m_database, id);
        if (const auto hash = rowHash(id)) {
            if (*hash != file.sha256)
                ++((file.whole && mendRow(m_database, m_clock, id, file, memory)) ? m_done.mended
                                                                                  : m_done.unclear);
            return;
        }
        if (!file.whole || (memory.wasDiscarded && !memory.wasSealed)) {
            ++m_done.unclear;
            return;
        }
        insertRow(m_database, m_clock, id, file, memory);
        settleState(id, file, memory);
        dropDraft(m_database, id);
        ++m_done.rebuilt;
    }

private:
    [[nodiscard]] std::optional<QByteArray> rowHash(PacketId id)
    {
        Query row(m_database, "SELECT sha256, size FROM outbox WHERE id = ?");
        return row.with(id).next() ? std::optional(row.bytes(0)) : std::nullopt;
    }

    void takeFile(PacketId id, const QString& path)
    {
        const auto file = factsOf(path);
        if (!file) { // one sector that cannot be read must not keep the others from going out
            ++m_done.unclear;
            if (!rowHash(id))
                Ledger(m_database).append(m_clock.now(), unreadableEvent, id.text(), {}, {});
            return;
        }
        take(id, *file);
    }

    void settleState(PacketId id, const FileFacts& file, const Memory& memory)
    {
        if (applyKeptReceipt(m_database, id, file.sha256))
            return;
        const bool mayHaveBeenHeld = !memory.wasSealed || memory.sealedSeq < m_ledgerWholeBehind;
        const QString reason
            = memory.heldAs.isEmpty() && mayHaveBeenHeld ? QStringLiteral("recovered") : memory.heldAs;
        if (reason.isEmpty())
            return;
        hold(m_database, m_clock, id, reason);
        ++m_done.held;
    }

    /// It comes back when it was sealed and accepted; the sweep puts aside what never was.
    void takeQuarantined(PacketId id)
    {
        const auto file = factsOf(m_files.quarantinePath(id));
        if (!file)
            return;
        const Memory memory = memoryOf(m_database, id);
        const bool accepted = witnesses(memory.sealedDetail, file->sha256);
        if (!file->whole || !accepted || rowHash(id) || !m_files.release(id))
            return;
        takeFile(id, m_files.path(id));
    }

    Database& m_database;
    const Clock& m_clock;
    const qint64 m_ledgerWholeBehind;
    PacketFiles m_files;
    QueueRebuild m_done;
};

} // namespace

QString sealedDetail(qint64 size, const QByteArray& sha256)
{
    return QStringLiteral("%1 sha256 %2").arg(size).arg(QString::fromLatin1(sha256.toHex()));
}

bool applyKeptReceipt(Database& database, PacketId id, const QByteArray& sha256)
{
    Query query(database,
        "SELECT state, reason, registry_seq FROM receipt WHERE packet_id = ? AND sha256 = ? AND voided = 0 "
        "ORDER BY registry_seq DESC, kept_ms DESC LIMIT 1");
    if (!query.with(id).with(sha256).next())
        return false;
    const auto state = packetStateFrom(query.text(0));
    if (!state || !isReceiptState(*state))
        return false;
    const Receipt receipt {*state, query.text(1), query.number(2), sha256, {}, {}};
    Query(database, "UPDATE outbox SET state = ?, receipt_seq = ?, offset = size, problem = ? WHERE id = ?")
        .with(nameOf(*state))
        .with(receipt.registrySeq)
        .with(problemOf(receipt))
        .with(id)
        .run();
    return true;
}

QueueRebuild rebuildQueue(Database& database, const Clock& clock, qint64 ledgerWholeBehind)
{
    return Rebuild(database, clock, ledgerWholeBehind).run();
}

Result<Requeued> requeue(Database& database, const Clock& clock, PacketId id)
{
    const auto file = factsOf(PacketFiles(database.station(), database.files()).path(id));
    if (!file)
        return file.error().code == ErrorCode::NotFound ? Requeued::No : Requeued::Unreadable;
    return transaction(database, [&] {
        const Memory memory = memoryOf(database, id);
        const bool accepted = witnesses(memory.sealedDetail, file->sha256);
        if (!file->whole || (!accepted && !memory.wasUnreadable))
            return Requeued::No;
        if (!accepted && hasDraft(database, id))
            return Requeued::Doubtful;
        const qint64 ledgerWholeBehind = memory.wasUnreadable ? std::numeric_limits<qint64>::max() : 0;
        Rebuild rebuild(database, clock, ledgerWholeBehind);
        rebuild.take(id, *file);
        return Requeued::Yes;
    });
}

Result<int> mendHashes(Database& database, const Clock& clock)
{
    const auto doubtful = storage(database, [&] {
        std::vector<PacketId> ids;
        Query query(database,
            "SELECT outbox.id FROM outbox JOIN ledger ON ledger.subject = outbox.id AND ledger.event = "
            "'sealed' "
            "WHERE ledger.detail LIKE '%sha256%' AND instr(ledger.detail, lower(hex(outbox.sha256))) = 0 "
            "AND outbox.state <> 'purged'");
        while (query.next())
            ids.push_back(query.id<PacketId>(0));
        return ids;
    });
    if (!doubtful)
        return failed(doubtful);
    int mended = 0;
    const PacketFiles files(database.station(), database.files());
    for (const PacketId& id : *doubtful) {
        const auto file = factsOf(files.path(id));
        if (!file)
            continue; // gone or unreadable: the sweep says so
        const auto done = transaction(database, [&]() -> Result<bool> {
            const Memory memory = memoryOf(database, id);
            return witnesses(memory.sealedDetail, file->sha256)
                && mendRow(database, clock, id, *file, memory);
        });
        if (!done)
            return failed(done);
        mended += *done ? 1 : 0;
    }
    return mended;
}

} // namespace station
