#pragma once

#include "core/roster/person.h"
#include "core/vault/officer.h"

namespace station {

/// What a history row seals.
struct RosterChangeWords {
    OfficerId by;
    QString reason;
    RosterRecord before;
    RosterRecord after;
};
[[nodiscard]] QByteArray encoded(const RosterChangeWords& change);
/// Errors: Damaged.
[[nodiscard]] Result<RosterChangeWords> changeFrom(const QByteArray& bytes);

} // namespace station
