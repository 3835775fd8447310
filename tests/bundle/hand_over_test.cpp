#include "core/store/database.h"
#include "core/store/file_lock.h"
#include "tests/bundle/bundle_bench.h"

#include <QCryptographicHash>
#include <QElapsedTimer>

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;

namespace {

struct Bench : Crossing {
    Post other {"desk-2", identity("desk-2"), clock};

    [[nodiscard]] QStringList faults() { return custodyFaults(origin, {&desk, &other}, {stick}); }
};

ErrorCode codeOf(const Result<HandOverReport>& result)
{
    REQUIRE_FALSE(result);
    return result.error().code;
}

/// Writes nothing in one folder from the n-th file on.
class FullStick final : public FileLayer {
public:
    FullStick(QString folder, int files)
        : m_folder(std::move(folder))
        , m_left(files)
    {
    }
    Status write(const QString& path, const QByteArray& bytes) override
    {
        if (path.startsWith(m_folder) && m_left-- <= 0)
            return fail(ErrorCode::StorageFull, "the stick is full");
        return posixFiles().write(path, bytes);
    }
    Status rename(const QString& from, const QString& to) override { return posixFiles().rename(from, to); }
    Status syncFolder(const QString& folder) override { return posixFiles().syncFolder(folder); }
    Status remove(const QString& path) override { return posixFiles().remove(path); }
    qint64 bytesFree(const QString& folder) const override { return posixFiles().bytesFree(folder); }

private:
    QString m_folder;
    int m_left;
};

} // namespace

TEST_CASE("packets go from a station over a stick to a desk and the desk's word comes back", "[hand-over]")
{
    Bench bench;
    const PacketId first = bench.origin.seal();
    const PacketId second = bench.origin.seal();

    const HandOverReport out = bench.give();
    CHECK(out.packets == 2);
    CHECK(bench.origin.bundle(out.id) == BundleState::Out);
    CHECK(bench.origin.row(first).custody == Custody::Handed);
    CHECK(bench.origin.desk->outbox().due(bench.clock.now(), 10)->empty());
    CHECK(bench.faults().isEmpty());

    const auto in = bench.desk.handOver().importFrom(out.folder);
    REQUIRE(in);
    CHECK(in->packets == 2);
    CHECK_FALSE(in->known);
    CHECK(bench.desk.bundle(out.id) == BundleState::Imported);
    const QueueRow there = bench.desk.row(second);
    CHECK(there.custody == Custody::Taken);
    CHECK(there.origin == "station-1");
    CHECK(there.originSeq == bench.origin.row(second).seq);
    CHECK(contentOf(bench.desk.packetPath(there))
        == contentOf(bench.origin.packetPath(bench.origin.row(second))));
    CHECK(bench.desk.desk->outbox().due(bench.clock.now(), 10)->empty()); // not before the registry agrees
    CHECK(bench.faults().isEmpty());

    REQUIRE(bench.origin.handOver().acknowledge(out.folder));
    CHECK(bench.origin.bundle(out.id) == BundleState::Acknowledged);
    CHECK(bench.origin.files() == 2); // the bytes stay until the registry has processed them
    CHECK(bench.origin.desk->verifyLedger());
    CHECK(bench.desk.desk->verifyLedger());
    CHECK(bench.faults().isEmpty());
}

TEST_CASE("only sealed packets and signed documents are written to a stick", "[hand-over]")
{
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(QDir(bench.stick).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
        == QStringList {stick::folderName(out.id)});
    CHECK(QDir(out.folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name)
        == QStringList {"00000001.P7M", "ACK.P7S", "BUNDLE.P7S"});
    for (const QString& name : QDir(out.folder).entryList(QDir::Files))
        for (const QString& secret : sampleSecrets())
            CHECK_FALSE(contentOf(QDir(out.folder).filePath(name)).contains(secret.toUtf8()));
}

