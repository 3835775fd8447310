#pragma once

#include "core/roster/roster.h"

#include <QString>

// Words about the roster, in the language of the moment; see words.h.

namespace station::words {

[[nodiscard]] QString forRosterField(RosterField field); ///< "Full name", as a label
/// As people write it: dates dd/mm/yyyy as far as known, numbers in groups of three, a sex in words.
[[nodiscard]] QString rosterValue(RosterField field, const QString& value);
[[nodiscard]] QString forRosterClass(const RosterClasses& classes, const QString& code);
[[nodiscard]] QString rosterAnswer(const RosterQuestion& question, const QString& value);
/// Of a difference: its label, and one of its two texts.
[[nodiscard]] QString rosterKey(const RosterClasses& classes, const QString& key);
[[nodiscard]] QString rosterText(const RosterClasses& classes, const QString& key, const QString& text);
/// "Full name, phone 0912…": which fields fit, with the value where the list does not show it.
[[nodiscard]] QString whyFound(const RosterHit& hit);
[[nodiscard]] QString rosterDay(
    const RosterExtractRow& extract); ///< whose state it shows, else when imported
[[nodiscard]] QString day(QDate day); ///< 28/11/2026
/// The roster's own refusals by their code word; everything else as forError().
[[nodiscard]] QString forRosterError(const Error& error);

} // namespace station::words
