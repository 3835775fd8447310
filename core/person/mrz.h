#pragma once

#include "core/base/result.h"
#include "core/person/partial_date.h"
#include "core/person/personal_number.h"

#include <QDate>
#include <QString>
#include <QStringView>

#include <optional>

namespace station {

/// The machine readable zone of a Vietnamese identity card: ICAO 9303 TD1, three lines of thirty.
struct Mrz {
    PersonalNumber number;
    PartialDate birth; ///< the century comes from the number
    Sex sex;
    std::optional<QDate> expiry; ///< nothing where the card has none (how these print it is not confirmed)
    QString surname; ///< upper case, no diacritics
    QString givenNames; ///< middle and given, with spaces; may be cut off at the end of the line

    /// "LO VAN THU NGHIEM": what withoutDiacritics(upperName(full name)) gives, unless it was cut off.
    [[nodiscard]] QString name() const
    {
        return givenNames.isEmpty() ? surname : surname + u' ' + givenNames;
    }

    friend bool operator==(const Mrz&, const Mrz&) = default;
};

/// Weights 7, 3, 1; A = 10 … Z = 35, < = 0; modulo 10. ICAO 9303-3 section 4.9. -1 for any other character.
[[nodiscard]] int mrzCheckDigit(QStringView text);

/// Takes three lines, or ninety characters in a row; case and white space around do not matter. All five
/// check digits must hold, the nine digits must repeat in the twelve, and every filler must stand where it
/// belongs. Errors: InvalidInput; `detail` is "mrz-shape", "mrz-check-digit" or "mrz-date".
[[nodiscard]] Result<Mrz> parseMrz(const QString& text);

/// The three lines as a card would print them, for practice cards and tests. An unknown part of the birth
/// date, no expiry and what does not fit are fillers.
[[nodiscard]] QString composeMrz(const PersonalNumber& number, const PartialDate& birth, Sex sex,
    std::optional<QDate> expiry, const QString& fullName);

} // namespace station