TEST_CASE("the same bundle imported twice changes nothing and gives the same acknowledgement", "[hand-over]")
{
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    const QString ack = QDir(out.folder).filePath("ACK.P7S");
    const QByteArray word = contentOf(ack);
    const int ledger = static_cast<int>(bench.desk.desk->ledger()->size());
    REQUIRE(QFile::remove(ack)); // it was lost
    bench.clock.advance(std::chrono::hours(1));
    const auto again = bench.desk.handOver().importFrom(out.folder);
    REQUIRE(again);
    CHECK(again->known);
    CHECK(contentOf(ack) == word);
    CHECK(bench.desk.rows().size() == 1);
    CHECK(bench.desk.files() == 1);
    CHECK(static_cast<int>(bench.desk.desk->ledger()->size()) == ledger);
}

TEST_CASE("a refused import changes no file that was taken over before", "[hand-over]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    REQUIRE(bench.desk.handOver().importFrom(bench.give().folder));
    const QString carried = bench.desk.packetPath(bench.desk.row(id));
    const QByteArray whole = contentOf(carried);
    const QByteArray forged(1000, 'x');
    const BundleDocument document {BundleId::create(bench.clock.now()), "desk-2", "desk-1", bench.clock.now(),
        QByteArray(32, 'h'),
        {{id, QCryptographicHash::hash(forged, QCryptographicHash::Sha256), forged.size(), 1, "cc-new-14",
            QDate(2026, 11, 27), 0}},
        {}};
    const QDir folder(bench.stick.filePath("B0000001"));
    REQUIRE(folder.mkpath("."));
    put(folder.filePath("00000001.P7M"), forged);
    put(folder.filePath("BUNDLE.P7S"), signBundle(document, bench.identity("desk-2")).value());
    CHECK(codeOf(bench.desk.handOver().importFrom(folder.path())) == ErrorCode::InvalidInput);
    CHECK(contentOf(carried) == whole);
    CHECK(bench.desk.rows().size() == 1);
}

TEST_CASE("a bundle is taken over by the desk it is for and by no other", "[hand-over]")
{
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    CHECK(codeOf(bench.other.handOver().importFrom(out.folder)) == ErrorCode::InvalidInput);
    CHECK(codeOf(bench.origin.handOver().importFrom(out.folder)) == ErrorCode::InvalidInput);
    CHECK(bench.other.rows().empty());
    CHECK(bench.other.files() == 0);
    CHECK_FALSE(QFileInfo::exists(QDir(out.folder).filePath("ACK.P7S")));
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(codeOf(bench.other.handOver().importFrom(out.folder)) == ErrorCode::InvalidInput);
}

TEST_CASE(
    "an acknowledgement that is not the desk's word about this very bundle moves nothing", "[hand-over]")
{
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    bench.origin.seal();
    const HandOverReport second = bench.give();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    const QString good = QDir(out.folder).filePath("ACK.P7S");
    const auto moves = [&](const QByteArray& word) {
        put(QDir(second.folder).filePath("ACK.P7S"), word);
        const auto done = bench.origin.handOver().acknowledge(second.folder);
        return done.has_value() || bench.origin.bundle(second.id) != BundleState::Out;
    };
    const auto orderOf = [&](const HandOverReport& bundle) {
        return *openBundle(contentOf(QDir(bundle.folder).filePath("BUNDLE.P7S")), bench.authority.caPem());
    };
    BundleAck forged {second.id, "station-1", "desk-1", bench.clock.now(), orderOf(second).contentSha256, {}};
    forged.packets.push_back(orderOf(second).packets[0].id);
    CHECK_FALSE(moves(signAck(forged, bench.identity("desk-2")).value())); // signed by another desk
    BundleAck elsewhere = forged;
    elsewhere.to = "desk-2";
    CHECK_FALSE(moves(signAck(elsewhere, bench.identity("desk-2")).value())); // by a desk it was not for
    BundleAck otherOrder = forged;
    otherOrder.documentSha256 = orderOf(out).contentSha256;
    CHECK_FALSE(moves(signAck(otherOrder, bench.identity("desk-1")).value()));
    BundleAck unknown = forged;
    unknown.bundle = BundleId::create(bench.clock.now());
    CHECK_FALSE(moves(signAck(unknown, bench.identity("desk-1")).value()));
    CHECK_FALSE(moves("nonsense"));
    REQUIRE(QFile::remove(QDir(second.folder).filePath("ACK.P7S")));
    CHECK(codeOf(bench.origin.handOver().acknowledge(second.folder)) == ErrorCode::NotFound);
    CHECK(bench.origin.handOver().acknowledge(out.folder));
    CHECK(bench.origin.bundle(out.id) == BundleState::Acknowledged);
    CHECK(bench.origin.bundle(second.id) == BundleState::Out);
    CHECK(moves(signAck(forged, bench.identity("desk-1")).value())); // and the true one does move it
    CHECK(contentOf(good).size() > 0);
}

