#pragma once

#include "core/tally/tally_sheet.h"

#include <QDateTime>

namespace station {

inline const QDate monday {2026, 11, 23};

/// Noon by this computer's wall clock.
inline Instant noonOf(QDate day) { return fromMs(day.startOfDay().addSecs(12 * 3600).toMSecsSinceEpoch()); }

inline CaseFacts factsOn(QDate day)
{
    CaseFacts facts;
    facts.day = day;
    facts.unit = QStringLiteral("00019");
    facts.procedureId = QStringLiteral("cc-new-14");
    facts.age = AgeGroup::From14;
    facts.fee = {0, {}};
    return facts;
}

/// A packet captured at noon of `day` that waits.
inline TallyRow packetOn(QDate day)
{
    TallyRow row {PacketId::create(noonOf(day))};
    row.caseNumber = row.id.text().right(4);
    row.facts = factsOn(day);
    row.procedureId = row.facts->procedureId;
    row.sealedAt = noonOf(day);
    row.stateSince = noonOf(day);
    row.state = PacketState::Sealed;
    return row;
}

inline TallyRow answered(QDate day, QDate answerDay, PacketState state = PacketState::Processed)
{
    TallyRow row = packetOn(day);
    row.state = state;
    row.answeredAt = noonOf(answerDay);
    row.stateSince = noonOf(answerDay);
    return row;
}

/// The head of a sheet that is made in the evening of `day`.
inline TallySheet headOn(QDate day)
{
    TallySheet sheet;
    sheet.stationId = QStringLiteral("station-1");
    sheet.stationName = QStringLiteral("Trạm thử");
    sheet.unit = QStringLiteral("00019");
    sheet.asOf = noonOf(day) + std::chrono::hours(6);
    sheet.utcOffset = QDateTime::fromMSecsSinceEpoch(toMs(sheet.asOf)).offsetFromUtc() / 60;
    return sheet;
}

} // namespace station
