#include "tests/protocol/model_registry.h"

#include "app/registry/fail_point.h"

#include <QCryptographicHash>
#include <QFile>

#include <filesystem>

namespace station::model {
namespace {

namespace fs = std::filesystem;

constexpr qsizetype hashBytes = 32;

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// The real store, with a step of the registry's life before and after each call.
class SteppingBlobs final : public BlobStore {
public:
    using Step = std::function<void()>;
    using Announced = std::function<QByteArray(const PacketKey&)>;

    SteppingBlobs(std::unique_ptr<BlobStore> real, Step step, Announced announced)
        : m_real(std::move(real))
        , m_step(std::move(step))
        , m_announced(std::move(announced))
    {
    }
    Result<std::unique_ptr<Lock>> lock(PacketId id) override { return m_real->lock(id); }
    Status append(const PacketKey& key, qint64 offset, const QByteArray& chunk) override
    {
        return around([&] { return m_real->append(key, offset, chunk); });
    }
    Result<QByteArray> sha256(const PacketKey& key, qint64 size) override
    {
        if (m_announced) // the negative control: whatever is on disk is right
            return m_announced(key);
        return m_real->sha256(key, size);
    }
    Status keep(const PacketKey& key) override
    {
        return around([&] { return m_real->keep(key); });
    }
    Status discard(const PacketKey& key) override
    {
        return around([&] { return m_real->discard(key); });
    }
    Result<QByteArray> read(const PacketKey& key) override
    {
        return around([&] { return m_real->read(key); });
    }
    std::vector<PacketKey> halves() const override { return m_real->halves(); }
    Result<qint64> freeBytes() const override { return m_real->freeBytes(); }

private:
    template<class Call>
    auto around(Call call) -> std::invoke_result_t<Call>
    {
        m_step();
        auto done = call();
        m_step();
        return done;
    }

