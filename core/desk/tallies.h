#pragma once

#include "core/base/clock.h"
#include "core/desk/desk_rights.h"
#include "core/tally/tally_day.h"

#include <functional>

namespace station {

class Database;
struct StationInfo;
struct TallyDayRow;

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
        std::function<Result<StationIdentity>()> identity; ///< that a supervisor installed
        /// Whoever is signed in, if he may; errors as in Desk.
        std::function<Result<OfficerId>(DeskOperation)> allowed;
    };

    explicit Tallies(Site site)
        : m_site(std::move(site))
    {
    }

    /// As of now. Errors: InvalidInput for a range that is none; Damaged when it does not add up.
    /// Closed days stand beside what they said when they were closed; one whose document does not verify any
    /// more is marked as broken.
    [[nodiscard]] Result<TallySheet> sheet(const TallyQuestion& question) const;

    /// Signs the day as it stands and keeps it; what changes afterwards is a restated line. By a supervisor.
    /// Errors: InvalidInput for a day that has not come or is closed already; SealingFailed without an
    /// identity.
    [[nodiscard]] Result<ClosedDay> close(QDate day);
    /// A closed day of this station: signature, counts, and the ledger's word that it is the one. Errors:
    /// NotFound when it is not closed; Damaged.
    [[nodiscard]] Result<ClosedDay> verify(QDate day) const;
    /// A day's document of any station of the CA. Errors: Damaged.
    [[nodiscard]] Result<ClosedDay> verify(const QByteArray& document) const;
    /// The document of a closed day, to be carried to whoever counts for many. Errors: as verify().
    [[nodiscard]] Result<QByteArray> document(QDate day) const;

private:
    [[nodiscard]] Result<ClosedDay> opened(const TallyDayRow& row, const StationIdentity& identity) const;
    /// Without asking who may.
    [[nodiscard]] Result<ClosedDay> checked(QDate day) const;
    [[nodiscard]] Result<QString> nameOf(OfficerId id) const;
    /// The station's names and the moment, without a count.
    [[nodiscard]] Result<TallySheet> head() const;

    Site m_site;
};

} // namespace station
