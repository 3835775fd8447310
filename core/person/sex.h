#pragma once

#include <QString>

#include <optional>

namespace station {

/// The codes of QCVN 109: 0 not known, 1 male (Nam), 2 female (Nữ). The form stores "1" or "2".
enum class Sex { Unknown = 0, Male = 1, Female = 2 };

/// Reads what people, cards and forms write: "Nam", "nữ", "M", "F", "male", "female", "1", "2". Nothing for
/// the rest.
[[nodiscard]] std::optional<Sex> parseSex(const QString& typed);
/// "1", "2", or "" for Unknown.
[[nodiscard]] QString codeOf(Sex sex);

} // namespace station
