#include "core/store/carried_rebuild.h"

#include "core/store/bundle_rows.h"
#include "core/store/bundles.h"
#include "core/store/carried_orders.h"
#include "core/store/packet_files.h"
#include "core/store/queue_rebuild.h"
#include "core/store/storage.h"
#include "core/store/whole_file.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace station {
namespace {

struct Order {
    BundleDocument document;
    QByteArray signedDer;
    QByteArray ack;
};

class Rebuild {
public:
    Rebuild(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
        , m_files(PacketFiles::carried(database.station(), database.files()))
    {
    }

    CarriedRebuild run()
    {
        for (const Order& order : orders())
            take(order);
        for (const PacketId& id : m_files.all())
            m_done.unclear += hasRow(id) ? 0 : 1;
        return m_done;
    }

private:
    /// The oldest first: where one packet came twice, the newer order stands.
    std::vector<Order> orders()
    {
        constexpr qint64 largestPem = 1 << 20;
        const CarriedOrders kept(m_database.station(), m_database.files());
        const auto ca
            = wholeFile(m_database.station().filePath(QStringLiteral("identity/ca.pem")), largestPem);
        std::vector<Order> found;
        for (const BundleId& id : kept.all()) {
            const auto signedDer = kept.order(id);
            const auto ack = kept.ack(id);
            const auto document = signedDer && ca ? openBundle(*signedDer, *ca)
                                                  : Result<BundleDocument>(fail(ErrorCode::Damaged, ""));
            if (document && ack && document->id == id)
                found.push_back({*document, *signedDer, *ack});
            else
                ++m_done.unread;
        }
        std::sort(found.begin(), found.end(),
            [](const Order& a, const Order& b) { return a.document.at < b.document.at; });
        return found;
    }

    void take(const Order& order)
    {
        bool hasPackets = false;
        for (const BundlePacket& packet : order.document.packets)
            hasPackets = takePacket(order.document, packet) || hasPackets;
        if (!hasPackets || stateOf(order.document.id))
            return;
        insertBundle(m_database, m_clock, order.document, true, order.signedDer, order.ack);
        Query(m_database, "UPDATE bundle SET state = ? WHERE id = ?")
            .with(nameOf(BundleState::Imported))
            .with(order.document.id)
            .run();
        Ledger(m_database)
            .append(m_clock.now(), "queue-rebuilt", order.document.id.text(), order.document.from, {});
    }

    /// True when the packet has a row that is this order's.
    bool takePacket(const BundleDocument& document, const BundlePacket& packet)
    {
        Query row(m_database, "SELECT origin, bundle, sha256, size FROM outbox WHERE id = ?");
        if (row.with(packet.id).next()) {
            if (row.text(0) != document.from)
                return false;
            if ((row.bytes(2) != packet.sha256 || row.number(3) != packet.size) && isWhole(packet))
                mend(packet);
            if (row.text(1) == document.id.text())
                return true;
            if (!m_made.contains(packet.id))
                return false;
        }
        if (!isWhole(packet))
            return false;
        const auto head = Ledger(m_database).head();
        if (!head || !insertCarried(m_database, m_clock, document, packet, *head))
            return false;
        Query(m_database, "UPDATE outbox SET custody = ? WHERE id = ?")
            .with(nameOf(custodyIn(stateOf(document.id))))
            .with(packet.id)
            .run();
        static_cast<void>(applyKeptReceipt(m_database, packet.id, packet.sha256));
        if (m_made.insert(packet.id).second)
            ++m_done.rebuilt;
        Ledger(m_database)
            .append(m_clock.now(), "queue-rebuilt", packet.id.text(),
                sealedDetail(packet.size, packet.sha256), {});
        return true;
    }

    void mend(const BundlePacket& packet)
    {
        Query(m_database, "UPDATE outbox SET sha256 = ?1, size = ?2, offset = min(offset, ?2) WHERE id = ?3")
            .with(packet.sha256)
            .with(packet.size)
            .with(packet.id)
            .run();
        ++m_done.mended;
        Ledger(m_database)
            .append(m_clock.now(), "packet-row-mended", packet.id.text(),
                sealedDetail(packet.size, packet.sha256), {});
    }

    [[nodiscard]] bool isWhole(const BundlePacket& packet)
    {
        const auto file = m_files.read(packet.id, packet.sha256);
        m_done.unread += !file && file.error().code == ErrorCode::StorageFailed ? 1 : 0;
        return file.has_value();
    }

    [[nodiscard]] bool hasRow(PacketId id)
    {
        Query row(m_database, "SELECT 1 FROM outbox WHERE id = ?");
        return row.with(id).next();
    }

    /// Nothing when the bundle's row was lost.
    [[nodiscard]] std::optional<BundleState> stateOf(BundleId id)
    {
        Query row(m_database, "SELECT state FROM bundle WHERE id = ?");
        return row.with(id).next() ? bundleStateFrom(row.text(0)) : std::nullopt;
    }

    [[nodiscard]] static Custody custodyIn(std::optional<BundleState> state)
    {
        if (state == BundleState::Accepted)
            return Custody::Carried;
        return state == BundleState::Returned ? Custody::Returned : Custody::Taken;
    }

    Database& m_database;
    const Clock& m_clock;
    PacketFiles m_files;
    std::set<PacketId> m_made;
    CarriedRebuild m_done;
};

} // namespace

CarriedRebuild rebuildCarried(Database& database, const Clock& clock)
{
    return Rebuild(database, clock).run();
}

} // namespace station
