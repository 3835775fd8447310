#include "tests/damage/worked_station.h"

#include "core/desk/hand_over.h"
#include "core/store/bundles.h"
#include "core/store/database.h"
#include "core/store/packet_files.h"
#include "core/store/receipt_chain.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <sqlite3.h>

namespace station {
namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// A reader that began before: nothing it may still want leaves the log.
class OldReader {
public:
    explicit OldReader(const QDir& station)
    {
        REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &m_handle) == SQLITE_OK);
        REQUIRE(sqlite3_exec(m_handle, "BEGIN; SELECT count(*) FROM setting", nullptr, nullptr, nullptr)
            == SQLITE_OK);
    }
    ~OldReader() { sqlite3_close(m_handle); }

private:
    sqlite3* m_handle = nullptr;
};

Receipt receiptFor(const QueueRow& row, PacketState state, qint64 seq)
{
    return {state, state == PacketState::Rejected ? "photo-unusable" : "", seq, row.sha256, "signed", {}};
}

/// As sync does when the registry has listed all its receipts; nothing is purged before.
void seeRegistryWhole(const DeskBench& bench)
{
    const auto database = Database::open(bench.station);
    REQUIRE(database);
    REQUIRE(ReceiptChain(**database, bench.clock).reachedEnd({}));
}

void bringTo(const DeskBench& bench, PacketId id, PacketState state, qint64 seq)
{
    const auto database = Database::open(bench.station).value();
    Outbox outbox(*database, bench.clock);
    const QueueRow row = outbox.row(id).value();
    switch (state) {
    case PacketState::Sealed: break;
    case PacketState::Announced: REQUIRE(outbox.announced({id})); break;
    case PacketState::Uploading:
        REQUIRE(outbox.announced({id}));
        REQUIRE(outbox.acknowledged(id, row.size / 2));
        break;
    case PacketState::Conflict: REQUIRE(outbox.conflict(id, "other bytes")); break;
    case PacketState::Held: REQUIRE(outbox.hold(id, "officer")); break;
    case PacketState::Purged:
        REQUIRE(outbox.receipt(id, receiptFor(row, PacketState::Processed, seq)));
        seeRegistryWhole(bench);
        REQUIRE(outbox.purge(std::chrono::days(0)).value_or(0) > 0);
        break;
    case PacketState::Received:
    case PacketState::Processing:
    case PacketState::Processed:
    case PacketState::Rejected:
    case PacketState::Resubmit: REQUIRE(outbox.receipt(id, receiptFor(row, state, seq))); break;
    }
}

bool isAtRegistry(PacketState state)
{
    switch (state) {
    case PacketState::Received:
    case PacketState::Processing:
    case PacketState::Processed:
    case PacketState::Purged:
    case PacketState::Rejected:
    case PacketState::Resubmit: return true;
    case PacketState::Sealed:
    case PacketState::Announced:
    case PacketState::Uploading:
    case PacketState::Conflict:
    case PacketState::Held: return false;
    }
    return false;
}

bool sameRow(const AuditRow& a, const AuditRow& b)
{
    return a.seq == b.seq && a.at == b.at && a.event == b.event && a.subject == b.subject
        && a.detail == b.detail && a.actor == b.actor && a.hash == b.hash;
}

std::vector<QueueRow> allRows(Desk& desk) { return desk.outbox().list({{}, 0, 10000}).value(); }

/// Counts what the registry would do with everything that is sent to it.
void sendAll(Desk& desk, const WorkedStation& before, QStringList& wrong)
{
    QMap<QString, QByteArray> registry = before.atRegistry;
    for (const QueueRow& row : allRows(desk)) {
        if (row.state == PacketState::Purged)
            continue;
        const QByteArray kept = registry.value(row.id.text());
        if (!kept.isEmpty() && kept != row.sha256)
            wrong.append("other bytes would be sent under the id " + row.id.text());
        registry.insert(row.id.text(), row.sha256);
    }
    for (auto packet = before.packets.begin(); packet != before.packets.end(); ++packet)
        if (registry.value(packet.key()) != sha256(packet->bytes))
            wrong.append("the registry would never get " + packet.key());
}

void judgeFiles(const QDir& place, const WorkedStation& before, QStringList& wrong)
{
    for (auto packet = before.packets.begin(); packet != before.packets.end(); ++packet) {
        if (bytesOf(pathOf(place, packet.key(), *packet)) != packet->bytes)
            wrong.append("the packet file is gone or another: " + packet.key());
    }
}

