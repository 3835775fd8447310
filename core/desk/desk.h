#pragma once

#include "core/base/clock_trust.h"
#include "core/base/result.h"
#include "core/desk/health.h"
#include "core/enroll/draft.h"
#include "core/enroll/identity.h"
#include "core/enroll/packet.h"
#include "core/enroll/sign_off.h"
#include "core/procedure/procedure.h"
#include "core/store/file_layer.h"
#include "core/store/ledger.h"
#include "core/store/link_use.h"
#include "core/store/outbox.h"
#include "core/store/recovery.h"
#include "core/vault/key_slot.h"
#include "core/vault/officer.h"
#include "core/vault/recovery_slot.h"

#include <QDir>
#include <QUrl>

#include <memory>
#include <vector>

namespace station {

struct LedgerReport;

/// What the station is. Not secret; shown on the sign-in page.
struct StationInfo {
    QString id; ///< common name of the station certificate; "" before one is installed
    QString name;
    QString communeCode;
    QUrl registry;
    bool practice = false; ///< made-up devices and people: a striped band says so on every page
    /// "Xã Phong Thổ, Tỉnh Lai Châu"; empty unless the program has a list of communes.
    QString communeName = {};
};

enum class TpmState; // core/vault/vault.h

struct DraftSummary {
    PacketId id;
    QString caseNumber;
    QString procedureId;
    CaseStep step = CaseStep::Person;
    Instant openedAt;
    Instant changedAt;
    int fingersDone = 0; ///< prints and reasons
    QString personName; ///< empty while no officer is signed in
};

struct TodayCounts {
    int captured = 0; ///< sealed today
    int received = 0; ///< of those, with a receipt
    int waiting = 0; ///< in the queue, any day
    int needsYou = 0; ///< held, rejected, resubmit, conflict
    qint64 waitingBytes = 0;
    /// Why openCase() would refuse now, to be said before somebody begins.
    std::optional<Error> noNewCase = {};
};

struct SealedCase {
    PacketId id;
    QString caseNumber;
    qint64 size = 0;
    Instant at;
};

class HandOver;
class Tallies;
class Roster;

/// One officer's desk over one station directory: everything the main job does to the disk. The window and
/// enrollctl use this and nothing below it.
///
/// Who may do what is one table, desk_rights.h, asked before anything else: NotSignedIn or NotAllowed, and
/// nothing was changed. Promise: when a call that saves has returned without an error, what it saved survives
/// kill -9 and a power cut. On any error nothing was changed. A save over what another program has changed in
/// the same case since this desk opened or resumed it is refused (drafts.h). Threads: one; in the window it
/// lives on the desk thread. Errors: NotSignedIn wherever a sealed value is needed and no officer is signed
/// in; StorageFailed, StorageFull.
class Desk {
public:
    /// Makes the directory, its database and, with `practice`, marks it. Errors: InvalidInput when it exists
    /// already. What a passphrase guess costs is kept with the station: `cost` is for every slot made there
    /// later; a real station makes none that is cheaper than KeyCost::moderate().
    [[nodiscard]] static Status create(const QDir& directory, const StationInfo& info, const Clock& clock,
        const KeyCost& cost = KeyCost::moderate());
    /// Looks whether the database is sound, recovers it when it is damaged (recoveryNotice() tells), opens,
    /// migrates, sweeps. Errors: NotFound when there is no station, StorageTooNew; Damaged when it cannot be
    /// recovered.
    [[nodiscard]] static Result<std::unique_ptr<Desk>> open(
        const QDir& directory, const Clock& clock, FileLayer& files = posixFiles());
    ~Desk();

