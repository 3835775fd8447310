#include "core/store/receipt_chain.h"

#include "core/store/ledger.h"
#include "core/store/storage.h"

#include <QCryptographicHash>

namespace station {
namespace {

/// A carried packet's receipt has a number of its own station's line.
constexpr const char* own = "NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.id = receipt.packet_id AND "
                            "outbox.origin <> '')";

struct KeptReceipt {
    PacketId packet;
    qint64 seq = 0;
    QByteArray hash;
};

std::vector<KeptReceipt> kept(Query& query)
{
    std::vector<KeptReceipt> found;
    while (query.next()) {
        found.push_back({query.id<PacketId>(0), query.number(1),
            QCryptographicHash::hash(query.bytes(2), QCryptographicHash::Sha256)});
    }
    return found;
}

void moveTo(Database& database, qint64 seq, const QByteArray& hash)
{
    Query(database,
        "INSERT INTO registry_chain (one, seq, hash, confirmed_ms) VALUES (1, ?, ?, 0) "
        "ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash")
        .with(seq)
        .with(hash)
        .run();
}

} // namespace

Result<ChainPoint> ReceiptChain::point() const
{
    return storage(m_database, [&] {
        ChainPoint point;
        Query at(m_database, "SELECT seq, hash FROM registry_chain");
        if (at.next()) {
            point.seq = at.number(0);
            point.hash = at.bytes(1);
        }
        Query highest(m_database,
            (std::string("SELECT COALESCE(MAX(registry_seq), 0) FROM receipt WHERE voided = 0 AND ") + own)
                .c_str());
        point.highestKept = highest.next() ? highest.number(0) : 0;
        return point;
    });
}

/// Inside a transaction.
bool ReceiptChain::isStill(const ChainPoint& from) const
{
    Query at(m_database, "SELECT seq, hash FROM registry_chain");
    const bool any = at.next();
    return from.seq == (any ? at.number(0) : 0) && from.hash == (any ? at.bytes(1) : QByteArray());
}

Result<int> ReceiptChain::followed(const ChainPoint& from, const std::vector<ChainLink>& links)
{
    return transaction(m_database, [&] {
        int voided = 0;
        if (!isStill(from))
            return voided;
        for (const ChainLink& link : links) {
            if (link.hash.isEmpty())
                continue;
            Query query(m_database,
                (std::string("SELECT packet_id, registry_seq, signed FROM receipt WHERE registry_seq = ? "
                             "AND voided = 0 AND ")
                    + own)
                    .c_str());
            for (const KeptReceipt& receipt : kept(query.with(link.seq))) {
                if (receipt.hash != link.hash)
                    voided += makeVoid(receipt.packet, receipt.seq);
            }
        }
        if (!links.empty())
            moveTo(m_database, links.back().seq, links.back().hash);
        return voided;
    });
}

Result<int> ReceiptChain::reachedEnd(const ChainPoint& from)
{
    return transaction(m_database, [&] {
        if (!isStill(from))
            return 0;
        Query query(m_database,
            (std::string("SELECT packet_id, registry_seq, signed FROM receipt WHERE registry_seq <= ? AND "
                         "registry_seq > ? AND voided = 0 "
                         "AND ")
                + own)
                .c_str());
        int voided = 0;
        for (const KeptReceipt& receipt : kept(query.with(from.highestKept).with(from.seq)))
            voided += makeVoid(receipt.packet, receipt.seq);
        Query(m_database,
            "INSERT INTO registry_chain (one, seq, hash, confirmed_ms) VALUES (1, 0, x'', ?) "
            "ON CONFLICT (one) DO UPDATE SET confirmed_ms = excluded.confirmed_ms")
            .with(m_clock.now())
            .run();
        return voided;
    });
}

Status ReceiptChain::rewound()
{
    return transaction(m_database, [&] {
        Query at(m_database, "SELECT seq FROM registry_chain");
        const qint64 seq = at.next() ? at.number(0) : 0;
        moveTo(m_database, 0, {});
        Ledger(m_database)
            .append(m_clock.now(), "registry-rewound", QStringLiteral("station"), QString::number(seq), {});
    });
}

/// Inside a transaction. Returns 1.
int ReceiptChain::makeVoid(PacketId packet, qint64 seq)
{
    Ledger ledger(m_database);
    ledger.append(m_clock.now(), "receipt-void", packet.text(), QString::number(seq), {});
    Query(m_database,
        "UPDATE receipt SET voided = (SELECT seq FROM ledger_head) "
        "WHERE packet_id = ? AND registry_seq = ? AND voided = 0")
        .with(packet)
        .with(seq)
        .run();
    // Its file is gone and nobody here can bring it back: whoever looks at the queue must know.
    Query(m_database,
        "UPDATE outbox SET problem = 'lost-at-registry' WHERE id = ? AND state = 'purged' AND receipt_seq = "
        "?")
        .with(packet)
        .with(seq)
        .run();
    const int back = Query(m_database,
        "UPDATE outbox SET state = 'sealed', state_ms = ?, due_ms = ?, offset = 0, attempts = 0, "
        "problem = '', receipt_seq = 0, purging = 0 WHERE id = ? AND receipt_seq = ? "
        "AND state IN ('received', 'processing', 'processed', 'rejected', 'resubmit')")
                         .with(m_clock.now())
                         .with(m_clock.now())
                         .with(packet)
                         .with(seq)
                         .run();
    if (back > 0)
        ledger.append(m_clock.now(), "wanted-again", packet.text(), QString::number(seq), {});
    return 1;
}

} // namespace station