/// Whatever is not our own goes to the registry by the order that a bundle holds, and by nothing else.
void judgeBundles(Desk& desk, const QMap<QString, QueueRow>& rows, QStringList& wrong)
{
    QMap<QString, BundleRow> bundles;
    const auto listed = desk.handOver().list().value();
    for (const BundleRow& bundle : listed)
        bundles.insert(bundle.id.text(), bundle);
    for (const QueueRow& row : rows) {
        if (row.origin.isEmpty())
            continue;
        const BundleRow bundle = bundles.value(row.bundle);
        if (row.custody != Custody::Taken && row.custody != Custody::Carried)
            wrong.append("carried, and nobody is to send it: " + row.id.text());
        if (bundle.document.isEmpty() || bundle.ack.isEmpty() || bundle.peer != row.origin)
            wrong.append("carried, and its signed order is gone: " + row.id.text());
        if (row.caseNumber.isEmpty())
            wrong.append("carried, and nameless in the queue: " + row.id.text());
    }
}

void judgeQueue(Desk& desk, const WorkedStation& before, QStringList& wrong)
{
    QMap<QString, QueueRow> rows;
    for (const QueueRow& row : allRows(desk)) {
        if (rows.contains(row.id.text()))
            wrong.append("twice in the queue: " + row.id.text());
        rows.insert(row.id.text(), row);
    }
    for (auto packet = before.packets.begin(); packet != before.packets.end(); ++packet) {
        const auto row = rows.find(packet.key());
        if (row == rows.end())
            wrong.append("not in the queue: " + packet.key());
        else if (row->sha256 != sha256(packet->bytes) || row->size != packet->bytes.size())
            wrong.append("in the queue with another hash or size: " + packet.key());
        else if (row->origin != packet->origin)
            wrong.append("in the queue as another station's: " + packet.key());
    }
    judgeBundles(desk, rows, wrong);
}

void judgeLedger(Desk& desk, const WorkedStation& before, QStringList& wrong)
{
    const Status held = desk.verifyLedger();
    if (!held && held.error().code != ErrorCode::Damaged)
        wrong.append("the ledger cannot be verified: " + QString::fromStdString(held.error().detail));
    const auto rows = desk.ledger();
    if (!rows) {
        wrong.append("the ledger cannot be read");
        return;
    }
    bool same = rows->size() >= before.ledger.size();
    for (std::size_t i = 0; same && i < before.ledger.size(); ++i)
        same = sameRow((*rows)[i], before.ledger[i]);
    if (held && !same)
        wrong.append("the ledger lost or changed rows and is called clean");
}

QStringList putAside(const QDir& place)
{
    return place.entryList({"station.db.damaged-*"}, QDir::Files).filter(QRegularExpression("(?<!-wal)$"));
}

} // namespace

QString pathOf(const QDir& place, const QString& id, const WorkedStation::Packet& packet)
{
    return PacketFiles::of(packet.origin, place).path(PacketId::parse(id));
}

WorkedStation::WorkedStation(bool inLog)
{
    REQUIRE(bench.desk->addOfficer("Chi", Role::Supervisor, "Chi's long words"));
    constexpr int half = 11; // one for each state
    work(half);
    bench.restart();
    std::optional<OldReader> reader;
    if (inLog)
        reader.emplace(bench.station);
    carry();
    work(half);
    for (int i = 0; i < 5; ++i)
        drafts.push_back(bench.openFilledCase());
    REQUIRE(bench.desk->saveStep(drafts.back(), CaseStep::Review)); // the last transaction of the log
    remember();
    if (!inLog)
        bench.desk.reset();
    QDirIterator files(bench.station.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = m_frozen.filePath(bench.station.relativeFilePath(path));
        QDir().mkpath(QFileInfo(copy).path());
        REQUIRE(QFile::copy(path, copy));
    }
    bench.desk.reset();
}

void WorkedStation::work(int cases)
{
    for (int i = 0; i < cases; ++i) {
        bench.clock.advance(std::chrono::minutes(4));
        const PacketId id = bench.openFilledCase();
        REQUIRE(bench.desk->finish(id));
        const auto purgedFirst
            = static_cast<PacketState>((i + static_cast<int>(PacketState::Purged)) % cases);
        bringTo(bench, id, purgedFirst, ++m_registrySeq);
    }
}