    [[nodiscard]] StationInfo info() const;
    [[nodiscard]] Status setRegistry(const QUrl& registry);
    /// What sending may cost a day. Errors: InvalidInput for fewer than 0 bytes.
    [[nodiscard]] Result<SendingPlan> sending() const;
    [[nodiscard]] Status setSending(const SendingPlan& plan);
    /// Puts the four identity files (0600) in their place in one step, takes the station's id from the
    /// certificate, and seals what the station trusts: finish() seals to no other registry. From the second
    /// officer on by a supervisor. Errors: InvalidInput when key and certificate do not belong together or
    /// the certificate is not of that CA, or another station's while packets of this one are here;
    /// NotSignedIn, NotAllowed.
    [[nodiscard]] Status installIdentity(const StationIdentity& identity);

    /// What the last recovery saved and lost, until a supervisor has taken note. Needs nobody signed in.
    [[nodiscard]] Result<std::optional<RecoveryNotice>> recoveryNotice() const;
    /// By a supervisor. Errors: NotSignedIn, NotAllowed.
    [[nodiscard]] Status acknowledgeRecovery();
    /// How long the station's certificate is good, as it lies on the disk now. Errors: NotFound,
    /// InvalidInput.
    [[nodiscard]] Result<IdentityFacts> certificate() const;

    // Officers
    [[nodiscard]] Result<std::vector<OfficerInfo>> officers() const;
    /// The first one needs nobody, the second one the passphrase of the `first`, later ones a supervisor who
    /// is signed in. Errors: NotSignedIn, NotAllowed, WrongPassphrase, LockedOut, InvalidInput (weak
    /// passphrase).
    [[nodiscard]] Result<OfficerId> addOfficer(
        const QString& name, Role role, const QByteArray& passphrase, const QByteArray& first = {});
    /// Errors: NotAllowed; InvalidInput when fewer than two slots or no supervisor would remain.
    [[nodiscard]] Status removeOfficer(OfficerId id);
    [[nodiscard]] Status changePassphrase(OfficerId id, const QByteArray& current, const QByteArray& next);
    /// None, made but not put away, kept. Needs nobody signed in.
    [[nodiscard]] Result<RecoveryState> recoveryState() const;
    /// The next ones: as in Vault.
    [[nodiscard]] Result<QByteArray> makeRecoveryCode();
    [[nodiscard]] Status recoveryCodeKept();
    [[nodiscard]] Result<QByteArray> recover(OfficerId id, const QByteArray& code, const QByteArray& next);
    [[nodiscard]] Result<TpmState> tpmState() const; ///< needs nobody signed in
    [[nodiscard]] Status bindTpm();
    [[nodiscard]] Status unbindTpm();
    /// Takes about half a second (Argon2id moderate). Errors: WrongPassphrase, LockedOut (`detail`: seconds
    /// left), NotAllowed while the station has fewer than two slots.
    [[nodiscard]] Result<OfficerInfo> signIn(OfficerId id, const QByteArray& passphrase);
    [[nodiscard]] std::optional<OfficerInfo> signedIn() const;
    /// Wipes the data key. Open cases stay on disk.
    void lock();

