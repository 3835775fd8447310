#include "core/tally/tally_xlsx.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <string>
#include <xlsxwriter.h>

namespace station {
namespace {

constexpr double widestColumn = 40; // characters
constexpr double narrowestColumn = 9;
constexpr lxw_col_t statusColumns = static_cast<lxw_col_t>(tallyStatuses);
constexpr lxw_col_t firstStatus = 2; // behind the group and "captured"

lxw_row_t rowAt(std::size_t index) { return static_cast<lxw_row_t>(index); }
lxw_col_t columnAt(std::size_t index) { return static_cast<lxw_col_t>(index); }

/// At most 31 characters, none of []:*?/\ : https://support.microsoft.com "Rename a worksheet"
std::string sheetName(const QString& title)
{
    QString name = title;
    for (const QChar forbidden : QStringLiteral("[]:*?/\\'"))
        name.remove(forbidden);
    constexpr qsizetype longest = 31;
    return name.left(longest).toStdString();
}

class Workbook {
public:
    Workbook(const std::string& path, std::string folder, Instant asOf)
        : m_folder(std::move(folder))
    {
        lxw_workbook_options options {};
        options.tmpdir = m_folder.data();
        m_book = workbook_new_opt(path.c_str(), &options);
        if (m_book == nullptr)
            return;
        lxw_doc_properties properties {};
        properties.created = static_cast<time_t>(toMs(asOf) / 1000);
        workbook_set_properties(m_book, &properties);
        m_head = workbook_add_format(m_book);
        format_set_bold(m_head);
        format_set_text_wrap(m_head);
        format_set_bottom(m_head, LXW_BORDER_THIN);
        format_set_align(m_head, LXW_ALIGN_VERTICAL_TOP);
        m_number = workbook_add_format(m_book);
        format_set_num_format(m_number, "#,##0");
        m_total = workbook_add_format(m_book);
        format_set_num_format(m_total, "#,##0");
        format_set_bold(m_total);
        format_set_top(m_total, LXW_BORDER_THIN);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void add(const TallyTables& tables)
    {
        lxw_worksheet* counts = draw(tables.counts);
        chartOfCounts(counts, tables.counts);
        lxw_worksheet* days = draw(tables.days);
        chartOfDays(days, tables.days);
        for (const TallyTable* table : {&tables.open, &tables.remarks, &tables.closed, &tables.restated})
            if (!table->rows.empty())
                draw(*table);
        drawFacts(tables);
    }
    /// True when the file stands. Called once; nothing is done after it.
    [[nodiscard]] bool close() { return m_book != nullptr && workbook_close(m_book) == LXW_NO_ERROR; }
    [[nodiscard]] bool isOpen() const { return m_book != nullptr; }

private:
    lxw_worksheet* draw(const TallyTable& table)
    {
        lxw_worksheet* sheet = workbook_add_worksheet(m_book, sheetName(table.title).c_str());
        for (std::size_t column = 0; column < columns(table); ++column) {
            writeText(sheet, 0, columnAt(column), table.heads[static_cast<qsizetype>(column)], m_head);
            worksheet_set_column(sheet, columnAt(column), columnAt(column), widthOf(table, column), nullptr);
        }
        worksheet_freeze_panes(sheet, 1, 1);
        worksheet_set_landscape(sheet);
        worksheet_set_paper(sheet, 9); // A4
        worksheet_fit_to_pages(sheet, 1, 0);
        worksheet_repeat_rows(sheet, 0, 0);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const bool isTotal = table.hasTotal && row + 1 == table.rows.size();
            for (std::size_t column = 0; column < table.rows[row].size(); ++column)
                writeCell(sheet, rowAt(row + 1), columnAt(column), table.rows[row][column], isTotal);
        }
        return sheet;
    }

