#pragma once

#include "core/enroll/draft.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace station {

// What manifest.json says of each capture. A sign-off is bound to the same words, so that whoever opens a
// packet can compute its SHA-256 again.

[[nodiscard]] QString textOf(Instant at); ///< ISO 8601, UTC, milliseconds
[[nodiscard]] QJsonValue textOrNull(OfficerId id);
[[nodiscard]] QString fingerFileName(const FingerEntry& finger); ///< "fingers/03-plain.png"
[[nodiscard]] QJsonObject portraitFacts(const Portrait& portrait);
[[nodiscard]] QJsonObject fingerFacts(const FingerEntry& finger);

} // namespace station
