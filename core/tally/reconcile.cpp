#include "core/tally/tally_sheet.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>

namespace station {
namespace {

tl::unexpected<Error> doesNotAddUp(const std::string& what)
{
    return fail(ErrorCode::Damaged, "the sheet does not add up: " + what);
}

/// Parts of the captured can be no more than the captured.
Status checkCounts(const TallyCounts& counts, const std::string& of)
{
    const int sum = std::accumulate(counts.byStatus.begin(), counts.byStatus.end(), 0);
    if (sum != counts.captured)
        return doesNotAddUp(
            of + ": captured " + std::to_string(counts.captured) + ", by state " + std::to_string(sum));
    const bool negative
        = std::any_of(counts.byStatus.begin(), counts.byStatus.end(), [](int count) { return count < 0; });
    const int refused = counts.of(TallyStatus::Rejected);
    if (negative || counts.unknown < 0 || counts.unknown > counts.captured || counts.exceptional < 0
        || counts.exceptional + counts.unknown > counts.captured || counts.duplicates < 0
        || counts.duplicates > refused || counts.fee < 0 || counts.feeExempt < 0 || counts.feeUnknown < 0
        || counts.feeExempt + counts.feeUnknown > counts.captured)
        return doesNotAddUp(of + ": a part is larger than the whole");
    return {};
}

Status checkGroups(const TallySheet& sheet)
{
    if (!sheet.by)
        return sheet.groups.empty() ? Status() : doesNotAddUp("groups of a sheet without a division");
    TallyCounts sum;
    std::set<std::optional<QString>> keys;
    for (const TallyGroup& group : sheet.groups) {
        if (const Status fine = checkCounts(group.counts, "group " + group.key.value_or("?").toStdString());
            !fine)
            return fine;
        if (!keys.insert(group.key).second)
            return doesNotAddUp("a group is there twice");
        sum += group.counts;
    }
    return sum == sheet.total ? Status() : doesNotAddUp("the groups are not the whole");
}

Status checkFlow(const TallyFlow& flow)
{
    if (flow.openBefore < 0 || flow.captured < 0 || flow.answered < 0 || flow.openAfter < 0
        || flow.openBefore + flow.captured != flow.answered + flow.openAfter)
        return doesNotAddUp("open before and captured are not answered and open after, "
            + flow.day.toString(Qt::ISODate).toStdString());
    return {};
}

Status checkDays(const TallySheet& sheet)
{
    if (const Status fine = checkFlow(sheet.flow); !fine)
        return fine;
    if (sheet.flow.captured != sheet.total.captured)
        return doesNotAddUp("captured in the range");
    TallyFlow sum {sheet.from, sheet.flow.openBefore, 0, 0, sheet.flow.openBefore};
    QDate day = sheet.from;
    for (const TallyFlow& each : sheet.days) {
        if (const Status fine = checkFlow(each); !fine)
            return fine;
        if (each.day != day || each.openBefore != sum.openAfter)
            return doesNotAddUp("a day does not begin with what the day before left");
        sum.captured += each.captured;
        sum.answered += each.answered;
        sum.openAfter = each.openAfter;
        day = day.addDays(1);
    }
    if (day != sheet.to.addDays(1) || sum != sheet.flow)
        return doesNotAddUp("the days are not the range");
    return {};
}

Status checkOpen(const TallySheet& sheet)
{
    TallyCounts open;
    std::set<PacketId> seen;
    for (const OpenPacket& packet : sheet.open) {
        if (packet.id.isNull() || !seen.insert(packet.id).second)
            return doesNotAddUp("an open packet is named twice");
        if (packet.day > sheet.to || packet.status == TallyStatus::Received)
            return doesNotAddUp("an open packet that is none");
        if (packet.day >= sheet.from)
            ++open.byStatus[static_cast<std::size_t>(packet.status)];
    }
    open.byStatus[static_cast<std::size_t>(TallyStatus::Received)] = sheet.total.of(TallyStatus::Received);
    return open.byStatus == sheet.total.byStatus ? Status()
                                                 : doesNotAddUp("the open packets are not those counted");
}

Status checkClosed(const TallySheet& sheet)
{
    for (const RestatedDay& day : sheet.closed) {
        if (const Status sound = reconcile(day); !sound)
            return sound;
        const auto flow = std::find_if(
            sheet.days.begin(), sheet.days.end(), [&](const TallyFlow& each) { return each.day == day.day; });
        if (flow == sheet.days.end() || (!day.isBroken && flow->captured != day.now.captured))
            return doesNotAddUp("a closed day is not that day of the range");
    }
    return {};
}

} // namespace

TallyCounts& TallyCounts::operator+=(const TallyCounts& other)
{
    captured += other.captured;
    for (std::size_t i = 0; i < byStatus.size(); ++i)
        byStatus[i] += other.byStatus[i];
    unknown += other.unknown;
    exceptional += other.exceptional;
    for (std::size_t i = 0; i < exceptions.missing.size(); ++i)
        exceptions.missing[i] += other.exceptions.missing[i];
    exceptions.weak += other.exceptions.weak;
    exceptions.waived += other.exceptions.waived;
    duplicates += other.duplicates;
    fee += other.fee;
    feeExempt += other.feeExempt;
    feeUnknown += other.feeUnknown;
    return *this;
}

Status reconcile(const TallySheet& sheet)
{
    return checkCounts(sheet.total, "whole")
        .and_then([&] { return checkGroups(sheet); })
        .and_then([&] { return checkDays(sheet); })
        .and_then([&] { return checkOpen(sheet); })
        .and_then([&] { return checkClosed(sheet); });
}

} // namespace station
