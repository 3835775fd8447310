#include "core/tally/tally_sheet.h"

#include "core/store/outbox_rules.h"

#include <QDateTime>

#include <algorithm>
#include <map>
#include <set>

namespace station {
namespace {

QDate localDay(Instant at, int utcOffset)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::OffsetFromUTC, 60 * utcOffset).date();
}

bool isAnswered(TallyStatus status)
{
    return status == TallyStatus::Received || status == TallyStatus::Rejected
        || status == TallyStatus::Resubmit;
}

/// A packet with what the sheet asks of it.
struct Counted {
    const TallyRow* row = nullptr;
    QDate day;
    TallyStatus status = TallyStatus::Waiting;
    std::optional<QDate> answered;
};

Counted countedFrom(const TallyRow& row, int utcOffset)
{
    return {&row, dayOf(row, utcOffset), statusOf(row), answeredOn(row, utcOffset)};
}

QString exceptionKey(const ExceptionCounts& exceptions)
{
    const bool missing = exceptions.fingersMissing() > 0;
    const bool waived = exceptions.weak > 0 || exceptions.waived > 0;
    if (missing && waived)
        return QStringLiteral("both");
    return missing ? QStringLiteral("missing-fingers")
        : waived   ? QStringLiteral("waived-check")
                   : QStringLiteral("none");
}

std::optional<QString> notEmpty(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QString weekOf(QDate day)
{
    int year = 0;
    const int week = day.weekNumber(&year); // ISO 8601
    return QStringLiteral("%1-W%2").arg(year).arg(week, 2, 10, QLatin1Char('0'));
}

std::optional<QString> keyOf(const Counted& counted, TallyBy by)
{
    const TallyRow& row = *counted.row;
    const auto known = [&](auto member) -> std::optional<QString> {
        return row.facts ? std::optional<QString>(member(*row.facts)) : std::nullopt;
    };
    switch (by) {
    case TallyBy::Unit: return known([](const CaseFacts& f) { return f.unit; });
    case TallyBy::Team: return known([](const CaseFacts& f) { return f.team; });
    case TallyBy::Officer: return row.officer.isNull() ? std::nullopt : std::optional(row.officer.text());
    case TallyBy::Procedure: return notEmpty(row.procedureId);
    case TallyBy::Age:
        if (!row.facts || row.facts->age == AgeGroup::Unknown)
            return std::nullopt;
        return QString::fromLatin1(wordOf(row.facts->age));
    case TallyBy::Place:
        return known([](const CaseFacts& f) { return QString::fromLatin1(wordOf(f.place)); });
    case TallyBy::Exception: return known([](const CaseFacts& f) { return exceptionKey(f.exceptions); });
    case TallyBy::Day: return counted.day.toString(Qt::ISODate);
    case TallyBy::Week: return weekOf(counted.day);
    }
    return std::nullopt;
}

/// Those that are known by their code, then those that are not.
struct KeyOrder {
    bool operator()(const std::optional<QString>& a, const std::optional<QString>& b) const
    {
        return a && b ? *a < *b : a.has_value() && !b.has_value();
    }
};

TallyFlow flowOf(const std::vector<Counted>& all, QDate from, QDate to)
{
    TallyFlow flow {from};
    for (const Counted& each : all) {
        const bool before = each.day < from;
        const bool within = each.day >= from && each.day <= to;
        flow.openBefore += before && (!each.answered || *each.answered >= from) ? 1 : 0;
        flow.captured += within ? 1 : 0;
        flow.answered += each.answered && *each.answered >= from && *each.answered <= to ? 1 : 0;
        flow.openAfter += each.day <= to && (!each.answered || *each.answered > to) ? 1 : 0;
    }
    return flow;
}

std::vector<TallyFlow> daysOf(const std::vector<Counted>& all, QDate from, QDate to)
{
    std::map<QDate, std::pair<int, int>> moves; // captured, answered
    int open = 0;
    for (const Counted& each : all) {
        if (each.day < from)
            open += !each.answered || *each.answered >= from ? 1 : 0;
        else
            ++moves[each.day].first;
        if (each.answered)
            ++moves[*each.answered].second;
    }
    std::vector<TallyFlow> days;
    for (QDate day = from; day <= to; day = day.addDays(1)) {
        const auto [captured, answered] = moves[day];
        days.push_back({day, open, captured, answered, open + captured - answered});
        open = days.back().openAfter;
    }
    return days;
}

void addRemark(TallySheet& sheet, const Counted& each, const char* code)
{
    sheet.remarks.push_back({each.row->id, each.row->caseNumber, each.day, QString::fromLatin1(code)});
}

/// One that is ahead of today is named on every sheet: no range of these days would hold it.
void remarkOn(TallySheet& sheet, const Counted& each)
{
    if (each.day > localDay(sheet.asOf, sheet.utcOffset))
        addRemark(sheet, each, "day-ahead");
    if (each.day < sheet.from || each.day > sheet.to)
        return;
    if (!each.row->facts)
        addRemark(sheet, each, "facts-unknown");
    else if (each.row->facts->clock == ClockTrust::Wrong)
        addRemark(sheet, each, "clock-wrong");
}

Status checkRange(const TallyQuestion& question)
{
    if (!question.from.isValid() || !question.to.isValid() || question.to < question.from)
        return fail(ErrorCode::InvalidInput, "the last day is before the first, or a day cannot be");
    if (question.from.daysTo(question.to) >= longestTallyRange)
        return fail(ErrorCode::InvalidInput, "a range of more than ten years");
    return {};
}

} // namespace

