#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace station {

/// One cell as a file has it. A spreadsheet knows what a cell is; a text file has text only.
struct TableCell {
    enum class Kind {
        Text,
        Number, ///< a spreadsheet's number, written out: "37161999002", "34408.5"
        Date, ///< a spreadsheet's date: ISO
        Formula, ///< its text begins with what the file says it would compute
    };
    QString text;
    Kind kind = Kind::Text;
};

struct TableRow {
    qint64 number = 0; ///< as spreadsheets count, from 1
    std::vector<TableCell> cells; ///< without empty ones at the end
    std::size_t width = 0; ///< with them

    [[nodiscard]] QString text(std::size_t column) const
    {
        return column < cells.size() ? cells[column].text : QString();
    }
    [[nodiscard]] bool isEmpty() const; ///< nothing but white space
};

struct TableFacts {
    QString format; ///< "csv", "xlsx"
    QString encoding; ///< "UTF-8", "UTF-16LE", …; "" for a spreadsheet
    QString separator; ///< of a text file
    QString sheet; ///< of a spreadsheet
    QStringList otherSheets; ///< that are not read
    bool endsTorn = false; ///< a text file's last line has no end
    /// Cells of a spreadsheet that were merged over several rows: only the first holds the value. Known once
    /// the last row was read; at most 1000.
    struct Merged {
        QString range; ///< "C4:C9"
        qint64 firstRow = 0;
        qint64 lastRow = 0;
        int column = 0; ///< the first, from 1
    };
    std::vector<Merged> merged;
};

/// A table of a file, row by row. Rows and cells are data: nothing in them is computed or followed.
///
/// Errors: InvalidInput, with a code word before the first colon of `detail`: "encoding-tcvn3",
/// "encoding-windows1258", "encoding-unknown", "torn", "too-many-rows", "cell-too-long", "not-a-table",
/// "encrypted"; StorageFailed when the disk does not give the file. Threads: one.
class TableReader {
public:
    virtual ~TableReader() = default;
    /// False behind the last row.
    [[nodiscard]] virtual Result<bool> next(TableRow& row) = 0;
    [[nodiscard]] virtual const TableFacts& facts() const = 0;
    /// Bytes read, of how many.
    [[nodiscard]] virtual qint64 done() const = 0;
    [[nodiscard]] virtual qint64 all() const = 0;
};

/// A spreadsheet cannot have more: 2^20 rows, 2^15 - 1 characters a cell, 2^14 columns (ECMA-376, Excel's
/// limits).
inline constexpr qint64 mostTableRows = 1 << 20;
inline constexpr qsizetype longestTableCell = 32767;
inline constexpr std::size_t mostTableColumns = 1 << 14;
inline constexpr qint64 largestTableFile = qint64(1) << 30;

/// By what the file holds, not by its name. Errors: NotFound; as TableReader.
[[nodiscard]] Result<std::unique_ptr<TableReader>> openTable(const QString& path);

} // namespace station