    std::unique_ptr<BlobStore> m_real;
    Step m_step;
    Announced m_announced;
};

/// Takes the meaning out of the primary keys: whoever comes second finds the place free.
constexpr const char* noUnique[] {
    "CREATE TRIGGER IF NOT EXISTS second_packet BEFORE INSERT ON packets BEGIN UPDATE packets SET packet_id "
    "= "
    "packet_id || '#' || (SELECT COUNT(*) FROM packets) WHERE packet_id = NEW.packet_id; END",
    "CREATE TRIGGER IF NOT EXISTS second_receipt BEFORE INSERT ON receipts BEGIN UPDATE receipts SET "
    "packet_id "
    "= packet_id || '#' || (SELECT COUNT(*) FROM receipts) WHERE packet_id = NEW.packet_id AND state = "
    "NEW.state; END",
};

/// The first who names an id has it.
constexpr const char* oneOwner = "CREATE UNIQUE INDEX IF NOT EXISTS one_owner ON packets (packet_id)";

/// What was given back is forgotten at once.
constexpr const char* noBundleRow
    = "CREATE TRIGGER IF NOT EXISTS forget_bundle AFTER INSERT ON bundles WHEN NEW.state = 'taken-back' "
      "BEGIN "
      "DELETE FROM bundles WHERE origin = NEW.origin AND bundle_id = NEW.bundle_id; END";

Result<OpenedPacket> open(const QByteArray& packet)
{
    const auto words = packet.left(packet.indexOf('\n')).split(' ');
    if (words.size() != 4 || packet.size() < hashBytes
        || sha256(packet.chopped(hashBytes)) != packet.right(hashBytes))
        return fail(ErrorCode::Damaged, "not as it was sealed");
    return OpenedPacket {
        PacketId::parse(QString::fromLatin1(words.at(1))), QString::fromLatin1(words.at(2)), {}};
}

void copy(const QString& from, const QString& to)
{
    fs::copy(from.toStdString(), to.toStdString(),
        fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

} // namespace

QByteArray madeUpPacket(PacketId id, const QString& station, int size, int salt)
{
    QByteArray text
        = "packet " + id.text().toUtf8() + ' ' + station.toUtf8() + ' ' + QByteArray::number(salt) + '\n';
    while (text.size() < size)
        text += sha256(text).toBase64();
    return text + sha256(text);
}

ModelRegistry::ModelRegistry(
    const RegistryKeys& keys, const QDir& folder, const Clock& clock, Weakness weakness, Chronicle& chronicle)
    : m_keys(keys)
    , m_folder(folder)
    , m_clock(clock)
    , m_weakness(weakness)
    , m_chronicle(chronicle)
{
    failPointHook = [this](const char*) { step(); };
    start();
}

ModelRegistry::~ModelRegistry()
{
    failPointHook = {};
    close();
}

void ModelRegistry::step()
{
    if (!m_fuse.burn())
        return;
    m_dead = true;
    m_chronicle.fault("registry-crash");
    throw RegistryCrash {};
}

void ModelRegistry::open()
{
    m_dead = false;
    m_database = std::make_unique<SqlDatabase>(
        DatabaseAddress {"QSQLITE", m_folder.absoluteFilePath("registry.db"), {}, -1, {}, {}});
    auto real = openDiskBlobs(m_folder.absolutePath());
    SteppingBlobs::Announced announced;
    if (m_weakness == Weakness::NoWholeHash) {
        announced = [this](const PacketKey& key) {
            for (const auto& packet : packets()) {
                if (packet.id == key.id.text() && packet.station == key.station)
                    return QByteArray::fromHex(packet.sha256.toLatin1());
            }
            return QByteArray();
        };
    }
    m_blobs = std::make_unique<SteppingBlobs>(
        std::move(*real), [this] { step(); }, std::move(announced));
    const Status made = m_database->transaction([&](Sql& sql) -> Status {
        Status done = packets::createTables(sql).and_then([&] { return bundles::createTables(sql); });
        for (const auto* trigger : noUnique) {
            if (done && m_weakness == Weakness::NoUniqueId)
                done = sql.run(QLatin1String(trigger)).map([](const SqlRows&) {});
        }
        if (done && m_weakness == Weakness::OneOwner)
            done = sql.run(QLatin1String(oneOwner)).map([](const SqlRows&) {});
        if (done && m_weakness == Weakness::NoBundleRow)
            done = sql.run(QLatin1String(noBundleRow)).map([](const SqlRows&) {});
        return done;
    });
    if (!made)
        throw Violation {"the registry's database does not open: " + made.error().detail};
    Limits limits; // small, so that a small packet takes several chunks and a few receipts several pages
    limits.chunkMin = 1;
    limits.chunkMax = 1000;
    limits.manifestPackets = 2;
    limits.eventsPage = 3;
    limits.freeBytes = 0; // a small disk in memory
    m_receiver.emplace(*m_database, *m_blobs, m_keys.signer, m_clock, limits);
    m_bundles.emplace(
        *m_database, [ca = m_keys.caPem](const QByteArray& der) { return openBundle(der, ca); },
        [](const QByteArray&) { return false; }, m_clock, limits);
    m_processor = std::make_unique<Processor>(*m_database, *m_blobs, m_keys.signer, model::open, m_clock);
    if (m_server)
        return; // its context names the same places
    m_context.emplace(ApiContext {*m_receiver, *m_bundles, m_keys.certificates, m_clock,
        [](const httplib::Request& request) {
            return Caller {
                Caller::Fault::None, QString::fromStdString(request.get_header_value("X-Station"))};
        },
        [] {}, [](const httplib::Request&) {}, [](const httplib::Request&) { return std::string(); },
        m_unlimited, m_unlimited});
    m_server = std::make_unique<DirectServer>();
    addApi(*m_server, *m_context);
}

void ModelRegistry::close()
{
    m_processor.reset();
    m_receiver.reset();
    m_blobs.reset();
    m_database.reset();
}

void ModelRegistry::start()
{
    while (true) {
        close();
        open();
        try {
            if (const Status swept = m_receiver->sweep(); !swept)
                throw Violation {"the registry's sweep: " + swept.error().detail};
            return;
        } catch (const RegistryCrash&) {
            m_chronicle.tell("    the registry dies in its sweep");
        }
    }
}

void ModelRegistry::crash()
{
    m_fuse.out();
    start();
}

std::optional<HttpResponse> ModelRegistry::serve(const QString& station, const HttpRequest& request)
{
    auto response = m_server->answer(station, request);
    if (!m_dead)
        return response;
    start();
    return std::nullopt;
}

bool ModelRegistry::process()
{
    try {
        const auto done = m_processor->processOne();
        if (!done)
            throw Violation {"processing: " + done.error().detail};
        return *done;
    } catch (const RegistryCrash&) {
        start();
        return false;
    }
}

void ModelRegistry::backUp(const QDir& to)
{
    close();
    fs::create_directories(to.path().toStdString());
    for (const auto* part : {"registry.db", "uploads", "blobs"})
        copy(m_folder.filePath(part), to.filePath(part));
    start();
}

void ModelRegistry::restore(const QDir& from, bool blobs)
{
    close();
    for (const auto* part : {"registry.db", "registry.db-wal", "registry.db-shm"})
        fs::remove(m_folder.filePath(part).toStdString());
    copy(from.filePath("registry.db"), m_folder.filePath("registry.db"));
    if (blobs) {
        for (const auto* part : {"uploads", "blobs"}) {
            fs::remove_all(m_folder.filePath(part).toStdString());
            copy(from.filePath(part), m_folder.filePath(part));
        }
    }
    start();
}

QString ModelRegistry::turnBit(Dice& dice)
{
    const QStringList halves = QDir(m_folder.filePath("uploads")).entryList(QDir::Files);
    if (halves.isEmpty())
        return {};
    const QString name = halves.at(dice.below(static_cast<int>(halves.size())));
    QFile file(m_folder.filePath("uploads/" + name));
    if (!file.open(QIODevice::ReadWrite) || file.size() == 0)
        return {};
    const qint64 at = dice.below(static_cast<int>(file.size()));
    char byte = 0;
    file.seek(at);
    file.getChar(&byte);
    file.seek(at);
    file.putChar(static_cast<char>(byte ^ 1));
    return name.left(36);
}

std::vector<RegistryPacket> ModelRegistry::packets()
{
    std::vector<RegistryPacket> found;
    const Status read = m_database->transaction([&](Sql& sql) -> Status {
        found.clear();
        auto rows = sql.run(
            "SELECT packet_id, station, sha256, state, size, received_bytes, expires_at_ms FROM packets"
            " WHERE station <> ?",
            {thief});
        if (!rows)
            return failed(rows);
        for (const auto& row : *rows) {
            found.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.number(4), row.number(5),
                row.number(6)});
        }
        return {};
    });
    if (!read)
        throw Violation {"the registry's packets cannot be read: " + read.error().detail};
    return found;
}

std::map<QString, int> ModelRegistry::receipts()
{
    std::map<QString, int> counts;
    const Status read = m_database->transaction([&](Sql& sql) {
        return sql.run("SELECT packet_id, state FROM receipts WHERE station <> ?", {thief})
            .map([&](const SqlRows& rows) {
                counts.clear();
                for (const auto& row : rows)
                    ++counts[row.text(0).left(36) + ' ' + row.text(1)];
            });
    });
    if (!read)
        throw Violation {"the registry's receipts cannot be read: " + read.error().detail};
    return counts;
}

QStringList ModelRegistry::alarms()
{
    QStringList found;
    const Status read = m_database->transaction([&](Sql& sql) {
        return alarms::all(sql).map([&](const std::vector<Alarm>& all) {
            found.clear();
            for (const auto& alarm : all)
                if (alarm.kind != QLatin1String("id-of-another")
                    && alarm.kind != QLatin1String("manifest-stale"))
                    found.append(alarm.station + ' ' + alarm.kind + ' ' + alarm.detail);
        });
    });
    if (!read)
        throw Violation {"the registry's alarms cannot be read: " + read.error().detail};
    return found;
}

std::map<QString, QString> ModelRegistry::bundles()
{
    std::map<QString, QString> found;
    const Status read = m_database->transaction([&](Sql& sql) {
        return sql.run("SELECT bundle_id, state FROM bundles").map([&](const SqlRows& rows) {
            found.clear();
            for (const auto& row : rows)
                found[row.text(0)] = row.text(1);
        });
    });
    if (!read)
        throw Violation {"the registry's bundles cannot be read: " + read.error().detail};
    return found;
}

void ModelRegistry::releaseBundles()
{
    const Status done = m_database->transaction([&](Sql& sql) -> Status {
        const auto rows = sql.run("SELECT origin, bundle_id FROM bundles WHERE state = 'accepted'");
        if (!rows)
            return failed(rows);
        for (const auto& row : *rows)
            if (auto freed
                = station::bundles::release(sql, row.text(0), BundleId::parse(row.text(1)), m_clock.now());
                !freed)
                return failed(freed);
        return {};
    });
    if (!done)
        throw Violation {"bundles cannot be released: " + done.error().detail};
}

QByteArray ModelRegistry::blobHash(const QString& id, const QString& station)
{
    QFile file(m_folder.filePath(
        QStringLiteral("blobs/%1/%2/%3.%4").arg(id.right(2), id.mid(id.size() - 4, 2), id, station)));
    return file.open(QIODevice::ReadOnly) ? sha256(file.readAll()) : QByteArray();
}

} // namespace station::model
