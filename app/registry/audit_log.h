#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDir>
#include <QString>

#include <vector>

namespace station {

/// One thing that an administrator did at the registry.
struct AuditEntry {
    qint64 seq = 0; ///< 1, 2, 3 …
    Instant at;
    QString action; ///< "init", "station", "sign", "revoke", "serve", …
    QString subject; ///< a station's or packet's id; no personal data
    QString detail;
    QString by; ///< account on this computer, and with sudo the one behind it
    QByteArray hash; ///< SHA-256, hex: over the hash before and this entry
};

/// D/audit.jsonl: append-only, one JSON object a line, each with the hash of the line before. D/audit.head
/// holds the last number and hash, so that lines cut off at the end are noticed as well. It proves what it
/// holds against accidents and against whoever cannot write to D; an owner of D can make both files anew, so
/// its head belongs on paper or on another computer now and then: `audit verify` prints it.
///
/// The entry is durable before the thing is done: what cannot be noted is refused. Processes take turns.
/// Errors: StorageFailed; Damaged with the line's number.
[[nodiscard]] Status noteAdministration(const QDir& directory, const QString& action, const QString& subject,
    const QString& detail, const Clock& clock);
[[nodiscard]] Result<std::vector<AuditEntry>> readAuditLog(const QDir& directory);
/// Errors: Damaged; `detail` names the first line that was changed, removed, moved or put in.
[[nodiscard]] Status verifyAuditLog(const std::vector<AuditEntry>& entries, const QDir& directory);

} // namespace station
