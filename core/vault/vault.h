#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/vault/officer_store.h"
#include "core/vault/secret.h"
#include "core/vault/tpm.h"
#include "core/vault/tpm_state.h"

#include <optional>
#include <vector>

namespace station {

/// Officer accounts, key slots and the data key, which is in memory only while an officer is signed in.
///
/// Promise: a try is counted on the disk before the passphrase is looked at, so that a kill in between gives
/// no free guess, and guesses at the same time in many processes count like one after the other. What another
/// process has changed or removed meanwhile is never put back. On any error nothing else was changed.
/// Threads: one. Times: signIn, addOfficer, changePassphrase and recover take what KeyCost says.
class Vault {
public:
    /// @param station  the code of the station, which no other has: the recovery code and what is vouched for
    /// are bound to it, and a vault of another name finds them contradicted
    Vault(OfficerStore& store, const Clock& clock, KeyCost cost, QString station, Tpm& tpm = systemTpm())
        : m_store(store)
        , m_clock(clock)
        , m_cost(cost)
        , m_station(std::move(station))
        , m_tpm(tpm)
    {
    }

    /// The first one needs nobody, and with him the data key is born; the second one needs the first one's
    /// passphrase in the same act, and one of the two must be a supervisor; later ones need a supervisor who
    /// is signed in. Errors: NotSignedIn, NotAllowed; WrongPassphrase and LockedOut for `first`; InvalidInput
    /// for a weak passphrase, an empty name or one that is taken.
    /// @param first  the first officer's passphrase; looked at with the second one only
    /// @param trust  see setTrust(); sealed here with the second officer
    [[nodiscard]] Result<OfficerId> addOfficer(const QString& name, Role role, const QByteArray& passphrase,
        const QByteArray& first = {}, const QByteArray& trust = {});
    /// By a supervisor. Errors: NotAllowed; InvalidInput when fewer than two slots or no supervisor would
    /// remain; NotFound.
    [[nodiscard]] Status removeOfficer(OfficerId id);
    /// A wrong `current` counts as a wrong sign-in. Errors: WrongPassphrase, LockedOut, InvalidInput,
    /// NotFound.
    [[nodiscard]] Status changePassphrase(OfficerId id, const QByteArray& current, const QByteArray& next);
    /// Errors: WrongPassphrase; LockedOut; both say how long to wait, waitIn(); NotFound; NotAllowed while
    /// there are fewer than two slots; DeviceMissing when the slot is bound to a TPM that does not open it:
    /// no try is counted then; Damaged for an officer whom nobody with the data key has left there like this
    /// (vouched.h).
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

    /// Seals anew what is vouched for, by whoever is signed in: the ledger as it ends now is known at the
    /// next sign-in. Errors: NotSignedIn.
    [[nodiscard]] Status vouch();

    /// What the station trusts (a digest of the registry's certificates), sealed under the data key, so that
    /// nobody exchanges it who has the disk only. By a supervisor; before the second officer is there nobody
    /// can be signed in: that is no error, addOfficer() seals it then. Errors: NotSignedIn, NotAllowed.
    [[nodiscard]] Status setTrust(const QByteArray& trust);
    /// Empty while nothing is trusted, also when it was removed or exchanged on the disk. Errors:
    /// NotSignedIn.
    [[nodiscard]] Result<QByteArray> trust() const;

    /// Binds every officer's passphrase to this computer: from now on a slot opens with the passphrase and
    /// the TPM together. The recovery code opens without. By a supervisor, once a code is kept. Errors:
    /// NotSignedIn, NotAllowed; DeviceMissing; InvalidInput when it is bound already.
    [[nodiscard]] Status bindTpm();
    /// Errors: as above; DeviceMissing, Damaged while a slot is bound and the TPM does not open it.
    [[nodiscard]] Status unbindTpm();
    [[nodiscard]] Result<TpmState> tpmState() const;

private:
    /// What the data key says of the rows that anybody with the disk can change.
    struct Judgement {
        std::vector<OfficerId> standing; ///< whom somebody with the data key has left there like this
        std::vector<OfficerId> gone; ///< removed, or changed since, says the ledger: what is there is older
        bool all = false; ///< whoever seals next vouches for all but those who are gone
        bool says = true; ///< false: what is sealed is gone or of another key, and nobody stands
        QByteArray sealed; ///< what it was judged by
        std::size_t doubted = 0; ///< officers on the disk who do not stand
        QString doubtsTold; ///< how many the ledger names already
        std::optional<qint64> ledgerRow {}; ///< the ledger ended with it, and it is not there any more
    };
    [[nodiscard]] Result<OfficerRecord> find(OfficerId id) const;
    [[nodiscard]] Result<Secret> tryPassphrase(OfficerRecord& officer, const QByteArray& passphrase);
    [[nodiscard]] Status mayAdd(
        const std::vector<OfficerRecord>& known, const QString& name, Role role) const;
    /// The data key for one more officer: a new one, by the first officer's passphrase, or ours.
    [[nodiscard]] Result<const Secret*> keyForNext(
        const std::vector<OfficerRecord>& known, const QByteArray& first, Secret& made);
    /// Errors: LockedOut ("1") while other programs change the officers all the time.
    [[nodiscard]] Result<Judgement> judge(const Secret& dataKey) const;
    [[nodiscard]] Result<Judgement> judgeOnce(const Secret& dataKey) const;
    /// For whoever is at work and seals anew. Errors: also Damaged (officersUnknown): only the recovery code
    /// begins it anew, and nobody by what he happens to change.
    [[nodiscard]] Result<Judgement> judgeToSeal(const Secret& dataKey) const;
    /// By the passphrase that opened `dataKey`. Errors: Damaged (vouched.h), told in the ledger once.
    [[nodiscard]] Result<Judgement> admit(const OfficerRecord& officer, const Secret& dataKey);
    /// For OfficerChange::vouch. Both must outlive the change.
    [[nodiscard]] VouchFor vouching(const Secret& dataKey, const Judgement& judgement,
        std::optional<OfficerId> mine = {}, std::optional<QByteArray> trust = {}) const;
    [[nodiscard]] Result<Secret> chipSecret() const;
    /// As the passphrase alone opens it. Errors: DeviceMissing.
    [[nodiscard]] Result<KeySlot> innerSlot(const OfficerRecord& officer) const;
    [[nodiscard]] OfficerRecord boundIfStationIs(OfficerRecord officer) const;
    [[nodiscard]] Status needSupervisor(const char* toDo) const;
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
