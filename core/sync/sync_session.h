#pragma once

#include "core/store/settings.h"
#include "core/sync/curl_transport.h"
#include "core/sync/packet_queue.h"
#include "core/sync/sync_pass.h"

#include <QDir>
#include <QUrl>

#include <memory>
#include <optional>

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
        const QString& stationId, const Clock& clock, std::function<void(const SyncStep&)> step,
        std::unique_ptr<SendingBudget> budget = nullptr);

    [[nodiscard]] PacketQueue& queue() { return *m_queue; }
    /// One pass, unless the day's budget is used up to its last byte. Refused (RegistryUntrusted) with an
    /// identity that a sign-in found exchanged on the disk: nothing is sent to whoever stands behind it, and
    /// no receipt of theirs is believed.
    [[nodiscard]] Reply<void> run(SyncReport& report);
    /// Null where nothing is counted, which is in tests.
    [[nodiscard]] SendingBudget* budget() { return m_budget.get(); }
    /// Another identity lies in the station directory than the one this session speaks with.
    [[nodiscard]] bool isOutdated() const;
    void cancel() { m_transport.cancel(); } ///< from any thread; for good

private:
    [[nodiscard]] Status trustsIdentity();

    std::optional<Settings> m_settings; ///< nothing: a test's
    std::optional<QDir> m_identityFolder; ///< nothing: a test's
    StationIdentity m_identity; ///< certificates only
    std::unique_ptr<PacketQueue> m_queue;
    std::unique_ptr<SendingBudget> m_budget; ///< over the queue's database
    CurlTransport m_transport;
    RegistryClient m_client {m_transport};
    SyncPass m_pass;
};

struct OnceOptions {
    std::chrono::milliseconds patience = std::chrono::seconds(5); ///< for the registry's processing
    bool beyondBudget = false; ///< a person wants it sent now
};

/// A single blocking run: passes until nothing more can be sent, then waits for the registry to
/// process what it received. For the command line.
[[nodiscard]] Result<SyncReport> syncOnce(const QDir& station, const QUrl& registry, const Clock& clock,
    const std::function<void(const SyncStep&)>& step, const OnceOptions& options = {});

} // namespace station
