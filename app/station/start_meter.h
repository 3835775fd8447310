#pragma once

#include <optional>

namespace station {

/// What the start cost, from /proc: for --measure-start and the benchmark.
struct StartCost {
    long long milliseconds
        = 0; ///< since the kernel made the process; in steps of 10 ms, the kernel's clock tick
    long long residentKiB = 0; ///< memory now, shared libraries included
};

/// Nothing where /proc cannot be read.
[[nodiscard]] std::optional<StartCost> startCost();

} // namespace station
