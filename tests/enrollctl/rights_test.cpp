#include "core/desk/desk_rights.h"
#include "tests/enrollctl/program_bench.h"

#include <QCryptographicHash>
#include <QDirIterator>

#include <catch2/catch.hpp>

using namespace station;

namespace {

enum class Session { Nobody, Officer, Supervisor };

/// A station with a packet in the queue, a case of An's (supervisor) and one of Bình's (officer).
struct RightsBench : ProgramBench {
    PacketId queued;
    PacketId ans;
    PacketId binhs;

    RightsBench()
    {
        start();
        signIn_();
        queued = openFilledCase();
        REQUIRE(desk->finish(queued));
        ans = desk->openCase("cc-new-14")->id;
        REQUIRE(desk->signIn(binh, binhWords));
        binhs = desk->openCase("cc-new-14")->id;
        REQUIRE(desk->signIn(an, anWords));
        REQUIRE(desk->makeRecoveryCode()); // without one in its envelope no TPM is bound
        REQUIRE(desk->recoveryCodeKept());
        desk.reset();
        for (const char* name : {"station.pem", "station.key", "registry.pem", "ca.pem"})
            QFile::copy(
                station.filePath(QString("identity/") + name), folder.filePath(QString("new-") + name));
        QDir().mkpath(folder.filePath("identity"));
        write(folder.filePath("identity/station.pem"), authorityStation.certificatePem);
        write(folder.filePath("identity/station.key"), authorityStation.keyPem);
        write(folder.filePath("chi"), "Chi's long words\n");
    }
    void signIn_() { DeskBench::signIn(); }
    [[nodiscard]] QStringList as(Session session, const QString& prefix = "--officer") const
    {
        const QString secret = prefix == "--by" ? "--by-passphrase-file" : "--passphrase-file";
        switch (session) {
        case Session::Nobody: return {};
        case Session::Officer: return {prefix, "Bình", secret, folder.filePath("binh")};
        case Session::Supervisor: return {prefix, "An", secret, folder.filePath("an")};
        }
        return {};
    }
    KeyPair authorityStation = authority.station("station-1");

    /// All that the station holds, besides who signed in when, and how often that was counted.
    [[nodiscard]] QByteArray onDisk() const
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
        for (const char* sql : {"SELECT * FROM setting WHERE key NOT IN ('keys-seq', 'keys-sum') ORDER BY 1",
                 "SELECT id, name, role, hex(wrapped) FROM officer ORDER BY 1",
                 "SELECT * FROM draft ORDER BY 1",
                 "SELECT draft_id, part, hex(sealed) FROM draft_part ORDER BY 1, 2",
                 "SELECT day, hex(document) FROM tally_day ORDER BY 1", "SELECT * FROM outbox ORDER BY 1",
                 "SELECT * FROM receipt ORDER BY 1",
                 "SELECT id, hex(facts), hex(record) FROM roster_person ORDER BY 1",
                 "SELECT id, hex(change) FROM roster_change ORDER BY 1",
                 "SELECT * FROM ledger WHERE event NOT IN ('signed-in') ORDER BY 1"}) {
            sqlite3_stmt* query = nullptr;
            REQUIRE(sqlite3_prepare_v2(handle, sql, -1, &query, nullptr) == SQLITE_OK);
            while (sqlite3_step(query) == SQLITE_ROW)
                for (int i = 0; i < sqlite3_column_count(query); ++i)
                    hash.addData(
                        QByteArray(reinterpret_cast<const char*>(sqlite3_column_text(query, i))) + '\n');
            sqlite3_finalize(query);
        }
        sqlite3_close(handle);
        for (const char* folderName : {"identity", "packets"})
            for (QDirIterator it(station.filePath(folderName), QDir::Files, QDirIterator::Subdirectories);
                 it.hasNext();) {
                QFile file(it.next());
                REQUIRE(file.open(QFile::ReadOnly));
                hash.addData(it.filePath().toUtf8() + file.readAll());
            }
        return hash.result();
    }
};

