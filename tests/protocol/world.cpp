#include "tests/protocol/world.h"

#include "app/registry/api_json.h"
#include "app/registry/authority.h"
#include "core/store/outbox_rules.h"
#include "core/sync/receipt_check.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <filesystem>
#include <limits>

namespace station::model {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Thirty days are many steps: the model's weeks are shorter, and what matters is which of the two is longer.
constexpr std::chrono::days retention {5};
constexpr std::chrono::days oldestBackup {4};
constexpr int mostCases = 6;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void copyFolder(const QDir& from, const QDir& to)
{
    fs::copy(from.path().toStdString(), to.path().toStdString(), fs::copy_options::recursive);
}

/// The negative control: what a 2xx brings is a receipt.
Result<Receipt> believeAnything(const QByteArray& bytes, const QueueRow& packet)
{
    auto text = QJsonDocument::fromJson(bytes).object();
    if (text.isEmpty()) { // a real one: its text stands in the clear inside
        const auto from = bytes.indexOf("{\"");
        text = QJsonDocument::fromJson(bytes.mid(from, bytes.indexOf('}', from) + 1 - from)).object();
    }
    const auto state = packetStateFrom(text.value("state").toString());
    return Receipt {state.value_or(PacketState::Processed), text.value("reason").toString(),
        text.value("registry_seq").toInteger(), packet.sha256, bytes,
        QByteArray::fromHex(text.value("prev_receipt_hash").toString().toLatin1())};
}

/// How far a packet has come at the registry.
struct Reached {
    qint64 bytes = 0;
    qint64 expiresAt = 0; ///< of a half one; later it may begin again
};

struct Backup {
    QDir folder;
    Instant madeAt;
    int before; ///< the backup whose bytes are among these; -1: none
};

class World {
public:
    World(const Ground& ground, unsigned seed, Weakness weakness, Chronicle& chronicle);

    void wander(int steps, int& done);
    void settle();

private:
    void step();
    void addStation(const QString& name, const QDir& from);
    void cloneStation();
    void passTime();
    void backUp();
    void restore();
    [[nodiscard]] bool cameBefore(int which, int later) const;
    void turnBit();
    void claim();
    void sync(ModelStation& station);
    [[nodiscard]] ModelStation& giver();
    void carry();
    void handOver();
    void check();
    void checkRegistry();
    void checkStations();
    void checkAlarms();
    [[nodiscard]] std::string unsettled();
    [[nodiscard]] bool isOver() { return unsettled().empty(); }
    ModelStation& any()
    {
        return *m_stations.at(static_cast<std::size_t>(m_dice.below(static_cast<int>(m_stations.size()))));
    }

