#pragma once

namespace station {

/// Opens a temporary station, paints every page in each language, prints one line on stdout. Needs no
/// devices. Returns the exit code: 0, or 1 with a line on stderr.
[[nodiscard]] int runSelfTest();

} // namespace station
