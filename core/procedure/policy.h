#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

namespace station {

/// Who besides the officer at work must sign for a waived check.
enum class SignOffBy { Nobody, Officer, Supervisor };

/// Which waivers need a second officer. Empty: none does.
struct SignOffPolicy {
    QMap<QString, SignOffBy> portraitCheck; ///< by the waiver's reason: "health", …
    QMap<QString, SignOffBy> fingerReason; ///< by the reason why there is no (good) print: "worn", …
    int weakBelow = 0; ///< 0..100; a print below it that was taken all the same needs `weakPrint`
    SignOffBy weakPrint = SignOffBy::Nobody;
    /// So many fingers without a print, or all that are asked for, need `manyWithoutPrint` whatever their
    /// reasons are: each by itself looks harmless. 0: no such rule.
    int manyFrom = 0;
    SignOffBy manyWithoutPrint = SignOffBy::Nobody;
    /// Reasons for which the case is sealed all the same; its packet then waits for a supervisor's approval.
    QStringList putOff;

    /// A reason that the policy does not know needs a supervisor, unless no reason is listed at all.
    [[nodiscard]] static SignOffBy byReason(const QMap<QString, SignOffBy>& rules, const QString& reason);
};

/// What the station decides by: data, from resources/policy/station.json.
struct StationPolicy {
    int retentionDays = 30; ///< a packet's file stays so long after the registry has processed it
    SignOffPolicy signOff;
};

/// Errors: InvalidInput naming the place in the document.
[[nodiscard]] Result<StationPolicy> parsePolicy(const QByteArray& json);
/// The one compiled in. Errors: as parsePolicy().
[[nodiscard]] Result<StationPolicy> stationPolicy();

[[nodiscard]] const char* wordOf(SignOffBy by); ///< "nobody", "officer", "supervisor"

} // namespace station
