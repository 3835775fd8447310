#include "core/enroll/circumstances.h"

#include <algorithm>

namespace station {
namespace {

tl::unexpected<Error> wrong(const char* why) { return fail(ErrorCode::InvalidInput, why); }

bool isTeamName(const QString& text)
{
    if (text.size() > longestTeamName || !text.front().isLetterOrNumber() || text.back().isSpace())
        return false;
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isLetterOrNumber() || c.category() == QChar::Mark_NonSpacing || c == QLatin1Char(' ')
            || c == QLatin1Char('.') || c == QLatin1Char('-') || c == QLatin1Char('_');
    });
}

bool isVisit(const QString& text)
{
    return text.size() <= 40 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('-'));
    });
}

} // namespace

const char* wordOf(Place place)
{
    switch (place) {
    case Place::Desk: return "desk";
    case Place::Mobile: return "mobile";
    case Place::Home: return "home";
    }
    return "desk";
}

std::optional<Place> placeFrom(const QString& word)
{
    for (const Place place : {Place::Desk, Place::Mobile, Place::Home})
        if (word == QLatin1String(wordOf(place)))
            return place;
    return std::nullopt;
}

Status checkCircumstances(const Circumstances& circumstances)
{
    const auto& officers = circumstances.teamOfficers;
    if (!circumstances.team.isEmpty() && !isTeamName(circumstances.team))
        return wrong("a team is 1 to 40 letters, digits, spaces, dots and hyphens");
    if (!officers.empty() && circumstances.team.isEmpty())
        return wrong("officers of a team were named, and no team");
    if (!officers.empty() && (officers.size() < fewestInTeam || officers.size() > mostInTeam))
        return wrong("a team has 2 to 4 officers");
    for (std::size_t i = 0; i < officers.size(); ++i)
        if (officers[i].isNull() || std::count(officers.begin(), officers.end(), officers[i]) > 1)
            return wrong("each officer of a team is named once");
    if (!isVisit(circumstances.visit))
        return wrong("a visit is named by 1 to 40 letters, digits and hyphens");
    return {};
}

} // namespace station
