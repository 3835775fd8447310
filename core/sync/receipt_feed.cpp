#include "core/sync/receipt_feed.h"

#include "core/base/log.h"
#include "core/store/outbox_rules.h"
#include "core/sync/sync_policy.h"

#include <QCryptographicHash>

namespace station {
namespace {

/// An older registry does not say; then there is nothing to compare.
bool isRewound(const ChainPoint& point, const EventPage& page)
{
    return point.seq > 0 && !point.hash.isEmpty() && page.afterHash && *page.afterHash != point.hash;
}

} // namespace

Reply<void> ReceiptFeed::follow(SyncReport& report)
{
    std::map<PacketId, int> asked;
    for (int i = 0; i < pagesPerPass; ++i) {
        const auto point = m_context.queue.chainPoint();
        if (!point)
            return tl::unexpected(ownTrouble(point.error()));
        const auto page = m_context.client.events(point->seq);
        if (const auto said = m_context.client.lastSaid())
            if (auto noted = m_context.queue.registrySaid(*said); !noted)
                return tl::unexpected(ownTrouble(noted.error()));
        if (!page)
            return tl::unexpected(page.error());
        if (isRewound(*point, *page)) {
            if (report.registryRewound) // twice in one pass: it is being put back right now
                return {};
            if (auto begun = restart(*point, report); !begun)
                return begun;
            continue;
        }
        m_listed = {{point->seq, point->hash}};
        if (page->events.empty()) {
            const auto voided = m_context.queue.chainEnd(*point);
            if (!voided)
                return tl::unexpected(ownTrouble(voided.error()));
            report.voided += *voided;
            return {};
        }
        if (auto taken = take(*point, *page, asked, report); !taken)
            return taken;
    }
    report.awaiting = true;
    return {};
}

Reply<void> ReceiptFeed::restart(const ChainPoint& point, SyncReport& report)
{
    LogLine("registry-rewound").with("known", point.seq).warning(logSync());
    report.registryRewound = true;
    if (auto noted = m_context.queue.chainRewound(); !noted)
        return tl::unexpected(ownTrouble(noted.error()));
    m_context.tell({SyncStep::Kind::RegistryRewound, {}, 0, 0, 0, PacketState::Sealed, {}, {}});
    return {};
}

Reply<void> ReceiptFeed::take(
    const ChainPoint& from, const EventPage& page, std::map<PacketId, int>& asked, SyncReport& report)
{
    std::vector<ChainLink> links;
    for (const auto& event : page.events) {
        links.push_back({event.seq, event.receiptHash});
        m_listed[event.seq] = event.receiptHash;
    }
    for (const auto& event : page.events) {
        if (auto heard = hear(event, asked[event.packet], report); !heard)
            return heard;
    }
    const auto voided = m_context.queue.chainFollowed(from, links);
    if (!voided)
        return tl::unexpected(ownTrouble(voided.error()));
    report.voided += *voided;
    return {};
}

Reply<void> ReceiptFeed::hear(const RegistryEvent& event, int& asked, SyncReport& report)
{
    const auto row = m_context.queue.row(event.packet);
    if (!row && row.error().code != ErrorCode::NotFound)
        return tl::unexpected(ownTrouble(row.error()));
    // an event about a packet this disk has lost says nothing to us
    if (!row || row->receiptSeq >= event.seq || asked > mostReceiptsOfOne)
        return {};
    // Its bytes are still to be sent from here: whatever is wrong with the receipt, the manifest's answer
    // settles it. About one that was handed over no manifest asks.
    const bool mayWait = isWaiting(row->state) && row->maySend();
    if (++asked > mostReceiptsOfOne) {
        const Error why {ErrorCode::RegistryUntrusted, "listed again and again, and the receipt stays old"};
        return mayWait ? Reply<void>() : doubt(*row, why, report);
    }
    const auto fetched = fetch(*row, report, event.seq);
    if (fetched || fetched.error().scope != Refusal::Scope::Packet)
        return fetched;
    return mayWait ? Reply<void>() : doubt(*row, fetched.error().error, report);
}

bool ReceiptFeed::isLinked(const Receipt& receipt) const
{
    const auto agrees = [this](qint64 seq, const QByteArray& hash) {
        const auto listed = m_listed.find(seq);
        return listed == m_listed.end() || listed->second.isEmpty() || listed->second == hash;
    };
    return agrees(
               receipt.registrySeq, QCryptographicHash::hash(receipt.signedBytes, QCryptographicHash::Sha256))
        && agrees(receipt.registrySeq - 1, receipt.previous);
}

Reply<void> ReceiptFeed::fetch(const QueueRow& row, SyncReport& report, qint64 listed)
{
    const auto bytes = m_context.client.receipt(row.id);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto receipt = m_context.verify(*bytes, row);
    if (receipt && row.origin.isEmpty()
        && !isLinked(*receipt)) // another station's line is not ours to follow
        receipt = fail(ErrorCode::RegistryUntrusted, "a receipt that does not follow the one before it");
    if (receipt && receipt->registrySeq < listed) // somebody in between has kept it
        receipt = fail(ErrorCode::RegistryUntrusted, "an older receipt than the one that is listed");
    if (!receipt)
        return doubt(row, receipt.error(), report);
    if (auto done = m_context.queue.receipt(row.id, *receipt); !done)
        return tl::unexpected(ownTrouble(done.error()));
    report.receipts.insert(row.id);
    m_context.tell({SyncStep::Kind::Receipt, row.id, 0, row.size, row.size, receipt->state, {}, {}});
    return {};
}

Reply<void> ReceiptFeed::contest(const QueueRow& row, SyncReport& report)
{
    const auto bytes = m_context.client.receipt(row.id);
    if (!bytes && bytes.error().scope != Refusal::Scope::Packet)
        return tl::unexpected(bytes.error());
    if (!bytes)
        return doubt(row, bytes.error().error, report);
    const auto receipt = m_context.verify(*bytes, row);
    if (receipt)
        return doubt(
            row, {ErrorCode::RegistryUntrusted, "in conflict, and with a receipt for our bytes"}, report);
    if (receipt.error().code != ErrorCode::RegistryRefused)
        return doubt(row, receipt.error(), report);
    if (auto done = m_context.queue.contradicted(row.id, QStringLiteral("receipt for other bytes")); !done)
        return tl::unexpected(ownTrouble(done.error()));
    ++report.conflicts;
    m_context.tell(
        {SyncStep::Kind::Conflict, row.id, 0, 0, row.size, PacketState::Conflict, receipt.error(), {}});
    return {};
}

Reply<void> ReceiptFeed::doubt(const QueueRow& row, const Error& why, SyncReport& report)
{
    LogLine("receipt-refused").with("packet", row.id).with(why).warning(logSync());
    const auto until = m_context.clock.now() + packetDelay(row.attempts);
    if (auto done = m_context.queue.doubt(row.id, until, why); !done)
        return tl::unexpected(ownTrouble(done.error()));
    ++report.postponed;
    m_context.tell({SyncStep::Kind::Postponed, row.id, 0, 0, row.size, row.state, why, {}});
    return {};
}

} // namespace station
