#pragma once

#include "core/sync/packet_queue.h"
#include "core/sync/registry_client.h"

namespace station {

/// Before anything is announced: presents the bundles that were brought here and asks back those that a
/// supervisor wants back (core/store/bundles.h), and records the registry's word. A bundle the registry does
/// not take from us stays as it is and stops nobody; trouble of the line or the station ends the pass.
[[nodiscard]] Reply<void> settleBundles(PacketQueue& queue, RegistryClient& client);

} // namespace station
