#pragma once

#include "core/roster/roster.h"

#include <QJsonObject>
#include <QString>

namespace station {

[[nodiscard]] QJsonObject jsonOf(const RosterFinding& finding);
[[nodiscard]] QString textOf(const RosterFinding& finding);
[[nodiscard]] QJsonObject jsonOf(const RosterFileChange& change);
/// What the file is, which column holds what, and the counts.
[[nodiscard]] QJsonObject jsonOf(const RosterImportPlan& plan);
[[nodiscard]] QString textOf(const RosterImportPlan& plan);
[[nodiscard]] QJsonObject jsonOf(const RosterExtract& extract);
[[nodiscard]] QJsonObject jsonOf(const RosterPerson& person);
[[nodiscard]] QString textOf(const RosterPerson& person); ///< one line
[[nodiscard]] QJsonObject jsonOf(const RosterChange& change);
[[nodiscard]] QJsonObject jsonOf(const RosterHit& hit);

/// What a person can do about an InvalidInput whose `detail` begins with a code word. "" for others.
[[nodiscard]] QString rosterCure(const Error& error);

} // namespace station
