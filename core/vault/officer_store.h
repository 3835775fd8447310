#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/vault/key_slot.h"
#include "core/vault/officer.h"
#include "core/vault/recovery_slot.h"

#include <functional>
#include <optional>
#include <vector>

namespace station {

/// An officer as kept on the disk.
struct OfficerRecord {
    OfficerInfo info;
    KeySlot slot;
    Instant added;
    int wrong = 0; ///< wrong passphrases in a row
    BootTime lastWrong;
    bool bound
        = false; ///< slot.wrapped is sealed once more, by a secret that only this board's TPM gives out

    friend bool operator==(const OfficerRecord&, const OfficerRecord&) = default;
};

/// What stands there at the end of a change, still in its transaction.
struct OfficersNow {
    std::vector<OfficerRecord> officers;
    QByteArray vouched; ///< as sealed last; empty: never
    qint64 seq = 0; ///< the ledger's last row
    QByteArray hash;
};
/// Seals what is vouched for from now on.
using VouchFor = std::function<QByteArray(const OfficersNow&)>;

/// What the vault wants kept, as one transaction with its ledger row.
///
/// Another process may work on the same officers: `seen` and `count` are what this one has decided by.
struct OfficerChange {
    std::vector<OfficerRecord> put;
    std::optional<OfficerId> remove; ///< its slot is destroyed
    const char* event = ""; ///< ledger word; empty: no row
    OfficerId subject;
    OfficerId actor; ///< null: nobody is signed in
    std::vector<OfficerRecord> seen {}; ///< must still stand there like this
    std::optional<std::size_t> count {}; ///< so many officers there must still be
    std::optional<RecoverySlot> putRecovery {}; ///< takes the place of the old one
    std::optional<RecoverySlot> seenRecovery {}; ///< must still stand there like this
    std::optional<QByteArray> putTpm {}; ///< what the TPM sealed; empty: bound no longer
    VouchFor vouch {}; ///< empty: what was vouched for stays as it is
    QString detail {}; ///< of the ledger row
};

/// What the ledger says about an earlier day.
struct LedgerWord {
    bool holds = true; ///< the row that was its end then is there, or a recovery names what was lost since
    std::vector<OfficerId> changed; ///< added, removed or given another slot behind that row
    std::vector<OfficerId> removed; ///< ever
    QString doubtsTold; ///< detail of the last "officers-contradicted" since an officer was added, removed or
                        ///< changed
};

/// Where the vault keeps officers. Implemented by core/store. Errors: StorageFailed, StorageFull; LockedOut
/// ("1") when what was seen stands no longer: nothing was changed, and the next try sees what stands there
/// now.
class OfficerStore {
public:
    virtual ~OfficerStore() = default;
    [[nodiscard]] virtual Result<std::vector<OfficerRecord>> officers() const = 0;
    [[nodiscard]] virtual Result<std::optional<RecoverySlot>> recovery() const = 0;
    /// Sealed, see vouched.h; empty before the second officer.
    [[nodiscard]] virtual Result<QByteArray> vouched() const = 0;
    /// About the time when the ledger ended with row `seq` of hash `hash`, `at`.
    [[nodiscard]] virtual Result<LedgerWord> ledgerSince(
        qint64 seq, const QByteArray& hash, Instant at) const = 0;
    /// Empty while the station is not bound to a TPM.
    [[nodiscard]] virtual Result<QByteArray> tpm() const = 0;
    [[nodiscard]] virtual Status change(const OfficerChange& change) = 0;
};

} // namespace station
