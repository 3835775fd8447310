#pragma once

#include "app/registry/limits.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace station {

/// Token buckets by name. In this process only: several behind one proxy allow so many times as much.
/// Threads: any.
class RateLimit {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit RateLimit(Rate rate)
        : m_rate(rate)
    {
    }

    /// Nothing: it may go on. Else how long to wait, at least a second.
    [[nodiscard]] std::optional<std::chrono::seconds> take(const std::string& name, Time now);
    [[nodiscard]] std::size_t size() const; ///< names that are remembered

private:
    struct Bucket {
        double tokens = 0;
        Time at;
    };
    void forgetFull(Time now);

    const Rate m_rate;
    mutable std::mutex m_mutex;
    std::map<std::string, Bucket> m_buckets;
};

} // namespace station
