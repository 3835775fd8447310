#include "core/desk/hand_over.h"
#include "core/enroll/signed_document.h"
#include "core/store/bundle_stick.h"
#include "core/store/database.h"
#include "core/store/packet_files.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_identities.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/stat.h>

#include <filesystem>
#include <set>
#include <unistd.h>

namespace station {
namespace {

constexpr char betweenEntries = '\x1e';
constexpr char betweenNameAndBytes = '\x1f';

QString quickFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/bundle-XXXXXX");
}

/// Goes whatever lies in it; QTemporaryDir leaves names behind that are no UTF-8.
class Place {
public:
    Place() = default;
    ~Place()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder.path().toStdString(), ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

private:
    QTemporaryDir m_folder {quickFolder()};
};

/// A desk without its officers, and the keys of the station whose bundles come to it.
struct Post {
    TestAuthority authority;
    StationIdentity origin = identity(QStringLiteral("station-1"));
    StationIdentity desk = identity(QStringLiteral("desk-1"));
    FixedClock clock {fromMs(1'795'780'800'000)};
    QTemporaryDir folder {quickFolder()};
    std::unique_ptr<Database> database;
    std::optional<HandOver> handOver;

    Post()
    {
        const QDir directory(folder.filePath(QStringLiteral("station")));
        holds(QDir().mkpath(directory.path()), "a folder can be made");
        holds(Database::create(directory).has_value(), "a station can be made");
        auto opened = Database::open(directory);
        holds(opened.has_value(), "it can be opened");
        database = std::move(*opened);
        const OfficerId officer = OfficerId::create(clock.now());
        handOver.emplace(HandOver::Site {*database, clock, [this] { return Result<StationIdentity>(desk); },
            [officer](DeskOperation) { return Result<OfficerId>(officer); }});
    }
    [[nodiscard]] StationIdentity identity(const QString& name) const
    {
        return TestAuthority::identity(authority, authority.station(name), authority.registry());
    }
    [[nodiscard]] Outbox outbox() const { return {*database, clock}; }
};

Post& post()
{
    static Post made;
    return made;
}

QByteArray packetBytes(std::size_t index) { return "packet " + QByteArray::number(qulonglong(index)); }

BundleDocument document(int packets)
{
    BundleDocument made {BundleId::create(post().clock.now()), QStringLiteral("station-1"),
        QStringLiteral("desk-1"), post().clock.now(), QByteArray(32, 'h'), {}, {}};
    for (std::size_t i = 0; i < static_cast<std::size_t>(packets); ++i) {
        const QByteArray bytes = packetBytes(i);
        made.packets.push_back({PacketId::create(post().clock.now()),
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256), bytes.size(),
            static_cast<qint64>(i) + 1, QStringLiteral("cc-new-14"), QDate(2026, 11, 27), 0});
    }
    return made;
}

void judge(const Result<BundleDocument>& order)
{
    if (!order)
        return holds(order.error().code == ErrorCode::Damaged, "what is no order is Damaged");
    holds(isStationId(order->from) && isStationId(order->to) && order->from != order->to,
        "an order is from a station to another one");
    holds(!order->packets.empty() && order->packets.size() <= largestBundle, "1 to 200 packets");
    std::set<PacketId> ids;
    for (const BundlePacket& packet : order->packets) {
        holds(ids.insert(packet.id).second, "no id twice");
        holds(packet.sha256.size() == 32 && packet.size >= 1 && packet.size <= largestPacketFile,
            "a packet has a hash and a possible size");
    }
}

void judge(const Result<BundleAck>& ack)
{
    if (!ack)
        return holds(ack.error().code == ErrorCode::Damaged, "what is no acknowledgement is Damaged");
    holds(ack->documentSha256.size() == 32 && ack->from != ack->to, "a word is about one document");
}

/// One thing on a stick: 'f' a file, 'l' a link to a file that would be right, 'd' a folder, 'p' a pipe.
void lay(const QDir& folder, const QByteArray& entry, const QString& elsewhere)
{
    const qsizetype end = entry.indexOf(betweenNameAndBytes);
    const QByteArray name = entry.mid(1, (end < 0 ? entry.size() : end) - 1).left(100);
    if (name.isEmpty() || name.contains('/') || name.contains('\0') || name == "." || name == "..")
        return;
    const QByteArray path = QFile::encodeName(folder.path()) + '/' + name;
    switch (entry.front()) {
    case 'l': (void)::symlink(QFile::encodeName(elsewhere).constData(), path.constData()); return;
    case 'd': (void)::mkdir(path.constData(), 0700); return;
    case 'p': (void)::mkfifo(path.constData(), 0600); return;
    default: break;
    }
    QFile file(QFile::decodeName(path));
    if (file.open(QFile::WriteOnly | QFile::NewOnly))
        file.write(entry.mid(end < 0 ? entry.size() : end + 1));
}

