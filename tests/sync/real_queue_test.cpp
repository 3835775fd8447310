#include "core/biometrics/image_codec.h"
#include "core/store/database.h"
#include "core/store/ledger.h"
#include "core/sync/receipt_check.h"
#include "core/sync/sync_session.h"
#include "tests/support/desk_bench.h"
#include "tests/support/registry_bench.h"

#include <QDirIterator>
#include <QThread>

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    return file.readAll();
}

/// Does not compress, so that the upload takes several chunks.
QByteArray largePicture()
{
    constexpr int width = 800;
    constexpr int height = 600;
    std::mt19937 random(5);
    std::vector<std::uint8_t> pixels(std::size_t {3} * width * height);
    for (auto& byte : pixels)
        byte = static_cast<std::uint8_t>(random());
    return encodeJpeg({width, height, std::move(pixels)}).value();
}

/// A station directory as an officer leaves it, and a real registry: nothing in between is made up.
struct Line {
    DeskBench station;
    RegistryBench registry;
    PacketId id;
    qint64 reached = 0;
    std::function<void(const SyncStep&)> onStep;
    std::unique_ptr<SyncSession> session;

    Line()
    {
        REQUIRE(station.desk->installIdentity(registry.identity("station-1")));
        id = station.openFilledCase();
        auto portrait = samplePortrait(station.clock.now());
        portrait.sourceJpeg = largePicture();
        REQUIRE(station.desk->savePortrait(id, portrait));
        REQUIRE(station.desk->saveConfirmation(id,
            {false, "NGUYỄN THỊ MINH ÁNH", station.an,
                station.clock.now()})); // a new portrait voids the first one
        const auto done = station.desk->finish(id);
        if (!done)
            FAIL(done.error().detail);
        REQUIRE(done->size > 200'000); // more than two chunks
    }
    /// As a new process would.
    void open()
    {
        session.reset();
        auto opened
            = SyncSession::open(station.station, registry.url(), station.clock, [this](const SyncStep& step) {
                  reached = std::max(reached, step.offset);
                  if (onStep)
                      onStep(step);
              });
        if (!opened)
            FAIL(opened.error().detail);
        session = std::move(*opened);
    }
    Reply<void> pass()
    {
        SyncReport report;
        return session->run(report);
    }
    [[nodiscard]] QueueRow row() const
    {
        const auto found = station.desk->outbox().row(id);
        REQUIRE(found);
        return *found;
    }
    bool reachesProcessed()
    {
        for (int i = 0; i < 100 && row().state != PacketState::Processed; ++i) {
            const auto done = pass();
            if (!done)
                FAIL(done.error().error.detail);
            QThread::msleep(20);
        }
        return row().state == PacketState::Processed;
    }
    /// One packet, two receipts, nothing left over, and the registry holds the very bytes that were sealed.
    void isDeliveredOnce() const
    {
        const QueueRow now = row();
        CHECK(now.offset == now.size);
        CHECK(now.attempts == 0);
        CHECK(now.problem.isEmpty());
        const auto kept = station.desk->outbox().keptReceipt(id);
        REQUIRE(kept);
        REQUIRE(kept->has_value());
        const QByteArray ca = contentOf(station.station.filePath("identity/ca.pem"));
        const auto receipt = verifyReceipt((*kept)->signedBytes, ca, now, "station-1");
        REQUIRE(receipt);
        CHECK(receipt->state == PacketState::Processed);

        const auto shown = registry.show();
        CHECK(shown["packets"].toObject().size() == 1);
        CHECK(shown.value("packets")["processed"].toInt() == 1);
        CHECK(shown["receipts"].toInt() == 2);
        QDirIterator blobs(registry.directory().filePath("blobs"), QDir::Files, QDirIterator::Subdirectories);
        REQUIRE(blobs.hasNext());
        CHECK(contentOf(blobs.next()) == contentOf(station.packetPath(id)));
        CHECK_FALSE(blobs.hasNext());
        CHECK(station.desk->verifyLedger());
    }
};

} // namespace

TEST_CASE("a case that an officer finished ends as a processed receipt in the station's own queue", "[real]")
{
    Line line;
    line.registry.start();
    line.open();
    CHECK(line.reachesProcessed());
    line.isDeliveredOnce();

    const auto history = line.station.desk->outbox().history(line.id);
    REQUIRE(history);
    QStringList words;
    for (const HistoryEntry& entry : *history)
        words.append(entry.event);
    const auto place = [&](const char* word) { return words.indexOf(QLatin1String(word)); };
    CHECK(place("sealed") < place("announced"));
    CHECK(place("announced") < place("offset"));
    CHECK(place("offset") < place("received"));
    CHECK(place("received") < place("processed"));
}

TEST_CASE("the registry killed in the middle of an upload and started again: one packet, one receipt of each "
          "kind, and what it had acknowledged is not sent again",
    "[real]")
{
    Line line;
    line.registry.start();
    line.onStep = [&](const SyncStep& step) {
        if (step.kind == SyncStep::Kind::Acknowledged && step.offset > 0 && line.registry.isRunning())
            line.registry.kill();
    };
    line.open();
    const auto cut = line.pass();
    REQUIRE_FALSE(cut);
    CHECK(cut.error().error.code == ErrorCode::RegistryUnreached);
    const qint64 acknowledged = line.row().offset;
    CHECK(line.row().state == PacketState::Uploading);
    CHECK(acknowledged > 0);
    CHECK(acknowledged < line.row().size);

    line.registry.start();
    qint64 first = -1;
    line.onStep = [&](const SyncStep& step) {
        if (first < 0 && step.kind == SyncStep::Kind::Sending)
            first = step.offset;
    };
    line.open(); // the station was started again as well
    CHECK(line.reachesProcessed());
    CHECK(first == acknowledged);
    line.isDeliveredOnce();
}

TEST_CASE(
    "the registry killed between any two steps of receiving: one packet in the station's own queue", "[real]")
{
    const auto* where
        = GENERATE("chunk-stored", "blob-renamed", "blob-kept", "row-committed", "processing-claimed");
    CAPTURE(where);
    Line line;
    line.registry.start({}, where);
    line.open();
    for (int i = 0; i < 50 && line.pass() && line.registry.isRunning(); ++i)
        QThread::msleep(20);
    line.registry.waitUntilDead();
    CHECK(line.row().state != PacketState::Processed);
    line.registry.start();
    line.open();
    CHECK(line.reachesProcessed());
    line.isDeliveredOnce();
}

TEST_CASE("the packet file of a queue is unlinked only against a processed receipt", "[real]")
{
    Line line;
    CHECK(line.station.desk->purge(std::chrono::days(0)) == 0);
    line.registry.start({}, "processing-claimed"); // received, and dead before more is said
    line.open();
    for (int i = 0; i < 50 && line.pass() && line.registry.isRunning(); ++i)
        QThread::msleep(20);
    line.registry.waitUntilDead();
    CHECK(line.station.desk->purge(std::chrono::days(0)) == 0);
    CHECK(QFile::exists(line.station.packetPath(line.id)));
    line.registry.start();
    line.open();
    CHECK(line.reachesProcessed());
    CHECK(line.station.desk->purge(std::chrono::days(0)) == 1);
    CHECK_FALSE(QFile::exists(line.station.packetPath(line.id)));
    CHECK(line.row().state == PacketState::Purged);
}
