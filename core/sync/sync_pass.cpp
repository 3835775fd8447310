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

Reply<void> kept(const Status& status)
{
    if (!status)
        return tl::unexpected(ownTrouble(status.error()));
    return {};
}

} // namespace

Reply<void> SyncPass::meet()
{
    if (m_info)
        return {};
    const auto info = m_context.client.info();
    if (!info)
        return tl::unexpected(info.error());
    const auto certificates = verifySignedByRegistry(info->certificates, m_context.caPem);
    if (!certificates) // TLS was right and the list is not: a proxy in between, or a registry set up wrongly
        return tl::unexpected(ownTrouble(certificates.error()));
    m_info = *info;
    return {};
}

Reply<void> SyncPass::run(SyncReport& report)
{
    if (auto met = meet(); !met)
        return met;
    if (auto followed = m_feed.follow(report); !followed)
        return followed;
    if (auto settled = settleBundles(m_context.queue, m_context.client); !settled)
        return settled;
    const auto rows = m_context.queue.due(m_context.clock.now(), rowsPerPass);
    if (!rows)
        return tl::unexpected(ownTrouble(rows.error()));
    const auto head = m_context.queue.auditHead();
    if (!head)
        return tl::unexpected(ownTrouble(head.error()));
    if (rows->empty() && (head->seq == 0 || head->hash == m_saidHead.hash))
        return {};
    const auto answers = announce(*rows, *head, report);
    if (!answers)
        return tl::unexpected(answers.error());
    m_saidHead = *head;
    if (rows->empty())
        return {};
    std::map<PacketId, PacketAnswer> byId;
    for (const auto& answer : *answers)
        byId.emplace(answer.id, answer);
    for (const auto& row : *rows) {
        if (auto followed = follow(row, byId.at(row.id), report); !followed)
            return followed;
    }
    if (auto read = m_feed.follow(report); !read)
        return read;
    const auto left = m_context.queue.due(m_context.clock.now(), 1);
    report.awaiting = report.awaiting || (left && !left->empty());
    return {};
}

/// Without rows: one manifest that says only the head.
Reply<std::vector<PacketAnswer>> SyncPass::announce(
    const std::vector<QueueRow>& rows, const LedgerHead& head, SyncReport& report)
{
    std::vector<PacketAnswer> all;
    const auto batch = static_cast<std::size_t>(std::min(m_info->manifestPackets, 200));
    for (std::size_t from = 0; from == 0 || from < rows.size(); from += batch) {
        const std::vector<QueueRow> part(rows.begin() + static_cast<long>(from),
            rows.begin() + static_cast<long>(std::min(from + batch, rows.size())));
        auto answers = m_context.client.announce(part, head, m_context.clock.now());
        if (!answers)
            return tl::unexpected(answers.error());
        std::vector<PacketId> told;
        for (const auto& row : part) {
            if (row.state == PacketState::Sealed)
                told.push_back(row.id);
        }
        if (auto done = m_context.queue.announced(told); !done)
            return tl::unexpected(ownTrouble(done.error()));
        if (!part.empty())
            m_context.tell({SyncStep::Kind::Announced, {}, static_cast<int>(part.size()), 0, 0,
                PacketState::Announced, {}, {}});
        if (auto heard = hear(*answers, report); !heard)
            return tl::unexpected(heard.error());
        all.insert(all.end(), answers->packets.begin(), answers->packets.end());
    }
    return all;
}

/// Policies warn: whatever is odd about this station, its packets are sent.
Reply<void> SyncPass::hear(const ManifestReply& reply, SyncReport& report)
{
    std::set<StationAlarm> alarms = reply.alarms;
    if (reply.auditSeq > 0) {
        const auto ours = m_context.queue.wroteAuditRow({reply.auditSeq, reply.auditHash});
        if (!ours)
            return tl::unexpected(ownTrouble(ours.error()));
        if (!*ours) // the registry has seen a ledger of this station that is not ours
            alarms.insert(StationAlarm::Forked);
    }
    for (const auto alarm : alarms) {
        report.alarms.insert(alarm);
        if (m_noted.insert(alarm).second) {
            if (auto noted = kept(m_context.queue.note(nameOf(alarm), QString::number(reply.auditSeq)));
                !noted)
                return noted;
        }
        m_context.tell({SyncStep::Kind::StationAlarm, {}, 0, 0, 0, PacketState::Announced, {}, alarm});
    }
    return {};
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
    if (answer.state == QLatin1String("conflict") && !isWaiting(row.state))
        return m_feed.contest(row, report);
    if (answer.state == QLatin1String("conflict")) {
        return refused(row,
            {{ErrorCode::RegistryRefused, "content-conflict"}, Refusal::Scope::Packet, 409,
                QStringLiteral("content-conflict"), {}},
            report);
    }
    const bool doubted = row.problem == QLatin1String("receipt-refused");
    if (answer.state == QLatin1String("processing") && row.state == PacketState::Received && !doubted)
        return {}; // known; the event comes when it is done
    if (answer.state == QString::fromLatin1(nameOf(row.state)) && !doubted)
        return {};
    const auto fetched = m_feed.fetch(row, report);
    if (fetched || fetched.error().scope != Refusal::Scope::Packet)
        return fetched;
    if (!isWaiting(row.state))
        return m_feed.doubt(row, fetched.error().error, report);
    return refused(row, // refused before it was taken: "too-large" has no receipt
        {{ErrorCode::RegistryRefused, answer.reason.toStdString()}, Refusal::Scope::Packet,
            fetched.error().status, answer.reason, {}},
        report);
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
    m_context.tell({SyncStep::Kind::Sending, row.id, 0, offset, row.size, PacketState::Uploading, {}, {}});
    qint64 known = offset;
    if (m_chunk == 0)
        m_chunk = firstChunk;
    Upload upload {m_context.client, row, *bytes, m_info->chunkMax, [&](qint64 reached) {
                       report.sentBytes += std::max<qint64>(0, reached - known);
                       known = reached;
                       return m_context.queue.acknowledged(row.id, reached).map([&] {
                           m_context.tell({SyncStep::Kind::Acknowledged, row.id, 0, reached, row.size,
                               PacketState::Uploading, {}, {}});
                       });
                   }};
    if (auto done = upload.run(offset, m_chunk); !done)
        return handedOver() ? Reply<void>() : refused(row, done.error(), report);
    ++report.sent;
    const auto fetched = m_feed.fetch(row, report);
    if (!fetched && fetched.error().scope == Refusal::Scope::Packet)
        return {}; // the event will bring it
    return fetched;
}

Reply<void> SyncPass::refused(const QueueRow& row, const Refusal& refusal, SyncReport& report)
{
    if (refusal.scope != Refusal::Scope::Packet)
        return tl::unexpected(refusal);
    if (refusal.problem == QLatin1String("content-conflict")) {
        ++report.conflicts;
        m_context.tell(
            {SyncStep::Kind::Conflict, row.id, 0, 0, row.size, PacketState::Conflict, refusal.error, {}});
        return kept(m_context.queue.conflict(row.id, QStringLiteral("other bytes under this id")));
    }
    ++report.postponed;
    m_context.tell({SyncStep::Kind::Postponed, row.id, 0, 0, row.size, row.state, refusal.error, {}});
    auto delay = packetDelay(row.attempts);
    if (refusal.retryAfter)
        delay = std::max(delay, clampRetryAfter(*refusal.retryAfter));
    return kept(m_context.queue.postpone(row.id, m_context.clock.now() + delay, refusal.error));
}

} // namespace station
