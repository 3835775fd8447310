#include "core/store/bundles.h"

#include "core/store/bundle_rows.h"
#include "core/store/ledger.h"
#include "core/store/outbox_rules.h"
#include "core/store/storage.h"

namespace station {
namespace {

constexpr auto columns
    = "SELECT id, incoming, peer, state, packets, made_ms, state_ms, content_sha256, document, "
      "ack FROM bundle ";

BundleRow rowOf(Query& query)
{
    return {query.id<BundleId>(0), query.integer(1) != 0, query.text(2),
        bundleStateFrom(query.text(3)).value_or(BundleState::Out), query.integer(4), query.time(5),
        query.time(6), query.bytes(7), query.bytes(8), query.bytes(9)};
}

std::optional<BundleRow> find(Database& database, BundleId id)
{
    Query query(database, (std::string(columns) + "WHERE id = ?").c_str());
    if (!query.with(id).next())
        return std::nullopt;
    return rowOf(query);
}

tl::unexpected<Error> unknown(BundleId id)
{
    return fail(ErrorCode::NotFound, "no bundle " + id.text().toStdString());
}

QString textOf(Actor by) { return by.officer.isNull() ? QString() : by.officer.text(); }

/// Inside a transaction: the state and the word for it in the ledger.
void enter(
    Database& database, const Clock& clock, BundleId id, BundleState state, const QString& detail, Actor by)
{
    Query(database, "UPDATE bundle SET state = ?, state_ms = ? WHERE id = ?")
        .with(nameOf(state))
        .with(clock.now())
        .with(id)
        .run();
    const QByteArray event = QByteArray("bundle-") + nameOf(state);
    Ledger(database).append(clock.now(), event.constData(), id.text(), detail, textOf(by));
}

/// Inside a transaction: every packet of the bundle that is in `from`.
void pass(Database& database, const Clock& clock, BundleId id, Custody from, Custody to)
{
    std::vector<PacketId> moved;
    Query query(database, "SELECT id FROM outbox WHERE bundle = ? AND custody = ? ORDER BY seq");
    query.with(id).with(nameOf(from));
    while (query.next())
        moved.push_back(query.id<PacketId>(0));
    const QByteArray event = QByteArray("custody-") + nameOf(to);
    for (const PacketId& packet : moved) {
        Query(database, "UPDATE outbox SET custody = ?, due_ms = ? WHERE id = ?")
            .with(nameOf(to))
            .with(clock.now())
            .with(packet)
            .run();
        Ledger(database).append(clock.now(), event.constData(), packet.text(), id.text(), {});
    }
}

tl::unexpected<Error> knownAsAnother(PacketId id)
{
    return fail(ErrorCode::InvalidInput,
        "packet " + id.text().toStdString() + " is known here as another one: nothing was taken over");
}

} // namespace

const char* nameOf(BundleState state)
{
    switch (state) {
    case BundleState::Preparing: return "preparing";
    case BundleState::Out: return "out";
    case BundleState::Acknowledged: return "acknowledged";
    case BundleState::AskedBack: return "asked-back";
    case BundleState::TakenBack: return "taken-back";
    case BundleState::Imported: return "imported";
    case BundleState::Accepted: return "accepted";
    case BundleState::Returned: return "returned";
    }
    return "unknown";
}

std::optional<BundleState> bundleStateFrom(const QString& name)
{
    for (const BundleState state :
        {BundleState::Preparing, BundleState::Out, BundleState::Acknowledged, BundleState::AskedBack,
            BundleState::TakenBack, BundleState::Imported, BundleState::Accepted, BundleState::Returned})
        if (name == QLatin1String(nameOf(state)))
            return state;
    return std::nullopt;
}

Result<std::vector<BundleRow>> Bundles::list() const
{
    return storage(m_database, [&] {
        std::vector<BundleRow> rows;
        Query query(m_database, (std::string(columns) + "ORDER BY made_ms DESC, id DESC").c_str());
        while (query.next())
            rows.push_back(rowOf(query));
        return rows;
    });
}

Result<BundleRow> Bundles::row(BundleId id) const
{
    return storage(m_database, [&]() -> Result<BundleRow> {
        auto found = find(m_database, id);
        if (!found)
            return unknown(id);
        return std::move(*found);
    });
}

Result<std::vector<QueueRow>> Bundles::packets(BundleId id) const
{
    const Outbox outbox(m_database, m_clock);
    return storage(m_database, [&]() -> Result<std::vector<QueueRow>> {
        std::vector<QueueRow> rows;
        Query query(m_database, "SELECT id FROM outbox WHERE bundle = ? ORDER BY seq");
        query.with(id);
        while (query.next()) {
            auto row = outbox.row(query.id<PacketId>(0));
            if (!row)
                return failed(row);
            rows.push_back(std::move(*row));
        }
        return rows;
    });
}

Result<std::vector<QueueRow>> Bundles::candidates(int limit) const
{
    const Outbox outbox(m_database, m_clock);
    return storage(m_database, [&]() -> Result<std::vector<QueueRow>> {
        std::vector<QueueRow> rows;
        Query query(m_database,
            "SELECT id FROM outbox WHERE state IN ('sealed', 'announced', 'uploading') AND custody = 'here' "
            "ORDER BY seq LIMIT ?");
        query.with(limit);
        while (query.next()) {
            auto row = outbox.row(query.id<PacketId>(0));
            if (!row)
                return failed(row);
            rows.push_back(std::move(*row));
        }
        return rows;
    });
}

Status Bundles::prepare(const BundleDocument& document, const QByteArray& signedDer, Actor by)
{
    return transaction(m_database, [&]() -> Status {
        insertBundle(m_database, m_clock, document, false, signedDer, {});
        for (const BundlePacket& packet : document.packets) {
            const int marked = Query(m_database,
                "UPDATE outbox SET custody = 'handed', bundle = ? WHERE id = ? AND custody = 'here' AND "
                "sha256 = ? AND state IN ('sealed', 'announced', 'uploading')")
                                   .with(document.id)
                                   .with(packet.id)
                                   .with(packet.sha256)
                                   .run();
            if (marked != 1)
                return fail(ErrorCode::InvalidInput,
                    "packet " + packet.id.text().toStdString() + " cannot be handed over any more");
            Ledger(m_database)
                .append(m_clock.now(), "custody-handed", packet.id.text(), document.id.text(), textOf(by));
        }
        enter(m_database, m_clock, document.id, BundleState::Preparing, document.to, by);
        return {};
    });
}

Status Bundles::out(BundleId id)
{
    return transaction(m_database, [&]() -> Status {
        const auto bundle = find(m_database, id);
        if (!bundle)
            return unknown(id);
        switch (bundle->state) {
        case BundleState::Preparing: enter(m_database, m_clock, id, BundleState::Out, {}, {}); return {};
        case BundleState::Out:
        case BundleState::Acknowledged: return {};
        case BundleState::AskedBack:
        case BundleState::TakenBack:
            return fail(ErrorCode::Cancelled, "the packets of this bundle have been taken back");
        case BundleState::Imported:
        case BundleState::Accepted:
        case BundleState::Returned: break;
        }
        return fail(ErrorCode::InvalidInput, "this bundle was brought here, not given away");
    });
}

Status Bundles::acknowledged(BundleId id, const QByteArray& ack, Actor by)
{
    return transaction(m_database, [&]() -> Status {
        const auto bundle = find(m_database, id);
        if (!bundle || bundle->incoming)
            return unknown(id);
        if (bundle->state != BundleState::Out && bundle->state != BundleState::AskedBack)
            return {};
        Query(m_database, "UPDATE bundle SET ack = ? WHERE id = ?").with(ack).with(id).run();
        if (bundle->state == BundleState::AskedBack)
            return {}; // the registry may have given them back already: its word decides
        enter(m_database, m_clock, id, BundleState::Acknowledged, {}, by);
        return {};
    });
}

Status Bundles::takeBack(BundleId id, const QString& reason, Actor by)
{
    return transaction(m_database, [&]() -> Status {
        const auto bundle = find(m_database, id);
        if (!bundle || bundle->incoming)
            return unknown(id);
        const bool mayBeOnAStick
            = bundle->state == BundleState::Out || bundle->state == BundleState::Acknowledged;
        if (!mayBeOnAStick && bundle->state != BundleState::Preparing)
            return {};
        Query(m_database, "UPDATE bundle SET reason = ? WHERE id = ?").with(reason).with(id).run();
        if (!mayBeOnAStick)
            pass(m_database, m_clock, id, Custody::Handed, Custody::Here);
        enter(m_database, m_clock, id, mayBeOnAStick ? BundleState::AskedBack : BundleState::TakenBack,
            reason, by);
        return {};
    });
}

Result<int> Bundles::takeBackUnfinished()
{
    const auto unfinished = storage(m_database, [&] {
        std::vector<BundleId> ids;
        Query query(m_database, "SELECT id FROM bundle WHERE state = 'preparing'");
        while (query.next())
            ids.push_back(query.id<BundleId>(0));
        return ids;
    });
    if (!unfinished)
        return failed(unfinished);
    for (const BundleId& id : *unfinished)
        if (const Status done = takeBack(id, QStringLiteral("unfinished"), {}); !done)
            return failed(done);
    return static_cast<int>(unfinished->size());
}

Status Bundles::mayTake(const BundleDocument& document) const
{
    return storage(m_database, [&]() -> Status {
        for (const BundlePacket& packet : document.packets) {
            Query other(m_database, "SELECT 1 FROM outbox WHERE id = ? AND NOT (origin = ? AND sha256 = ?)");
            if (other.with(packet.id).with(document.from).with(packet.sha256).next())
                return knownAsAnother(packet.id);
        }
        return {};
    });
}

Status Bundles::take(
    const BundleDocument& document, const QByteArray& signedDer, const QByteArray& ack, Actor by)
{
    return transaction(m_database, [&]() -> Status {
        if (find(m_database, document.id))
            return {}; // another process was faster
        const auto head = Ledger(m_database).head();
        if (!head)
            return failed(head);
        insertBundle(m_database, m_clock, document, true, signedDer, ack);
        for (const BundlePacket& packet : document.packets) {
            if (!insertCarried(m_database, m_clock, document, packet, *head))
                return knownAsAnother(packet.id);
            Ledger(m_database)
                .append(m_clock.now(), "custody-taken", packet.id.text(), document.id.text(), textOf(by));
        }
        enter(m_database, m_clock, document.id, BundleState::Imported, document.from, by);
        return {};
    });
}

Result<std::vector<BundleTask>> Bundles::tasks() const
{
    return storage(m_database, [&] {
        std::vector<BundleTask> tasks;
        // Presented in each pass that has packets of it: a registry that was restored knows nothing of it.
        // Also for one in conflict: its own station may have taken it back, and nothing else would say so
        // here.
        Query present(m_database,
            "SELECT id, document FROM bundle WHERE incoming = 1 AND state <> 'returned' AND EXISTS (SELECT 1 "
            "FROM "
            "outbox WHERE bundle = bundle.id AND custody IN ('taken', 'carried') AND state IN ('sealed', "
            "'announced', 'uploading', 'received', 'processing', 'conflict')) ORDER BY made_ms, id");
        while (present.next())
            tasks.push_back({BundleTask::Kind::Present, present.id<BundleId>(0), present.bytes(1)});
        Query back(
            m_database, "SELECT id, document FROM bundle WHERE state = 'asked-back' ORDER BY made_ms, id");
        while (back.next())
            tasks.push_back({BundleTask::Kind::AskBack, back.id<BundleId>(0), back.bytes(1)});
        return tasks;
    });
}

Status Bundles::answered(BundleId id, BundleWord word)
{
    return transaction(m_database, [&]() -> Status {
        const auto bundle = find(m_database, id);
        if (!bundle)
            return unknown(id);
        const auto move = [&](BundleState state, Custody from, Custody to) {
            pass(m_database, m_clock, id, from, to);
            if (bundle->state != state)
                enter(m_database, m_clock, id, state, {}, {});
        };
        const bool mine = !bundle->incoming && bundle->state == BundleState::AskedBack;
        const bool brought = bundle->incoming && bundle->state != BundleState::Returned;
        switch (word) {
        case BundleWord::Accepted:
            if (brought)
                move(BundleState::Accepted, Custody::Taken, Custody::Carried);
            break;
        case BundleWord::Refused:
            if (brought)
                move(BundleState::Imported, Custody::Carried, Custody::Taken);
            break;
        case BundleWord::Kept:
            if (mine)
                enter(m_database, m_clock, id, BundleState::Acknowledged, QStringLiteral("registry"), {});
            break;
        case BundleWord::TakenBack:
            if (mine)
                move(BundleState::TakenBack, Custody::Handed, Custody::Here);
            if (brought) {
                pass(m_database, m_clock, id, Custody::Carried, Custody::Returned);
                move(BundleState::Returned, Custody::Taken, Custody::Returned);
            }
            break;
        }
        return {};
    });
}

} // namespace station
