#include "tests/bundle/bundle_bench.h"

#include "core/enroll/identity.h"
#include "core/store/outbox_rules.h"
#include "core/store/packet_files.h"
#include "core/store/storage.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <set>

namespace station {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    return file.readAll();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

void copyFolder(const QDir& from, const QDir& to)
{
    QDir().mkpath(to.path());
    QDirIterator files(from.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to.filePath(from.relativeFilePath(path));
        QDir().mkpath(QFileInfo(copy).path());
        QFile::remove(copy);
        REQUIRE(QFile::copy(path, copy));
    }
}

Post::Post(const QString& stationName, const StationIdentity& identity, FixedClock& time)
    : name(stationName)
    , clock(time)
{
    REQUIRE(Desk::create(
        station, {{}, "Trạm thử", "00019", QUrl("https://127.0.0.1:8443"), true}, clock, cheapCost));
    auto opened = Desk::open(station, clock);
    REQUIRE(opened);
    desk = std::move(*opened);
    REQUIRE(desk->installIdentity(identity));
    an = desk->addOfficer("An", Role::Supervisor, DeskBench::anWords).value();
    clock.advance(std::chrono::milliseconds(1));
    REQUIRE(desk->addOfficer("Bình", Role::Officer, DeskBench::binhWords, DeskBench::anWords));
    REQUIRE(desk->signIn(an, DeskBench::anWords));
}

Post::Post(const Post& closed, FixedClock& time)
    : name(closed.name)
    , clock(time)
    , an(closed.an)
{
    copyFolder(closed.station, station);
}

void Post::restart(FileLayer& files)
{
    desk.reset();
    auto opened = Desk::open(station, clock, files);
    if (!opened)
        FAIL(opened.error().detail);
    desk = std::move(*opened);
    REQUIRE(desk->signIn(an, DeskBench::anWords));
}

HandOverReport Post::give(const QDir& stick, const std::vector<PacketId>& packets)
{
    clock.advance(std::chrono::milliseconds(1));
    const auto done = handOver().exportTo("desk-1", stick, packets);
    if (!done)
        FAIL(done.error().detail);
    return *done;
}

PacketId Post::seal()
{
    clock.advance(std::chrono::milliseconds(1));
    const auto draft = desk->openCase("cc-new-14");
    REQUIRE(draft);
    EnrollmentDraft filled = *draft;
    fillSample(filled, an, clock.now());
    REQUIRE(desk->saveForm(draft->id, filled.form));
    REQUIRE(desk->savePortrait(draft->id, *filled.portrait));
    for (const FingerEntry& finger : filled.fingers)
        REQUIRE(desk->saveFinger(draft->id, finger));
    REQUIRE(desk->saveConfirmation(draft->id, *filled.confirmation));
    const auto done = desk->finish(draft->id);
    if (!done)
        FAIL(done.error().detail);
    return draft->id;
}

std::vector<QueueRow> Post::rows() const
{
    const auto found = desk->outbox().list({{}, 0, 10'000});
    REQUIRE(found);
    return *found;
}

QueueRow Post::row(PacketId id) const
{
    const auto found = desk->outbox().row(id);
    if (!found)
        FAIL(found.error().detail);
    return *found;
}

BundleState Post::bundle(BundleId id) const
{
    const auto all = desk->handOver().list();
    REQUIRE(all);
    for (const BundleRow& row : *all)
        if (row.id == id)
            return row.state;
    FAIL("no such bundle");
    return BundleState::Preparing;
}

QString Post::packetPath(const QueueRow& row) const
{
    return PacketFiles::of(row.origin, station).path(row.id);
}

int Post::files() const
{
    int count = 0;
    QDirIterator files(station.path(), {"*.p7m", "*.tmp"}, QDir::Files, QDirIterator::Subdirectories);
    for (; files.hasNext(); files.next())
        ++count;
    return count;
}

Status Post::sync(const QUrl& registry)
{
    auto session = SyncSession::open(station, registry, clock, {});
    if (!session)
        return failed(session);
    SyncReport report;
    const auto done = (*session)->run(report);
    return done ? Status() : Status(tl::unexpected<Error>(done.error().error));
}

namespace {

/// What a desk would find: the orders of every whole bundle on a stick.
std::vector<BundleDocument> importable(const QDir& stick, const QByteArray& caPem)
{
    std::vector<BundleDocument> found;
    for (const QString& folder : stick::bundleFolders(stick.path())) {
        const auto order = stick::read(folder, stick::orderName, largestDocument);
        const auto document = order ? openBundle(*order, caPem) : failed(order);
        if (!document)
            continue;
        bool whole = true;
        for (std::size_t i = 0; i < document->packets.size(); ++i) {
            const BundlePacket& packet = document->packets[i];
            const auto bytes = stick::read(folder, stick::packetName(i), packet.size);
            whole = whole && bytes
                && QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256) == packet.sha256;
        }
        if (whole)
            found.push_back(*document);
    }
    return found;
}

bool isPromised(const QueueRow& row, const std::vector<BundleRow>& bundles)
{
    for (const BundleRow& bundle : bundles)
        if (bundle.id.text() == row.bundle)
            return bundle.state != BundleState::TakenBack && !bundle.document.isEmpty();
    return false;
}

} // namespace

QStringList custodyFaults(Post& origin, const std::vector<Post*>& desks, const std::vector<QDir>& sticks,
    const TakenBack& takenBack)
{
    QStringList faults;
    const QByteArray ca = contentOf(origin.station.filePath("identity/ca.pem"));
    std::set<QString> onAStick;
    for (const QDir& stick : sticks)
        for (const BundleDocument& document : importable(stick, ca))
            if (!takenBack.contains(document.id.text()))
                for (const BundlePacket& packet : document.packets)
                    onAStick.insert(packet.id.text());
    const auto bundles = origin.handOver().list().value();
    for (const QueueRow& row : origin.rows()) {
        QStringList senders;
        if (row.maySend() && isWaiting(row.state))
            senders.append(origin.name);
        for (Post* desk : desks)
            if (const auto there = desk->desk->outbox().row(row.id);
                there && there->maySend() && isWaiting(there->state))
                senders.append(desk->name);
        const QString id = row.id.text();
        if (senders.size() > 1)
            faults.append(QStringLiteral("%1 may be sent by %2").arg(id, senders.join(" and ")));
        if (row.maySend() && isWaiting(row.state) && onAStick.contains(id))
            faults.append(QStringLiteral("%1 may be sent by its station while it lies on a stick").arg(id));
        if (row.state != PacketState::Processed && row.state != PacketState::Purged
            && !PacketFiles(origin.station).read(row.id, row.sha256))
            faults.append(QStringLiteral("%1 is lost at its station").arg(id));
        if (!row.maySend() && !isPromised(row, bundles))
            faults.append(QStringLiteral("%1 is in nobody's hands").arg(id));
    }
    return faults;
}

} // namespace station
