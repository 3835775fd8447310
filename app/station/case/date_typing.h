#pragma once

#include <QString>

namespace station {

struct TypedDate {
    QString text;
    int cursor = 0;
};

/// Puts the separators of dd/mm/yyyy in while digits are typed at the end: "1503" -> "15/03/", "15031994" ->
/// "15/03/1994". Leaves alone what has another shape, and everything while the person deletes: "3/1994" and
/// "1994" stay possible.
/// @param before  the text before this change
[[nodiscard]] TypedDate withSeparators(const QString& before, const QString& text, int cursor);

} // namespace station
