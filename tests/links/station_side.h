#pragma once

#include "tests/links/link_bench.h"
#include "tests/sync/memory_queue.h"

#include <numeric>

namespace station {

/// Bytes of a request without a chunk of a packet: headers, a manifest, perhaps a handshake.
inline constexpr qint64 smallTalk = 4000;

/// A station with a queue in memory behind a bad link; its sync is the product's own.
class StationSide {
public:
    StationSide(LinkBench& bench, const QString& name)
        : m_bench(bench)
        , m_name(name)
        , settings(bench.settings(name))
    {
        settings.stall = std::chrono::seconds(2);
        settings.connectTimeout = std::chrono::seconds(2);
        settings.carried = [this](qint64 up, qint64) {
            if (up > smallTalk)
                chunks.push_back(up);
        };
    }

    PacketId add(int size) { return store->addSealed(m_bench.registry, m_name, size); }
    /// As a new process would.
    void open()
    {
        session = std::make_unique<SyncSession>(
            std::make_unique<MemoryQueue>(store), settings, m_name, clock, [this](const SyncStep& step) {
                if (onStep)
                    onStep(step);
            });
    }
    /// As a worker would, without its pauses: passes until everything is processed.
    bool deliver(int passes = 200)
    {
        if (!session)
            open();
        for (int i = 0; i < passes; ++i) {
            SyncReport report;
            const auto done = session->run(report);
            if (!done) {
                ++brokenPasses;
                lastError = done.error().error;
            }
            if (done && !report.awaiting)
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(done ? 20 : 100));
        }
        return false;
    }

    /// Packet bytes that went out more than once; headers count a little.
    [[nodiscard]] qint64 sentAgain(PacketId id) const
    {
        return std::accumulate(chunks.begin(), chunks.end(), qint64(0)) - store->at(id).row.size;
    }
    [[nodiscard]] qint64 largestChunk() const { return *std::max_element(chunks.begin(), chunks.end()); }

private:
    LinkBench& m_bench;
    QString m_name;

public:
    TransportSettings settings;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    FixedClock clock {SystemClock().now()};
    std::function<void(const SyncStep&)> onStep;
    std::unique_ptr<SyncSession> session;
    std::vector<qint64> chunks; ///< bytes of each request that carried packet bytes, whole or broken off
    int brokenPasses = 0;
    Error lastError;
};

} // namespace station
