#pragma once

#include "core/roster/classes.h"
#include "core/roster/import_plan.h"
#include "core/roster/person.h"
#include "core/roster/search.h"
#include "core/store/roster_rows.h"

#include <functional>
#include <optional>
#include <vector>

namespace station {

/// What can be asked of the roster; who may, the desk's table of rights says.
enum class RosterRight { Read, Import, Set, SetMany, TakeOut, Undo };

/// Who does it, and the key that opens the roster.
struct RosterHand {
    Actor actor;
    const Secret& dataKey;
};

struct RosterExtract {
    RosterExtractRow row;
    QString label;
    QString version;
};

/// What an officer changes. Nothing said: it stays.
struct RosterSetting {
    QString classCode; ///< "": stays. Another one drops the answers that it does not ask for
    QMap<QString, QString> answers; ///< key -> text as typed; "" takes it away
    std::optional<QDate> followUp; ///< an invalid day takes it away
    QString reason; ///< must be said
};

/// One change in the history of a person.
struct RosterChange {
    qint64 id = 0;
    qint64 batch = 0;
    qint64 person = 0;
    qint64 undoes = 0; ///< batch
    Instant at;
    OfficerId by;
    QString reason;
    RosterRecord before;
    RosterRecord after;
};

struct RosterUndo {
    qint64 batch = 0; ///< of the undoing; 0: nothing was undone
    int undone = 0;
    std::vector<qint64> changedSince; ///< left as they are: somebody has changed them after that
};

/// A list that makes itself. `more`: how many were left out for being more than asked.
struct RosterList {
    std::vector<RosterPerson> people;
    int more = 0;
};

/// Who is to be enrolled, why they are not yet, and where they are: given by extracts of the population
/// database, kept by officers.
///
/// Promises: an import is all or nothing, and what an officer recorded wins over every extract. Each change
/// has a history row with officer and reason, and each act a ledger row without personal data. Everything
/// said about a person is sealed on the disk.
/// Errors: NotSignedIn and NotAllowed by the table of rights, before anything else; NotFound; InvalidInput
/// with a code word before the first colon of `detail`; Damaged; Cancelled; StorageFailed, StorageFull.
/// Threads: as its Desk, one.
class Roster {
public:
    /// What of a Desk it works on.
    struct Site {
        Database& database;
        const Clock& clock;
        std::function<Result<RosterHand>(RosterRight)> allowed; ///< Errors: NotSignedIn, NotAllowed
        std::function<QDate()> today; ///< by the clock on the wall
    };
    explicit Roster(Site site)
        : m_site(std::move(site))
        , m_rows(m_site.database, m_site.clock)
    {
    }

    /// Reads and compares; writes nothing.
    [[nodiscard]] Result<RosterImportPlan> plan(
        const QString& path, const RosterImportWish& wish = {}, const RosterProgress& progress = {}) const;
    /// Writes what was planned. Errors: InvalidInput "bad-rows" while there are some and they were not let
    /// go; NotFound when another import came between.
    [[nodiscard]] Result<RosterExtractRow> import(RosterImportPlan plan, const RosterProgress& progress = {});
    [[nodiscard]] Result<std::vector<RosterExtract>> extracts() const; ///< newest first

    [[nodiscard]] Result<RosterPerson> person(qint64 id) const;
    [[nodiscard]] Result<qint64> count() const;
    [[nodiscard]] Result<std::vector<RosterChange>> history(qint64 person) const; ///< oldest first

    /// As RosterSearch, at once; the first time it makes the index.
    [[nodiscard]] Result<RosterHits> search(const QString& typed, int most);
    [[nodiscard]] Status prepareSearch(const RosterProgress& progress = {});
    /// What is kept in memory to search with is zeroed: when the desk locks.
    void forget() { m_search.forget(); }

    /// One person: any officer; several in one act, or a class that leaves the target: a supervisor. People
    /// for whom it changes nothing get no history row. Returns the batch. Errors: InvalidInput "no-reason",
    /// "follow-up-past", "nothing-changed", "no-people", "answers" (which key, and why).
    [[nodiscard]] Result<qint64> set(const std::vector<qint64>& people, const RosterSetting& setting);
    /// Puts back what a batch changed, where nobody has changed it since. Errors: NotFound; InvalidInput
    /// "undone" when it was undone before, "no-reason".
    [[nodiscard]] Result<RosterUndo> undo(qint64 batch, const QString& reason);

    /// Whose follow-up day has come; longest due first.
    [[nodiscard]] Result<RosterList> due(QDate on, int most) const;
    /// Who turns 14 from `from` to `to`, by birth date, youngest last; of a birth date without day or month
    /// every day it can be counts. Nobody who is done or left the target.
    [[nodiscard]] Result<RosterList> turning14(QDate from, QDate to, int most) const;

    [[nodiscard]] Result<RosterClasses> classes() const { return RosterClasses::load(); }

private:
    [[nodiscard]] Result<RosterRecord> changed(
        const RosterRecord& before, const RosterSetting& setting, const RosterClasses& classes) const;
    [[nodiscard]] Result<RosterList> list(
        const std::function<std::optional<qint64>(const RosterPerson&)>& rank, int most) const;

    Site m_site;
    RosterRows m_rows;
    RosterSearch m_search;
};

} // namespace station