    const Ground& m_ground;
    Weakness m_weakness;
    Chronicle& m_chronicle;
    Dice m_dice;
    FixedClock m_clock {fromMs(1795780800000)};
    QTemporaryDir m_folder {quickFolder()};
    std::unique_ptr<ModelRegistry> m_registry;
    std::unique_ptr<Network> m_network;
    std::vector<std::unique_ptr<ModelStation>> m_stations;
    std::vector<Backup> m_backups;
    int m_bytes = -1; ///< the backup that the registry's bytes come from; -1: none yet
    Sticks m_sticks {QDir(m_folder.path()), m_dice, m_chronicle};
    CustodyCheck m_custody;
    std::vector<RegistryPacket> m_packets; ///< at the registry, as last looked at
    std::map<QString, std::set<QByteArray>> m_truth; ///< packet id -> hashes it was sealed with
    std::map<QString, Reached> m_acknowledged;
    std::set<QString> m_mayStartAgain; ///< a bit was turned in its half, or its registry was put back
    int m_opened = 0;
    int m_salt = 0;
    int m_restores = 0;
    bool m_cloned = false;
};

World::World(const Ground& ground, unsigned seed, Weakness weakness, Chronicle& chronicle)
    : m_ground(ground)
    , m_weakness(weakness)
    , m_chronicle(chronicle)
    , m_dice(seed)
{
    const QDir registry(m_folder.filePath("registry"));
    fs::create_directories(registry.path().toStdString());
    m_registry = std::make_unique<ModelRegistry>(ground.keys, registry, m_clock, weakness, chronicle);
    m_network = std::make_unique<Network>(*m_registry, m_clock, m_dice, chronicle);
    addStation("st-1", ground.emptyStation);
    addStation("st-2", ground.emptyStation);
}

void World::addStation(const QString& name, const QDir& from)
{
    const QDir folder(m_folder.filePath(QStringLiteral("disk-%1").arg(m_stations.size())));
    copyFolder(from, folder);
    VerifyReceipt verify = [ca = m_ground.keys.caPem, name](const QByteArray& der, const QueueRow& packet) {
        return verifyReceipt(der, ca, packet, packet.origin.isEmpty() ? name : packet.origin);
    };
    if (m_weakness == Weakness::NoReceiptCheck)
        verify = believeAnything;
    const std::string label = "disk-" + std::to_string(m_stations.size());
    m_stations.push_back(std::make_unique<ModelStation>(folder, name, label, *m_network, m_clock, m_dice,
        m_chronicle, std::move(verify), m_ground.identities.at(name)));
}

void World::cloneStation()
{
    ModelStation& original = any();
    m_chronicle.fault("station-cloned");
    m_cloned = true;
    original.close();
    addStation(original.name(), original.folder());
    original.open();
    m_stations.back()->cases = original.cases;
}

void World::passTime()
{
    const auto days = m_dice.oneIn(8) ? 15 : m_dice.below(4); // 15: half uploads expire
    m_clock.advance(std::chrono::days(days) + std::chrono::minutes(1 + m_dice.below(3000)));
    m_chronicle.tell("time passes, " + std::to_string(days) + " days and some hours");
}

void World::backUp()
{
    const QDir to(m_folder.filePath(QStringLiteral("backup-%1").arg(m_backups.size())));
    m_chronicle.tell("registry is backed up");
    m_registry->backUp(to);
    m_backups.push_back({to, m_clock.now(), m_bytes});
    m_bytes = static_cast<int>(m_backups.size()) - 1;
}

/// `which` is `later`, or its bytes are among those of `later`.
bool World::cameBefore(int which, int later) const
{
    while (later >= 0 && later != which)
        later = m_backups.at(static_cast<std::size_t>(later)).before;
    return later == which;
}

void World::restore()
{
    if (m_backups.empty())
        return;
    const int which = m_dice.below(static_cast<int>(m_backups.size()));
    const Backup& backup = m_backups.at(static_cast<std::size_t>(which));
    if (m_clock.now() - backup.madeAt > oldestBackup) // beyond what the stations keep
        return;
    const bool blobs = m_dice.oneIn(2);
    if (!blobs && !cameBefore(which, m_bytes))
        return; // younger than the bytes: no administrator may do that (app/registry/blob_store.h)
    if (blobs)
        m_bytes = which;
    m_chronicle.fault(blobs ? "registry-restored" : "registry-database-restored");
    m_registry->restore(backup.folder, blobs);
    ++m_restores;
    m_acknowledged.clear();
    for (const auto& [id, hashes] : m_truth)
        m_mayStartAgain.insert(id);
}

void World::turnBit()
{
    const QString id = m_registry->turnBit(m_dice);
    if (id.isEmpty())
        return;
    m_chronicle.fault("bit-turned");
    m_mayStartAgain.insert(id);
}

/// The thief says that a packet of another station is its own, and may bring bytes under its id.
void World::claim()
{
    const auto rows = any().rows();
    if (rows.empty())
        return;
    const PacketId id = rows.at(static_cast<std::size_t>(m_dice.below(static_cast<int>(rows.size())))).id;
    m_chronicle.fault("id-claimed");
    const QByteArray bytes = madeUpPacket(id, thief, 400, ++m_salt);
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    const QByteArray tus = "1.0.0";
    const QJsonObject packet {{"packet_id", id.text()}, {"seq", m_salt}, {"size", bytes.size()},
        {"sha256", QString::fromLatin1(hash.toHex())}};
    std::vector<HttpRequest> requests {
        {"PUT", "/v1/manifests/" + PacketId::create(m_clock.now()).text(),
            {{"Content-Type", "application/json"}},
            QJsonDocument(QJsonObject {{"packets", QJsonArray {packet}}}).toJson()},
        {"POST", "/v1/files",
            {{"Tus-Resumable", tus}, {"Upload-Length", QByteArray::number(bytes.size())},
                {"Idempotency-Key", id.text().toLatin1()},
                {"Repr-Digest", "sha-256=:" + hash.toBase64() + ":"}},
            {}},
        {"PATCH", "/v1/files/" + id.text(),
            {{"Tus-Resumable", tus}, {"Content-Type", "application/offset+octet-stream"},
                {"Upload-Offset", "0"}, {"Upload-Checksum", "sha256 " + hash.toBase64()}},
            bytes}};
    requests.resize(static_cast<std::size_t>(1 + m_dice.below(3)));
    for (const auto& request : requests)
        (void)m_registry->serve(thief, request);
}

void World::sync(ModelStation& station)
{
    SyncReport report;
    (void)station.pass(report);
}

/// Whoever has something to give away, if anybody has.
ModelStation& World::giver()
{
    for (const auto& station : m_stations)
        for (const auto& row : station->rows())
            if (row.custody == Custody::Here && isWaiting(row.state) && m_dice.oneIn(2))
                return *station;
    return any();
}

/// What people do with a stick after they have written it, as far as they get.
void World::carry()
{
    if (m_dice.oneIn(4))
        m_sticks.harm();
    const QString folder = m_sticks.anyBundle();
    if (folder.isEmpty() || m_dice.oneIn(4))
        return;
    for (const auto& station : m_stations) // whoever it is for takes it
        if (m_dice.oneIn(2))
            station->takeOver(folder);
    if (m_dice.oneIn(4))
        m_sticks.harm();
    if (m_dice.oneIn(2))
        any().readWord(folder);
}

void World::handOver()
{
    switch (m_dice.below(8)) {
    case 0:
    case 1:
    case 2: {
        ModelStation& station = giver();
        station.giveAway(station.name() == "st-1" ? "st-2" : "st-1", m_sticks.any());
        if (m_dice.oneIn(2))
            check();
        carry();
        break;
    }
    case 3:
    case 4: carry(); break;
    case 5: any().writeAgain(m_sticks.any()); break;
    case 6: m_sticks.harm(); break;
    default: any().takeBack(m_weakness == Weakness::NoRegistrysWord); break;
    }
}

void World::step()
{
    m_clock.advance(1ms);
    switch (m_dice.below(24)) {
    case 0:
    case 1:
        if (m_opened < mostCases) {
            ++m_opened;
            any().openCase();
        }
        break;
    case 2:
    case 3:
    case 4: {
        auto& station = any();
        if (!station.cases.empty())
            station.seal(++m_salt);
        break;
    }
    case 5: passTime(); break;
    case 6: any().purge(retention); break;
    case 7:
        m_chronicle.fault("registry-crash");
        m_registry->crash();
        break;
    case 8:
        m_chronicle.fault("station-crash");
        any().crash();
        break;
    case 9:
        if (m_backups.size() < 3)
            backUp();
        break;
    case 10:
        if (m_dice.oneIn(2))
            restore();
        break;
    case 11:
        if (!m_cloned && m_dice.oneIn(4))
            cloneStation();
        break;
    case 12: turnBit(); break;
    case 19: claim(); break;
    case 20:
    case 21:
    case 22: handOver(); break;
    case 13: m_network->deliverOne(); break;
    case 14:
    case 15:
        if (m_dice.oneIn(4))
            m_registry->fuse().light(1 + m_dice.below(4));
        m_chronicle.tell(
            m_registry->process() ? "registry has processed one" : "registry has nothing to process");
        m_registry->fuse().out();
        break;
    default: sync(any()); break;
    }
}

void World::wander(int steps, int& done)
{
    for (; done < steps; ++done) {
        step();
        check();
    }
}

/// Packets of the registry: one for each id, whole ones as they were sealed.
void World::checkRegistry()
{
    std::set<QString> ids;
    for (const auto& [which, count] : m_registry->receipts()) {
        if (count > 1)
            throw Violation {"two receipts for " + which.mid(24).toStdString()};
    }
    for (const auto& packet : m_packets) {
        const QString id = packet.id.left(36);
        const std::string name = id.right(12).toStdString();
        if (!ids.insert(id).second)
            throw Violation {"two packets at the registry for " + name};
        const bool whole = packet.state != "announced" && packet.state != "uploading";
        const auto hash = QByteArray::fromHex(packet.sha256.toLatin1());
        if (m_truth[id].count(hash) == 0)
            throw Violation {"the registry holds what nobody has sealed: " + name};
        if (whole && m_registry->blobHash(id, packet.station) != hash)
            throw Violation {
                "the registry has " + packet.state.toStdString() + " other bytes than were sealed: " + name};
        if (packet.state == "rejected")
            throw Violation {"a good packet was rejected: " + name};
        const qint64 reached = whole ? packet.size : packet.received;
        Reached& before = m_acknowledged[id];
        const bool expired = toMs(m_clock.now()) > before.expiresAt;
        if (reached < before.bytes && !expired && m_mayStartAgain.erase(id) == 0)
            throw Violation {"acknowledged bytes went back for " + name};
        before = {reached, whole ? std::numeric_limits<qint64>::max() : packet.expiresAt};
    }
}

void World::check()
{
    m_packets = m_registry->packets();
    checkStations(); // first: it learns what was sealed
    checkRegistry();
    checkAlarms();
    m_custody.look(m_stations, m_packets, m_registry->bundles(), {m_cloned, m_restores > 0});
}

/// Packets of the stations: still here, or purged and processed at the registry.
void World::checkStations()
{
    std::map<QString, RegistryPacket> registry;
    for (const auto& packet : m_packets)
        registry.emplace(packet.id.left(36), packet);
    for (const auto& station : m_stations) {
        for (const auto& row : station->rows()) {
            const QString id = row.id.text();
            const std::string name = station->label() + ' ' + id.right(12).toStdString();
            m_truth[id].insert(row.sha256);
            const bool isThere = registry.count(id) > 0 && registry.at(id).state == "processed";
            if (row.state == PacketState::Processed && m_restores == 0 && !isThere)
                throw Violation {"processed here and not there: " + name};
            if (row.state != PacketState::Purged) {
                const QByteArray hash = station->fileHash(row);
                // taken back: its own station answers for the bytes, and the desk's go at its next start
                const bool mayBeGone = row.custody == Custody::Returned && hash.isEmpty();
                if (hash != row.sha256 && !mayBeGone)
                    throw Violation {"the packet's file is gone or other: " + name};
                continue;
            }
            const auto there = registry.find(id);
            if (there == registry.end() || there->second.state != "processed"
                || there->second.sha256 != QString::fromLatin1(row.sha256.toHex()))
                throw Violation {"purged here and not processed there: " + name};
        }
    }
}

/// Nobody is accused who has done nothing.
void World::checkAlarms()
{
    if (!m_cloned && !m_registry->alarms().isEmpty())
        throw Violation {"an alarm without a reason: " + m_registry->alarms().first().toStdString()};
    for (const auto& station : m_stations) {
        if (!m_cloned && !station->total.alarms.empty())
            throw Violation {"a station believes it was cloned: " + station->label()};
        const bool mayLookRewound = m_restores > 0 || m_network->served("stale-answer");
        if (!mayLookRewound && m_weakness == Weakness::None
            && (station->total.registryRewound || station->total.voided > 0))
            throw Violation {"a station believes the registry was put back: " + station->label()};
    }
}

/// The packets that are not at their end, and where they stand; empty: all are.
std::string World::unsettled()
{
    std::string left;
    std::map<QString, QString> registry;
    for (const auto& packet : m_packets) {
        if (packet.state == "processed")
            registry.emplace(packet.id.left(36), packet.sha256);
    }
    for (const auto& station : m_stations) {
        for (const auto& row : station->rows()) {
            if (row.custody == Custody::Returned) // its own station answers for it
                continue;
            const auto there = registry.find(row.id.text());
            const bool ours
                = there != registry.end() && there->second == QString::fromLatin1(row.sha256.toHex());
            const bool other = there != registry.end() && !ours && m_truth[row.id.text()].size() > 1;
            const bool delivered = row.state == PacketState::Processed || row.state == PacketState::Purged;
            // two copies of one disk have finished the same case: the second to come waits for a person
            if (!(ours && delivered) && !(other && row.state == PacketState::Conflict))
                left += "; " + station->label() + ' ' + row.id.text().right(12).toStdString() + ' '
                    + nameOf(row.custody) + ' ' + nameOf(row.state) + ' ' + row.problem.toStdString();
        }
    }
    return left;
}

void World::settle()
{
    m_chronicle.tell("-- the faults stop --");
    m_registry->fuse().out();
    m_network->heal();
    m_network->deliverAll();
    for (const auto& station : m_stations)
        station->heal();
    for (int round = 0; round < roundsToEnd && (round < 2 || !isOver()); ++round) {
        for (const auto& station : m_stations)
            station->takeBackAll();
        if (m_cloned && round == roundsToEnd / 2) // two copies of one disk gave the same packets away
            m_registry->releaseBundles();
        m_clock.advance(25h); // longer than any packet's own wait
        for (const auto& station : m_stations) {
            SyncReport report;
            const auto done = station->pass(report);
            if (round > 0 && (!done || !*done))
                throw Violation {
                    "a pass fails without a fault: " + (done ? done->error().error.detail : "dead")};
        }
        while (m_registry->process()) { }
        check();
    }
    if (const std::string left = unsettled(); !left.empty())
        throw Violation {"not everything is processed " + std::to_string(roundsToEnd)
            + " passes after the last fault" + left};
    m_clock.advance(retention + 24h);
    for (const auto& station : m_stations) {
        sync(*station);
        station->purge(retention);
    }
    check();
    for (const auto& station : m_stations) {
        if (!station->ledgerHolds())
            throw Violation {"the ledger does not verify: " + station->label()};
    }
}

} // namespace

