#pragma once

#include "core/roster/columns.h"
#include "core/roster/finding.h"
#include "core/roster/table.h"
#include "core/store/roster_rows.h"

#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace station {

/// What a person says about a file that is to be imported.
struct RosterImportWish {
    RosterColumnWish columns; ///< what was guessed wrongly
    QString label = {}; ///< where it comes from; empty: the file's name
    QString version = {}; ///< as whoever made it numbers it
    QDate on = {}; ///< the day whose state it shows
    bool leaveOutBad = false; ///< take the other rows when some cannot be taken
    bool older = false; ///< take it although a newer one was imported
};

/// What an import would change of one person.
struct RosterFileChange {
    struct Field {
        RosterField field = RosterField::Name;
        QString before;
        QString after;
    };
    qint64 person = 0;
    qint64 row = 0; ///< of the file
    std::vector<Field> fields;
};

/// A file that was read to its end and compared with the roster; nothing is written yet.
struct RosterImportPlan {
    static constexpr std::size_t mostShown = 1000;

    TableFacts file;
    RosterColumns columns;
    std::vector<RosterFacts> preview; ///< the first people of the file, as they were read; at most 20
    RosterFindings findings;
    RosterWrites writes; ///< its extract holds the counts
    std::vector<RosterFileChange> changes; ///< the first of them
    QMap<RosterField, int> changedFields; ///< in how many people
    qint64 sameFileAs = 0; ///< the extract that was this very file; 0: none
    bool leaveOutBad = false;

    [[nodiscard]] int badRows() const { return writes.extract.leftOut; }
};

/// How rows find people, in this order: by a personal number of twelve digits; without one, or when nobody
/// has that number, by name, birth date and commune (case, diacritics and spacing do not matter) among those
/// whom no such number tells apart. An empty cell says nothing: what an earlier extract said stays.
///
/// Bad rows, besides those of RowReader: "number-twice", "person-twice" (two rows that say different things
/// of one person: neither is taken), "number-of-another" (known under another name and birth date),
/// "person-ambiguous" (several people could be meant), "no-identity" (neither number nor birth date).
/// Notes: "row-twice" (word for word), "number-new" (a known person has a number now), "column-numbers" (the
/// row below the headings that counts the columns). Warnings: "two-numbers" (one name, birth date and commune
/// under two numbers), "cells-missing", "cells-merged" (the
/// value stands in the first row only). Of a spreadsheet also a note: "sheets-not-read".
///
/// `progress` counts bytes. Errors: as findColumns() and TableReader; InvalidInput "older-extract" and
/// "no-rows"; Cancelled.
[[nodiscard]] Result<RosterImportPlan> planImport(const QString& path, const RosterImportWish& wish,
    const RosterRows& rows, const Secret& dataKey, QDate today, const RosterProgress& progress);

} // namespace station
