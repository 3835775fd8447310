#pragma once

#include "core/roster/person.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace station {

/// Something to be said about a cell or a row of an imported file.
struct RosterFinding {
    enum class Severity {
        Note, ///< something was put right, and this says what
        Warning, ///< the cell says nothing we understand; it is kept as it stands, the row is taken
        Bad, ///< the row cannot be taken
    };
    Severity severity = Severity::Bad;
    qint64 row = 0; ///< of the file, from 1
    int column = 0; ///< from 1; 0: the row as a whole
    std::optional<RosterField> field = {};
    QString code; ///< "number-length"
    QString text; ///< the cell, cut; for a note also what became of it. Personal data
};
[[nodiscard]] const char* nameOf(RosterFinding::Severity severity); ///< "note", "warning", "bad"

/// A, B, … Z, AA: as spreadsheets name columns. @param column  from 1
[[nodiscard]] QString columnName(int column);

/// Findings of a file, however many: each is counted, the first of them are kept.
class RosterFindings {
public:
    static constexpr std::size_t mostKept = 1000; ///< of each severity

    void add(RosterFinding finding);
    [[nodiscard]] const std::vector<RosterFinding>& kept() const { return m_kept; }
    [[nodiscard]] int count(RosterFinding::Severity severity) const;
    [[nodiscard]] const QMap<QString, int>& byCode() const { return m_byCode; }

private:
    std::vector<RosterFinding> m_kept;
    std::array<int, 3> m_counts {};
    QMap<QString, int> m_byCode;
};

} // namespace station