QString quickFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/protocol-XXXXXX");
}

std::unique_ptr<Ground> Ground::make()
{
    QTemporaryDir folder(quickFolder());
    const QDir keys(folder.filePath("keys"));
    const QDir empty(folder.filePath("station"));
    fs::create_directories(empty.path().toStdString());
    const Status made = initRegistry(keys);
    auto signer = ReceiptSigner::load(keys);
    if (!made || !signer || !Database::create(empty))
        return nullptr;
    const auto list = signer->sign(
        certificateList(contentOf(keys.filePath("registry.pem")), contentOf(keys.filePath("receipts.pem"))));
    if (!list)
        return nullptr;
    const QByteArray ca = contentOf(keys.filePath("ca.pem"));
    std::map<QString, StationIdentity> identities;
    for (const char* name : {"st-1", "st-2"}) {
        const QDir out(folder.filePath(name));
        if (!issueStation(keys, name, out))
            return nullptr;
        identities.emplace(name,
            StationIdentity {contentOf(out.filePath("station.pem")), contentOf(out.filePath("station.key")),
                contentOf(out.filePath("registry.pem")), ca});
    }
    return std::unique_ptr<Ground>(new Ground {
        std::move(folder), RegistryKeys {keys, std::move(*signer), *list, ca}, empty, std::move(identities)});
}

Outcome play(const Ground& ground, unsigned seed, Weakness weakness)
{
    constexpr int steps = 60;
    Outcome outcome;
    outcome.seed = seed;
    try {
        World world(ground, seed, weakness, outcome.chronicle);
        world.wander(steps, outcome.steps);
        world.settle();
    } catch (const Violation& violation) {
        outcome.violation = violation.what;
    }
    return outcome;
}

} // namespace station::model
