#include "core/tally/tally_day.h"

#include <array>
#include <map>

namespace station {
namespace {

bool isOpen(TallyStatus status)
{
    return status == TallyStatus::Waiting || status == TallyStatus::Handed || status == TallyStatus::Held
        || status == TallyStatus::Conflict || status == TallyStatus::Lost;
}

const char* reasonFor(std::optional<TallyStatus> was, std::optional<TallyStatus> now)
{
    if (!was)
        return "captured-after-closing";
    if (!now)
        return "day-changed";
    switch (*now) {
    case TallyStatus::Received: return "late-receipt";
    case TallyStatus::Rejected:
    case TallyStatus::Resubmit: return "late-answer";
    case TallyStatus::Held: return "held";
    case TallyStatus::Conflict: return "conflict";
    case TallyStatus::Lost: return "lost";
    case TallyStatus::Handed: return isOpen(*was) ? "handed-over" : "put-back";
    case TallyStatus::Waiting: break;
    }
    switch (*was) {
    case TallyStatus::Handed: return "taken-back";
    case TallyStatus::Held:
    case TallyStatus::Conflict: return "released";
    case TallyStatus::Lost: return "found";
    case TallyStatus::Waiting:
    case TallyStatus::Received:
    case TallyStatus::Rejected:
    case TallyStatus::Resubmit: break;
    }
    return "put-back";
}

struct Change {
    const TallyRow* was = nullptr;
    const TallyRow* now = nullptr;
};

std::optional<TallyStatus> statusOf(const TallyRow* row)
{
    return row == nullptr ? std::nullopt : std::optional(station::statusOf(*row));
}

} // namespace

Result<RestatedDay> restate(const ClosedDay& closed, const std::vector<TallyRow>& all)
{
    const QDate day = closed.sheet.from;
    const int utcOffset = closed.sheet.utcOffset;
    std::map<PacketId, Change> changes;
    for (const TallyRow& row : closed.rows)
        if (dayOf(row, utcOffset) == day)
            changes[row.id].was = &row;
    for (const TallyRow& row : all)
        if (dayOf(row, utcOffset) == day)
            changes[row.id].now = &row;
    RestatedDay restated {day, false, closed.sheet.asOf, closed.closedByName, closed.contentSha256};
    for (const auto& [id, change] : changes) {
        if (change.was != nullptr)
            restated.closed += countsOf(*change.was);
        if (change.now != nullptr)
            restated.now += countsOf(*change.now);
        const auto was = statusOf(change.was);
        const auto now = statusOf(change.now);
        if (was == now)
            continue;
        const TallyRow& known = change.now != nullptr ? *change.now : *change.was;
        restated.lines.push_back({id, known.caseNumber, was, now, QString::fromLatin1(reasonFor(was, now)),
            change.now != nullptr ? change.now->problem : QString()});
    }
    if (const Status sound = reconcile(restated); !sound)
        return failed(sound);
    return restated;
}

Status reconcile(const RestatedDay& day)
{
    std::array<int, tallyStatuses> counted = day.closed.byStatus;
    int captured = day.closed.captured;
    for (const RestatedPacket& line : day.lines) {
        if (line.was)
            --counted[static_cast<std::size_t>(*line.was)];
        if (line.now)
            ++counted[static_cast<std::size_t>(*line.now)];
        captured += (line.now ? 1 : 0) - (line.was ? 1 : 0);
    }
    if (counted != day.now.byStatus || captured != day.now.captured)
        return fail(ErrorCode::Damaged,
            "the restated lines do not lead to what is counted now, "
                + day.day.toString(Qt::ISODate).toStdString());
    return {};
}

} // namespace station
