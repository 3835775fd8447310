#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace station {

/// Where a case is taken. The forms of the field count them apart.
enum class Place {
    Desk, ///< the fixed desk of the office
    Mobile, ///< a desk set up for the day: a school, a factory, a village house
    Home, ///< at the citizen's
};
[[nodiscard]] const char* wordOf(Place place); ///< "desk", "mobile", "home"
[[nodiscard]] std::optional<Place> placeFrom(const QString& word);

inline constexpr std::size_t fewestInTeam = 2; // domain.md §5: two at Long Thành, four at Hà Đông
inline constexpr std::size_t mostInTeam = 4;
inline constexpr qsizetype longestTeamName = 40;

/// Around a case: where, by which team, at which visit. Said once, before or while the case is taken.
struct Circumstances {
    Place place = Place::Desk;
    QString team = {}; ///< "3", "Đội 3"; empty: none. Counted in the clear, so never a citizen's name
    std::vector<OfficerId> teamOfficers = {}; ///< none, or 2 to 4
    QString visit = {}; ///< id of the home visit; empty: none
    QString feeExemption = {}; ///< a code of resources/policy/fees.json that no age gives, e.g. "disability"

    friend bool operator==(const Circumstances&, const Circumstances&) = default;
};

/// A team is 1 to 40 letters, digits, spaces, '.', '-' or '_', and begins with a letter or digit; its
/// officers belong to a team, each once; a visit is 1 to 40 of a-z, A-Z, 0-9 and '-'. Whether officers and
/// exemption exist, the desk asks. Errors: InvalidInput naming what is wrong.
[[nodiscard]] Status checkCircumstances(const Circumstances& circumstances);

} // namespace station
