#pragma once

#include "core/sync/curl_transport.h"
#include "core/sync/packet_queue.h"
#include "core/sync/sync_pass.h"

#include <QDir>
#include <QUrl>

#include <memory>

namespace station {

/// Everything one line to the registry needs, opened together on the thread that uses it.
class SyncSession {
public:
    /// Over the station directory: its outbox and identity/{station.pem,station.key,registry.pem,ca.pem}.
    /// Errors: NotFound (no address, no identity), InvalidInput, StorageFailed, StorageTooNew, Damaged.
    [[nodiscard]] static Result<std::unique_ptr<SyncSession>> open(const QDir& station, const QUrl& registry,
        const Clock& clock, std::function<void(const SyncStep&)> step);
    /// Over any queue, for tests.
    SyncSession(std::unique_ptr<PacketQueue> queue, const TransportSettings& settings,
        const QString& stationId, const Clock& clock, std::function<void(const SyncStep&)> step);

    [[nodiscard]] PacketQueue& queue() { return *m_queue; }
    [[nodiscard]] Reply<void> run(SyncReport& report) { return m_pass.run(report); }
    void cancel() { m_transport.cancel(); } ///< from any thread; for good

private:
    std::unique_ptr<PacketQueue> m_queue;
    CurlTransport m_transport;
    RegistryClient m_client {m_transport};
    SyncPass m_pass;
};

/// A single blocking run: passes until nothing more can be sent, then up to `patience` for the registry to
/// process what it received. For the command line.
[[nodiscard]] Result<SyncReport> syncOnce(const QDir& station, const QUrl& registry, const Clock& clock,
    const std::function<void(const SyncStep&)>& step,
    std::chrono::milliseconds patience = std::chrono::seconds(5));

} // namespace station