    // The case
    /// Errors: StorageFull already while the last 500 MB are left: they are for cases that are open.
    [[nodiscard]] Result<EnrollmentDraft> openCase(const QString& procedureId);
    [[nodiscard]] Result<EnrollmentDraft> resumeCase(PacketId id) const;
    [[nodiscard]] Result<std::vector<DraftSummary>> drafts() const;
    /// Somebody else's: a supervisor.
    [[nodiscard]] Status discardCase(PacketId id, const QString& reason);
    /// Destroys a portrait or prints that the new procedure does not ask for.
    [[nodiscard]] Status saveProcedure(PacketId id, const QString& procedureId);
    /// Where, by which team, at which visit, and who pays no fee. Errors: InvalidInput for officers that are
    /// not the station's, and an exemption that nobody can give.
    [[nodiscard]] Status saveCircumstances(PacketId id, const Circumstances& circumstances);
    [[nodiscard]] Status saveForm(PacketId id, const FormValues& form);
    [[nodiscard]] Status savePortrait(PacketId id, const Portrait& portrait);
    [[nodiscard]] Status saveFinger(PacketId id, const FingerEntry& finger);
    [[nodiscard]] Status saveStep(PacketId id, CaseStep step);
    [[nodiscard]] Status saveConfirmation(PacketId id, const Confirmation& confirmation);
    /// The waived checks for which the policy asks a second officer to sign, in page order.
    [[nodiscard]] Result<std::vector<WaivedCheck>> waivers(PacketId id) const;
    /// `second` signs for the waived checks `fields` (none named: all that are open) with his own passphrase;
    /// the officer at work stays signed in. It holds until anything else of the case is saved. Takes as long
    /// as signIn(). Errors: WrongPassphrase, LockedOut; NotAllowed when `second` is at work himself, has
    /// waived or captured it, or is no supervisor where one must sign and there is one; InvalidInput when
    /// nothing is to be signed.
    [[nodiscard]] Status signOff(
        PacketId id, OfficerId second, const QByteArray& passphrase, const QStringList& fields = {});
    /// Nobody is there to sign: the case can be sealed, and its packet waits for approve(). Errors:
    /// InvalidInput for a reason that is not the policy's.
    [[nodiscard]] Status putOffSignOff(PacketId id, const QString& reason, const QString& note);
    /// validate -> seal -> packet file -> queue row; the draft and its key are gone after it.
    /// Asked again for the same case after a crash, it ends in the same packet. Errors: InvalidInput;
    /// SealingFailed, also when the registry's certificate on the disk is not the one that was installed. A
    /// real station seals nothing that a practice device gave.
    [[nodiscard]] Result<SealedCase> finish(PacketId id);

    // The queue
    [[nodiscard]] Result<TodayCounts> today() const;
    /// To read. What people decide goes through the calls below, what the sync records through an Outbox of
    /// its own.
    [[nodiscard]] const Outbox& outbox() const;
    /// By stick. To read; what it does asks the table of rights itself.
    [[nodiscard]] HandOver& handOver();
    /// What was done, counted. It asks the table of rights itself.
    [[nodiscard]] Tallies& tally();
    /// Who is to be enrolled. What is asked of it asks the table of rights itself.
    [[nodiscard]] Roster& roster();
    [[nodiscard]] Status hold(PacketId id, const QString& reason);
    [[nodiscard]] Status retry(PacketId id);
    [[nodiscard]] Status setUrgent(PacketId id, bool urgent); ///< sent before the others, or no longer
    /// Lets a packet go whose sign-off was put off. By a supervisor who answers for none of its waivers;
    /// where there is no such supervisor, by any such officer.
    [[nodiscard]] Status approve(PacketId id);
    /// As Outbox::purge(); fewer days than the policy's: a supervisor.
    [[nodiscard]] Result<int> purge(std::chrono::days keep);
    [[nodiscard]] Result<LedgerHead> ledgerHead() const;
    [[nodiscard]] Status verifyLedger() const; ///< Errors: Damaged; `detail` names the row
    /// As Ledger::inspect().
    [[nodiscard]] Result<LedgerReport> inspectLedger(const std::vector<QByteArray>& heads) const;
    [[nodiscard]] Result<std::vector<AuditRow>> ledger() const;

    [[nodiscard]] const std::vector<Procedure>& procedures() const;

    /// How far the computer's clock can be believed now. A wrong clock stops nothing: packets carry the
    /// judgement.
    [[nodiscard]] Result<ClockJudgement> clock();

    // The station check (needs nobody signed in); the devices are looked at elsewhere
    /// Everything that is known within some milliseconds.
    [[nodiscard]] Result<StationFacts> facts();
    /// Reads the whole database and looks for every packet: seconds on a large station. Trouble is a fact
    /// here.
    [[nodiscard]] StoreFacts checkStore();

private:
    struct Parts;
    explicit Desk(std::unique_ptr<Parts> parts);
    [[nodiscard]] static Result<std::unique_ptr<Desk>> open(
        const QDir& directory, const Clock& clock, FileLayer& files, Look look);
    std::unique_ptr<Parts> m_parts;
};

} // namespace station
