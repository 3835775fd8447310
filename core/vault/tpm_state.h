#pragma once

namespace station {

/// How the station stands with the TPM of its computer.
enum class TpmState { NoTpm, NotBound, Bound, BoundButSilent };

} // namespace station
