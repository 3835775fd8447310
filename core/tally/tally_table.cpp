#include "core/tally/tally_table.h"

#include "core/enroll/packet_words.h"

#include <QDateTime>

namespace station {
namespace {

QString code(const char* text) { return QString::fromLatin1(text); }

QString shownMoment(Instant at, int utcOffset)
{
    const auto zone = QStringLiteral(" (UTC%1%2:%3)")
                          .arg(utcOffset < 0 ? QLatin1Char('-') : QLatin1Char('+'))
                          .arg(std::abs(utcOffset) / 60, 2, 10, QLatin1Char('0'))
                          .arg(std::abs(utcOffset) % 60, 2, 10, QLatin1Char('0'));
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::OffsetFromUTC, 60 * utcOffset)
               .toString(QStringLiteral("dd/MM/yyyy HH:mm"))
        + zone;
}

/// The columns of counts, in order: code and value.
std::vector<std::pair<QString, qint64>> columnsOf(const TallyCounts& counts)
{
    std::vector<std::pair<QString, qint64>> columns {{code("captured"), counts.captured}};
    for (std::size_t i = 0; i < tallyStatuses; ++i)
        columns.emplace_back(code(wordOf(static_cast<TallyStatus>(i))), counts.byStatus[i]);
    columns.emplace_back(code("unknown"), counts.unknown);
    columns.emplace_back(code("with-exceptions"), counts.exceptional);
    for (std::size_t i = 0; i < fingerReasons; ++i)
        columns.emplace_back(
            QStringLiteral("missing:") + QLatin1String(wordOf(static_cast<FingerExceptionReason>(i))),
            counts.exceptions.missing[i]);
    columns.emplace_back(code("weak-prints"), counts.exceptions.weak);
    columns.emplace_back(code("portraits-waived"), counts.exceptions.waived);
    columns.emplace_back(code("duplicates"), counts.duplicates);
    columns.emplace_back(code("fee"), counts.fee);
    columns.emplace_back(code("fee-exempt"), counts.feeExempt);
    columns.emplace_back(code("fee-unknown"), counts.feeUnknown);
    return columns;
}

std::vector<TallyCell> countsRow(const QString& name, const TallyCounts& counts)
{
    std::vector<TallyCell> row {name};
    for (const auto& [column, value] : columnsOf(counts))
        row.emplace_back(value);
    return row;
}

TallyTable countsTable(const TallySheet& sheet, const TallyWords& words)
{
    TallyTable table;
    table.title = words.word(code("tally"));
    table.heads.append(
        words.word(sheet.by ? QStringLiteral("key:") + QLatin1String(wordOf(*sheet.by)) : code("key:none")));
    for (const auto& [column, value] : columnsOf(sheet.total))
        table.heads.append(words.word(column));
    for (const TallyGroup& group : sheet.groups)
        table.rows.push_back(countsRow(words.key(*sheet.by, group.key), group.counts));
    table.rows.push_back(countsRow(words.word(code("total")), sheet.total));
    table.hasTotal = true;
    return table;
}

std::vector<TallyCell> flowRow(const QString& name, const TallyFlow& flow)
{
    return {
        name, qint64(flow.openBefore), qint64(flow.captured), qint64(flow.answered), qint64(flow.openAfter)};
}

TallyTable daysTable(const TallySheet& sheet, const TallyWords& words)
{
    TallyTable table;
    table.title = words.word(code("days"));
    for (const char* head : {"key:day", "open-before", "captured", "answered", "open-after"})
        table.heads.append(words.word(code(head)));
    for (const TallyFlow& day : sheet.days)
        table.rows.push_back(flowRow(shownDay(day.day), day));
    table.rows.push_back(flowRow(words.word(code("range")), sheet.flow));
    table.hasTotal = true;
    return table;
}

TallyTable openTable(const TallySheet& sheet, const TallyWords& words)
{
    TallyTable table;
    table.title = words.word(code("open"));
    for (const char* head : {"key:day", "case-number", "state", "problem", "packet-id"})
        table.heads.append(words.word(code(head)));
    for (const OpenPacket& packet : sheet.open)
        table.rows.push_back({shownDay(packet.day), packet.caseNumber,
            words.word(code(wordOf(packet.status))), words.problem(packet.problem), packet.id.text()});
    return table;
}

TallyTable remarksTable(const TallySheet& sheet, const TallyWords& words)
{
    TallyTable table;
    table.title = words.word(code("remarks"));
    for (const char* head : {"key:day", "case-number", "remark", "packet-id"})
        table.heads.append(words.word(code(head)));
    for (const TallyRemark& remark : sheet.remarks)
        table.rows.push_back(
            {shownDay(remark.day), remark.caseNumber, words.word(remark.code), remark.id.text()});
    return table;
}

TallyTable closedTable(const TallySheet& sheet, const TallyWords& words)
{
    TallyTable table;
    table.title = words.word(code("closed"));
    for (const char* head : {"key:day", "closed-at", "closed-by", "captured-then", "received-then",
             "captured-now", "received-now", "changes", "fingerprint"})
        table.heads.append(words.word(code(head)));
    for (const RestatedDay& day : sheet.closed)
        table.rows.push_back({shownDay(day.day),
            day.isBroken ? words.word(code("broken")) : shownMoment(day.closedAt, sheet.utcOffset),
            day.closedBy, qint64(day.closed.captured), qint64(day.closed.of(TallyStatus::Received)),
            qint64(day.now.captured), qint64(day.now.of(TallyStatus::Received)), qint64(day.lines.size()),
            QString::fromLatin1(day.contentSha256.toHex())});
    return table;
}

QString shownStatus(const std::optional<TallyStatus>& status, const TallyWords& words)
{
    return words.word(status ? code(wordOf(*status)) : code("not-counted"));
}

TallyTable restatedTable(const TallySheet& sheet, const TallyWords& words)
{
    TallyTable table;
    table.title = words.word(code("restated"));
    for (const char* head : {"key:day", "case-number", "was", "is-now", "reason", "problem", "packet-id"})
        table.heads.append(words.word(code(head)));
    for (const RestatedDay& day : sheet.closed)
        for (const RestatedPacket& line : day.lines)
            table.rows.push_back({shownDay(day.day), line.caseNumber, shownStatus(line.was, words),
                shownStatus(line.now, words), words.word(QStringLiteral("reason:") + line.reason),
                words.problem(line.problem), line.id.text()});
    return table;
}

} // namespace

QString shownDay(QDate day) { return day.toString(QStringLiteral("dd/MM/yyyy")); }

Result<TallyTables> tablesOf(const TallySheet& sheet, const TallyWords& words)
{
    if (const Status sound = reconcile(sheet); !sound)
        return failed(sound);
    TallyTables tables;
    tables.title = words.word(code("tally"));
    tables.facts = {
        {words.word(code("station")), QStringLiteral("%1 (%2)").arg(sheet.stationName, sheet.stationId)},
        {words.word(code("unit")), sheet.unit},
        {words.word(code("range")), QStringLiteral("%1 – %2").arg(shownDay(sheet.from), shownDay(sheet.to))},
        {words.word(code("as-of")), shownMoment(sheet.asOf, sheet.utcOffset)},
        {words.word(code("clock")), words.word(code(nameOf(sheet.clock)))}};
    tables.counts = countsTable(sheet, words);
    tables.days = daysTable(sheet, words);
    tables.open = openTable(sheet, words);
    tables.remarks = remarksTable(sheet, words);
    tables.closed = closedTable(sheet, words);
    tables.restated = restatedTable(sheet, words);
    return tables;
}

} // namespace station
