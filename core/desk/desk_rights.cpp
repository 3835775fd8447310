#include "core/desk/desk_rights.h"

#include "core/roster/roster.h"

#include <algorithm>
#include <array>
#include <string>

namespace station {
namespace {

using Op = DeskOperation;

constexpr std::array rights {
    DeskRight {Op::Create, "create", Who::Anyone},
    DeskRight {Op::Open, "open", Who::Anyone},
    DeskRight {Op::Info, "info", Who::Anyone},
    DeskRight {Op::SetRegistry, "setRegistry", Who::Supervisor, true},
    DeskRight {Op::Sending, "sending", Who::Anyone},
    DeskRight {Op::SetSending, "setSending", Who::Supervisor, true},
    DeskRight {Op::InstallIdentity, "installIdentity", Who::Supervisor, true},
    DeskRight {
        Op::RecoveryNotice, "recoveryNotice", Who::Anyone}, // counts, times and a word for the help desk
    DeskRight {Op::AcknowledgeRecovery, "acknowledgeRecovery", Who::Supervisor},
    DeskRight {Op::Certificate, "certificate", Who::Anyone},
    DeskRight {Op::Officers, "officers", Who::Anyone}, // names are shown before anybody has signed in
    DeskRight {Op::AddOfficer, "addOfficer", Who::Supervisor, true},
    DeskRight {Op::RemoveOfficer, "removeOfficer", Who::Supervisor},
    DeskRight {Op::ChangePassphrase, "changePassphrase", Who::Anyone}, // whose own present one is asked for
    DeskRight {Op::RecoveryState, "recoveryState", Who::Anyone},
    DeskRight {Op::MakeRecoveryCode, "makeRecoveryCode", Who::Supervisor},
    DeskRight {Op::RecoveryCodeKept, "recoveryCodeKept", Who::Supervisor},
    DeskRight {Op::Recover, "recover", Who::Anyone}, // who holds the code, and it is counted
    DeskRight {Op::TpmState, "tpmState", Who::Anyone},
    DeskRight {Op::BindTpm, "bindTpm", Who::Supervisor},
    DeskRight {Op::UnbindTpm, "unbindTpm", Who::Supervisor},
    DeskRight {Op::SignIn, "signIn", Who::Anyone},
    DeskRight {Op::SignedIn, "signedIn", Who::Anyone},
    DeskRight {Op::Lock, "lock", Who::Anyone},
    DeskRight {Op::OpenCase, "openCase", Who::Officer},
    DeskRight {Op::ResumeCase, "resumeCase", Who::Officer},
    DeskRight {Op::Drafts, "drafts", Who::Anyone}, // without names while nobody is signed in
    DeskRight {Op::DiscardOwnCase, "discardCase", Who::Officer},
    DeskRight {Op::DiscardAnyCase, "discardCase", Who::Supervisor},
    DeskRight {Op::SaveProcedure, "saveProcedure", Who::Officer},
    DeskRight {Op::SaveCircumstances, "saveCircumstances", Who::Officer},
    DeskRight {Op::SaveForm, "saveForm", Who::Officer},
    DeskRight {Op::SavePortrait, "savePortrait", Who::Officer},
    DeskRight {Op::SaveFinger, "saveFinger", Who::Officer},
    DeskRight {Op::SaveStep, "saveStep", Who::Officer},
    DeskRight {Op::SaveConfirmation, "saveConfirmation", Who::Officer},
    DeskRight {Op::Waivers, "waivers", Who::Officer},
    DeskRight {Op::SignOff, "signOff", Who::Officer},
    DeskRight {Op::PutOffSignOff, "putOffSignOff", Who::Officer},
    DeskRight {Op::Finish, "finish", Who::Officer},
    DeskRight {Op::Today, "today", Who::Anyone},
    DeskRight {Op::Outbox, "outbox", Who::Anyone}, // to read; counts and states, no personal data
    DeskRight {Op::HandOver, "handOver", Who::Anyone}, // to read: bundles, stations, counts
    DeskRight {Op::HandOverStick, "handOver", Who::Officer}, // exports, imports, acknowledges
    DeskRight {Op::HandOverTakeBack, "handOver", Who::Supervisor},
    DeskRight {Op::Tally, "tally", Who::Officer}, // sheets, closed days
    DeskRight {Op::TallyClose, "tally", Who::Supervisor},
    DeskRight {Op::RosterRead, "roster", Who::Officer}, // searches, lists, histories
    DeskRight {Op::RosterImport, "roster", Who::Supervisor},
    DeskRight {Op::RosterSet, "roster", Who::Officer}, // one person's class, answers, follow-up
    DeskRight {Op::RosterSetMany, "roster", Who::Supervisor},
    DeskRight {Op::RosterTakeOut, "roster", Who::Supervisor}, // who leaves the target: R60, R61, R62
    DeskRight {Op::RosterUndo, "roster", Who::Supervisor},
    DeskRight {Op::Hold, "hold", Who::Officer},
    DeskRight {Op::Retry, "retry", Who::Officer},
    DeskRight {Op::RetryConflict, "retry", Who::Supervisor}, // other bytes were known under its id
    DeskRight {Op::RetryRecovered, "retry", Who::Supervisor}, // it may have waited for a supervisor's word
    DeskRight {Op::SetUrgent, "setUrgent", Who::Officer},
    DeskRight {Op::Approve, "approve", Who::Supervisor},
    DeskRight {
        Op::ApproveAsStandIn, "approve", Who::Officer}, // where no supervisor but those concerned is left
    DeskRight {Op::Purge, "purge", Who::Officer},
    DeskRight {Op::PurgeEarly, "purge", Who::Supervisor}, // before the policy's days are over
    DeskRight {Op::VerifyLedger, "verifyLedger", Who::Anyone},
    DeskRight {Op::InspectLedger, "inspectLedger", Who::Anyone}, // numbers of rows and faults
    DeskRight {Op::LedgerHead, "ledgerHead", Who::Anyone},
    DeskRight {Op::Ledger, "ledger", Who::Supervisor},
    DeskRight {Op::Procedures, "procedures", Who::Anyone},
    DeskRight {Op::Clock, "clock", Who::Anyone},
    DeskRight {Op::Facts, "facts", Who::Anyone}, // the station check: numbers and states, no personal data
    DeskRight {Op::CheckStore, "checkStore", Who::Anyone},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < rights.size(); ++i)
        if (static_cast<std::size_t>(rights[i].operation) != i)
            return false;
    return true;
}
static_assert(isInOrder(), "a row for each operation, in its order");
static_assert(rights.size() == static_cast<std::size_t>(Op::CheckStore) + 1);

} // namespace

std::span<const DeskRight> deskRights() { return rights; }

const DeskRight& rightOf(DeskOperation operation) { return rights.at(static_cast<std::size_t>(operation)); }

DeskOperation operationOf(RosterRight right)
{
    switch (right) {
    case RosterRight::Read: return Op::RosterRead;
    case RosterRight::Import: return Op::RosterImport;
    case RosterRight::Set: return Op::RosterSet;
    case RosterRight::SetMany: return Op::RosterSetMany;
    case RosterRight::TakeOut: return Op::RosterTakeOut;
    case RosterRight::Undo: return Op::RosterUndo;
    }
    return Op::RosterUndo;
}

Status mayDo(const DeskRight& right, const std::optional<OfficerInfo>& officer)
{
    if (right.who == Who::Anyone)
        return {};
    if (!officer)
        return fail(ErrorCode::NotSignedIn, std::string("somebody must be signed in for ") + right.call);
    if (right.who == Who::Supervisor && officer->role != Role::Supervisor)
        return fail(ErrorCode::NotAllowed, std::string("only a supervisor may do this: ") + right.call);
    return {};
}

} // namespace station
