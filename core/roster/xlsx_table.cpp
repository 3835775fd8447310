#include "core/roster/xlsx_table.h"

#include "core/roster/xlsx_parts.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace station {
namespace {

/// "BC23" -> 55, from 1; 0 when it is none.
std::size_t columnOf(QStringView reference)
{
    constexpr std::size_t letters = 26;
    std::size_t column = 0;
    for (const QChar c : reference) {
        if (c < u'A' || c > u'Z')
            break;
        column = column * letters + static_cast<std::size_t>(c.unicode() - u'A') + 1;
        if (column > mostTableColumns)
            return 0;
    }
    return column;
}

class XlsxTable final : public TableReader {
public:
    XlsxTable(std::unique_ptr<XlsxArchive> archive, XlsxWorkbook workbook)
        : m_archive(std::move(archive))
        , m_workbook(std::move(workbook))
    {
    }

    Status begin()
    {
        auto formats = readDateFormats(*m_archive);
        auto strings = formats ? XlsxStrings::read(*m_archive) : Result<XlsxStrings>(failed(formats));
        auto sheet = strings ? m_archive->part(m_workbook.sheetPart)
                             : Result<std::unique_ptr<QIODevice>>(failed(strings));
        if (!sheet)
            return fail(ErrorCode::InvalidInput,
                sheet.error().code == ErrorCode::NotFound ? "torn: the sheet is missing in the spreadsheet"
                                                          : sheet.error().detail);
        m_dates = std::move(*formats);
        m_strings = std::move(*strings);
        m_sheet = std::move(*sheet);
        m_xml.setDevice(m_sheet.get());
        m_all = m_archive->sizeOf(m_workbook.sheetPart);
        m_facts.format = QStringLiteral("xlsx");
        m_facts.sheet = m_workbook.sheetName;
        m_facts.otherSheets = m_workbook.otherSheets;
        return {};
    }

    Result<bool> next(TableRow& row) override
    {
        row.cells.clear();
        row.width = 0; // a spreadsheet leaves empty cells out
        while (!m_xml.atEnd() && m_xml.tokenType() != QXmlStreamReader::DTD) {
            if (m_xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (m_xml.name() == u"mergeCell")
                noteMerged(m_xml.attributes().value(QLatin1String("ref")).toString());
            if (m_xml.name() != u"row")
                continue;
            return readRow(row);
        }
        if (const Status sound = soundXml(m_xml, m_workbook.sheetPart); !sound)
            return failed(sound);
        return false;
    }

    [[nodiscard]] const TableFacts& facts() const override { return m_facts; }
    [[nodiscard]] qint64 done() const override { return m_xml.characterOffset(); }
    [[nodiscard]] qint64 all() const override { return m_all; }

private:
    Result<bool> readRow(TableRow& row)
    {
        bool isNumber = false;
        const qint64 given = m_xml.attributes().value(QLatin1String("r")).toLongLong(&isNumber);
        row.number = isNumber ? given : m_row + 1;
        if (row.number > mostTableRows)
            return fail(ErrorCode::InvalidInput, "too-many-rows: over 1048576 rows");
        if (row.number <= m_row)
            return fail(ErrorCode::InvalidInput,
                "torn: row " + std::to_string(row.number) + " of the spreadsheet stands out of order");
        m_row = row.number;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() != u"c") {
                m_xml.skipCurrentElement();
                continue;
            }
            const QStringView reference = m_xml.attributes().value(QLatin1String("r"));
            const std::size_t column = reference.isEmpty() ? row.cells.size() + 1 : columnOf(reference);
            if (column == 0 || column > mostTableColumns)
                return fail(ErrorCode::InvalidInput,
                    "not-a-table: over 16384 columns in row " + std::to_string(row.number));
            TableCell cell = readCell();
            if (cell.text.size() > longestTableCell)
                return fail(ErrorCode::InvalidInput,
                    "cell-too-long: over 32767 characters in row " + std::to_string(row.number));
            if (row.cells.size() < column)
                row.cells.resize(column);
            row.cells[column - 1] = std::move(cell);
        }
        if (const Status sound = soundXml(m_xml, m_workbook.sheetPart); !sound)
            return failed(sound);
        while (!row.cells.empty() && row.cells.back().text.isEmpty())
            row.cells.pop_back();
        return true;
    }

    TableCell readCell()
    {
        const QXmlStreamAttributes attributes = m_xml.attributes();
        const QString type = attributes.value(QLatin1String("t")).toString();
        const std::size_t format = attributes.value(QLatin1String("s")).toULongLong();
        QString value;
        std::optional<QString> formula;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == u"f")
                formula = textOf(m_xml);
            else if (m_xml.name() == u"v" || m_xml.name() == u"is")
                value = textOf(m_xml);
            else
                m_xml.skipCurrentElement();
        }
        if (formula)
            return {u'=' + *formula, TableCell::Kind::Formula};
        if (type == u"s") {
            bool isNumber = false;
            const std::size_t place = value.toULongLong(&isNumber);
            return {isNumber && place < m_strings.size() ? m_strings.at(place) : QString(),
                TableCell::Kind::Text};
        }
        if (type == u"d")
            return {value, TableCell::Kind::Date};
        if (!type.isEmpty() && type != u"n")
            return {value, TableCell::Kind::Text};
        return numberCell(value, format < m_dates.size() && m_dates[format]);
    }

    [[nodiscard]] TableCell numberCell(const QString& value, bool isDate) const
    {
        constexpr double lastSerial = 2958465; // 31/12/9999
        constexpr int days1904 = 1462;
        bool isNumber = false;
        const double number = value.toDouble(&isNumber);
        if (!isDate || !isNumber || number < 1 || number > lastSerial)
            return {value, TableCell::Kind::Number};
        const auto days
            = static_cast<qint64>(std::floor(number)) + (m_workbook.countsFrom1904 ? days1904 : 0);
        return {QDate(1899, 12, 30).addDays(days).toString(Qt::ISODate), TableCell::Kind::Date};
    }

    /// "C4:C9"; only what goes over several rows hides something.
    void noteMerged(const QString& range)
    {
        constexpr std::size_t mostNoted = 1000;
        const auto rowIn = [](const QString& reference) {
            const auto digit
                = std::find_if(reference.begin(), reference.end(), [](QChar c) { return c.isDigit(); });
            return reference.mid(digit - reference.begin()).toLongLong();
        };
        const QString first = range.section(u':', 0, 0);
        const QString last = range.section(u':', 1, 1);
        if (rowIn(last) > rowIn(first) && m_facts.merged.size() < mostNoted)
            m_facts.merged.push_back({range, rowIn(first), rowIn(last), static_cast<int>(columnOf(first))});
    }

    std::unique_ptr<XlsxArchive> m_archive;
    XlsxWorkbook m_workbook;
    std::vector<bool> m_dates;
    XlsxStrings m_strings;
    std::unique_ptr<QIODevice> m_sheet; // goes before the archive
    QXmlStreamReader m_xml;
    TableFacts m_facts;
    qint64 m_all = 0;
    qint64 m_row = 0;
};

} // namespace

Result<std::unique_ptr<TableReader>> openXlsx(const QString& path)
{
    auto archive = XlsxArchive::open(path);
    if (!archive)
        return failed(archive);
    auto workbook = readWorkbook(**archive);
    if (!workbook)
        return failed(workbook);
    auto table = std::make_unique<XlsxTable>(std::move(*archive), std::move(*workbook));
    if (const Status begun = table->begin(); !begun)
        return failed(begun);
    return table;
}

} // namespace station
