#pragma once

#include "core/roster/classes.h"
#include "core/roster/columns.h"
#include "core/roster/finding.h"
#include "core/roster/table.h"

#include <QDate>

#include <optional>

namespace station {

/// Turns a row of a file into what is known of a person. What is not understood is kept as it stands and
/// said; what cannot be a person is said and left to people. Nothing is guessed silently.
///
/// Codes besides those of cells.h: "formula", "old-font" (bad: a formula; a TCVN3 font in a Unicode file),
/// "name-missing" (bad), "name-odd", "sex-unknown", "class-unknown", "phone-odd", "old-number-odd" (kept),
/// "cell-too-long" (bad), "cells-beyond" (a note: more cells than headings). Threads: one.
class RowReader {
public:
    RowReader(RosterColumns columns, RosterClasses classes, QDate today)
        : m_columns(std::move(columns))
        , m_classes(std::move(classes))
        , m_today(today)
    {
    }

    /// Nothing when the row cannot be taken; `findings` says why.
    [[nodiscard]] std::optional<RosterFacts> read(const TableRow& row, RosterFindings& findings) const;
    [[nodiscard]] const RosterColumns& columns() const { return m_columns; }

private:
    struct Work;
    void readSimple(RosterField field, Work& work) const;
    void readName(Work& work) const;
    void readBirth(Work& work) const;
    void readNumbers(Work& work) const;
    void readRest(Work& work) const;

    RosterColumns m_columns;
    RosterClasses m_classes;
    QDate m_today;
};

} // namespace station
