#pragma once

#include "core/person/partial_date.h"

#include <QDate>

#include <optional>

namespace station {

/// Age in whole years at `today`; a 29 February birthday is reached on 1 March in a common year. Negative
/// before birth.
[[nodiscard]] int ageAt(QDate birth, QDate today);

/// The least and the most whole years that a person can have reached when the birth date is known in part.
struct AgeRange {
    int least = 0;
    int most = 0;

    friend bool operator==(const AgeRange&, const AgeRange&) = default;
};
[[nodiscard]] AgeRange ageAt(const PartialDate& birth, QDate today);

/// The day on which `years` are reached.
[[nodiscard]] QDate birthdayAt(QDate birth, int years);

/// Until when a card issued on a day is valid: the birthday at 14, 25, 40 or 60; issued within the two years
/// before one of them, at the next; from 58 on for good. Law on Identification 26/2023/QH15, Art. 21.
struct CardExpiry {
    std::optional<QDate> date; ///< nothing: no expiry
    /// Born on 29 February and the milestone is in a common year: no rule was found, 1 March is assumed. Say
    /// so.
    bool leapDayAssumed = false;

    friend bool operator==(const CardExpiry&, const CardExpiry&) = default;
};
[[nodiscard]] CardExpiry cardExpiry(QDate birth, QDate issued);

} // namespace station
