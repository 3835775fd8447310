#include "tests/links/link_shaper.h"

#include <algorithm>

namespace station {

void LinkShaper::offer(Packet packet, Time now)
{
    ++m_counters.packets;
    m_counters.bytes += static_cast<long long>(packet.size());
    const bool lost = std::uniform_real_distribution<double>(0, 1)(m_random) < m_rules.loss;
    if (m_cut) {
        ++m_counters.cut;
        return;
    }
    if (lost) {
        ++m_counters.lost;
        return;
    }
    const auto waiting = std::count_if(
        m_onTheWay.begin(), m_onTheWay.end(), [now](const OnTheWay& other) { return other.leaves > now; });
    if (waiting >= m_rules.queuePackets) {
        ++m_counters.overflowed;
        return;
    }
    const double seconds
        = m_rules.bitsPerSecond > 0 ? static_cast<double>(packet.size()) * 8 / m_rules.bitsPerSecond : 0;
    m_busyUntil = std::max(m_busyUntil, now)
        + std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(seconds));
    m_onTheWay.push_back({m_busyUntil, m_busyUntil + m_rules.delay, std::move(packet)});
}

std::optional<LinkShaper::Packet> LinkShaper::take(Time now)
{
    if (m_onTheWay.empty() || m_onTheWay.front().due > now)
        return std::nullopt;
    Packet packet = std::move(m_onTheWay.front().packet);
    m_onTheWay.pop_front();
    m_counters.delivered += static_cast<long long>(packet.size());
    return packet;
}

std::optional<LinkShaper::Time> LinkShaper::nextDue() const
{
    return m_onTheWay.empty() ? std::nullopt : std::optional(m_onTheWay.front().due);
}

void LinkShaper::cut()
{
    m_cut = true;
    m_counters.cut += static_cast<long long>(m_onTheWay.size());
    m_onTheWay.clear();
}

void LinkShaper::freeze(std::chrono::microseconds duration, Time now)
{
    m_busyUntil = std::max(m_busyUntil, now) + duration;
    for (auto& packet : m_onTheWay) {
        packet.leaves = std::max(packet.leaves, now) + duration;
        packet.due += duration;
    }
}

} // namespace station
