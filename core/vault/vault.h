#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/vault/key_slot.h"
#include "core/vault/officer.h"
#include "core/vault/recovery_slot.h"
#include "core/vault/secret.h"
#include "core/vault/tpm.h"
#include "core/vault/tpm_state.h"

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
    std::optional<QByteArray> putTrust {}; ///< sealed: whom the station trusts
    std::optional<QByteArray> putTpm {}; ///< what the TPM sealed; empty: bound no longer
};

/// Where the vault keeps officers. Implemented by core/store. Errors: StorageFailed, StorageFull; LockedOut
/// ("1") when what was seen stands no longer: nothing was changed, and the next try sees what stands there
/// now.
class OfficerStore {
public:
    virtual ~OfficerStore() = default;
    [[nodiscard]] virtual Result<std::vector<OfficerRecord>> officers() const = 0;
    [[nodiscard]] virtual Result<std::optional<RecoverySlot>> recovery() const = 0;
    /// Empty when there is none.
    [[nodiscard]] virtual Result<QByteArray> trust() const = 0;
    /// Empty while the station is not bound to a TPM.
    [[nodiscard]] virtual Result<QByteArray> tpm() const = 0;
    [[nodiscard]] virtual Status change(const OfficerChange& change) = 0;
};

/// Officer accounts, key slots and the data key, which is in memory only while an officer is signed in.
///
/// Promise: a try is counted on the disk before the passphrase is looked at, so that a kill in between gives
/// no free guess, and guesses at the same time in many processes count like one after the other. What another
/// process has changed or removed meanwhile is never put back. On any error nothing else was changed.
/// Threads: one. Times: signIn, addOfficer, changePassphrase and recover take what KeyCost says.
class Vault {
public:
    /// @param station  a name that no other station has: the recovery code and what is trusted are bound to
    /// it
    Vault(OfficerStore& store, const Clock& clock, KeyCost cost, QString station = {}, Tpm& tpm = systemTpm())
        : m_store(store)
        , m_clock(clock)
        , m_cost(cost)
        , m_station(std::move(station))
        , m_tpm(tpm)
    {
    }

    /// The first two need nobody signed in and one of them must be a supervisor; later ones need a
    /// supervisor. Errors: NotAllowed; InvalidInput for a weak passphrase, an empty name or one that is
    /// taken.
    /// @param trust  see setTrust(); sealed here when the data key is born, which is with the second officer
    [[nodiscard]] Result<OfficerId> addOfficer(
        const QString& name, Role role, const QByteArray& passphrase, const QByteArray& trust = {});
    /// By a supervisor. Errors: NotAllowed; InvalidInput when fewer than two slots or no supervisor would
    /// remain; NotFound.
    [[nodiscard]] Status removeOfficer(OfficerId id);
    /// A wrong `current` counts as a wrong sign-in. Errors: WrongPassphrase, LockedOut, InvalidInput,
    /// NotFound.
    [[nodiscard]] Status changePassphrase(OfficerId id, const QByteArray& current, const QByteArray& next);
    /// Errors: WrongPassphrase; LockedOut; both say how long to wait, waitIn(); NotFound; NotAllowed while
    /// there are fewer than two slots; DeviceMissing when the slot is bound to a TPM that does not open it:
    /// no try is counted then.
    [[nodiscard]] Result<OfficerInfo> signIn(OfficerId id, const QByteArray& passphrase);
    /// A second officer proves who he is while the first one stays signed in: counted and delayed like a
    /// sign-in. Errors: as signIn().
    [[nodiscard]] Result<OfficerInfo> prove(OfficerId id, const QByteArray& passphrase);
    [[nodiscard]] const std::optional<OfficerInfo>& signedIn() const { return m_officer; }
    void lock();

    /// Errors: NotSignedIn. The pointer is good until lock().
    [[nodiscard]] Result<const Secret*> dataKey() const;

    /// A new code in the place of the old one, by a supervisor. It is kept nowhere: show it, print it, wipe
    /// it. Errors: NotSignedIn, NotAllowed.
    [[nodiscard]] Result<QByteArray> makeRecoveryCode();
    /// By a supervisor: the paper is in its envelope. Errors: NotSignedIn, NotAllowed, NotFound without a
    /// code.
    [[nodiscard]] Status recoveryCodeKept();
    [[nodiscard]] Result<RecoveryState> recoveryState() const;
    /// Gives supervisor `id` the passphrase `next` and signs them in. The code is void after it; the returned
    /// one takes its place in the same step. A wrong code is counted and delayed like a wrong passphrase, a
    /// mistyped one (its check characters say so) is not.
    /// Errors: InvalidInput for a mistyped code or a weak passphrase; WrongPassphrase; LockedOut; NotAllowed
    /// for an officer who is no supervisor; NotFound.
    [[nodiscard]] Result<QByteArray> recover(OfficerId id, const QByteArray& code, const QByteArray& next);

    /// What the station trusts (a digest of the registry's certificates), sealed under the data key, so that
    /// nobody exchanges it who has the disk only. By a supervisor; before the data key is born there is
    /// nothing to seal it with: that is no error, addOfficer() does it then. Errors: NotSignedIn, NotAllowed.
    [[nodiscard]] Status setTrust(const QByteArray& trust);
    /// Empty while nothing is trusted. Errors: NotSignedIn; Damaged when it was removed or exchanged.
    [[nodiscard]] Result<QByteArray> trust() const;

    /// Binds every officer's passphrase to this computer: from now on a slot opens with the passphrase and
    /// the TPM together. The recovery code opens without. By a supervisor, once a code is kept. Errors:
    /// NotSignedIn, NotAllowed; DeviceMissing; InvalidInput when it is bound already.
    [[nodiscard]] Status bindTpm();
    /// Errors: as above; DeviceMissing, Damaged while a slot is bound and the TPM does not open it.
    [[nodiscard]] Status unbindTpm();
    [[nodiscard]] Result<TpmState> tpmState() const;

private:
    [[nodiscard]] Result<OfficerRecord> find(OfficerId id) const;
    [[nodiscard]] Result<Secret> tryPassphrase(OfficerRecord& officer, const QByteArray& passphrase);
    [[nodiscard]] Status mayAdd(
        const std::vector<OfficerRecord>& known, const QString& name, Role role) const;
    [[nodiscard]] Result<OfficerChange> slotsWith(const std::vector<OfficerRecord>& known,
        OfficerRecord added, const QByteArray& passphrase, const QByteArray& trust) const;
    [[nodiscard]] Result<Secret> chipSecret() const;
    /// As the passphrase alone opens it. Errors: DeviceMissing.
    [[nodiscard]] Result<KeySlot> innerSlot(const OfficerRecord& officer) const;
    [[nodiscard]] OfficerRecord boundIfStationIs(OfficerRecord officer) const;
    [[nodiscard]] Status needSupervisor(const char* toDo) const;
    [[nodiscard]] QByteArray sealedTrust(const Secret& dataKey, const QByteArray& trust) const;
    /// Counts first, looks then: `slot` comes back as it was counted.
    [[nodiscard]] Result<Secret> tryCode(RecoverySlot& slot, OfficerId id, const Secret& code);
    [[nodiscard]] OfficerId actor() const { return m_officer ? m_officer->id : OfficerId {}; }

    OfficerStore& m_store;
    const Clock& m_clock;
    KeyCost m_cost;
    QString m_station;
    Tpm& m_tpm;
    std::optional<OfficerInfo> m_officer;
    Secret m_dataKey;
};

} // namespace station
