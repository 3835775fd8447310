#include "core/desk/desk_rights.h"
#include "core/desk/hand_over.h"
#include "core/desk/tallies.h"
#include "core/roster/roster.h"
#include "core/store/database.h"
#include "core/store/ledger_check.h"
#include "tests/support/desk_bench.h"

#include <QRegularExpression>
#include <QSet>

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace station;
using namespace std::chrono_literals;

namespace {

enum class Session { Nobody, Officer, Supervisor };

/// Who may, by the table.
bool mayBy(const DeskRight& right, Session session)
{
    return right.who == Who::Anyone || session == Session::Supervisor
        || (right.who == Who::Officer && session == Session::Officer);
}

/// A complete station with a case of the supervisor's, one of the officer's, and a packet in the queue.
struct RightsBench : DeskBench {
    PacketId queued = openFilledCase();
    PacketId ans;
    PacketId binhs;

    RightsBench()
    {
        REQUIRE(desk->finish(queued));
        ans = openFilledCase();
        REQUIRE(desk->makeRecoveryCode()); // without one in its envelope no TPM is bound
        REQUIRE(desk->recoveryCodeKept());
        REQUIRE(desk->signIn(binh, binhWords));
        binhs = desk->openCase("cc-new-14")->id;
    }
    /// As sync does by the registry's word.
    void putInConflict(PacketId id)
    {
        const auto database = Database::open(station).value();
        REQUIRE(Outbox(*database, clock).conflict(id, "other bytes under this id"));
    }
    /// As a recovery does with a packet that nobody knows enough of.
    void putAside(PacketId id)
    {
        const auto database = Database::open(station).value();
        REQUIRE(Outbox(*database, clock).hold(id, "recovered"));
    }
    void begin(Session session, DeskOperation operation = DeskOperation::Retry)
    {
        desk->lock();
        if (operation == DeskOperation::RetryRecovered)
            putAside(queued);
        if (operation == DeskOperation::RetryConflict)
            putInConflict(queued);
        if (session == Session::Officer)
            REQUIRE(desk->signIn(binh, binhWords));
        if (session == Session::Supervisor)
            REQUIRE(desk->signIn(an, anWords));
    }
};

/// Calls the operation in a way that only the right can stop, or that fails for another reason than the
/// right.
std::optional<ErrorCode> outcome(RightsBench& bench, DeskOperation operation)
{
    Desk& desk = *bench.desk;
    const auto code = [](const auto& result) -> std::optional<ErrorCode> {
        return result ? std::nullopt : std::optional(result.error().code);
    };
    const auto me = desk.signedIn();
    const PacketId own = me && me->id == bench.an ? bench.ans : bench.binhs;
    const PacketId foreign = me && me->id == bench.an ? bench.binhs : bench.ans;
    switch (operation) {
    case DeskOperation::Create:
        return code(Desk::create(QDir(bench.folder.filePath(PacketId::create(bench.clock.now()).text())),
            {{}, "n", "00019", {}, false}, bench.clock, cheapCost));
    case DeskOperation::Open: return code(Desk::open(bench.station, bench.clock));
    case DeskOperation::Info:
        return desk.info().name.isEmpty() ? std::optional(ErrorCode::NotFound) : std::nullopt;
    case DeskOperation::SetRegistry: return code(desk.setRegistry(QUrl("https://localhost:9")));
    case DeskOperation::Sending: return code(desk.sending());
    case DeskOperation::SetSending: return code(desk.setSending({}));
    case DeskOperation::InstallIdentity:
        return code(desk.installIdentity(
            TestAuthority::identity(bench.authority, bench.authority.station("station-1"), bench.registry)));
    case DeskOperation::RecoveryNotice: return code(desk.recoveryNotice());
    case DeskOperation::AcknowledgeRecovery: return code(desk.acknowledgeRecovery());
    case DeskOperation::Certificate: return code(desk.certificate());
    case DeskOperation::Officers: return code(desk.officers());
    case DeskOperation::AddOfficer: return code(desk.addOfficer("Chi", Role::Officer, "Chi's long words"));
    case DeskOperation::RemoveOfficer: return code(desk.removeOfficer(bench.binh));
    case DeskOperation::ChangePassphrase:
        return code(desk.changePassphrase(bench.an, DeskBench::anWords, DeskBench::anWords));
    case DeskOperation::RecoveryState: return code(desk.recoveryState());
    case DeskOperation::MakeRecoveryCode: return code(desk.makeRecoveryCode());
    case DeskOperation::RecoveryCodeKept: return code(desk.recoveryCodeKept());
    case DeskOperation::Recover: return code(desk.recover(bench.an, "no code", "An's new words"));
    case DeskOperation::TpmState: return code(desk.tpmState());
    case DeskOperation::BindTpm: return code(desk.bindTpm());
    case DeskOperation::UnbindTpm: return code(desk.unbindTpm());
    case DeskOperation::SignIn: return code(desk.signIn(bench.an, DeskBench::anWords));
    case DeskOperation::SignedIn: return std::nullopt;
    case DeskOperation::Lock: desk.lock(); return std::nullopt;
    case DeskOperation::OpenCase: return code(desk.openCase("cc-new-14"));
    case DeskOperation::ResumeCase: return code(desk.resumeCase(own));
    case DeskOperation::Drafts: return code(desk.drafts());
    case DeskOperation::DiscardOwnCase: return code(desk.discardCase(own, "test"));
    case DeskOperation::DiscardAnyCase: return code(desk.discardCase(foreign, "test"));
    case DeskOperation::SaveProcedure: return code(desk.saveProcedure(own, "cc-exchange"));
    case DeskOperation::SaveCircumstances: return code(desk.saveCircumstances(own, {Place::Home}));
    case DeskOperation::SaveForm: return code(desk.saveForm(own, {}));
    case DeskOperation::SavePortrait: return code(desk.savePortrait(own, samplePortrait(bench.clock.now())));
    case DeskOperation::SaveFinger:
        return code(desk.saveFinger(own, sampleFinger(FingerPosition::LeftLittle, bench.clock.now())));
    case DeskOperation::SaveStep: return code(desk.saveStep(own, CaseStep::Portrait));
    case DeskOperation::SaveConfirmation:
        return code(desk.saveConfirmation(own, sampleConfirmation(bench.binh, bench.clock.now())));
    case DeskOperation::Waivers: return code(desk.waivers(own));
    case DeskOperation::SignOff: return code(desk.signOff(own, bench.an, DeskBench::anWords));
    case DeskOperation::PutOffSignOff: return code(desk.putOffSignOff(own, "no-second-officer", {}));
    case DeskOperation::Finish: return code(desk.finish(bench.ans));
    case DeskOperation::Today: return code(desk.today());
    case DeskOperation::Outbox: return code(desk.outbox().list({}));
    case DeskOperation::HandOver: return code(desk.handOver().list());
    case DeskOperation::HandOverStick:
        return code(desk.handOver().exportTo("station-2", QDir(bench.folder.path()), {}));
    case DeskOperation::HandOverTakeBack:
        return code(desk.handOver().takeBack(BundleId::create(bench.clock.now()), "test"));
    case DeskOperation::Tally:
        return code(desk.tally().sheet({QDate(2026, 11, 27), QDate(2026, 11, 27), {}}));
    case DeskOperation::TallyClose: return code(desk.tally().close(QDate(2026, 11, 27)));
    case DeskOperation::RosterRead: return code(desk.roster().person(1));
    case DeskOperation::RosterImport: return code(desk.roster().plan(bench.folder.filePath("none.csv")));
    case DeskOperation::RosterSet: return code(desk.roster().set({1}, {"R10", {}, {}, "test"}));
    case DeskOperation::RosterSetMany: return code(desk.roster().set({1, 2}, {"R10", {}, {}, "test"}));
    case DeskOperation::RosterTakeOut: return code(desk.roster().set({1}, {"R60", {}, {}, "test"}));
    case DeskOperation::RosterUndo: return code(desk.roster().undo(1, "test"));
    case DeskOperation::Hold: return code(desk.hold(bench.queued, "test"));
    case DeskOperation::Retry: return code(desk.retry(bench.queued));
    case DeskOperation::RetryConflict: return code(desk.retry(bench.queued)); // see begin()
    case DeskOperation::RetryRecovered: return code(desk.retry(bench.queued)); // see begin()
    case DeskOperation::SetUrgent: return code(desk.setUrgent(bench.queued, true));
    case DeskOperation::Approve:
        return code(desk.approve(bench.queued)); // An has waived nothing: a supervisor is there
    case DeskOperation::ApproveAsStandIn: return std::nullopt; // its own test, sign_off_test.cpp
    case DeskOperation::Purge: return code(desk.purge(std::chrono::days(30)));
    case DeskOperation::PurgeEarly: return code(desk.purge(std::chrono::days(29)));
    case DeskOperation::VerifyLedger: return code(desk.verifyLedger());
    case DeskOperation::InspectLedger: return code(desk.inspectLedger({}));
    case DeskOperation::LedgerHead: return code(desk.ledgerHead());
    case DeskOperation::Ledger: return code(desk.ledger());
    case DeskOperation::Procedures: return std::nullopt;
    case DeskOperation::Clock: return code(desk.clock());
    case DeskOperation::Facts: return code(desk.facts());
    case DeskOperation::CheckStore: (void)desk.checkStore(); return std::nullopt;
    }
    return ErrorCode::Damaged;
}

/// The names of Desk's public functions, as its header declares them.
QSet<QString> callsOfDesk()
{
    QFile file(qEnvironmentVariable("STATION_SOURCE") + "/core/desk/desk.h");
    REQUIRE(file.open(QFile::ReadOnly));
    QString text = QString::fromUtf8(file.readAll());
    text = text.mid(text.indexOf("class Desk {"));
    text = text.left(text.indexOf("private:"));
    text.remove(QRegularExpression("//[^\n]*"));
    text.remove(QRegularExpression("~?\\bDesk\\(\\)"));
    static const QRegularExpression declared("\\b([a-z]\\w*)\\(");
    QSet<QString> calls;
    for (auto it = declared.globalMatch(text); it.hasNext();)
        calls.insert(it.next().captured(1));
    calls -= {"moderate", "posixFiles"}; // default arguments
    return calls;
}

} // namespace

