#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDir>
#include <QString>

#include <functional>
#include <string>

namespace station {

/// A registry, as an administrator names it on the command line.
struct AdminPlace {
    QDir directory;
    QString database; ///< as in serve; empty: registry.db in the directory
};

/// Written down first (audit_log.h), then done: what cannot be noted is refused. Where there is no registry,
/// the work says so.
[[nodiscard]] Status noted(const QDir& directory, const QString& action, const QString& subject,
    const QString& detail, const std::function<Status()>& work);

/// What is to be revoked: one of the three.
struct Revoked {
    QString station; ///< every certificate of it that is known here
    QByteArray serial; ///< upper- or lower-case hex
    QByteArray certificatePem;
};

struct RevokeReport {
    QString station; ///< empty when nobody knows whose the serial number is
    int certificates = 0; ///< that were not on the list before
    int packets = 0; ///< announced or half sent, forgotten
    int bundles = 0; ///< of others that it was to bring, given back to their stations
    bool hadDatabase = true; ///< false: no registry.db here, and no other was named
};

/// Takes certificates back at once, and with the last one of a station what it would keep from others: what
/// it has announced is forgotten, and bundles it has not delivered go back to whoever gave them to it, when
/// they ask. Done again it finishes what a crash left. Errors: InvalidInput, NotFound, Damaged,
/// StorageFailed.
[[nodiscard]] Result<RevokeReport> revoke(const AdminPlace& place, const Revoked& what);

/// Signs a station's request; the log names the station. Errors: as signRequest().
[[nodiscard]] Result<QByteArray> signNoted(const AdminPlace& place, const QByteArray& requestPem, bool renew);

/// The alarms of a station have been looked into. An empty `kind`: all of them. Returns how many went.
/// Errors: InvalidInput for what is no station's name or no word of small letters and '-', NotFound when
/// there are none.
[[nodiscard]] Result<int> clearAlarms(
    const AdminPlace& place, const QString& station, const QString& kind, const QString& reason);

} // namespace station
