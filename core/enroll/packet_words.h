#pragma once

#include "core/capture/finger_position.h"
#include "core/procedure/form.h"

#include <QString>

#include <optional>

namespace station {

// The words that packets and command lines use for our enums.

[[nodiscard]] const char* wordOf(Provenance provenance); ///< "declared", "card-qr", "card-mrz", "roster"
[[nodiscard]] const char* wordOf(Impression impression); ///< "plain", "rolled"
[[nodiscard]] const char* wordOf(FingerExceptionReason reason); ///< "amputated", …

[[nodiscard]] std::optional<Provenance> provenanceFrom(const QString& word);
[[nodiscard]] std::optional<FingerExceptionReason> fingerExceptionReasonFrom(const QString& word);

} // namespace station
