#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/drafts.h"
#include "core/vault/secret.h"

#include <QByteArray>
#include <QDate>

#include <functional>
#include <optional>
#include <vector>

namespace station {

class Database;

/// Told as rows are read or written, and asked whether to go on: false stops the work, which then leaves the
/// roster as it was. `all` is 0 while that is not known. On the thread of the call.
using RosterProgress = std::function<bool(qint64 done, qint64 all)>;

/// One delivery of the roster by whoever keeps it. Counters lie open, words do not.
struct RosterExtractRow {
    qint64 seq = 0; ///< from 1
    QByteArray words; ///< sealed in the table: what the file was called, the version it says
    QByteArray sha256; ///< of the file
    QDate on = {}; ///< the day whose state it shows; invalid: nobody said
    Instant importedAt = {};
    OfficerId by = {};
    int rows = 0; ///< below the headings, without empty ones
    int added = 0;
    int changed = 0;
    int unchanged = 0;
    int missing = 0; ///< on the roster, not in this file
    int leftOut = 0; ///< rows that a supervisor let go because they could not be read
};

/// A person of the roster, opened. What the two values mean is core/roster's.
struct RosterRow {
    qint64 id = 0;
    qint64 addedIn = 0; ///< the extract
    qint64 missingSince = 0; ///< the first extract that did not have them any more; 0: the last one has
    QByteArray facts; ///< by the extracts
    QByteArray record; ///< by officers; empty when none has recorded anything
};

/// What one import writes. What it says of people is wiped when it goes.
struct RosterWrites {
    struct Person {
        qint64 id = 0; ///< 0: a new one
        QByteArray facts;
    };
    RosterWrites() = default;
    ~RosterWrites()
    {
        for (Person& person : people)
            wipe(person.facts);
    }
    RosterWrites(RosterWrites&&) = default;
    RosterWrites& operator=(RosterWrites&&) = default;
    RosterExtractRow extract; ///< without its number
    std::vector<Person> people;
    std::vector<qint64> missing; ///< since now
    std::vector<qint64> back; ///< were missing, and are there again
    qint64 asOf = 0; ///< the last extract when the roster was read to be compared
};

/// One person's change by an officer. Never changed and never removed.
struct RosterChangeRow {
    qint64 id = 0;
    qint64 batch = 0; ///< changes made in one act have one number, that of the first
    qint64 person = 0;
    qint64 undoes = 0; ///< a batch; 0: none
    Instant at = {};
    QByteArray change; ///< sealed in the table
};

/// What an officer's act writes: the new record and the row that tells of it.
struct RosterChangeWrite {
    qint64 person = 0;
    QByteArray record;
    QByteArray change;
};

/// The tables of the roster. Whatever says something about a person is sealed under the data key, at its row.
///
/// Promise: every call that writes is one transaction with its ledger row; an import that fails, is cancelled
/// or killed leaves the old roster whole. An import never touches what officers recorded. Threads: as its
/// Database, one. Errors: NotFound for an unknown person; Damaged for a value that does not open;
/// StorageFailed, StorageFull.
class RosterRows {
public:
    RosterRows(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
    {
    }

    /// Every person in the order of their ids. A row that does not open is counted and left out: after the
    /// recovery of a damaged database others are worked with. Returns how many did not open. Errors:
    /// Cancelled.
    [[nodiscard]] Result<int> each(
        const Secret& dataKey, const std::function<bool(const RosterRow&)>& take, qint64 afterId = 0) const;
    [[nodiscard]] Result<RosterRow> person(qint64 id, const Secret& dataKey) const;
    [[nodiscard]] Result<qint64> count() const;

    [[nodiscard]] Result<std::vector<RosterExtractRow>> extracts(
        const Secret& dataKey) const; ///< newest first
    /// When the last extract was imported; needs no key.
    [[nodiscard]] Result<std::optional<Instant>> lastImport() const;
    /// Numbers of the last extract and of the last change: 0 before there is one. Whoever keeps something of
    /// the roster in memory sees by them that another program has changed it.
    struct Marks {
        qint64 extract = 0;
        qint64 change = 0;
        friend bool operator==(const Marks&, const Marks&) = default;
    };
    [[nodiscard]] Result<Marks> marks() const;

    /// Returns the extract with its number. Errors: Cancelled; NotFound when another import came between.
    [[nodiscard]] Result<RosterExtractRow> import(
        const RosterWrites& writes, const Secret& dataKey, const RosterProgress& progress);

    /// Returns the number of the batch. `same(row)` is asked for each person, inside the transaction, whether
    /// they still are as they were when the change was made up. Errors: NotFound when they are not.
    [[nodiscard]] Result<qint64> change(const std::vector<RosterChangeWrite>& changes, qint64 undoes,
        const std::function<bool(const RosterRow&)>& same, const Secret& dataKey, Actor by);
    /// Oldest first.
    [[nodiscard]] Result<std::vector<RosterChangeRow>> changesOf(qint64 person, const Secret& dataKey) const;
    [[nodiscard]] Result<std::vector<RosterChangeRow>> changesIn(qint64 batch, const Secret& dataKey) const;
    /// People who were changed after that change.
    [[nodiscard]] Result<std::vector<qint64>> changedAfter(qint64 change) const;
    /// True when a batch that undoes this one is there.
    [[nodiscard]] Result<bool> isUndone(qint64 batch) const;

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace station
