#include "tests/protocol/model_station.h"

#include "core/store/drafts.h"
#include "core/store/ledger.h"
#include "core/store/sweep.h"
#include "core/vault/sealed.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <limits>

namespace station::model {
namespace {

const OfficerId officer = OfficerId::create(fromMs(1795780800000));

template<class T>
T must(Result<T> result, const char* what)
{
    if (!result)
        throw Violation {std::string(what) + ": " + result.error().detail};
    return std::move(*result);
}

void must(const Status& status, const char* what)
{
    if (!status)
        throw Violation {std::string(what) + ": " + status.error().detail};
}

} // namespace

/// The station's own queue, with a step of its life before and after each call.
class ModelStation::Queue final : public PacketQueue {
public:
    Queue(std::unique_ptr<OutboxQueue> real, ModelStation& station)
        : m_real(std::move(real))
        , m_station(station)
    {
    }
    Result<std::vector<QueueRow>> due(Instant now, int limit) override { return m_real->due(now, limit); }
    Result<QueueRow> row(PacketId id) override { return m_real->row(id); }
    Result<QueueTotals> totals() override { return m_real->totals(); }
    Result<QByteArray> bytes(const QueueRow& row) override { return m_real->bytes(row); }
    Result<LedgerHead> auditHead() override { return m_real->auditHead(); }
    Result<bool> wroteAuditRow(const LedgerHead& head) override { return m_real->wroteAuditRow(head); }
    Status note(const char* event, const QString& detail) override
    {
        return around([&] { return m_real->note(event, detail); });
    }
    Result<ChainPoint> chainPoint() override { return m_real->chainPoint(); }
    Result<int> chainFollowed(const ChainPoint& from, const std::vector<ChainLink>& links) override
    {
        return around([&] { return m_real->chainFollowed(from, links); });
    }
    Result<int> chainEnd(const ChainPoint& from) override
    {
        return around([&] { return m_real->chainEnd(from); });
    }
    Status chainRewound() override
    {
        return around([&] { return m_real->chainRewound(); });
    }
    Status announced(const std::vector<PacketId>& ids) override
    {
        return around([&] { return m_real->announced(ids); });
    }
    Status acknowledged(PacketId id, qint64 offset) override
    {
        return around([&] { return m_real->acknowledged(id, offset); });
    }
    Status receipt(PacketId id, const Receipt& receipt) override
    {
        return around([&] { return m_real->receipt(id, receipt); });
    }
    Status conflict(PacketId id, const QString& why) override
    {
        return around([&] { return m_real->conflict(id, why); });
    }
    Status contradicted(PacketId id, const QString& why) override
    {
        return around([&] { return m_real->contradicted(id, why); });
    }
    Status postpone(PacketId id, Instant until, const Error& why) override
    {
        return around([&] { return m_real->postpone(id, until, why); });
    }
    Status doubt(PacketId id, Instant until, const Error& why) override
    {
        return around([&] { return m_real->doubt(id, until, why); });
    }

    Result<std::vector<BundleTask>> bundleTasks() override { return m_real->bundleTasks(); }
    Status bundleAnswered(BundleId id, BundleWord word) override
    {
        return around([&] { return m_real->bundleAnswered(id, word); });
    }

private:
    template<class Call>
    auto around(Call call) -> std::invoke_result_t<Call>
    {
        m_station.step();
        auto done = call();
        m_station.step();
        return done;
    }

    std::unique_ptr<OutboxQueue> m_real;
    ModelStation& m_station;
};

/// POSIX files, with a step before and after each touch.
class ModelStation::Files final : public FileLayer {
public:
    explicit Files(ModelStation& station)
        : m_station(station)
    {
    }
    Status write(const QString& path, const QByteArray& bytes) override
    {
        return around([&] { return posixFiles().write(path, bytes); });
    }
    Status rename(const QString& from, const QString& to) override
    {
        return around([&] { return posixFiles().rename(from, to); });
    }
    Status syncFolder(const QString& folder) override { return posixFiles().syncFolder(folder); }
    Status remove(const QString& path) override
    {
        return around([&] { return posixFiles().remove(path); });
    }
    qint64 bytesFree(const QString&) const override { return std::numeric_limits<qint64>::max(); }

private:
    template<class Call>
    auto around(Call call) -> std::invoke_result_t<Call>
    {
        m_station.step();
        auto done = call();
        m_station.step();
        return done;
    }