    void drawFacts(const TallyTables& tables)
    {
        lxw_worksheet* sheet = workbook_add_worksheet(m_book, nullptr);
        for (std::size_t i = 0; i < tables.facts.size(); ++i) {
            writeText(sheet, rowAt(i), 0, tables.facts[i].first, m_head);
            writeText(sheet, rowAt(i), 1, tables.facts[i].second, nullptr);
        }
        worksheet_set_column(sheet, 0, 1, widestColumn, nullptr);
    }

    void writeCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const TallyCell& cell, bool isTotal)
    {
        if (const auto* number = std::get_if<qint64>(&cell))
            worksheet_write_number(
                sheet, row, column, static_cast<double>(*number), isTotal ? m_total : m_number);
        else
            writeText(sheet, row, column, std::get<QString>(cell), isTotal ? m_total : nullptr);
    }

    static void writeText(
        lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const QString& text, lxw_format* format)
    {
        worksheet_write_string(sheet, row, column, text.toStdString().c_str(), format);
    }

    /// Stacked bars of where packets stand, a bar for each group; of a sheet without groups one for the sum.
    void chartOfCounts(lxw_worksheet* sheet, const TallyTable& table)
    {
        const bool hasGroups = table.rows.size() > 1;
        const lxw_row_t last = rowAt(hasGroups ? table.rows.size() - 1 : 1);
        lxw_chart* chart = workbook_add_chart(m_book, LXW_CHART_BAR_STACKED);
        for (lxw_col_t i = 0; i < statusColumns; ++i)
            addSeries(chart, table, static_cast<lxw_col_t>(firstStatus + i), last);
        finish(sheet, chart, table);
    }

    void chartOfDays(lxw_worksheet* sheet, const TallyTable& table)
    {
        if (table.rows.size() < 2)
            return;
        constexpr lxw_col_t captured = 2;
        constexpr lxw_col_t answered = 3;
        lxw_chart* chart = workbook_add_chart(m_book, LXW_CHART_COLUMN);
        for (const lxw_col_t column : {captured, answered})
            addSeries(chart, table, column, rowAt(table.rows.size() - 1));
        finish(sheet, chart, table);
    }

    static void addSeries(lxw_chart* chart, const TallyTable& table, lxw_col_t column, lxw_row_t last)
    {
        const std::string name = sheetName(table.title);
        lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
        chart_series_set_categories(series, name.c_str(), 1, 0, last, 0);
        chart_series_set_values(series, name.c_str(), 1, column, last, column);
        chart_series_set_name_range(series, name.c_str(), 0, column);
    }

    static void finish(lxw_worksheet* sheet, lxw_chart* chart, const TallyTable& table)
    {
        chart_title_set_name(chart, table.title.toStdString().c_str());
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
        worksheet_insert_chart(sheet, rowAt(table.rows.size() + 3), 0, chart);
    }

    [[nodiscard]] static std::size_t columns(const TallyTable& table)
    {
        return static_cast<std::size_t>(table.heads.size());
    }

    [[nodiscard]] static double widthOf(const TallyTable& table, std::size_t column)
    {
        double width = narrowestColumn;
        for (const auto& row : table.rows)
            if (const auto* text = std::get_if<QString>(&row[column]))
                width = std::max(width, static_cast<double>(text->size()) + 2);
        return std::min(width, widestColumn);
    }

    std::string m_folder;
    lxw_workbook* m_book = nullptr;
    lxw_format* m_head = nullptr;
    lxw_format* m_number = nullptr;
    lxw_format* m_total = nullptr;
};

} // namespace

Result<QByteArray> xlsxOf(const TallyTables& tables, Instant asOf)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::StorageFailed, "no temporary folder: " + folder.errorString().toStdString());
    const QString path = folder.filePath(QStringLiteral("tally.xlsx"));
    Workbook book(path.toStdString(), folder.path().toStdString(), asOf);
    if (!book.isOpen())
        return fail(ErrorCode::StorageFailed, "the workbook cannot be begun");
    book.add(tables);
    QFile file(path);
    if (!book.close() || !file.open(QFile::ReadOnly))
        return fail(ErrorCode::StorageFailed, "the workbook cannot be written");
    return file.readAll();
}

} // namespace station