TEST_CASE("a bundle is written again byte for byte, to this stick or another one", "[hand-over]")
{
    Bench bench;
    bench.origin.seal();
    bench.origin.seal();
    const HandOverReport out = bench.give();
    const QTemporaryDir place;
    bench.origin.restart();
    const auto again = bench.origin.handOver().exportAgain(out.id, QDir(place.path()));
    REQUIRE(again);
    for (const QString& name : QDir(out.folder).entryList(QDir::Files))
        CHECK(contentOf(QDir(out.folder).filePath(name)) == contentOf(QDir(again->folder).filePath(name)));
    CHECK(bench.desk.handOver().importFrom(again->folder));
    CHECK(bench.desk.handOver().importFrom(out.folder)->known);
}

TEST_CASE("while a bundle is away nobody holds, sends or gives away its packets", "[hand-over]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    const PacketId later = bench.origin.seal();
    const HandOverReport out = bench.give({id});
    CHECK(out.packets == 1);
    CHECK(bench.origin.row(later).custody == Custody::Here);
    CHECK(codeOf(bench.origin.handOver().exportTo("desk-2", bench.stick, {id})) == ErrorCode::InvalidInput);
    REQUIRE(bench.origin.desk->hold(id, "officer"));
    CHECK(bench.origin.row(id).state == PacketState::Sealed);
    const auto syncs = Database::open(bench.origin.station).value();
    CHECK(Outbox(*syncs, bench.clock).acknowledged(id, 1).error().code == ErrorCode::Cancelled);
    const auto totals = bench.origin.desk->outbox().totals().value();
    CHECK(totals.handed == 1);
    CHECK(totals.waiting == 1); // neither at the registry nor handed over
    CHECK(totals.waitingBytes == bench.origin.row(later).size);
    CHECK(bench.origin.desk->today()->captured == 2);
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(codeOf(bench.desk.handOver().exportTo("desk-2", bench.stick, {id})) == ErrorCode::InvalidInput);
    CHECK(codeOf(bench.desk.handOver().exportTo("desk-2", bench.stick, {})) == ErrorCode::NotFound);
    CHECK(bench.desk.desk->today()->captured == 0); // somebody else's work
}

TEST_CASE("when the stick fails before the order was begun nothing is handed over", "[hand-over]")
{
    for (const int files : {0, 1, 2}) {
        Bench bench;
        const PacketId id = bench.origin.seal();
        bench.origin.seal();
        FullStick full(bench.stick.path(), files);
        bench.origin.restart(full);
        const auto done = bench.origin.handOver().exportTo("desk-1", bench.stick, {});
        CHECK(codeOf(done) == ErrorCode::StorageFull);
        const bool begun = files == 2; // the order itself did not fit: it may lie there all the same
        CHECK(bench.origin.row(id).custody == (begun ? Custody::Handed : Custody::Here));
        CHECK(bench.faults().isEmpty());
        bench.origin.restart();
        CHECK(bench.origin.row(id).custody == (begun ? Custody::Handed : Custody::Here));
        const BundleId bundle = bench.origin.handOver().list()->front().id;
        if (begun)
            REQUIRE(bench.origin.handOver().exportAgain(bundle, bench.stick));
        else
            bench.give();
        CHECK(bench.faults().isEmpty());
    }
}