/// The order's text, which its station signs, and what lies beside it.
void importFolder(const QByteArray& input)
{
    const QList<QByteArray> entries = input.split(betweenEntries);
    const Place place;
    const QDir folder(place.path("B0000001"));
    holds(QDir().mkpath(folder.path()), "a folder can be made");
    const QString elsewhere = place.path("elsewhere");
    lay(QDir(place.path("")), "felsewhere" + QByteArray(1, betweenNameAndBytes) + packetBytes(0), {});
    const auto order = signDocument(entries.front(), post().origin);
    holds(order.has_value(), "a station signs anything");
    lay(folder, "fBUNDLE.P7S" + QByteArray(1, betweenNameAndBytes) + *order, {});
    for (const QByteArray& entry : entries.mid(1))
        if (!entry.isEmpty())
            lay(folder, entry, elsewhere);

    const auto bundlesBefore = post().handOver->list()->size();
    const auto packetsBefore = post().outbox().list({{}, 0, 1'000'000})->size();
    const auto done = post().handOver->importFrom(folder.path());
    if (!done) {
        holds(done.error().code == ErrorCode::Damaged || done.error().code == ErrorCode::InvalidInput,
            "what cannot be taken over is Damaged, or for others");
        holds(post().handOver->list()->size() == bundlesBefore, "a bundle is taken over whole or not at all");
        holds(post().outbox().list({{}, 0, 1'000'000})->size() == packetsBefore,
            "nothing of a refused bundle is kept");
        return;
    }
    const auto opened = openBundle(*order, post().desk.registryCaPem);
    holds(opened && opened->to == QLatin1String("desk-1"), "only what is signed and for us is taken over");
    const PacketFiles files
        = PacketFiles::of(opened->from, post().database->station(), post().database->files());
    for (std::size_t i = 0; i < opened->packets.size(); ++i) {
        const BundlePacket& packet = opened->packets[i];
        const QFileInfo from(folder.filePath(stick::packetName(i)));
        holds(done->known || (from.isFile() && !from.isSymLink()), "no link is followed");
        holds(files.read(packet.id, packet.sha256).has_value(), "every packet lies here as it was sealed");
    }
}

QByteArray folderSeed(const BundleDocument& order, const QByteArray& more = {})
{
    const auto der = signBundle(order, post().origin);
    QByteArray seed = "F" + openDocument(*der, post().origin.registryCaPem)->content;
    for (std::size_t i = 0; i < order.packets.size(); ++i)
        seed += betweenEntries + ("f" + stick::packetName(i).toLatin1()) + betweenNameAndBytes
            + packetBytes(i);
    return seed + more;
}

} // namespace

/// 'C', 'K': an order, an acknowledgement as it lies on a stick. 'O', 'A': the text of one that a station has
/// signed. 'F': a folder. Anything else: as 'O'.
void fuzzOne(const QByteArray& input)
{
    const QByteArray rest = input.mid(1);
    const QByteArray& ca = post().desk.registryCaPem;
    switch (input.isEmpty() ? 'O' : input.front()) {
    case 'C': return judge(openBundle(rest, ca));
    case 'K': return judge(openAck(rest, ca));
    case 'A':
        if (const auto word = signDocument(rest, post().desk); word)
            judge(openAck(*word, ca));
        return;
    case 'F': return importFolder(rest);
    default:
        if (const auto order = signDocument(rest, post().origin); order)
            judge(openBundle(*order, ca));
        return;
    }
}

std::vector<QByteArray> fuzzSeeds()
{
    const QByteArray& ca = post().desk.registryCaPem;
    const BundleDocument two = document(2);
    const QByteArray order = *signBundle(two, post().origin);
    BundleAck ack {two.id, two.from, two.to, two.at, openBundle(order, ca)->contentSha256, {}};
    for (const BundlePacket& packet : two.packets)
        ack.packets.push_back(packet.id);
    const QByteArray word = *signAck(ack, post().desk);
    const BundleDocument linked = document(1);
    QByteArray link = folderSeed(linked);
    link.replace(betweenEntries + QByteArray("f00000001"), betweenEntries + QByteArray("l00000001"));
    return {"C" + order, "K" + word, "O" + openDocument(order, ca)->content,
        "A" + openDocument(word, ca)->content, folderSeed(two), folderSeed(document(1)), link,
        folderSeed(document(3),
            betweenEntries + QByteArray("dSUB") + betweenEntries + "pPIPE" + betweenEntries + "fACK.P7S")};
}

} // namespace station
