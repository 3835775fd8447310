#pragma once

#include "core/vault/officer_store.h"
#include "core/vault/secret.h"

#include <QMap>

namespace station {

/// What whoever had the data key last has left: which officers with which slots, where the ledger ended, whom
/// the station trusts. Sealed under the data key with each change of an officer, at each sign-in and with
/// each sealed case, in the same transaction; looked at when a passphrase has opened the data key.
///
/// So a row of an officer that was put into the database or back into it from the disk alone opens nothing,
/// and a ledger that was put back or made anew since is named. It says nothing about a disk that was put back
/// as a whole: rows, ledger and this are then of the same day. That is seen by the registry, which knows
/// the ledger's end (registry's alarms).
struct Vouched {
    QByteArray trust; ///< Vault::setTrust()
    bool isTrustOnly = false; ///< an older release's: it says nothing of the rest
    qint64 seq = 0; ///< the ledger's last row
    QByteArray hash;
    Instant at;
    QMap<QString, QByteArray> officers; ///< id -> digestOf()
};

/// Details of Damaged, for the words: what stands on the disk about this officer is of nobody who had the
/// data key; what is sealed here is gone or is another key's, so that nothing can be said about anybody.
inline constexpr auto officerContradicted
    = "this officer was put into the station's database, or changed there, by nobody who knows a passphrase; "
      "a supervisor must remove and add the officer again";
inline constexpr auto officersUnknown
    = "what says who the officers are was removed or exchanged on the disk; the recovery code begins it anew";

/// SHA-256 over what makes an officer: id, name, role and slot; not the wrong tries.
[[nodiscard]] QByteArray digestOf(const OfficerRecord& officer);

[[nodiscard]] QByteArray sealVouched(const Secret& dataKey, const QString& station, const Vouched& vouched);
/// Errors: Damaged.
[[nodiscard]] Result<Vouched> openVouched(
    const Secret& dataKey, const QString& station, const QByteArray& sealed);

} // namespace station