TEST_CASE("every call of the desk stands in the table of rights, and nothing else does", "[rights]")
{
    QSet<QString> named;
    for (const DeskRight& right : deskRights())
        named.insert(right.call);
    const QSet<QString> calls = callsOfDesk();
    CHECK(calls.size() > 30);
    for (const QString& call : calls - named)
        FAIL("Desk::" << call.toStdString() << " is not in core/desk/desk_rights.cpp: say who may call it");
    for (const QString& call : named - calls)
        FAIL("the table names " << call.toStdString() << ", which the desk does not have");
}

TEST_CASE("each operation is refused to whoever the table does not name, and to nobody else", "[rights]")
{
    int tried = 0;
    int refused = 0;
    for (const DeskRight& right : deskRights()) {
        for (const Session session : {Session::Nobody, Session::Officer, Session::Supervisor}) {
            if (right.operation == DeskOperation::ApproveAsStandIn)
                continue; // needs a station without another supervisor: sign_off_test.cpp
            RightsBench bench;
            bench.begin(session, right.operation);
            const auto head = bench.desk->ledgerHead();
            const auto failure = outcome(bench, right.operation);
            CAPTURE(right.call, static_cast<int>(session));
            ++tried;
            if (mayBy(right, session)) {
                CHECK(failure != ErrorCode::NotSignedIn);
                CHECK(failure != ErrorCode::NotAllowed);
                continue;
            }
            ++refused;
            CHECK(failure == (session == Session::Nobody ? ErrorCode::NotSignedIn : ErrorCode::NotAllowed));
            CHECK(bench.desk->ledgerHead()->hash == head->hash); // nothing was changed
        }
    }
    WARN("rights at the desk: " << tried << " pairs of operation and role tried, " << refused << " refused");
    CHECK(tried == 3 * (static_cast<int>(deskRights().size()) - 1));
}

