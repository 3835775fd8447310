#pragma once

#include "core/sync/registry_client.h"
#include "core/sync/sync_policy.h"

#include <functional>

namespace station {

/// The way of one packet's bytes to the registry, with all its normal detours:
///   409 wrong-offset -> ask HEAD;  404, 410 -> create again;  460 -> the chunk again, smaller;
///   no answer -> ask HEAD once, go on from what it says.
/// Gives up after `maxDetours` of them without one new acknowledged byte.
struct Upload {
    RegistryClient& client;
    const QueueRow& row;
    const QByteArray& bytes;
    qint64 chunkMax = largestChunk; ///< the registry's limit
    /// Called with each offset the registry has acknowledged; an error ends the upload.
    std::function<Status(qint64)> acknowledged;

    static constexpr int maxDetours = 4;

    /// From `offset` to the end. `chunk` is the present chunk size and is adapted.
    [[nodiscard]] Reply<void> run(qint64 offset, qint64& chunk);

private:
    [[nodiscard]] Reply<qint64> detour(const Refusal& refusal, qint64& chunk);
};

} // namespace station
