#pragma once

#include <QString>

#include <optional>

namespace station {

/// What became of a bundle, as far as this station knows.
enum class BundleState {
    // given away
    Preparing, ///< its packets are not sent any more; no stick holds the signed order yet
    Out, ///< the signed order may lie on a stick
    Acknowledged, ///< the desk has it, by its own word or the registry's
    AskedBack, ///< a supervisor wants it back; the registry has not answered yet
    TakenBack, ///< its packets are ours to send again
    // brought here
    Imported, ///< whole on our disk; the registry has not agreed yet
    Accepted, ///< the registry takes its packets from us
    Returned, ///< its station took it back: nothing of it is sent from here
};
[[nodiscard]] const char* nameOf(BundleState state); ///< "preparing", …
[[nodiscard]] std::optional<BundleState> bundleStateFrom(const QString& name);

} // namespace station
