#pragma once

#include "core/base/result.h"
#include "core/tally/tally_sheet.h"

#include <QJsonObject>

namespace station {

/// One object; keys and codes are English and stay. {"type":"enrollment-tally","version":1,"station":{…},
/// "from","to","by","asOf","utcOffset","clock","total":{counts},"groups":[{"key","counts"}],
/// "flow":{…},"days":[…],"open":[…],"remarks":[…],"closed":[…]}; a group's key is null where it is not known.
/// Errors: Damaged for a sheet that does not add up.
[[nodiscard]] Result<QJsonObject> jsonOf(const TallySheet& sheet);

} // namespace station
