#pragma once

#include "core/base/clock.h"
#include "core/desk/desk_rights.h"
#include "core/tally/tally_sheet.h"

#include <functional>

namespace station {

class Database;
struct StationInfo;

/// What the station has done, counted: every packet it sealed, once.
///
/// Promise: a sheet that does not add up is an error, never a sheet. Nothing is guessed: a packet whose facts
/// are not known is counted as unknown and named.
/// Errors: NotSignedIn, NotAllowed by the table of rights; StorageFailed. Threads: as its Desk, one.
class Tallies {
public:
    /// What of a Desk it works on.
    struct Site {
        Database& database;
        const Clock& clock;
        std::function<StationInfo()> info;
        std::function<Result<ClockJudgement>()> judged;
        /// Whoever is signed in, if he may; errors as in Desk.
        std::function<Result<OfficerId>(DeskOperation)> allowed;
    };

    explicit Tallies(Site site)
        : m_site(std::move(site))
    {
    }

    /// As of now. Errors: InvalidInput for a range that is none; Damaged when it does not add up.
    [[nodiscard]] Result<TallySheet> sheet(const TallyQuestion& question) const;

private:
    /// The station's names and the moment, without a count.
    [[nodiscard]] Result<TallySheet> head() const;

    Site m_site;
};

} // namespace station
