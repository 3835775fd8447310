#include "core/tally/tally_json.h"

#include "core/enroll/packet_facts.h"
#include "core/enroll/packet_words.h"

#include <QJsonArray>

namespace station {
namespace {

QString dayText(QDate day) { return day.toString(Qt::ISODate); }

QJsonObject jsonOf(const ExceptionCounts& exceptions)
{
    QJsonObject missing;
    for (std::size_t i = 0; i < exceptions.missing.size(); ++i)
        missing.insert(QLatin1String(wordOf(static_cast<FingerExceptionReason>(i))), exceptions.missing[i]);
    return {{"fingersMissing", exceptions.fingersMissing()}, {"byReason", missing},
        {"weakPrints", exceptions.weak}, {"portraitsWaived", exceptions.waived}};
}

QJsonObject jsonOf(const TallyCounts& counts)
{
    QJsonObject object {{"captured", counts.captured}};
    for (std::size_t i = 0; i < counts.byStatus.size(); ++i)
        object.insert(QLatin1String(wordOf(static_cast<TallyStatus>(i))), counts.byStatus[i]);
    object.insert(QStringLiteral("unknown"), counts.unknown);
    object.insert(QStringLiteral("withExceptions"), counts.exceptional);
    object.insert(QStringLiteral("exceptions"), jsonOf(counts.exceptions));
    object.insert(QStringLiteral("duplicates"), counts.duplicates);
    object.insert(QStringLiteral("fee"), counts.fee);
    object.insert(QStringLiteral("feeExempt"), counts.feeExempt);
    object.insert(QStringLiteral("feeUnknown"), counts.feeUnknown);
    return object;
}

QJsonObject jsonOf(const TallyFlow& flow)
{
    return {{"day", dayText(flow.day)}, {"openBefore", flow.openBefore}, {"captured", flow.captured},
        {"answered", flow.answered}, {"openAfter", flow.openAfter}};
}

QJsonArray groupsOf(const TallySheet& sheet)
{
    QJsonArray groups;
    for (const TallyGroup& group : sheet.groups)
        groups.append(QJsonObject {
            {"key", group.key ? QJsonValue(*group.key) : QJsonValue()}, {"counts", jsonOf(group.counts)}});
    return groups;
}

QJsonArray openOf(const TallySheet& sheet)
{
    QJsonArray open;
    for (const OpenPacket& packet : sheet.open)
        open.append(QJsonObject {{"packetId", packet.id.text()}, {"caseNumber", packet.caseNumber},
            {"day", dayText(packet.day)}, {"state", wordOf(packet.status)}, {"problem", packet.problem}});
    return open;
}

QJsonArray remarksOf(const TallySheet& sheet)
{
    QJsonArray remarks;
    for (const TallyRemark& remark : sheet.remarks)
        remarks.append(QJsonObject {{"packetId", remark.id.text()}, {"caseNumber", remark.caseNumber},
            {"day", dayText(remark.day)}, {"remark", remark.code}});
    return remarks;
}

QJsonValue statusOrNull(const std::optional<TallyStatus>& status)
{
    return status ? QJsonValue(wordOf(*status)) : QJsonValue();
}

QJsonArray closedOf(const TallySheet& sheet)
{
    QJsonArray closed;
    for (const RestatedDay& day : sheet.closed) {
        QJsonArray lines;
        for (const RestatedPacket& line : day.lines)
            lines.append(QJsonObject {{"packetId", line.id.text()}, {"caseNumber", line.caseNumber},
                {"was", statusOrNull(line.was)}, {"now", statusOrNull(line.now)}, {"reason", line.reason},
                {"problem", line.problem}});
        closed.append(QJsonObject {{"day", dayText(day.day)}, {"broken", day.isBroken},
            {"closedAt", textOf(day.closedAt)}, {"closedBy", day.closedBy},
            {"sha256", QString::fromLatin1(day.contentSha256.toHex())}, {"closed", jsonOf(day.closed)},
            {"now", jsonOf(day.now)}, {"restated", lines}});
    }
    return closed;
}

} // namespace

Result<QJsonObject> jsonOf(const TallySheet& sheet)
{
    if (const Status sound = reconcile(sheet); !sound)
        return failed(sound);
    QJsonArray days;
    for (const TallyFlow& day : sheet.days)
        days.append(jsonOf(day));
    return QJsonObject {{"type", "enrollment-tally"}, {"version", 1},
        {"station", QJsonObject {{"id", sheet.stationId}, {"name", sheet.stationName}, {"unit", sheet.unit}}},
        {"from", dayText(sheet.from)}, {"to", dayText(sheet.to)},
        {"by", sheet.by ? QJsonValue(wordOf(*sheet.by)) : QJsonValue()}, {"asOf", textOf(sheet.asOf)},
        {"utcOffset", sheet.utcOffset}, {"clock", nameOf(sheet.clock)}, {"total", jsonOf(sheet.total)},
        {"groups", groupsOf(sheet)}, {"flow", jsonOf(sheet.flow)}, {"days", days}, {"open", openOf(sheet)},
        {"remarks", remarksOf(sheet)}, {"closed", closedOf(sheet)}};
}

} // namespace station
