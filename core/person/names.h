#pragma once

#include <QString>

namespace station {

/// Text as it is stored: Unicode NFC, every run of white space one space, none at the ends, no invisible
/// characters (zero-width marks, byte order mark, controls). Applying it twice changes nothing.
[[nodiscard]] QString normalisedText(const QString& typed);

/// normalisedText, and the look-alikes that old Vietnamese keyboards and fonts leave behind are put right:
/// Ð/ð (U+00D0, U+00F0) become Đ/đ, curly apostrophes ', long hyphens -. Case stays as typed.
[[nodiscard]] QString normalisedName(const QString& typed);

/// May a normalised text be a name? Latin letters with any marks (Vietnamese, and the breves and carons of
/// Ê-đê, Gia-rai, Ba-na, Mnông …), single spaces, ' after a letter (H'Hen, K' Brôi), - between letters. At
/// least one letter; no digits.
[[nodiscard]] bool isName(const QString& name);

/// For print: NFC, upper case ("NGUYỄN ĐỨC").
[[nodiscard]] QString upperName(const QString& name);

/// For the MRZ and for search: "Nguyễn Đức" -> "Nguyen Duc". Case stays; letters that ICAO 9303 spells with
/// two (Æ, Œ, ß …) get both.
[[nodiscard]] QString withoutDiacritics(const QString& text);

/// What two texts are compared by when case, diacritics and spacing do not matter: "  Nguyễn ĐỨC " -> "nguyen
/// duc".
[[nodiscard]] QString searchKey(const QString& text);

/// Digits as typed anywhere: full-width digits become ASCII; spaces, dots and hyphens between them go away.
[[nodiscard]] QString normalisedDigits(const QString& typed);

} // namespace station
