#include "core/sync/sync_pass.h"

#include "core/base/log.h"
#include "core/store/outbox_rules.h"
#include "core/sync/bundle_pass.h"
#include "core/sync/receipt_check.h"
#include "core/sync/upload.h"

#include <map>

namespace station {
namespace {

constexpr int rowsPerPass = 1000;

Refusal ownTrouble(const Error& error) { return {error, Refusal::Scope::Connection, 0, {}, {}}; }

Reply<void> kept(const Status& status)
{
    if (!status)
        return tl::unexpected(ownTrouble(status.error()));
    return {};
}

} // namespace

void SyncPass::tell(const SyncStep& step) const
{
    if (m_context.step)
        m_context.step(step);
}

Reply<void> SyncPass::run(SyncReport& report)
{
    if (!m_info) {
        const auto info = m_context.client.info();
        if (!info)
            return tl::unexpected(info.error());
        const auto certificates = verifySignedByRegistry(info->certificates, m_context.caPem);
        if (!certificates) // TLS was right and the list is not: a proxy in between, or a registry set up
                           // wrongly
            return tl::unexpected(ownTrouble(certificates.error()));
        m_info = *info;
    }
    if (auto drained = drainEvents(report); !drained)
        return drained;
    if (auto settled = settleBundles(m_context.queue, m_context.client); !settled)
        return settled;
    const auto rows = m_context.queue.due(m_context.clock.now(), rowsPerPass);
    if (!rows)
        return tl::unexpected(ownTrouble(rows.error()));
    if (rows->empty())
        return {};
    const auto answers = announce(*rows);
    if (!answers)
        return tl::unexpected(answers.error());
    std::map<PacketId, PacketAnswer> byId;
    for (const auto& answer : *answers)
        byId.emplace(answer.id, answer);
    for (const auto& row : *rows) {
        if (auto followed = follow(row, byId.at(row.id), report); !followed)
            return followed;
    }
    if (auto drained = drainEvents(report); !drained)
        return drained;
    const auto left = m_context.queue.due(m_context.clock.now(), 1);
    report.awaiting = left && !left->empty();
    return {};
}

Reply<void> SyncPass::drainEvents(SyncReport& report)
{
    if (!m_cursor) {
        const auto last = m_context.queue.lastReceiptSeq();
        if (!last)
            return tl::unexpected(ownTrouble(last.error()));
        m_cursor = *last;
    }
    while (true) {
        const auto page = m_context.client.events(*m_cursor);
        if (const auto said = m_context.client.lastSaid())
            if (auto noted = kept(m_context.queue.registrySaid(*said)); !noted)
                return noted;
        if (!page)
            return tl::unexpected(page.error());
        if (page->events.empty())
            return {};
        for (const auto& event : page->events) {
            const auto row = m_context.queue.row(event.packet);
            if (!row && row.error().code != ErrorCode::NotFound)
                return tl::unexpected(ownTrouble(row.error()));
            if (row
                && row->receiptSeq
                    < event.seq) { // an event about a packet this disk has lost says nothing to us
                if (auto fetched = fetchReceipt(*row, report); !fetched)
                    return fetched;
            }
            m_cursor = event.seq;
        }
    }
}

Reply<std::vector<PacketAnswer>> SyncPass::announce(const std::vector<QueueRow>& rows)
{
    const auto head = m_context.queue.auditHead();
    if (!head)
        return tl::unexpected(ownTrouble(head.error()));
    std::vector<PacketAnswer> all;
    const auto batch = static_cast<std::size_t>(std::min(m_info->manifestPackets, 200));
    for (std::size_t from = 0; from < rows.size(); from += batch) {
        const std::vector<QueueRow> part(rows.begin() + static_cast<long>(from),
            rows.begin() + static_cast<long>(std::min(from + batch, rows.size())));
        auto answers = m_context.client.announce(part, *head, m_context.clock.now());
        if (!answers)
            return answers;
        std::vector<PacketId> told;
        for (const auto& row : part) {
            if (row.state == PacketState::Sealed)
                told.push_back(row.id);
        }
        if (auto done = m_context.queue.announced(told); !done)
            return tl::unexpected(ownTrouble(done.error()));
        tell(
            {SyncStep::Kind::Announced, {}, static_cast<int>(part.size()), 0, 0, PacketState::Announced, {}});
        all.insert(all.end(), answers->begin(), answers->end());
    }
    return all;
}

Reply<void> SyncPass::follow(const QueueRow& row, const PacketAnswer& answer, SyncReport& report)
{
    if (answer.state == QLatin1String("want")) {
        // None overtakes one that was held back: small new packets would keep an old large one for ever.
        const bool goes = !m_context.budget || answer.offset > 0
            || (report.heldBack == 0 && m_context.budget->mayBeginPacket(row.size));
        if (goes)
            return upload(row, answer.offset, report);
        ++report.heldBack;
        return {};
    }
    if (answer.state == QLatin1String("conflict")) {
        return refused(row,
            {{ErrorCode::RegistryRefused, "content-conflict"}, Refusal::Scope::Packet, 409,
                QStringLiteral("content-conflict"), {}},
            report);
    }
    if (answer.state == QLatin1String("processing") && row.state == PacketState::Received)
        return {}; // known; the event comes when it is done
    if (answer.state == QString::fromLatin1(nameOf(row.state)))
        return {};
    const auto fetched = fetchReceipt(row, report);
    if (!fetched
        && fetched.error().status == 404) { // refused before it was taken: "too-large" has no receipt
        return refused(row,
            {{ErrorCode::RegistryRefused, answer.reason.toStdString()}, Refusal::Scope::Packet, 404,
                answer.reason, {}},
            report);
    }
    return fetched;
}

Reply<void> SyncPass::upload(const QueueRow& row, qint64 offset, SyncReport& report)
{
    if (!isWaiting(row.state)) // the registry lost it (restored from a backup): the bytes are still here, a
                               // person decides
        LogLine("registry-asks-again").with("packet", row.id).warning(logSync());
    const auto handedOver = [&] {
        const auto now = m_context.queue.row(row.id);
        return now && !now->maySend();
    };
    if (handedOver()) // since the pass began
        return {};
    const auto bytes = m_context.queue.bytes(row);
    if (!bytes) {
        return refused(row, {bytes.error(), Refusal::Scope::Packet, 0, {}, {}}, report);
    }
    tell({SyncStep::Kind::Sending, row.id, 0, offset, row.size, PacketState::Uploading, {}});
    qint64 known = offset;
    if (m_chunk == 0)
        m_chunk = firstChunk;
    Upload upload {m_context.client, row, *bytes, m_info->chunkMax, [&](qint64 reached) {
                       report.sentBytes += std::max<qint64>(0, reached - known);
                       known = reached;
                       return m_context.queue.acknowledged(row.id, reached).map([&] {
                           tell({SyncStep::Kind::Acknowledged, row.id, 0, reached, row.size,
                               PacketState::Uploading, {}});
                       });
                   }};
    if (auto done = upload.run(offset, m_chunk); !done)
        return handedOver() ? Reply<void>() : refused(row, done.error(), report);
    ++report.sent;
    const auto fetched = fetchReceipt(row, report);
    if (!fetched && fetched.error().status == 404)
        return {}; // the event will bring it
    return fetched;
}

Reply<void> SyncPass::fetchReceipt(const QueueRow& row, SyncReport& report)
{
    const auto bytes = m_context.client.receipt(row.id);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QString& sealedBy = row.origin.isEmpty() ? m_context.stationId : row.origin;
    const auto receipt = verifyReceipt(*bytes, m_context.caPem, row, sealedBy);
    if (!receipt) {
        LogLine("receipt-refused").with("packet", row.id).with(receipt.error()).warning(logSync());
        return tl::unexpected(ownTrouble(receipt.error()));
    }
    if (auto done = kept(m_context.queue.receipt(row.id, *receipt)); !done)
        return done;
    report.receipts.insert(row.id);
    tell({SyncStep::Kind::Receipt, row.id, 0, row.size, row.size, receipt->state, {}});
    return {};
}

Reply<void> SyncPass::refused(const QueueRow& row, const Refusal& refusal, SyncReport& report)
{
    if (refusal.scope != Refusal::Scope::Packet)
        return tl::unexpected(refusal);
    if (refusal.problem == QLatin1String("content-conflict")) {
        ++report.conflicts;
        tell({SyncStep::Kind::Conflict, row.id, 0, 0, row.size, PacketState::Conflict, refusal.error});
        return kept(m_context.queue.conflict(row.id, QStringLiteral("other bytes under this id")));
    }
    ++report.postponed;
    tell({SyncStep::Kind::Postponed, row.id, 0, 0, row.size, row.state, refusal.error});
    auto delay = packetDelay(row.attempts);
    if (refusal.retryAfter)
        delay = std::max(delay, clampRetryAfter(*refusal.retryAfter));
    return kept(m_context.queue.postpone(row.id, m_context.clock.now() + delay, refusal.error));
}

} // namespace station