TallyStatus statusOf(const TallyRow& row)
{
    if (!row.state)
        return TallyStatus::Lost;
    switch (*row.state) {
    case PacketState::Sealed:
    case PacketState::Announced:
    case PacketState::Uploading:
        return row.custody == Custody::Handed ? TallyStatus::Handed : TallyStatus::Waiting;
    case PacketState::Received:
    case PacketState::Processing:
    case PacketState::Processed:
    case PacketState::Purged: return TallyStatus::Received;
    case PacketState::Rejected: return TallyStatus::Rejected;
    case PacketState::Resubmit: return TallyStatus::Resubmit;
    case PacketState::Conflict: return TallyStatus::Conflict;
    case PacketState::Held: return TallyStatus::Held;
    }
    return TallyStatus::Held;
}

QDate dayOf(const TallyRow& row, int utcOffset)
{
    return row.facts ? row.facts->day : localDay(row.sealedAt, utcOffset);
}

std::optional<QDate> answeredOn(const TallyRow& row, int utcOffset)
{
    if (!isAnswered(statusOf(row)))
        return std::nullopt;
    return std::max(dayOf(row, utcOffset), localDay(row.answeredAt.value_or(row.stateSince), utcOffset));
}

TallyCounts countsOf(const TallyRow& row)
{
    TallyCounts counts;
    counts.captured = 1;
    counts.byStatus[static_cast<std::size_t>(statusOf(row))] = 1;
    counts.duplicates = row.problem.startsWith(QLatin1String("rejected:duplicate")) ? 1 : 0;
    if (!row.facts) {
        counts.unknown = 1;
        counts.feeUnknown = 1;
        return counts;
    }
    counts.exceptions = row.facts->exceptions;
    counts.exceptional = exceptionKey(row.facts->exceptions) == QLatin1String("none") ? 0 : 1;
    counts.fee = row.facts->fee.due.value_or(0);
    counts.feeExempt = row.facts->fee.exemption.isEmpty() ? 0 : 1;
    counts.feeUnknown = row.facts->fee.due ? 0 : 1;
    return counts;
}

Result<TallySheet> makeSheet(
    TallySheet sheet, const TallyQuestion& question, const std::vector<TallyRow>& rows)
{
    if (const Status fine = checkRange(question); !fine)
        return failed(fine);
    sheet.total = {};
    sheet.groups.clear();
    sheet.open.clear();
    sheet.remarks.clear();
    sheet.closed.clear();
    sheet.from = question.from;
    sheet.to = question.to;
    sheet.by = question.by;
    std::vector<Counted> all;
    std::set<PacketId> seen;
    for (const TallyRow& row : rows) {
        if (!seen.insert(row.id).second)
            return fail(ErrorCode::Damaged, "a packet is there twice: " + row.id.text().toStdString());
        all.push_back(countedFrom(row, sheet.utcOffset));
    }
    std::map<std::optional<QString>, TallyCounts, KeyOrder> groups;
    for (const Counted& each : all) {
        remarkOn(sheet, each);
        if (each.day > sheet.to)
            continue;
        if (each.status != TallyStatus::Received)
            sheet.open.push_back(
                {each.row->id, each.row->caseNumber, each.day, each.status, each.row->problem});
        if (each.day < sheet.from)
            continue;
        const TallyCounts counts = countsOf(*each.row);
        sheet.total += counts;
        if (sheet.by)
            groups[keyOf(each, *sheet.by)] += counts;
    }
    for (const auto& [key, counts] : groups)
        sheet.groups.push_back({key, counts});
    std::stable_sort(sheet.open.begin(), sheet.open.end(),
        [](const OpenPacket& a, const OpenPacket& b) { return a.day < b.day; });
    sheet.flow = flowOf(all, sheet.from, sheet.to);
    sheet.days = daysOf(all, sheet.from, sheet.to);
    if (const Status sound = reconcile(sheet); !sound)
        return failed(sound);
    return sheet;
}

} // namespace station