    ModelStation& m_station;
};

ModelStation::ModelStation(const QDir& folder, const QString& name, std::string label, Network& network,
    FixedClock& clock, Dice& dice, Chronicle& chronicle, VerifyReceipt verify,
    const StationIdentity& identity)
    : m_folder(folder)
    , m_name(name)
    , m_label(std::move(label))
    , m_line(network, name)
    , m_clock(clock)
    , m_dice(dice)
    , m_chronicle(chronicle)
    , m_verify(std::move(verify))
    , m_identity(identity)
    , m_dataKey(Secret::random(cellKeyBytes))
    , m_files(std::make_unique<Files>(*this))
{
    open();
}

ModelStation::~ModelStation() { close(); }

void ModelStation::step()
{
    if (!m_fuse.burn())
        return;
    m_chronicle.fault("station-crash");
    throw StationCrash {};
}

void ModelStation::close()
{
    m_fuse.out();
    m_pass.reset();
    m_queue.reset();
    m_handOver.reset();
    m_database.reset();
}

void ModelStation::open()
{
    m_database = must(Database::open(m_folder, *m_files), "the station's database does not open");
    must(sweep(*m_database, m_clock), "the station's sweep");
    m_handOver.emplace(
        HandOver::Site {*m_database, m_clock, [this] { return Result<StationIdentity>(m_identity); },
            [](DeskOperation) { return Result<OfficerId>(officer); }});
    must(m_handOver->settle(), "what a crash left of a hand-over");
    m_queue = std::make_unique<Queue>(
        must(OutboxQueue::open(m_folder, m_clock), "the queue does not open"), *this);
    m_pass = std::make_unique<SyncPass>(
        PassContext {*m_queue, m_client, m_clock, m_identity.registryCaPem, m_verify, {}});
}

void ModelStation::crash()
{
    close();
    open();
}

void ModelStation::openCase()
{
    Drafts drafts(*m_database, m_clock);
    const auto draft = must(
        drafts.open(
            {"cc-new-14", 1, OfficerId::create(m_clock.now()), "00019K7Q", QDate(2026, 11, 27)}, m_dataKey),
        "a case cannot be opened");
    cases.push_back(draft.id);
    m_chronicle.tell(m_label + " opens case " + draft.id.text().right(12).toStdString());
}

void ModelStation::seal(int salt)
{
    const auto at = m_dice.below(static_cast<int>(cases.size()));
    const PacketId id = cases.at(static_cast<std::size_t>(at));
    m_chronicle.tell(m_label + " seals " + id.text().right(12).toStdString());
    const QByteArray bytes = madeUpPacket(id, m_name, 100 + m_dice.below(4200), salt);
    if (m_bad && m_dice.oneIn(6))
        m_fuse.light(1 + m_dice.below(4));
    try {
        PacketFiles files(m_folder, *m_files);
        must(files.keep(id, bytes), "a packet cannot be kept");
        step();
        must(Drafts(*m_database, m_clock)
                 .moveToQueue({id, bytes, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)},
                     {OfficerId::create(m_clock.now())}),
            "a packet cannot be queued");
    } catch (const StationCrash&) {
        crash();
    }
    m_fuse.out();
    if (Outbox(*m_database, m_clock).row(id))
        cases.erase(cases.begin() + at);
}

