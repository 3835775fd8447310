#pragma once

#include "core/base/result.h"
#include "core/person/number_prefixes.h"
#include "core/person/sex.h"

#include <QString>

#include <optional>

namespace station {

/// Số định danh cá nhân: PPP G YY RRRRRR. PPP is where the birth was registered, G century and sex, YY the
/// year, R six random digits. There is no check digit. What the digits say may lawfully differ from the
/// person: whoever compares, warns.
class PersonalNumber {
public:
    /// Takes spaces, dots, hyphens and full-width digits as people type them.
    /// Errors: InvalidInput; `detail` is "pin-digits" (something that is no digit) or "pin-length" (not
    /// twelve of them).
    [[nodiscard]] static Result<PersonalNumber> parse(const QString& typed);

    [[nodiscard]] QString digits() const { return m_digits; }
    [[nodiscard]] QString grouped() const; ///< "012 094 999 001"
    [[nodiscard]] QString lastNine() const { return m_digits.right(9); } ///< stands first in the MRZ

    [[nodiscard]] QString prefix() const { return m_digits.left(3); }
    [[nodiscard]] std::optional<LegacyProvince> province() const { return legacyProvince(prefix()); }
    [[nodiscard]] QString country() const
    {
        return countryOfPrefix(prefix());
    } ///< alpha-2, "" for a province
    /// Unassigned can't be; Newer lies beyond our list of countries (296..999), which may be old.
    enum class PrefixState { Known, Newer, Unassigned };
    [[nodiscard]] PrefixState prefixState() const;

    [[nodiscard]] Sex sex() const;
    [[nodiscard]] int birthYear() const; ///< 1900..2399

    friend bool operator==(const PersonalNumber&, const PersonalNumber&) = default;

private:
    explicit PersonalNumber(QString digits)
        : m_digits(std::move(digits))
    {
    }
    [[nodiscard]] int digitAt(int index) const { return m_digits.at(index).unicode() - u'0'; }
    QString m_digits;
};

/// Groups of three from the left for reading aloud; text that is not all digits comes back as it is.
[[nodiscard]] QString inGroupsOfThree(const QString& digits);

} // namespace station
