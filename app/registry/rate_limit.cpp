#include "app/registry/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace station {
namespace {

constexpr std::size_t mostNames = 20'000; // about 2 MiB

double seconds(std::chrono::steady_clock::duration time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

std::optional<std::chrono::seconds> RateLimit::take(const std::string& name, Time now)
{
    const std::lock_guard lock(m_mutex);
    if (m_buckets.size() >= mostNames)
        forgetFull(now);
    auto& bucket = m_buckets.try_emplace(name, Bucket {m_rate.burst, now}).first->second;
    bucket.tokens = std::min(m_rate.burst, bucket.tokens + m_rate.perSecond * seconds(now - bucket.at));
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::nullopt;
    }
    return std::chrono::seconds(std::max(1L, std::lround(std::ceil((1 - bucket.tokens) / m_rate.perSecond))));
}

std::size_t RateLimit::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

/// A full bucket says no more than none. When nobody's is full, somebody makes up names: all begin anew.
void RateLimit::forgetFull(Time now)
{
    std::erase_if(m_buckets, [&](const auto& each) {
        return each.second.tokens + m_rate.perSecond * seconds(now - each.second.at) >= m_rate.burst;
    });
    if (m_buckets.size() >= mostNames)
        m_buckets.clear();
}

} // namespace station