TEST_CASE(
    "a packet in conflict is announced again when a supervisor says so, and not by an officer", "[rights]")
{
    RightsBench bench;
    bench.putInConflict(bench.queued);
    bench.begin(Session::Officer);
    CHECK(bench.desk->retry(bench.queued).error().code == ErrorCode::NotAllowed);
    CHECK(bench.desk->outbox().row(bench.queued)->state == PacketState::Conflict);
    bench.begin(Session::Supervisor);
    REQUIRE(bench.desk->retry(bench.queued));
    const auto row = bench.desk->outbox().row(bench.queued).value();
    CHECK(row.state == PacketState::Sealed);
    CHECK(row.problem.isEmpty());
    const auto due = bench.desk->outbox().due(bench.clock.now(), 10).value();
    CHECK(std::any_of(due.begin(), due.end(), [&](const QueueRow& each) { return each.id == bench.queued; }));
    CHECK(bench.desk->verifyLedger());
}

TEST_CASE("while the station has fewer than two officers it is set up by anyone, and by nobody after that",
    "[rights]")
{
    QTemporaryDir folder;
    const QDir station(folder.filePath("station"));
    const FixedClock clock(fromMs(1795780800000));
    REQUIRE(Desk::create(station, {{}, "n", "00019", {}, false}, clock, cheapCost));
    const auto desk = Desk::open(station, clock).value();
    CHECK(desk->setRegistry(QUrl("https://localhost:1")));
    REQUIRE(desk->addOfficer("An", Role::Supervisor, "An's long words"));
    CHECK(desk->setRegistry(QUrl("https://localhost:2")));
    REQUIRE(desk->addOfficer("Bình", Role::Officer, "Bình's long words", "An's long words"));
    CHECK(desk->setRegistry(QUrl("https://localhost:3")).error().code == ErrorCode::NotSignedIn);
    CHECK(desk->info().registry == QUrl("https://localhost:2"));
}

TEST_CASE("an officer who was removed by another process meanwhile may do nothing more", "[rights]")
{
    RightsBench bench;
    bench.begin(Session::Supervisor);
    REQUIRE(bench.desk->addOfficer("Chi", Role::Supervisor, "Chi's long words"));
    const auto other = Desk::open(bench.station, bench.clock).value();
    const auto officers = other->officers().value();
    const auto chi = std::find_if(
        officers.begin(), officers.end(), [](const OfficerInfo& each) { return each.name == "Chi"; });
    REQUIRE(chi != officers.end());
    REQUIRE(other->signIn(chi->id, "Chi's long words"));
    REQUIRE(other->removeOfficer(bench.an));
    CHECK(bench.desk->ledger().error().code == ErrorCode::NotAllowed);
    CHECK(bench.desk->saveForm(bench.ans, {}).error().code == ErrorCode::NotAllowed);
    CHECK(bench.desk->today());
}