TEST_CASE("what a crash left half prepared is taken back; not while another process exports, however long",
    "[hand-over]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    const QueueRow row = bench.origin.row(id);
    const BundleDocument document {BundleId::create(bench.clock.now()), "station-1", "desk-1",
        bench.clock.now(), QByteArray(32, 'h'),
        {{id, row.sha256, row.size, row.seq, row.procedureId, QDate(2026, 11, 27), 0}}, {}};
    const QByteArray order = signBundle(document, bench.identity("station-1")).value();
    bench.origin.close();
    {
        auto database = Database::open(bench.origin.station);
        REQUIRE(database);
        REQUIRE(Bundles(**database, bench.clock)
                    .prepare(openBundle(order, bench.authority.caPem()).value(), order, {}));
    }
    {
        const QString path = bench.origin.station.filePath("bundle.lock");
        const auto exporting = FileLock::take(path, FileLock::How::Alone);
        REQUIRE(exporting);
        QFile lock(path);
        REQUIRE(lock.open(QFile::ReadWrite));
        REQUIRE(lock.setFileTime(
            QDateTime::currentDateTimeUtc().addSecs(-3600), QFileDevice::FileModificationTime));
        bench.origin.restart();
        CHECK(bench.origin.bundle(document.id) == BundleState::Preparing);
        CHECK(bench.origin.row(id).custody == Custody::Handed);
    }
    bench.origin.restart();
    CHECK(bench.origin.bundle(document.id) == BundleState::TakenBack);
    CHECK(bench.origin.row(id).custody == Custody::Here);
}

TEST_CASE("taking back is a supervisor's word, and what may lie on a stick comes back only by the registry",
    "[hand-over]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    const HandOverReport out = bench.give();
    const auto officers = bench.origin.desk->officers().value();
    for (const OfficerInfo& officer : officers)
        if (officer.role == Role::Officer)
            REQUIRE(bench.origin.desk->signIn(officer.id, DeskBench::binhWords));
    CHECK(bench.origin.handOver().takeBack(out.id, "stick-lost").error().code == ErrorCode::NotAllowed);
    bench.origin.restart();
    REQUIRE(bench.origin.handOver().takeBack(out.id, "stick-lost"));
    CHECK(bench.origin.bundle(out.id) == BundleState::AskedBack);
    CHECK(bench.origin.row(id).custody == Custody::Handed);
    CHECK(codeOf(bench.origin.handOver().exportAgain(out.id, bench.stick)) == ErrorCode::Cancelled);
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    REQUIRE(bench.origin.handOver().acknowledge(out.folder)); // the registry may have given it back already
    CHECK(bench.origin.bundle(out.id) == BundleState::AskedBack);
    CHECK(bench.faults().isEmpty());
}

TEST_CASE("whoever hands over, takes over or acknowledges is signed in", "[hand-over]")
{
    Bench bench;
    bench.origin.seal();
    const HandOverReport out = bench.give();
    bench.origin.desk->lock();
    bench.desk.desk->lock();
    CHECK(codeOf(bench.origin.handOver().exportTo("desk-1", bench.stick, {})) == ErrorCode::NotSignedIn);
    CHECK(codeOf(bench.origin.handOver().exportAgain(out.id, bench.stick)) == ErrorCode::NotSignedIn);
    CHECK(codeOf(bench.origin.handOver().acknowledge(out.folder)) == ErrorCode::NotSignedIn);
    CHECK(codeOf(bench.desk.handOver().importFrom(out.folder)) == ErrorCode::NotSignedIn);
    CHECK(bench.origin.handOver().takeBack(out.id, "x").error().code == ErrorCode::NotSignedIn);
}

