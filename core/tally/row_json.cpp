#include "core/tally/row_json.h"

#include "core/enroll/packet_facts.h"
#include "core/enroll/packet_words.h"

#include <QDateTime>

namespace station {
namespace {

constexpr qsizetype longestText = 200;
constexpr qint64 largestFee = 1'000'000'000; // VND
constexpr int longestOffset = 14 * 60; // minutes; UTC-12 to UTC+14

QString latin(const char* word) { return QString::fromLatin1(word); }

QJsonValue momentOrNull(const std::optional<Instant>& at)
{
    return at ? QJsonValue(textOf(*at)) : QJsonValue();
}

std::optional<Instant> momentIn(const QJsonValue& value)
{
    const auto time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(fromMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

template<class IdType>
IdType idIn(const QJsonValue& value)
{
    const auto id = IdType::parse(value.toString());
    return id.text() == value.toString() ? id : IdType {};
}

std::optional<QString> textIn(const QJsonValue& value)
{
    const QString text = value.toString();
    return value.isString() && text.size() <= longestText ? std::optional(text) : std::nullopt;
}

std::optional<qint64> numberIn(const QJsonValue& value, qint64 least, qint64 most)
{
    const qint64 number = value.toInteger(least - 1);
    return value.isDouble() && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<ClockTrust> clockIn(const QJsonValue& value)
{
    for (const ClockTrust trust : {ClockTrust::ServerChecked, ClockTrust::Unchecked, ClockTrust::Wrong})
        if (value.toString() == QLatin1String(nameOf(trust)))
            return trust;
    return std::nullopt;
}

QJsonObject jsonOf(const ExceptionCounts& exceptions)
{
    QJsonObject object {{"weak", exceptions.weak}, {"waived", exceptions.waived}};
    for (std::size_t i = 0; i < exceptions.missing.size(); ++i)
        object.insert(latin(wordOf(static_cast<FingerExceptionReason>(i))), exceptions.missing[i]);
    return object;
}

std::optional<ExceptionCounts> exceptionsIn(const QJsonObject& object)
{
    constexpr auto fingers = static_cast<qint64>(allFingers.size());
    ExceptionCounts exceptions;
    const auto weak = numberIn(object.value("weak"), 0, fingers);
    const auto waived = numberIn(object.value("waived"), 0, 1);
    if (!weak || !waived)
        return std::nullopt;
    exceptions.weak = static_cast<int>(*weak);
    exceptions.waived = static_cast<int>(*waived);
    for (std::size_t i = 0; i < exceptions.missing.size(); ++i) {
        const auto missing
            = numberIn(object.value(latin(wordOf(static_cast<FingerExceptionReason>(i)))), 0, fingers);
        if (!missing)
            return std::nullopt;
        exceptions.missing[i] = static_cast<int>(*missing);
    }
    return exceptions.fingersMissing() + exceptions.weak <= fingers ? std::optional(exceptions)
                                                                    : std::nullopt;
}

QJsonObject jsonOf(const CaseFacts& facts)
{
    return {{"day", facts.day.toString(Qt::ISODate)}, {"utcOffset", facts.utcOffset},
        {"clock", nameOf(facts.clock)}, {"unit", facts.unit}, {"team", facts.team},
        {"procedureVersion", facts.procedureVersion}, {"age", wordOf(facts.age)},
        {"place", wordOf(facts.place)}, {"exceptions", jsonOf(facts.exceptions)},
        {"fee", facts.fee.due ? QJsonValue(*facts.fee.due) : QJsonValue()},
        {"feeExemption", facts.fee.exemption}};
}

std::optional<CaseFacts> factsIn(const QJsonObject& object)
{
    CaseFacts facts;
    facts.day = QDate::fromString(object.value("day").toString(), Qt::ISODate);
    const auto offset = numberIn(object.value("utcOffset"), -longestOffset, longestOffset);
    const auto clock = clockIn(object.value("clock"));
    const auto unit = textIn(object.value("unit"));
    const auto team = textIn(object.value("team"));
    const auto version = numberIn(object.value("procedureVersion"), 1, 1'000'000);
    const auto age = ageGroupFrom(object.value("age").toString());
    const auto place = placeFrom(object.value("place").toString());
    const auto exceptions = exceptionsIn(object.value("exceptions").toObject());
    const auto exemption = textIn(object.value("feeExemption"));
    const bool hasFee = !object.value("fee").isNull();
    const auto fee = numberIn(object.value("fee"), 0, largestFee);
    if (!facts.day.isValid() || !offset || !clock || !unit || !team || !version || !age || !place
        || !exceptions || !exemption || (hasFee && !fee))
        return std::nullopt;
    facts.utcOffset = static_cast<int>(*offset);
    facts.clock = *clock;
    facts.unit = *unit;
    facts.team = *team;
    facts.procedureVersion = static_cast<int>(*version);
    facts.age = *age;
    facts.place = *place;
    facts.exceptions = *exceptions;
    facts.fee = {hasFee ? fee : std::nullopt, *exemption};
    return facts;
}

/// A state and custody of that status.
void stand(TallyRow& row, TallyStatus status)
{
    switch (status) {
    case TallyStatus::Received: row.state = PacketState::Received; break;
    case TallyStatus::Waiting: row.state = PacketState::Sealed; break;
    case TallyStatus::Handed:
        row.state = PacketState::Sealed;
        row.custody = Custody::Handed;
        break;
    case TallyStatus::Held: row.state = PacketState::Held; break;
    case TallyStatus::Conflict: row.state = PacketState::Conflict; break;
    case TallyStatus::Resubmit: row.state = PacketState::Resubmit; break;
    case TallyStatus::Rejected: row.state = PacketState::Rejected; break;
    case TallyStatus::Lost: row.state.reset(); break;
    }
}

} // namespace

QJsonObject jsonOf(const TallyRow& row)
{
    return {{"packetId", row.id.text()}, {"caseNumber", row.caseNumber}, {"state", wordOf(statusOf(row))},
        {"problem", row.problem}, {"procedure", row.procedureId}, {"officer", textOrNull(row.officer)},
        {"sealedAt", textOf(row.sealedAt)}, {"since", textOf(row.stateSince)},
        {"answeredAt", momentOrNull(row.answeredAt)},
        {"facts", row.facts ? QJsonValue(jsonOf(*row.facts)) : QJsonValue()}};
}

std::optional<TallyRow> rowFrom(const QJsonObject& object)
{
    TallyRow row {idIn<PacketId>(object.value("packetId"))};
    const auto caseNumber = textIn(object.value("caseNumber"));
    const auto status = tallyStatusFrom(object.value("state").toString());
    const auto problem = textIn(object.value("problem"));
    const auto procedure = textIn(object.value("procedure"));
    const auto sealedAt = momentIn(object.value("sealedAt"));
    const auto since = momentIn(object.value("since"));
    const bool hasAnswer = !object.value("answeredAt").isNull();
    const auto answeredAt = momentIn(object.value("answeredAt"));
    const bool hasFacts = !object.value("facts").isNull();
    const auto facts = factsIn(object.value("facts").toObject());
    if (row.id.isNull() || !caseNumber || !status || !problem || !procedure || !sealedAt || !since
        || (hasAnswer && !answeredAt) || (hasFacts && !facts))
        return std::nullopt;
    row.caseNumber = *caseNumber;
    row.problem = *problem;
    row.procedureId = *procedure;
    row.officer = idIn<OfficerId>(object.value("officer"));
    row.sealedAt = *sealedAt;
    row.stateSince = *since;
    row.answeredAt = answeredAt;
    stand(row, *status);
    if (hasFacts) {
        row.facts = facts;
        row.facts->procedureId = row.procedureId;
        row.facts->officer = row.officer;
    }
    return row;
}

} // namespace station
