#pragma once

#include "core/sync/pass_context.h"

#include <map>

namespace station {

/// The registry's receipts for this station: the feed that lists them, and the receipts themselves.
///
/// Promise: a receipt is kept only when it verifies and follows the one the registry lists before it. One
/// that does not, or cannot be fetched, moves nothing: its packet says so and is asked for again later, and
/// the next one goes on. However much a registry lists, one call reads at most `pagesPerPass` pages and
/// fetches one packet's receipt at most twice. A registry that was put back to an older day is noticed, noted
/// in the ledger, and what it has lost is announced again. Threads: as its queue and client.
class ReceiptFeed {
public:
    static constexpr int mostReceiptsOfOne = 2; ///< its newest word may come while the list is read
    static constexpr int pagesPerPass = 50; ///< of up to 200 events: two months of a busy station

    explicit ReceiptFeed(const PassContext& context)
        : m_context(context)
    {
    }

    /// Reads on from where the last call ended. Errors: trouble of the line or of our own disk.
    [[nodiscard]] Reply<void> follow(SyncReport& report);
    /// Fetches and keeps the newest receipt of one packet. A refusal about the packet is returned (404: there
    /// is none); a receipt that does not hold, or is older than `listed`, is doubted here.
    /// @param listed  its number in the registry's list; 0: not known
    [[nodiscard]] Reply<void> fetch(const QueueRow& row, SyncReport& report, qint64 listed = 0);
    /// The registry has said "conflict" about a packet that it once received. Its word alone moves nothing:
    /// with it must come a receipt for other bytes that verifies. Anything else is doubted.
    [[nodiscard]] Reply<void> contest(const QueueRow& row, SyncReport& report);
    /// The registry should have a receipt and does not give it.
    [[nodiscard]] Reply<void> doubt(const QueueRow& row, const Error& why, SyncReport& report);

private:
    [[nodiscard]] Reply<void> take(
        const ChainPoint& from, const EventPage& page, std::map<PacketId, int>& asked, SyncReport& report);
    [[nodiscard]] Reply<void> hear(const RegistryEvent& event, int& asked, SyncReport& report);
    [[nodiscard]] Reply<void> restart(const ChainPoint& point, SyncReport& report);
    [[nodiscard]] bool isLinked(const Receipt& receipt) const;

    const PassContext& m_context;
    std::map<qint64, QByteArray> m_listed; ///< hashes of the receipts on the last page and just before it
};

} // namespace station
