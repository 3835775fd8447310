#pragma once

#include "core/base/clock_trust.h"
#include "core/enroll/circumstances.h"
#include "core/enroll/packet.h"
#include "core/enroll/validate.h"
#include "core/procedure/fees.h"

#include <QDate>
#include <QString>

#include <array>
#include <optional>

namespace station {

/// Of the forms of the field: whole years reached on the day of capture.
enum class AgeGroup {
    Under6,
    From6To14, ///< 6 reached, 14 not
    From14,
    Unknown, ///< the birth date is known too little to say
};
[[nodiscard]] const char* wordOf(AgeGroup group); ///< "under-6", "6-to-14", "14-and-over", "unknown"
[[nodiscard]] std::optional<AgeGroup> ageGroupFrom(const QString& word);
/// By a date of birth in stored form, which may lack day and month.
[[nodiscard]] AgeGroup ageGroupAt(const QString& isoBirth, QDate day);

inline constexpr std::size_t fingerReasons = static_cast<std::size_t>(FingerExceptionReason::Other) + 1;

/// What was not taken as the procedure asks.
struct ExceptionCounts {
    std::array<int, fingerReasons> missing {}; ///< fingers without a print, by FingerExceptionReason
    int weak = 0; ///< prints that were taken with a reason why they are poor
    int waived = 0; ///< checks of the portrait that failed and were waived: 0 or 1

    [[nodiscard]] int fingersMissing() const;
    friend bool operator==(const ExceptionCounts&, const ExceptionCounts&) = default;
};

/// What a sealed case counts as, fixed while it is sealed and kept in the clear: no name, number, address or
/// birth date. The citizen's commune is left out: with day, age and place it would name people in a hamlet.
struct CaseFacts {
    QDate day; ///< of capture, by the clock on the officer's wall
    int utcOffset = 0; ///< minutes, of that clock
    ClockTrust clock = ClockTrust::Unchecked;
    QString unit = {}; ///< commune code of the station
    OfficerId officer = {}; ///< who sealed it
    QString team = {}; ///< empty: none
    QString procedureId = {};
    int procedureVersion = 1;
    AgeGroup age = AgeGroup::Unknown;
    Place place = Place::Desk;
    ExceptionCounts exceptions = {};
    Fee fee = {};

    friend bool operator==(const CaseFacts&, const CaseFacts&) = default;
};

[[nodiscard]] CaseFacts factsOf(
    const ValidDraft& valid, const PacketContext& context, OfficerId by, const FeeTable& fees);

} // namespace station