/// The command that asks for it; nothing where enrollctl has none. What `enroll` does inside stands there.
std::optional<QStringList> commandFor(const RightsBench& bench, DeskOperation operation, Session session)
{
    const QStringList who = bench.as(session);
    const QString own = (session == Session::Supervisor ? bench.ans : bench.binhs).text();
    const QString foreign = (session == Session::Supervisor ? bench.binhs : bench.ans).text();
    const QString queued = bench.queued.text();
    const QStringList enroll
        = QStringList {"enroll", "--procedure", "cc-new-14", "--form", bench.form, "--portrait",
            bench.portrait, "--fingers", bench.fingers, "--waive-portrait", "health", "--no-second-officer"};
    switch (operation) {
    case DeskOperation::Create:
    case DeskOperation::Lock:
    case DeskOperation::SignedIn:
    case DeskOperation::AcknowledgeRecovery:
        return std::nullopt; // there must be something to note: tests/damage
    case DeskOperation::RecoveryNotice: return QStringList {"station", "recovery"};
    case DeskOperation::Clock:
    case DeskOperation::Facts:
    case DeskOperation::CheckStore: return QStringList {"station", "doctor", "--no-devices"};
    case DeskOperation::TpmState: return QStringList {"station", "tpm", "status"};
    case DeskOperation::BindTpm: return QStringList {"station", "tpm", "bind"} + bench.as(session, "--by");
    case DeskOperation::UnbindTpm:
        return QStringList {"station", "tpm", "unbind"} + bench.as(session, "--by");
    case DeskOperation::HandOver: return QStringList {"bundle", "list"};
    case DeskOperation::HandOverStick:
        return QStringList {"bundle", "export", "--to", "station-2", "--out", bench.folder.path()} + who;
    case DeskOperation::HandOverTakeBack: return QStringList {"bundle", "take-back", queued} + who;
    case DeskOperation::Tally:
        return QStringList {"tally", "--from", "2026-11-27", "--to", "2026-11-27"} + who;
    case DeskOperation::TallyClose: return QStringList {"tally", "close", "2026-11-27"} + who;
    case DeskOperation::Open:
    case DeskOperation::Info:
    case DeskOperation::Certificate:
    case DeskOperation::Today: return QStringList {"station", "show"};
    case DeskOperation::SetRegistry:
        return QStringList {"station", "set", "--registry", "https://localhost:9"}
        + bench.as(session, "--by");
    case DeskOperation::Sending: return QStringList {"station", "show"};
    case DeskOperation::SetSending:
        return QStringList {"station", "set", "--metered", "auto"} + bench.as(session, "--by");
    case DeskOperation::InstallIdentity:
        return QStringList {"station", "install", "--identity", bench.folder.filePath("identity")}
        + bench.as(session, "--by");
    case DeskOperation::Officers: return QStringList {"officer", "list"};
    case DeskOperation::AddOfficer:
        return QStringList {"officer", "add", "Chi", "--passphrase-file", bench.folder.filePath("chi")}
        + bench.as(session, "--by");
    case DeskOperation::RemoveOfficer:
        return QStringList {"officer", "remove", "An"} + bench.as(session, "--by");
    case DeskOperation::ChangePassphrase:
        return QStringList {"officer", "passwd", "An", "--passphrase-file", bench.folder.filePath("an"),
            "--new-passphrase-file", bench.folder.filePath("an")};
    case DeskOperation::RecoveryState: return QStringList {"station", "show"};
    case DeskOperation::MakeRecoveryCode:
        return QStringList {"officer", "recovery-code"} + bench.as(session, "--by");
    case DeskOperation::RecoveryCodeKept:
        return QStringList {"officer", "recovery-kept"} + bench.as(session, "--by");
    case DeskOperation::Recover:
        return QStringList {"officer", "recover", "An", "--recovery-code-file", bench.folder.filePath("an"),
            "--new-passphrase-file", bench.folder.filePath("an")};
    case DeskOperation::SignIn:
    case DeskOperation::Drafts: return QStringList {"draft", "list"} + who;
    case DeskOperation::OpenCase:
    case DeskOperation::SaveProcedure:
    case DeskOperation::SaveCircumstances:
    case DeskOperation::SaveForm:
    case DeskOperation::SavePortrait:
    case DeskOperation::SaveFinger:
    case DeskOperation::SaveStep:
    case DeskOperation::SaveConfirmation:
    case DeskOperation::Waivers:
    case DeskOperation::SignOff:
    case DeskOperation::PutOffSignOff:
    case DeskOperation::Finish: return enroll + who;
    case DeskOperation::ResumeCase: return QStringList {"draft", "show", own} + who;
    case DeskOperation::DiscardOwnCase: return QStringList {"draft", "discard", own} + who;
    case DeskOperation::DiscardAnyCase: return QStringList {"draft", "discard", foreign} + who;
    case DeskOperation::Outbox: return QStringList {"queue", "list"};
    case DeskOperation::RosterRead: return QStringList {"roster", "search", "an"} + who;
    case DeskOperation::RosterImport: return QStringList {"roster", "import", bench.form} + who;
    case DeskOperation::RosterSet:
        return QStringList {"roster", "set", "1", "--class", "R10", "--reason", "test"} + who;
    case DeskOperation::RosterSetMany:
        return QStringList {"roster", "set", "1", "2", "--class", "R10", "--reason", "test"} + who;
    case DeskOperation::RosterTakeOut:
        return QStringList {"roster", "set", "1", "--class", "R60", "--reason", "test"} + who;
    case DeskOperation::RosterUndo: return QStringList {"roster", "undo", "1", "--reason", "test"} + who;
    case DeskOperation::Hold: return QStringList {"queue", "hold", queued} + who;
    case DeskOperation::Retry: return QStringList {"queue", "retry", queued} + who;
    case DeskOperation::RetryConflict: return std::nullopt; // the registry puts a packet there: tests/desk
    case DeskOperation::RetryRecovered: return std::nullopt; // a recovery puts it there: tests/desk
    case DeskOperation::SetUrgent: return QStringList {"queue", "urgent", queued} + who;
    case DeskOperation::Approve:
    case DeskOperation::ApproveAsStandIn: return QStringList {"queue", "approve", queued} + who;
    case DeskOperation::Purge: return QStringList {"queue", "purge"} + who;
    case DeskOperation::PurgeEarly: return QStringList {"queue", "purge", "--days", "0"} + who;
    case DeskOperation::VerifyLedger:
    case DeskOperation::InspectLedger:
    case DeskOperation::LedgerHead: return QStringList {"audit", "verify"};
    case DeskOperation::Ledger: return QStringList {"audit", "export"} + who;
    case DeskOperation::Procedures: return QStringList {"procedures", "list"};
    }
    return std::nullopt;
}

} // namespace

