#include "app/sheets/tally_pdf.h"

#include "app/words/tally_words.h"

#include <QBuffer>
#include <QLocale>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace station {
namespace {

constexpr std::size_t alwaysShown = 2 + tallyStatuses; ///< the group, captured, and where packets stand
constexpr int printDots = 300; // an inch
constexpr int layoutDots = 96; // in which a QTextDocument without a device lays out its fonts

const auto style = QStringLiteral(R"(
    body { font-family: "Noto Sans"; font-size: 8pt; }
    h1 { font-size: 15pt; text-align: center; }
    th { background-color: #e6e6e6; font-weight: bold; text-align: left; font-size: 7pt; }
    .title { font-size: 10pt; font-weight: bold; }
    .total { font-weight: bold; background-color: #f4f4f4; }
)");

/// Counts in which nothing stands need no room on paper.
bool isShown(const TallyTable& table, std::size_t column)
{
    if (column < alwaysShown)
        return true;
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const std::vector<TallyCell>& row) {
        const auto* number = std::get_if<qint64>(&row[column]);
        return number == nullptr || *number != 0;
    });
}

QString cellHtml(const TallyCell& cell)
{
    if (const auto* number = std::get_if<qint64>(&cell))
        return QStringLiteral("<td align=\"right\" style=\"white-space: nowrap\">%1</td>")
            .arg(QLocale().toString(*number));
    return QStringLiteral("<td>%1</td>").arg(std::get<QString>(cell).toHtmlEscaped());
}

/// The title is a row of the head: it stays with its table and stands on each page of it.
QString headHtml(const TallyTable& table, const std::vector<std::size_t>& shown)
{
    QString html;
    if (!table.title.isEmpty())
        html = QStringLiteral("<tr><td colspan=\"%1\" class=\"title\">%2</td></tr>")
                   .arg(shown.size())
                   .arg(table.title.toHtmlEscaped());
    html += QStringLiteral("<tr>");
    for (const std::size_t column : shown)
        html += QStringLiteral("<th%1>%2</th>")
                    .arg(column == 0 ? QStringLiteral(" width=\"10%\"") : QString(),
                        table.heads[static_cast<qsizetype>(column)].toHtmlEscaped());
    return QStringLiteral("<thead>%1</tr></thead>").arg(html);
}

QString tableHtml(const TallyTable& table)
{
    if (table.rows.empty())
        return {};
    std::vector<std::size_t> shown;
    for (std::size_t column = 0; column < static_cast<std::size_t>(table.heads.size()); ++column)
        if (isShown(table, column))
            shown.push_back(column);
    QString html = QStringLiteral("<table width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"3\" "
                                  "style=\"border-collapse: collapse\">%1")
                       .arg(headHtml(table, shown));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const bool isTotal = table.hasTotal && row + 1 == table.rows.size();
        html += isTotal ? QStringLiteral("<tr class=\"total\">") : QStringLiteral("<tr>");
        for (const std::size_t column : shown)
            html += cellHtml(table.rows[row][column]);
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

QString factsHtml(const TallyTables& tables)
{
    QStringList facts;
    for (const auto& [name, value] : tables.facts)
        facts.append(QStringLiteral("%1: <b>%2</b>").arg(name.toHtmlEscaped(), value.toHtmlEscaped()));
    return QStringLiteral("<p align=\"center\">%1</p>").arg(facts.join(QStringLiteral(" &nbsp;·&nbsp; ")));
}

/// "15 = 2 + 13 + 0 …", in the words of the columns: whoever signs can add it up.
QString sumHtml(const TallyTable& counts)
{
    const std::vector<TallyCell>& total = counts.rows.back();
    QString sum;
    for (std::size_t column = 1; column < alwaysShown; ++column)
        sum += QStringLiteral("%1%2 %3").arg(column == 1 ? QString()
                : column == 2                            ? QStringLiteral(" = ")
                                                         : QStringLiteral(" + "),
            counts.heads[static_cast<qsizetype>(column)].toHtmlEscaped(),
            QLocale().toString(std::get<qint64>(total[column])));
    return QStringLiteral("<p>%1</p>").arg(sum);
}

QString signatureHtml()
{
    const words::TallySignature words = words::forTallySignature();
    return QStringLiteral("<table width=\"100%\" cellpadding=\"6\"><tr><td></td><td align=\"center\"><i>%1"
                          "</i></td></tr><tr><td width=\"50%\" align=\"center\"><b>%2</b><br/><i>%3</i>"
                          "<br/><br/><br/><br/></td><td width=\"50%\" align=\"center\"><b>%4</b><br/><i>%5"
                          "</i></td></tr></table>")
        .arg(words.date.toHtmlEscaped(), words.officer.toHtmlEscaped(), words.signHere.toHtmlEscaped(),
            words.head.toHtmlEscaped(), words.stampHere.toHtmlEscaped());
}

} // namespace

Result<QByteArray> pdfOf(const TallyTables& tables)
{
    TallyTable counts = tables.counts;
    counts.title.clear(); // it is the page's
    QString html = QStringLiteral("<h1>%1</h1>").arg(tables.title.toHtmlEscaped()) + factsHtml(tables)
        + tableHtml(counts) + sumHtml(counts) + tableHtml(tables.days) + signatureHtml();
    QString appendix;
    for (const TallyTable* table : {&tables.closed, &tables.restated, &tables.open, &tables.remarks})
        appendix += tableHtml(*table);
    if (!appendix.isEmpty())
        html += QStringLiteral("<p style=\"page-break-before: always\"></p>") + appendix;

    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QBuffer::WriteOnly))
        return fail(ErrorCode::StorageFailed, "the PDF cannot be begun");
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageOrientation(QPageLayout::Landscape);
        writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter);
        writer.setResolution(printDots);
        writer.setTitle(tables.title);
        QTextDocument document;
        document.setDefaultStyleSheet(style);
        document.setDocumentMargin(0);
        document.setPageSize(writer.pageLayout().paintRectPixels(layoutDots).size());
        document.setHtml(html);
        document.print(&writer);
    }
    if (bytes.isEmpty())
        return fail(ErrorCode::StorageFailed, "the PDF cannot be written");
    return bytes;
}

} // namespace station