std::optional<Reply<void>> ModelStation::pass(SyncReport& report)
{
    m_chronicle.tell(m_label + " syncs");
    if (m_bad && m_dice.oneIn(6))
        m_fuse.light(1 + m_dice.below(25));
    std::optional<Reply<void>> done;
    try {
        done = m_pass->run(report);
    } catch (const StationCrash&) {
        crash();
    }
    m_fuse.out();
    total.registryRewound = total.registryRewound || report.registryRewound;
    total.voided += report.voided;
    total.alarms.insert(report.alarms.begin(), report.alarms.end());
    if (done && !*done)
        m_chronicle.tell("    pass ends: " + done->error().error.detail);
    return done;
}

void ModelStation::purge(std::chrono::days keep)
{
    m_chronicle.tell(m_label + " purges");
    if (m_bad && m_dice.oneIn(3))
        m_fuse.light(1 + m_dice.below(3));
    try {
        const int gone = must(Outbox(*m_database, m_clock).purge(keep), "purge");
        if (gone > 0)
            m_chronicle.faults["(purged)"] += gone;
    } catch (const StationCrash&) {
        crash();
    }
    m_fuse.out();
}

void ModelStation::act(const char* what, const std::function<Result<HandOverReport>(HandOver&)>& work)
{
    m_chronicle.tell(m_label + ' ' + what);
    if (m_bad && m_dice.oneIn(3))
        m_fuse.light(1 + m_dice.below(12));
    try {
        const auto done = work(*m_handOver);
        ++m_chronicle.faults[done ? std::string("(") + what + ')' : std::string("(refused)")];
        m_chronicle.tell("    " + (done ? done->id.text().right(12).toStdString() : done.error().detail));
    } catch (const StationCrash&) {
        crash();
    }
    m_fuse.out();
}

void ModelStation::giveAway(const QString& to, const QDir& stick)
{
    act("gives away", [&](HandOver& handOver) { return handOver.exportTo(to, stick, {}); });
}

std::optional<BundleRow> ModelStation::anyGiven()
{
    auto all = bundles();
    std::erase_if(all, [](const BundleRow& row) { return row.incoming; });
    if (all.empty())
        return std::nullopt;
    return all.at(static_cast<std::size_t>(m_dice.below(static_cast<int>(all.size()))));
}

void ModelStation::writeAgain(const QDir& stick)
{
    if (const auto bundle = anyGiven())
        act("writes again", [&](HandOver& handOver) { return handOver.exportAgain(bundle->id, stick); });
}

void ModelStation::takeOver(const QString& folder)
{
    act("takes over", [&](HandOver& handOver) { return handOver.importFrom(folder); });
}

void ModelStation::readWord(const QString& folder)
{
    act("reads the word", [&](HandOver& handOver) { return handOver.acknowledge(folder); });
}

void ModelStation::takeBack(bool withoutRegistry)
{
    const auto bundle = anyGiven();
    if (!bundle)
        return;
    act("asks back", [&](HandOver& handOver) {
        return handOver.takeBack(bundle->id, QStringLiteral("lost")).map([&] {
            HandOverReport report;
            report.id = bundle->id;
            return report;
        });
    });
    if (withoutRegistry)
        must(Bundles(*m_database, m_clock).answered(bundle->id, BundleWord::TakenBack), "take back");
}

void ModelStation::takeBackAll()
{
    for (const BundleRow& row : bundles())
        if (!row.incoming)
            must(m_handOver->takeBack(row.id, QStringLiteral("lost")), "take back");
}

std::vector<BundleRow> ModelStation::bundles() const
{
    return must(m_handOver->list(), "the bundles cannot be listed");
}

std::vector<QueueRow> ModelStation::rows() const
{
    return must(Outbox(*m_database, m_clock).list({}), "the queue cannot be listed");
}

QByteArray ModelStation::fileHash(const QueueRow& row) const
{
    QFile file(PacketFiles::of(row.origin, m_folder).path(row.id));
    return file.open(QIODevice::ReadOnly)
        ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
        : QByteArray();
}

bool ModelStation::ledgerHolds() const { return Ledger(*m_database).verify().has_value(); }

} // namespace station::model
