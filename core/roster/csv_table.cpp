#include "core/roster/csv_table.h"

#include "core/roster/text_file.h"

#include <algorithm>
#include <array>

namespace station {
namespace {

constexpr std::array<char16_t, 3> separators {u';', u'\t', u','};

/// The separator that the first row with any has most of, outside quotes.
QChar guessedSeparator(const QString& text)
{
    std::array<int, separators.size()> counts {};
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        if (quoted)
            continue;
        for (std::size_t i = 0; i < separators.size(); ++i)
            counts[i] += c == separators[i] ? 1 : 0;
        if (c == u'\n' && std::any_of(counts.begin(), counts.end(), [](int n) { return n > 0; }))
            break;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? QChar(u',') : QChar(separators[static_cast<std::size_t>(most - counts.begin())]);
}

class CsvTable final : public TableReader {
public:
    explicit CsvTable(std::unique_ptr<TextFile> file)
        : m_file(std::move(file))
    {
    }

    Status begin()
    {
        if (const Status read = fill(); !read)
            return read;
        static const auto announced = QStringLiteral("sep=");
        if (m_text.startsWith(announced, Qt::CaseInsensitive) && m_text.size() > announced.size() + 1
            && (m_text.at(announced.size() + 1) == u'\n' || m_text.at(announced.size() + 1) == u'\r')) {
            m_separator = m_text.at(announced.size());
            m_at = m_text.indexOf(u'\n');
            m_at = m_at < 0 ? m_text.size() : m_at + 1;
            m_row = 1;
        } else {
            m_separator = guessedSeparator(m_text);
        }
        if (m_text.contains(QChar(u'\0')))
            return fail(ErrorCode::InvalidInput, "not-a-table: the file is neither text nor a spreadsheet");
        m_facts.format = QStringLiteral("csv");
        m_facts.encoding = m_file->encoding();
        m_facts.separator = m_separator;
        return {};
    }

    Result<bool> next(TableRow& row) override
    {
        row.cells.clear();
        row.number = m_row + 1;
        m_cell.clear();
        bool quoted = false; // inside quotes
        bool wasQuoted = false; // the cell began with one
        bool any = false;
        for (;;) {
            if (m_at == m_text.size()) {
                if (const Status read = fill(); !read)
                    return failed(read);
                if (m_text.isEmpty())
                    break;
            }
            const QChar c = m_text.at(m_at++);
            any = true;
            if (quoted) {
                if (c != u'"') {
                    m_cell.append(c);
                } else if (peek() == u'"') {
                    m_cell.append(c);
                    ++m_at;
                } else {
                    quoted = false;
                }
            } else if (c == u'"' && m_cell.isEmpty() && !wasQuoted) {
                quoted = wasQuoted = true;
            } else if (c == m_separator) {
                if (const Status put = take(row); !put)
                    return failed(put);
                wasQuoted = false;
            } else if (c == u'\n' || c == u'\r') {
                if (c == u'\r' && peek() == u'\n')
                    ++m_at;
                return finish(row);
            } else {
                m_cell.append(c);
            }
            if (m_cell.size() > longestTableCell)
                return fail(ErrorCode::InvalidInput,
                    std::string(quoted ? "torn: the quotes that are opened in row "
                                       : "cell-too-long: over 32767 characters in row ")
                        + std::to_string(row.number) + (quoted ? " are not closed" : ""));
        }
        if (quoted)
            return fail(ErrorCode::InvalidInput,
                "torn: the file ends inside the quotes that are opened in row " + std::to_string(row.number));
        if (!any)
            return false;
        m_facts.endsTorn = true;
        return finish(row);
    }

    [[nodiscard]] const TableFacts& facts() const override { return m_facts; }
    [[nodiscard]] qint64 done() const override { return m_file->done(); }
    [[nodiscard]] qint64 all() const override { return m_file->size(); }

private:
    /// Pieces that hold no character (half of one at their end) are passed over.
    Status fill()
    {
        m_at = 0;
        auto text = m_file->next();
        while (text && text->isEmpty() && m_file->done() < m_file->size())
            text = m_file->next();
        if (!text)
            return failed(text);
        m_text = std::move(*text);
        return {};
    }
    /// The next character without taking it; a null one at the end of the file or on trouble, which fill()
    /// meets again.
    QChar peek()
    {
        if (m_at < m_text.size())
            return m_text.at(m_at);
        if (auto text = m_file->next(); text && !text->isEmpty()) {
            m_text = std::move(*text);
            m_at = 0;
            return m_text.at(0);
        }
        return {};
    }
    Status take(TableRow& row)
    {
        if (row.cells.size() >= mostTableColumns)
            return fail(ErrorCode::InvalidInput,
                "not-a-table: over 16384 columns in row " + std::to_string(row.number));
        row.cells.push_back({m_cell, TableCell::Kind::Text});
        m_cell.clear();
        return {};
    }
    Result<bool> finish(TableRow& row)
    {
        if (const Status put = take(row); !put)
            return failed(put);
        row.width = row.cells.size();
        while (!row.cells.empty() && row.cells.back().text.isEmpty())
            row.cells.pop_back();
        if (++m_row > mostTableRows)
            return fail(ErrorCode::InvalidInput, "too-many-rows: over 1048576 rows");
        return true;
    }

    std::unique_ptr<TextFile> m_file;
    TableFacts m_facts;
    QChar m_separator = u',';
    QString m_text;
    qsizetype m_at = 0;
    QString m_cell;
    qint64 m_row = 0;
};

} // namespace

Result<std::unique_ptr<TableReader>> openCsv(const QString& path)
{
    auto file = TextFile::open(path);
    if (!file)
        return failed(file);
    auto table = std::make_unique<CsvTable>(std::move(*file));
    if (const Status begun = table->begin(); !begun)
        return failed(begun);
    return table;
}

} // namespace station
