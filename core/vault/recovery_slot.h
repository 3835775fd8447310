#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/vault/secret.h"

#include <QByteArray>
#include <QString>

namespace station {

/// The data key wrapped under the recovery code, for the day a supervisor's passphrase is forgotten. The code
/// has 160 random bits, so it is hashed once and not stretched; it opens only this slot of this station, and
/// only for a supervisor.
struct RecoverySlot {
    QString id; ///< another one with every code
    QByteArray wrapped;
    Instant made;
    bool kept = false; ///< a supervisor has said that the paper is in its envelope
    int wrong = 0; ///< wrong codes in a row
    BootTime lastWrong;

    friend bool operator==(const RecoverySlot&, const RecoverySlot&) = default;
};

/// How the station stands with its recovery code.
enum class RecoveryState { None, NotKept, Kept };

[[nodiscard]] RecoverySlot makeRecoverySlot(
    const QString& station, const Secret& code, const Secret& dataKey, Instant now);
/// The data key. Errors: WrongPassphrase, also for a slot of another station.
[[nodiscard]] Result<Secret> openRecoverySlot(
    const RecoverySlot& slot, const QString& station, const Secret& code);

} // namespace station