TEST_CASE(
    "no command gets past the table of rights, and what is refused changes nothing on the disk", "[rights]")
{
    int tried = 0;
    int refused = 0;
    int without = 0;
    auto bench = std::make_unique<RightsBench>();
    for (const Session session : {Session::Nobody, Session::Officer, Session::Supervisor}) {
        for (const DeskRight& right : deskRights()) {
            // A stand-in approves only where no supervisor is left: not at this station.
            const bool standIn = right.operation == DeskOperation::ApproveAsStandIn;
            const Who who = standIn ? Who::Supervisor : right.who;
            const bool may = who == Who::Anyone || session == Session::Supervisor
                || (who == Who::Officer && session == Session::Officer);
            const auto command = commandFor(*bench, right.operation, session);
            if (!command) {
                ++without;
                continue;
            }
            const QByteArray before = bench->onDisk();
            const Ran ran = bench->run(*command);
            const QString error = ran.lines.empty() ? QString() : ran.lines.back()["error"].toString();
            INFO(right.call << " " << command->join(' ').toStdString() << " " << ran.text.toStdString());
            ++tried;
            if (may) {
                CHECK(error != "NotSignedIn");
                CHECK(error != "NotAllowed");
                if (bench->onDisk() != before)
                    bench = std::make_unique<RightsBench>(); // the next one begins at the same place
                continue;
            }
            ++refused;
            CHECK(ran.code == 1);
            CHECK(error == (session == Session::Nobody ? "NotSignedIn" : "NotAllowed"));
            CHECK(bench->onDisk() == before);
        }
    }
    WARN("rights through enrollctl: " << tried << " pairs tried, " << refused << " refused, " << without
                                      << " without a command");
    CHECK(tried + without == 3 * static_cast<int>(deskRights().size()));
}

TEST_CASE("packets younger than the policy's days stay, however old they are told to be", "[rights]")
{
    RightsBench bench;
    CHECK(bench.run(QStringList {"queue", "purge", "--days", "29"} + bench.as(Session::Officer))
              .lines.back()["error"]
        == "NotAllowed");
    // A supervisor may, and without a processed receipt nothing goes all the same.
    CHECK(bench.run(QStringList {"queue", "purge", "--days", "0"} + bench.as(Session::Supervisor))
              .lines.back()["purged"]
        == 0);
    changeStation(bench.station, "UPDATE outbox SET state = 'processed', state_ms = 0");
    CHECK(bench.run(QStringList {"queue", "purge", "--days", "0"} + bench.as(Session::Supervisor))
              .lines.back()["purged"]
        == 0);
    CHECK(QFile::exists(bench.packetPath(bench.queued)));
}

TEST_CASE("enroll has what was waived signed by a second officer, or put off", "[rights]")
{
    ProgramBench bench;
    QStringList alone = bench.enrollArguments();
    const auto place = alone.indexOf("--sign-off");
    alone.remove(place, 4);
    bench.refuses(alone, "--sign-off OFFICER");
    QStringList own = alone;
    own += {"--sign-off", "An", "--sign-off-passphrase-file", bench.folder.filePath("an")};
    CHECK(bench.run(own).lines.back()["error"] == "NotAllowed");
    QStringList wrong = alone;
    wrong += {"--sign-off", "Bình", "--sign-off-passphrase-file", bench.folder.filePath("wrong")};
    CHECK(bench.run(wrong).lines.back()["error"] == "WrongPassphrase");
    CHECK(bench.run({"queue", "list"}).lines.empty());
    CHECK(bench.run(bench.enrollArguments()).code == 0);

    const Ran put = bench.run(alone + QStringList {"--no-second-officer"});
    REQUIRE(put.code == 0);
    const QString id = put.lines.back()["id"].toString();
    CHECK(bench.run({"queue", "show", id}).lines.back()["problem"] == "held:approval");
    CHECK(
        bench.run(QStringList {"queue", "retry", id} + bench.signIn()).lines.back()["error"] == "NotAllowed");
    CHECK(bench.run(QStringList {"queue", "approve", id} + bench.signIn()).lines.back()["error"]
        == "NotAllowed");
    CHECK(bench
              .run({"queue", "approve", id, "--officer", "Bình", "--passphrase-file",
                  bench.folder.filePath("binh")})
              .lines.back()["state"]
        == "sealed"); // An waived, and is the only supervisor
}
