#pragma once

#include "core/enroll/bundle_document.h"
#include "core/store/ledger.h"
#include "core/store/outbox.h"
#include "core/sync/registry_answers.h"
#include "core/sync/transport.h"

namespace station {

/// The calls of the registry (version 1) over a Transport. Every call may be repeated; none waits or tries
/// again by itself. Threads: as its transport.
class RegistryClient {
public:
    explicit RegistryClient(Transport& transport)
        : m_transport(transport)
    {
    }

    [[nodiscard]] Reply<RegistryInfo> info();
    [[nodiscard]] Reply<ManifestReply> announce(
        const std::vector<QueueRow>& rows, const LedgerHead& auditHead, Instant now);
    /// The offset to go on from: 0 for a new upload.
    [[nodiscard]] Reply<qint64> create(const QueueRow& row);
    [[nodiscard]] Reply<qint64> offset(const QueueRow& row);
    /// Returns the offset after the chunk.
    [[nodiscard]] Reply<qint64> append(const QueueRow& row, qint64 offset, const QByteArray& chunk);
    [[nodiscard]] Reply<QByteArray> receipt(PacketId id);
    [[nodiscard]] Reply<EventPage> events(qint64 after);
    /// Shows the order by which packets of another station are ours to send.
    [[nodiscard]] Reply<BundleAnswer> presentBundle(BundleId id, const QByteArray& document);
    /// Asks for packets of our own that were handed over.
    [[nodiscard]] Reply<BundleAnswer> takeBundleBack(BundleId id);

    /// The registry's clock as its last answer says it. The pinned connection vouches for it, whatever the
    /// answer was.
    [[nodiscard]] std::optional<Instant> lastSaid() const { return m_lastSaid; }

private:
    [[nodiscard]] Reply<HttpResponse> send(const HttpRequest& request);

    Transport& m_transport;
    std::optional<Instant> m_lastSaid;
};

} // namespace station
