#include "core/store/carried_sweep.h"

#include "core/base/log.h"
#include "core/store/carried_orders.h"
#include "core/store/carried_rebuild.h"
#include "core/store/ledger.h"
#include "core/store/packet_files.h"
#include "core/store/storage.h"

#include <QFileInfo>

#include <algorithm>

namespace station {
namespace {

/// A packet that its desk needs no more: delivered and removed here, or with its own station again.
constexpr auto neededNoMore = "(outbox.state = 'purged' OR outbox.custody = 'returned')";

class Sweep {
public:
    Sweep(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
        , m_files(PacketFiles::carried(database.station(), database.files()))
        , m_orders(database.station(), database.files())
    {
    }

    Result<CarriedSweep> run()
    {
        for (const auto step : {&Sweep::removeUnfinished, &Sweep::keepOrders, &Sweep::removeReturned,
                 &Sweep::settleFiles, &Sweep::removeDoneOrders})
            if (const Status done = (this->*step)(); !done)
                return failed(done);
        return m_report;
    }

private:
    Status removeUnfinished()
    {
        for (const QString& path : m_files.unfinished()) {
            if (const Status gone = m_database.files().remove(path); !gone)
                return gone;
            ++m_report.unfinished;
        }
        return {};
    }

    Status keepOrders()
    {
        struct Taken {
            BundleId id;
            QByteArray order;
            QByteArray ack;
        };
        const auto taken = storage(m_database, [&] {
            std::vector<Taken> found;
            Query query(m_database,
                (std::string("SELECT id, document, ack FROM bundle WHERE incoming = 1 AND state <> "
                             "'returned' AND EXISTS ("
                             "SELECT 1 FROM outbox WHERE bundle = bundle.id AND bundle <> '' AND NOT ")
                    + neededNoMore + ")")
                    .c_str());
            while (query.next())
                found.push_back({query.id<BundleId>(0), query.bytes(1), query.bytes(2)});
            return found;
        });
        if (!taken)
            return failed(taken);
        const std::vector<BundleId> there = m_orders.all();
        for (const Taken& bundle : *taken) {
            if (std::find(there.begin(), there.end(), bundle.id) != there.end())
                continue;
            if (const Status kept = m_orders.keep(bundle.id, bundle.order, bundle.ack); !kept)
                return kept;
            ++m_report.ordersKept;
        }
        return {};
    }

    /// Its own station has the bytes and sends them, by the registry's word.
    Status removeReturned()
    {
        const auto returned = idsOf("SELECT id FROM outbox WHERE bundle <> '' AND bundle IN (SELECT id FROM "
                                    "bundle WHERE incoming = 1) AND custody = "
                                    "'returned'");
        if (!returned)
            return failed(returned);
        for (const PacketId& id : *returned) {
            if (!QFileInfo::exists(m_files.path(id)))
                continue;
            const Status gone = transaction(m_database, [&]() -> Status {
                Query still(m_database, "SELECT 1 FROM outbox WHERE id = ? AND custody = 'returned'");
                if (!still.with(id).next())
                    return {};
                Ledger(m_database).append(m_clock.now(), "returned-file-removed", id.text(), {}, {});
                return m_files.remove(id);
            });
            if (!gone)
                return gone;
            ++m_report.returned;
        }
        return {};
    }

    Status settleFiles()
    {
        const auto strange = filesWithoutRow();
        const auto bundles = ordersWithoutRow();
        if (!strange || !bundles)
            return strange ? failed(bundles) : failed(strange);
        if (strange->empty() && *bundles == 0)
            return {};
        // A row may be missing because the database is damaged: no file is touched before that is ruled out.
        if (const Status sound = m_database.checkThoroughly(); !sound)
            return sound;
        const auto rebuilt = transaction(m_database, [&] { return rebuildCarried(m_database, m_clock); });
        if (!rebuilt)
            return failed(rebuilt);
        m_report.rebuilt = rebuilt->rebuilt;
        if (rebuilt->unclear == 0 || rebuilt->unread > 0)
            return {};
        return putAside();
    }

    Status putAside()
    {
        const auto strange = filesWithoutRow();
        if (!strange)
            return failed(strange);
        for (const PacketId& id : *strange) {
            if (const Status done = m_files.quarantine(id); !done)
                return done;
            ++m_report.quarantined;
            const Status told = transaction(m_database, [&] {
                Ledger(m_database)
                    .append(m_clock.now(), "packet-quarantined", id.text(), QStringLiteral("carried"), {});
            });
            if (!told)
                return told;
        }
        return {};
    }

    Status removeDoneOrders()
    {
        for (const BundleId& id : m_orders.all()) {
            const auto allDone = storage(m_database, [&] {
                Query query(m_database,
                    (std::string(
                         "SELECT state = 'returned' OR packets = (SELECT count(*) FROM outbox WHERE bundle = "
                         "bundle.id AND ")
                        + neededNoMore + ") FROM bundle WHERE id = ?")
                        .c_str());
                return query.with(id).next() && query.integer(0) != 0;
            });
            if (!allDone)
                return failed(allDone);
            if (!*allDone)
                continue;
            if (const Status gone = m_orders.remove(id); !gone)
                return gone;
            ++m_report.ordersDone;
        }
        return {};
    }

    Result<std::vector<PacketId>> idsOf(const char* sql)
    {
        return storage(m_database, [&] {
            std::vector<PacketId> ids;
            Query query(m_database, sql);
            while (query.next())
                ids.push_back(query.id<PacketId>(0));
            return ids;
        });
    }

    Result<std::vector<PacketId>> filesWithoutRow()
    {
        return storage(m_database, [&] {
            std::vector<PacketId> ids = m_files.all();
            std::erase_if(ids, [&](const PacketId& id) {
                Query row(m_database, "SELECT 1 FROM outbox WHERE id = ?");
                return row.with(id).next();
            });
            return ids;
        });
    }

    Result<int> ordersWithoutRow()
    {
        return storage(m_database, [&] {
            const std::vector<BundleId> ids = m_orders.all();
            return static_cast<int>(std::count_if(ids.begin(), ids.end(), [&](const BundleId& id) {
                Query row(m_database, "SELECT 1 FROM bundle WHERE id = ?");
                return !row.with(id).next();
            }));
        });
    }

    Database& m_database;
    const Clock& m_clock;
    PacketFiles m_files;
    CarriedOrders m_orders;
    CarriedSweep m_report;
};

} // namespace

Result<CarriedSweep> sweepCarried(Database& database, const Clock& clock)
{
    const auto report = Sweep(database, clock).run();
    if (report && report->unfinished + report->rebuilt + report->returned + report->quarantined > 0)
        LogLine("carried-sweep")
            .with("unfinished", report->unfinished)
            .with("rebuilt", report->rebuilt)
            .with("returned", report->returned)
            .with("quarantined", report->quarantined)
            .warning(logStore());
    return report;
}

} // namespace station
