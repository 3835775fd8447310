#include "core/tally/tally_csv.h"

namespace station {
namespace {

/// https://owasp.org/www-community/attacks/CSV_Injection
const auto dangerousStarts = QStringLiteral("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");

QString cellText(const TallyCell& cell)
{
    if (const auto* number = std::get_if<qint64>(&cell))
        return QString::number(*number);
    return csvText(std::get<QString>(cell));
}

QString lineOf(const QStringList& cells) { return cells.join(QLatin1Char(',')) + QStringLiteral("\r\n"); }

QString textOf(const TallyTable& table)
{
    QString text = lineOf({csvText(table.title)});
    QStringList heads;
    for (const QString& head : table.heads)
        heads.append(csvText(head));
    text += lineOf(heads);
    for (const auto& row : table.rows) {
        QStringList cells;
        for (const TallyCell& cell : row)
            cells.append(cellText(cell));
        text += lineOf(cells);
    }
    return text;
}

} // namespace

QString csvText(QString text)
{
    if (!text.isEmpty() && dangerousStarts.contains(text.front()))
        text.prepend(QLatin1Char('\''));
    const bool quote = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char(';'))
        || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n'))
        || text.contains(QLatin1Char('\r')) || text.contains(QLatin1Char('\t'));
    if (!quote)
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QByteArray csvOf(const TallyTables& tables)
{
    QString text;
    for (const auto& [name, value] : tables.facts)
        text += lineOf({csvText(name), csvText(value)});
    for (const TallyTable* table :
        {&tables.counts, &tables.days, &tables.open, &tables.remarks, &tables.closed, &tables.restated})
        if (!table->rows.empty())
            text += QStringLiteral("\r\n") + textOf(*table);
    return QByteArray("\xEF\xBB\xBF") + text.toUtf8();
}

} // namespace station
