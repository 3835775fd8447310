#include "core/tally/tally_sheet.h"

namespace station {
namespace {

template<class Enum>
std::optional<Enum> find(const QString& word, Enum last)
{
    for (int i = 0; i <= static_cast<int>(last); ++i)
        if (word == QLatin1String(wordOf(static_cast<Enum>(i))))
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

const char* wordOf(TallyStatus status)
{
    switch (status) {
    case TallyStatus::Received: return "received";
    case TallyStatus::Waiting: return "waiting";
    case TallyStatus::Handed: return "handed";
    case TallyStatus::Held: return "held";
    case TallyStatus::Conflict: return "conflict";
    case TallyStatus::Resubmit: return "resubmit";
    case TallyStatus::Rejected: return "rejected";
    case TallyStatus::Lost: return "lost";
    }
    return "lost";
}

const char* wordOf(TallyBy by)
{
    switch (by) {
    case TallyBy::Unit: return "unit";
    case TallyBy::Team: return "team";
    case TallyBy::Officer: return "officer";
    case TallyBy::Procedure: return "procedure";
    case TallyBy::Age: return "age";
    case TallyBy::Place: return "place";
    case TallyBy::Exception: return "exception";
    case TallyBy::Day: return "day";
    case TallyBy::Week: return "week";
    }
    return "day";
}

std::optional<TallyStatus> tallyStatusFrom(const QString& word) { return find(word, TallyStatus::Lost); }
std::optional<TallyBy> tallyByFrom(const QString& word) { return find(word, TallyBy::Week); }

} // namespace station
