#pragma once

#include "core/tally/tally_sheet.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace station {

// A counted packet in a day's document. What is read back counts and stands as what was written: of its state
// only the TallyStatus is kept.

[[nodiscard]] QJsonObject jsonOf(const TallyRow& row);
/// Nothing unless every value is there, possible and spelled as jsonOf() spells it.
[[nodiscard]] std::optional<TallyRow> rowFrom(const QJsonObject& object);

} // namespace station
