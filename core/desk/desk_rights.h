#pragma once

#include "core/base/result.h"
#include "core/vault/officer.h"

#include <optional>
#include <span>

namespace station {

enum class RosterRight; // core/roster/roster.h

/// One for each thing that can be asked of the desk, named like the call.
enum class DeskOperation {
    Create,
    Open,
    Info,
    SetRegistry,
    Sending,
    SetSending,
    InstallIdentity,
    RecoveryNotice,
    AcknowledgeRecovery,
    Certificate,
    Officers,
    AddOfficer,
    RemoveOfficer,
    ChangePassphrase,
    RecoveryState,
    MakeRecoveryCode,
    RecoveryCodeKept,
    Recover,
    TpmState,
    BindTpm,
    UnbindTpm,
    SignIn,
    SignedIn,
    Lock,
    OpenCase,
    ResumeCase,
    Drafts,
    DiscardOwnCase,
    DiscardAnyCase,
    SaveProcedure,
    SaveCircumstances,
    SaveForm,
    SavePortrait,
    SaveFinger,
    SaveStep,
    SaveConfirmation,
    Waivers,
    SignOff,
    PutOffSignOff,
    Finish,
    Today,
    Outbox,
    HandOver,
    HandOverStick,
    HandOverTakeBack,
    Tally,
    TallyClose,
    RosterRead,
    RosterImport,
    RosterSet,
    RosterSetMany,
    RosterTakeOut,
    RosterUndo,
    Hold,
    Retry,
    RetryConflict,
    RetryRecovered,
    SetUrgent,
    Approve,
    ApproveAsStandIn,
    Purge,
    PurgeEarly,
    VerifyLedger,
    InspectLedger,
    LedgerHead,
    Ledger,
    Procedures,
    Clock,
    Facts,
    CheckStore,
};

enum class Who {
    Anyone, ///< nobody needs to be signed in
    Officer, ///< any officer who is signed in
    Supervisor,
};

/// A row of the table of rights.
struct DeskRight {
    DeskOperation operation;
    const char* call; ///< Desk's member; two rows where the answer hangs on what it is about
    Who who;
    bool freeWhileSetUp = false; ///< anyone, as long as the station has fewer than two officers
};

/// Who may do what at the desk, every call once: the whole of it, and the only place that says so.
///
/// The desk asks it before anything else, so that neither the window nor enrollctl gets past it; what the
/// sync records needs nobody and does not go through the desk.
[[nodiscard]] std::span<const DeskRight> deskRights();
[[nodiscard]] const DeskRight& rightOf(DeskOperation operation);

/// The row that a question to the roster stands in.
[[nodiscard]] DeskOperation operationOf(RosterRight right);

/// @param officer  who is signed in. Errors: NotSignedIn, NotAllowed.
[[nodiscard]] Status mayDo(const DeskRight& right, const std::optional<OfficerInfo>& officer);

} // namespace station