void WorkedStation::carry()
{
    DeskBench other;
    REQUIRE(other.desk->installIdentity(
        TestAuthority::identity(bench.authority, bench.authority.station("station-2"), bench.registry)));
    const QTemporaryDir stick;
    std::vector<HandOverReport> bundles;
    for (int i = 0; i < 2; ++i) {
        for (int n = 0; n < 2; ++n) {
            other.clock.advance(std::chrono::minutes(4));
            REQUIRE(other.desk->finish(other.openFilledCase()));
        }
        const auto given = other.desk->handOver().exportTo("station-1", QDir(stick.path()), {});
        REQUIRE(given);
        REQUIRE(bench.desk->handOver().importFrom(given->folder));
        bundles.push_back(*given);
    }
    const auto database = Database::open(bench.station).value();
    REQUIRE(Bundles(*database, bench.clock).answered(bundles.front().id, BundleWord::Accepted));
    const QueueRow accepted = Bundles(*database, bench.clock).packets(bundles.front().id)->front();
    REQUIRE(Outbox(*database, bench.clock)
                .receipt(accepted.id, receiptFor(accepted, PacketState::Received, ++m_registrySeq)));
}

void WorkedStation::remember()
{
    ledger = bench.desk->ledger().value();
    for (const QueueRow& row : allRows(*bench.desk)) {
        if (isAtRegistry(row.state))
            atRegistry.insert(row.id.text(), row.sha256);
        if (row.state != PacketState::Purged)
            packets.insert(row.id.text(),
                {bytesOf(PacketFiles::of(row.origin, bench.station).path(row.id)), row.state, row.origin});
    }
}

void WorkedStation::copyTo(const QDir& place) const
{
    QDirIterator files(m_frozen.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = place.filePath(m_frozen.relativeFilePath(path));
        QDir().mkpath(QFileInfo(copy).path());
        REQUIRE(QFile::copy(path, copy));
    }
}

const WorkedStation& closedStation()
{
    static const WorkedStation once(false);
    return once;
}

const WorkedStation& killedStation()
{
    static const WorkedStation once(true);
    return once;
}

DamagedFiles filesIn(const QDir& place)
{
    return {bytesOf(place.filePath("station.db")), bytesOf(place.filePath("station.db-wal"))};
}

Outcome judge(const QDir& place, const WorkedStation& before, const DamagedFiles& damaged)
{
    Outcome verdict;
    QStringList& wrong = verdict.wrong;
    FixedClock clock(before.bench.clock.now() + std::chrono::hours(25)); // the look of the day is due
    auto desk = Desk::open(place, clock);
    judgeFiles(place, before, wrong);
    if (!desk) {
        wrong.append("the station does not open: " + QString::fromStdString(desk.error().detail));
        return verdict;
    }
    const QStringList aside = putAside(place);
    const auto notice = (*desk)->recoveryNotice();
    verdict.recovered = notice && notice->has_value();
    if (verdict.recovered) {
        verdict.pagesLost = (*notice)->pagesLost;
        if (aside.size() != 1 || bytesOf(place.filePath(aside.front())) != damaged.database)
            wrong.append("the damaged database was not put aside as it was");
        else if (!damaged.log.isEmpty() && bytesOf(place.filePath(aside.front() + "-wal")) != damaged.log)
            wrong.append("the damaged log was not put aside as it was");
    } else if (!aside.isEmpty()) {
        wrong.append("recovered and not said");
    }
    judgeQueue(**desk, before, wrong);
    if ((*desk)->signIn(before.bench.an, DeskBench::anWords)) {
        judgeLedger(**desk, before, wrong);
        for (const PacketId& id : before.drafts)
            verdict.draftsOpened += (*desk)->resumeCase(id) ? 1 : 0;
        if (const auto draft = (*desk)->openCase("cc-new-14");
            !draft || !(*desk)->saveForm(draft->id, sampleForm()))
            wrong.append("no case can be opened and saved");
    } else {
        wrong.append("a supervisor cannot sign in");
    }
    sendAll(**desk, before, wrong);
    desk->reset();
    auto again = Desk::open(place, clock);
    if (!again)
        wrong.append("it does not open a second time: " + QString::fromStdString(again.error().detail));
    else
        judgeQueue(**again, before, wrong);
    if (putAside(place).size() != aside.size())
        wrong.append("recovered a second time without new damage");
    judgeFiles(place, before, wrong);
    return verdict;
}

} // namespace station
