#pragma once

#include "tests/protocol/custody_check.h"
#include "tests/protocol/sticks.h"

#include <QTemporaryDir>

#include <optional>
#include <set>

namespace station::model {

/// What every run needs, made once: keys, station certificates, an empty station directory.
struct Ground {
    QTemporaryDir folder;
    RegistryKeys keys;
    QDir emptyStation;
    std::map<QString, StationIdentity> identities; ///< by station

    [[nodiscard]] static std::unique_ptr<Ground> make();
};

struct Outcome {
    unsigned seed = 0;
    std::optional<std::string> violation;
    int steps = 0;
    Chronicle chronicle;
};

/// Plays one seed: two stations, at times a clone of one, and a registry, over a line that loses, doubles,
/// delays, reorders and makes up, and over sticks that are torn, copied and lost; either side dies between
/// any two steps; the registry is put back to older backups.
///
/// After every step: each completed enrollment is exactly once at the registry, or in exactly one station's
/// custody, or in one bundle between two of them. When the faults stop, and the supervisors ask back what
/// they have given away: all end processed within `roundsToEnd` passes.
[[nodiscard]] Outcome play(const Ground& ground, unsigned seed, Weakness weakness = Weakness::None);

inline constexpr int roundsToEnd = 10;

/// A folder on a disk in memory where there is one: nothing here is about fsync.
[[nodiscard]] QString quickFolder();

} // namespace station::model
