#include "core/desk/desk.h"

#include "core/base/log.h"
#include "core/desk/desk_parts.h"
#include "core/enroll/identity.h"
#include "core/store/case_number.h"
#include "core/store/key_copy.h"
#include "core/store/ledger_check.h"
#include "core/store/sweep.h"

#include <QFile>

#include <algorithm>

namespace station {
namespace {

constexpr qsizetype longestName = 100;

const auto keyName = QStringLiteral("name");
const auto keyCommune = QStringLiteral("commune");
const auto keyRegistry = QStringLiteral("registry");
const auto keyPractice = QStringLiteral("practice");
const auto keyCode = QStringLiteral("station-code");
const auto keyPasses = QStringLiteral("kdf-passes");
const auto keyMemory = QStringLiteral("kdf-memory");

Status checkRegistry(const QUrl& registry)
{
    const bool usable = registry.isValid() && registry.scheme() == QLatin1String("https")
        && !registry.host().isEmpty() && registry.userInfo().isEmpty();
    if (!usable && (!registry.isEmpty() || !registry.errorString().isEmpty()))
        return fail(ErrorCode::InvalidInput, "the registry's address must be https://host[:port]");
    return {};
}

Status checkInfo(const StationInfo& info)
{
    if (info.name.simplified().isEmpty() || info.name.size() > longestName)
        return fail(ErrorCode::InvalidInput, "a station's name has 1 to 100 characters");
    bool digits = !info.communeCode.isEmpty();
    for (const QChar c : info.communeCode)
        digits = digits && c >= QLatin1Char('0') && c <= QLatin1Char('9');
    if (!digits || info.communeCode.size() > 8)
        return fail(ErrorCode::InvalidInput, "the commune code has 1 to 8 digits");
    return checkRegistry(info.registry);
}

/// A directory whose making was cut short holds a database without a name: it is made to its end.
Result<std::unique_ptr<Database>> newDatabase(const QDir& directory)
{
    if (!directory.exists(QStringLiteral("station.db")))
        return Database::create(directory);
    auto database = Database::open(directory);
    if (!database)
        return database;
    const auto values = Settings(**database).all();
    if (!values)
        return failed(values);
    if (values->contains(keyName))
        return fail(ErrorCode::InvalidInput, "the directory holds a station already");
    return database;
}

/// Part of the program: read and checked once.
const Result<std::vector<Procedure>>& builtInProcedures()
{
    static const auto procedures = loadProcedures(QStringLiteral(":/procedures"));
    return procedures;
}

/// What stands in the database may have been lowered by whoever had the disk: a real station makes no slot
/// cheaper than the moderate one.
KeyCost costFrom(const QMap<QString, QString>& values)
{
    KeyCost cost {values.value(keyPasses).toULongLong(), values.value(keyMemory).toULongLong()};
    if (values.value(keyPractice) != QLatin1String("1")) {
        cost.passes = std::max(cost.passes, KeyCost::moderate().passes);
        cost.memoryBytes = std::max(cost.memoryBytes, KeyCost::moderate().memoryBytes);
    }
    return cost;
}

StationInfo infoFrom(const QMap<QString, QString>& values)
{
    return {values.value(stationIdKey), values.value(keyName), values.value(keyCommune),
        QUrl(values.value(keyRegistry)), values.value(keyPractice) == QLatin1String("1")};
}

} // namespace

Desk::Desk(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Desk::~Desk() = default;

Status Desk::create(const QDir& directory, const StationInfo& info, const Clock& clock, const KeyCost& cost)
{
    if (const Status fine = checkInfo(info); !fine)
        return fine;
    if (const Status made = makeFolder(posixFiles(), directory.path()); !made)
        return made;
    QFile::setPermissions(directory.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto database = newDatabase(directory);
    if (!database)
        return failed(database);
    return Settings(**database)
        .set({{keyName, info.name.simplified()}, {keyCommune, info.communeCode},
                 {keyRegistry, info.registry.toString()},
                 {keyPractice, info.practice ? QStringLiteral("1") : QStringLiteral("0")},
                 {keyCode, makeStationCode(info.communeCode)}, {keyPasses, QString::number(cost.passes)},
                 {keyMemory, QString::number(cost.memoryBytes)}},
            "station-created", clock.now());
}

Result<std::unique_ptr<Desk>> Desk::open(const QDir& directory, const Clock& clock, FileLayer& files)
{
    auto opened = open(directory, clock, files, Look::WhenDue);
    if (opened || opened.error().code != ErrorCode::Damaged)
        return opened;
    return open(directory, clock, files, Look::Thorough); // what the work met, the look did not see
}

Result<std::unique_ptr<Desk>> Desk::open(
    const QDir& directory, const Clock& clock, FileLayer& files, Look look)
{
    auto database = openSound(directory, clock, files, look);
    if (!database)
        return failed(database);
    if (const auto settled = settleKeyCopy(**database, clock); !settled)
        return failed(settled);
    const auto values = Settings(**database).all();
    if (!values)
        return failed(values);
    if (!values->contains(keyName))
        return fail(ErrorCode::NotFound, "the making of the station was cut short; make it again");
    const KeyCost cost = costFrom(*values);
    auto parts = std::make_unique<Parts>(std::move(*database), clock, cost, values->value(keyCode));
    parts->info = infoFrom(*values);
    const auto& procedures = builtInProcedures();
    if (!procedures)
        return failed(procedures);
    parts->procedures = *procedures;
    const auto policy = stationPolicy();
    if (!policy)
        return failed(policy);
    parts->policy = *policy;
    const auto fees = stationFees();
    if (!fees)
        return failed(fees);
    parts->fees = *fees;
    if (const auto settled = sweep(*parts->database, clock); !settled)
        return failed(settled);
    if (const Status settled = parts->handOver.settle(); !settled)
        return failed(settled);
    parts->database
        ->checkpoint(); // what a crash or a busy reader left in the log of a sealed case (sync.md §5 S5)
    return std::unique_ptr<Desk>(new Desk(std::move(parts)));
}

StationInfo Desk::info() const { return m_parts->info; }

Result<SendingPlan> Desk::sending() const { return LinkUse(*m_parts->database).plan(); }

Status Desk::setSending(const SendingPlan& plan)
{
    return m_parts->may(DeskOperation::SetSending).and_then([&] {
        return LinkUse(*m_parts->database).setPlan(plan, m_parts->clock.now(), m_parts->signedInId());
    });
}

Status Desk::setRegistry(const QUrl& registry)
{
    if (const Status may = m_parts->may(DeskOperation::SetRegistry); !may)
        return may;
    if (const Status fine = checkRegistry(registry); !fine)
        return fine;
    const Status kept = m_parts->settings.set(
        {{keyRegistry, registry.toString()}}, "registry-set", m_parts->clock.now(), m_parts->signedInId());
    if (kept)
        m_parts->info.registry = registry;
    return kept;
}

Result<std::optional<RecoveryNotice>> Desk::recoveryNotice() const
{
    return station::recoveryNotice(*m_parts->database);
}

Status Desk::acknowledgeRecovery()
{
    return m_parts->may(DeskOperation::AcknowledgeRecovery).and_then([&] {
        return station::acknowledgeRecovery(*m_parts->database, m_parts->clock, m_parts->signedInId());
    });
}

Result<IdentityFacts> Desk::certificate() const
{
    return readIdentity(m_parts->identityFolder()).and_then(checkIdentity);
}

Result<std::vector<OfficerInfo>> Desk::officers() const
{
    return m_parts->officers.officers().map([](const std::vector<OfficerRecord>& records) {
        std::vector<OfficerInfo> known;
        for (const OfficerRecord& record : records)
            known.push_back(record.info);
        return known;
    });
}

Result<OfficerId> Desk::addOfficer(
    const QString& name, Role role, const QByteArray& passphrase, const QByteArray& first)
{
    if (const Status may = m_parts->may(DeskOperation::AddOfficer); !may)
        return failed(may);
    return m_parts->vault.addOfficer(
        name, role, passphrase, first, trustOf(readIdentity(m_parts->identityFolder())));
}

Status Desk::removeOfficer(OfficerId id)
{
    return m_parts->may(DeskOperation::RemoveOfficer).and_then([&] {
        return m_parts->vault.removeOfficer(id);
    });
}

Status Desk::changePassphrase(OfficerId id, const QByteArray& current, const QByteArray& next)
{
    return m_parts->vault.changePassphrase(id, current, next);
}

Result<OfficerInfo> Desk::signIn(OfficerId id, const QByteArray& passphrase)
{
    const auto officer = m_parts->vault.signIn(id, passphrase);
    if (officer)
        static_cast<void>(m_parts->trustedIdentity()); // notes one that is not
    return officer;
}

Result<RecoveryState> Desk::recoveryState() const { return m_parts->vault.recoveryState(); }

Result<QByteArray> Desk::makeRecoveryCode()
{
    return m_parts->may(DeskOperation::MakeRecoveryCode).and_then([&] {
        return m_parts->vault.makeRecoveryCode();
    });
}

Status Desk::recoveryCodeKept()
{
    return m_parts->may(DeskOperation::RecoveryCodeKept).and_then([&] {
        return m_parts->vault.recoveryCodeKept();
    });
}

Result<QByteArray> Desk::recover(OfficerId id, const QByteArray& code, const QByteArray& next)
{
    return m_parts->vault.recover(id, code, next);
}

Result<TpmState> Desk::tpmState() const { return m_parts->vault.tpmState(); }

Status Desk::bindTpm()
{
    return m_parts->may(DeskOperation::BindTpm).and_then([&] { return m_parts->vault.bindTpm(); });
}

Status Desk::unbindTpm()
{
    return m_parts->may(DeskOperation::UnbindTpm).and_then([&] { return m_parts->vault.unbindTpm(); });
}

std::optional<OfficerInfo> Desk::signedIn() const { return m_parts->vault.signedIn(); }

void Desk::lock()
{
    m_parts->roster.forget();
    m_parts->vault.lock();
}

Result<TodayCounts> Desk::today() const
{
    const auto totals = m_parts->outbox.totals();
    const auto day = m_parts->outbox.sealedSince(m_parts->startOfToday());
    if (!totals || !day)
        return totals ? failed(day) : failed(totals);
    TodayCounts counts {day->sealed, day->delivered, totals->waiting, totals->needsYou, totals->waitingBytes};
    if (const Status room = m_parts->reserve.mayBegin(); !room)
        counts.noNewCase = room.error();
    else if (const Status may = m_parts->database->mayWrite(); !may)
        counts.noNewCase = may.error();
    return counts;
}

const Outbox& Desk::outbox() const { return m_parts->outbox; }

Result<LedgerHead> Desk::ledgerHead() const { return m_parts->ledger.head(); }

HandOver& Desk::handOver() { return m_parts->handOver; }

Tallies& Desk::tally() { return m_parts->tallies; }

Roster& Desk::roster() { return m_parts->roster; }

Status Desk::verifyLedger() const { return m_parts->ledger.verify(); }

Result<LedgerReport> Desk::inspectLedger(const std::vector<QByteArray>& heads) const
{
    return m_parts->ledger.inspect(heads);
}

Result<std::vector<AuditRow>> Desk::ledger() const
{
    return m_parts->may(DeskOperation::Ledger).and_then([&] { return m_parts->ledger.rows(); });
}

Result<ClockJudgement> Desk::clock() { return m_parts->clockRecord.judge(); }

const std::vector<Procedure>& Desk::procedures() const { return m_parts->procedures; }

} // namespace station