TEST_CASE("a station hands over to another station only, and what is damaged stays here", "[hand-over]")
{
    Bench bench;
    const PacketId good = bench.origin.seal();
    const PacketId bad = bench.origin.seal();
    for (const char* to : {"station-1", "", "../x", "desk 1"})
        CHECK(codeOf(bench.origin.handOver().exportTo(to, bench.stick, {})) == ErrorCode::InvalidInput);
    CHECK(codeOf(bench.origin.handOver().exportTo("desk-1", QDir("/nonexistent/stick"), {}))
        == ErrorCode::InvalidInput);
    const QString path = bench.origin.packetPath(bench.origin.row(bad));
    put(path, contentOf(path).chopped(1));
    const HandOverReport out = bench.give();
    CHECK(out.packets == 1);
    CHECK(out.damaged == 1);
    CHECK(bench.origin.row(good).custody == Custody::Handed);
    CHECK(bench.origin.row(bad).custody == Custody::Here);
    CHECK(codeOf(bench.origin.handOver().exportTo("desk-1", bench.stick, {})) == ErrorCode::NotFound);
}

TEST_CASE("a desk that has such a packet of its own takes over none of the bundle", "[hand-over]")
{
    Bench bench;
    const PacketId own = bench.desk.seal();
    const QueueRow row = bench.desk.row(own);
    BundleDocument document {BundleId::create(bench.clock.now()), "station-1", "desk-1", bench.clock.now(),
        QByteArray(32, 'h'), {{own, row.sha256, row.size, 1, "cc-new-14", QDate(2026, 11, 27), 0}}, {}};
    const QString folder = bench.stick.filePath("B0000001");
    REQUIRE(QDir().mkpath(folder));
    put(folder + "/00000001.P7M", contentOf(bench.desk.packetPath(row)));
    put(folder + "/BUNDLE.P7S", signBundle(document, bench.identity("station-1")).value());
    CHECK(codeOf(bench.desk.handOver().importFrom(folder)) == ErrorCode::InvalidInput);
    CHECK(bench.desk.row(own).custody == Custody::Here);
    CHECK(bench.desk.handOver().list()->empty());
}

TEST_CASE("work that is stopped leaves custody where it was", "[hand-over]")
{
    Bench bench;
    const PacketId id = bench.origin.seal();
    bench.origin.seal();
    std::vector<std::pair<int, int>> told;
    const HandOverProgress stopAtSecond = [&](int done, int all) {
        told.emplace_back(done, all);
        return done < 1;
    };
    CHECK(codeOf(bench.origin.handOver().exportTo("desk-1", bench.stick, {}, stopAtSecond))
        == ErrorCode::Cancelled);
    CHECK(told == std::vector<std::pair<int, int>> {{0, 2}, {1, 2}});
    CHECK(bench.origin.row(id).custody == Custody::Here);
    CHECK(bench.faults().isEmpty());
    const HandOverReport out = bench.give();
    told.clear();
    CHECK(codeOf(bench.desk.handOver().importFrom(out.folder, [&](int done, int) {
        return told.emplace_back(done, 0), done < 3;
    })) == ErrorCode::Cancelled);
    CHECK(bench.desk.rows().empty());
    CHECK(bench.faults().isEmpty());
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    CHECK(bench.desk.rows().size() == 2);
}

TEST_CASE("thirty packets are handed over within seconds", "[hand-over][figures]")
{
    Bench bench;
    for (int i = 0; i < 30; ++i)
        bench.origin.seal();
    QElapsedTimer timer;
    timer.start();
    const HandOverReport out = bench.give();
    const qint64 wrote = timer.restart();
    REQUIRE(bench.desk.handOver().importFrom(out.folder));
    const qint64 read = timer.elapsed();
    CHECK(out.packets == 30);
    CHECK(bench.faults().isEmpty());
    CHECK(wrote < 10'000);
    CHECK(read < 10'000);
    std::printf("hand-over: 30 packets, %lld bytes, export %lld ms, import %lld ms\n",
        static_cast<long long>(out.bytes), static_cast<long long>(wrote), static_cast<long long>(read));
}
