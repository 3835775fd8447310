#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <vector>

namespace station {

struct LinkRules {
    double bitsPerSecond = 0; ///< of whole IP packets; 0: as fast as they come
    std::chrono::microseconds delay {0}; ///< one way
    double loss = 0; ///< 0..1, each packet for itself
    int queuePackets = 64; ///< waiting for the line; what comes on top is dropped
};

/// One direction of a slow and lossy line. No socket and no clock of its own, so that a test moves its time:
/// the same seed and the same packets at the same times give the same fate.
class LinkShaper {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Packet = std::vector<std::uint8_t>;

    struct Counters {
        long long packets = 0; ///< offered
        long long bytes = 0; ///< offered
        long long delivered = 0; ///< bytes
        long long lost = 0; ///< packets, by chance
        long long overflowed = 0; ///< packets
        long long cut = 0; ///< packets
    };

    LinkShaper(const LinkRules& rules, std::uint64_t seed)
        : m_rules(rules)
        , m_random(seed)
    {
    }

    void offer(Packet packet, Time now);
    /// The next packet that has reached the other end by `now`.
    [[nodiscard]] std::optional<Packet> take(Time now);
    [[nodiscard]] std::optional<Time> nextDue() const;

    void setLoss(double loss) { m_rules.loss = loss; }
    /// What is on the way is gone, and so is everything until restore().
    void cut();
    void restore() { m_cut = false; }
    /// Nothing moves for so long; what is on the way arrives later, what comes meanwhile queues up.
    void freeze(std::chrono::microseconds duration, Time now);

    [[nodiscard]] const Counters& counters() const { return m_counters; }

private:
    struct OnTheWay {
        Time leaves; ///< the line has taken its last bit
        Time due;
        Packet packet;
    };

    LinkRules m_rules;
    std::mt19937_64 m_random;
    std::deque<OnTheWay> m_onTheWay;
    Time m_busyUntil {};
    bool m_cut = false;
    Counters m_counters;
};

} // namespace station
