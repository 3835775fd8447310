#include "core/roster/table.h"

#include "core/roster/csv_table.h"
#include "core/roster/xlsx_table.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace station {

bool TableRow::isEmpty() const
{
    return std::all_of(
        cells.begin(), cells.end(), [](const TableCell& cell) { return cell.text.trimmed().isEmpty(); });
}

Result<std::unique_ptr<TableReader>> openTable(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, "there is no file " + path.toStdString());
    if (!info.isFile()) // a pipe or a device has no end that says that it is whole
        return fail(ErrorCode::InvalidInput, "not-a-table: " + path.toStdString() + " is no plain file");
    if (info.size() > largestTableFile)
        return fail(ErrorCode::InvalidInput, "too-many-rows: the file is larger than 1 GiB");
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return fail(ErrorCode::StorageFailed,
            "cannot read " + path.toStdString() + ": " + file.errorString().toStdString());
    const QByteArray head = file.peek(8);
    if (head.startsWith("PK"))
        return openXlsx(path);
    if (head.startsWith("\xD0\xCF\x11\xE0")) // OLE2: .xls of 1997, or a .xlsx behind a password
        return fail(ErrorCode::InvalidInput,
            "encrypted: this is an old .xls or a spreadsheet behind a password, not .xlsx or .csv");
    return openCsv(path);
}

} // namespace station
