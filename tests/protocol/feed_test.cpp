#include "core/store/drafts.h"
#include "core/store/ledger.h"
#include "core/store/storage.h"
#include "core/sync/receipt_check.h"
#include "tests/protocol/world.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <catch2/catch.hpp>

#include <filesystem>

using namespace station;
using namespace station::model;
using namespace std::chrono_literals;

namespace {

const Ground& ground()
{
    static const std::unique_ptr<Ground> made = Ground::make();
    REQUIRE(made);
    return *made;
}

/// A station's line to the registry in this process, with somebody in between who may answer first.
class Between final : public Transport {
public:
    std::function<std::optional<HttpResponse>(const HttpRequest&)> answer;
    int requests = 0;

    Between(ModelRegistry& registry, QString station)
        : m_registry(registry)
        , m_station(std::move(station))
    {
    }
    Result<HttpResponse> send(const HttpRequest& request) override
    {
        ++requests;
        if (const auto other = answer ? answer(request) : std::nullopt)
            return *other;
        auto response = m_registry.serve(m_station, request);
        if (!response)
            return fail(ErrorCode::RegistryUnreached, "dead");
        return *response;
    }

private:
    ModelRegistry& m_registry;
    QString m_station;
};

struct Side {
    Side(const QDir& disk, ModelRegistry& registry, FixedClock& time)
        : folder(disk)
        , clock(time)
        , line(registry, "st-1")
    {
        open();
    }
    void open()
    {
        pass.reset();
        queue.reset();
        database = std::move(Database::open(folder).value());
        queue = std::move(OutboxQueue::open(folder, clock).value());
        pass = std::make_unique<SyncPass>(PassContext {*queue, client, clock, ground().keys.caPem,
            [](const QByteArray& der, const QueueRow& packet) {
                return verifyReceipt(der, ground().keys.caPem, packet, "st-1");
            },
            [this](const SyncStep& step) { steps.push_back(step); }});
    }
    PacketId openCase()
    {
        clock.advance(1ms);
        const auto draft
            = Drafts(*database, clock)
                  .open({"cc-new-14", 1, OfficerId::create(clock.now()), "00019K7Q", QDate(2026, 11, 27)},
                      Secret::random(32));
        REQUIRE(draft);
        return draft->id;
    }
    void seal(PacketId id, int withSalt)
    {
        const QByteArray bytes = madeUpPacket(id, "st-1", 1500, withSalt);
        REQUIRE(PacketFiles(folder).keep(id, bytes));
        REQUIRE(Drafts(*database, clock)
                    .moveToQueue({id, bytes, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)},
                        {OfficerId::create(clock.now())}));
    }
    PacketId seal()
    {
        const PacketId id = openCase();
        seal(id, ++salt);
        return id;
    }
    SyncReport sync()
    {
        clock.advance(2min);
        SyncReport report;
        const auto done = pass->run(report);
        INFO((done ? std::string() : done.error().error.detail));
        CHECK(done);
        return report;
    }
    QueueRow row(PacketId id) { return Outbox(*database, clock).row(id).value(); }
    PacketState state(PacketId id) { return row(id).state; }
    int ledgerRows(const char* event)
    {
        const auto rows = Ledger(*database).rows().value();
        return static_cast<int>(std::count_if(rows.begin(), rows.end(),
            [&](const AuditRow& row) { return row.event == QLatin1String(event); }));
    }

    QDir folder;
    FixedClock& clock;
    Between line;
    RegistryClient client {line};
    std::vector<SyncStep> steps;
    int salt = 0;
    std::unique_ptr<Database> database;
    std::unique_ptr<OutboxQueue> queue;
    std::unique_ptr<SyncPass> pass;
};

struct Bench {
    QTemporaryDir folder {quickFolder()};
    FixedClock clock {fromMs(1795780800000)};
    Chronicle chronicle;
    std::unique_ptr<ModelRegistry> registry;
    std::vector<std::unique_ptr<Side>> sides;

    Bench()
    {
        std::filesystem::create_directories(path("registry").toStdString());
        registry = std::make_unique<ModelRegistry>(
            ground().keys, QDir(path("registry")), clock, Weakness::None, chronicle);
        add(ground().emptyStation);
    }
    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    Side& add(const QDir& from)
    {
        const QDir to(path(QStringLiteral("disk-%1").arg(sides.size())));
        std::filesystem::copy(
            from.path().toStdString(), to.path().toStdString(), std::filesystem::copy_options::recursive);
        sides.push_back(std::make_unique<Side>(to, *registry, clock));
        return *sides.back();
    }
    Side& station() { return *sides.front(); }
    void process()
    {
        while (registry->process()) { }
    }
    /// All the way.
    PacketId delivered()
    {
        const auto id = station().seal();
        (void)station().sync();
        process();
        (void)station().sync();
        REQUIRE(station().state(id) == PacketState::Processed);
        return id;
    }
};

bool asksFor(const HttpRequest& request, PacketId id)
{
    return request.path == QStringLiteral("/v1/receipts/") + id.text();
}

} // namespace

TEST_CASE(
    "a receipt that is not there or does not verify moves nothing, is shown at its packet and stops no other",
    "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto bad = station.seal();
    (void)station.sync();
    bench.process(); // the registry has processed it, and the event waits
    bool isThere = false;
    SECTION("not there") { }
    SECTION("not signed") { isThere = true; }
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        if (!asksFor(request, bad))
            return std::nullopt;
        if (isThere)
            return HttpResponse {
                200, {{"content-type", "application/pkcs7-mime"}}, R"({"state":"processed"})"};
        return HttpResponse {404, {{"content-type", "application/problem+json"}},
            R"({"type":"urn:enrollment-registry:problem:not-found","scope":"packet"})"};
    };
    const auto good = station.seal();
    const auto report = station.sync();
    CHECK(report.postponed == 1);
    CHECK(station.state(bad) == PacketState::Received);
    CHECK(station.row(bad).problem == "receipt-refused");
    CHECK(station.row(bad).dueAt > bench.clock.now());
    CHECK(station.ledgerRows("receipt-refused") == 1);
    CHECK(station.state(good) == PacketState::Received);
    bench.process();
    (void)station.sync();
    CHECK(station.state(good) == PacketState::Processed);

    station.line.answer = {}; // and the doubt ends with the first receipt that holds
    bench.clock.advance(25h);
    (void)station.sync();
    CHECK(station.state(bad) == PacketState::Processed);
    CHECK(station.row(bad).problem.isEmpty());
}

TEST_CASE("a packet that was handed over hears its last word, also when the line brought an older receipt, "
          "or none, "
          "as it was listed",
    "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto id = station.seal();
    QByteArray older;
    bool wasReceived = true;
    SECTION("an older receipt")
    {
        (void)station.sync();
        older = station.client.receipt(id).value();
    }
    SECTION("none, after an older one") { (void)station.sync(); }
    SECTION("none, before there was one")
    {
        wasReceived = false;
        station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
            if (asksFor(request, id)) // the last byte has arrived, and the line breaks
                return HttpResponse {503, {}, {}};
            return std::nullopt;
        };
        SyncReport report;
        CHECK_FALSE(station.pass->run(report));
    }
    REQUIRE(station.state(id) == (wasReceived ? PacketState::Received : PacketState::Uploading));
    // then it went on a stick: no manifest asks for it any more
    Query(*station.database, "UPDATE outbox SET custody = 'handed'").run();
    bench.process();
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        if (!asksFor(request, id))
            return std::nullopt;
        if (!older.isEmpty())
            return HttpResponse {200, {{"content-type", "application/pkcs7-mime"}}, older};
        return HttpResponse {404, {{"content-type", "application/problem+json"}},
            R"({"type":"urn:enrollment-registry:problem:not-found","scope":"packet"})"};
    };
    (void)station.sync();
    CHECK(station.row(id).problem == "receipt-refused");
    station.line.answer = {};
    bench.clock.advance(25h);
    (void)station.sync();
    CHECK(station.state(id) == PacketState::Processed);
    CHECK(station.row(id).problem.isEmpty());
}

TEST_CASE("a final word that could not be fetched is asked for again, also after a restart", "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto id = bench.delivered();
    REQUIRE(bench.registry->resubmit(id, "photo-unusable"));
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        return asksFor(request, id)
            ? std::optional(HttpResponse {200, {{"content-type", "application/pkcs7-mime"}}, "torn"})
            : std::nullopt;
    };
    (void)station.sync();
    CHECK(station.state(id) == PacketState::Processed);
    CHECK(station.queue->chainPoint()->seq == 3); // the feed itself has gone on
    station.line.answer = {};
    station.open();
    bench.clock.advance(25h);
    (void)station.sync();
    CHECK(station.state(id) == PacketState::Resubmit);
    CHECK(station.row(id).problem == "resubmit:photo-unusable");
}

TEST_CASE("an event is not lost when a later receipt came first and the program was started again", "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto first = bench.delivered();
    REQUIRE(bench.registry->resubmit(first, "prints-unusable")); // number 3
    const auto second = station.seal();
    int feeds = 0;
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        if (!request.path.startsWith("/v1/events"))
            return std::nullopt;
        if (++feeds == 1) // nothing new yet; then the line breaks
            return HttpResponse {200, {{"content-type", "application/json"}}, R"({"events":[],"next":2})"};
        return HttpResponse {503, {}, {}};
    };
    SyncReport report;
    CHECK_FALSE(station.pass->run(report));
    CHECK(station.row(second).receiptSeq == 4);
    station.line.answer = {};
    station.open();
    (void)station.sync();
    CHECK(station.state(first) == PacketState::Resubmit);
}

TEST_CASE(
    "a registry that lists without end is read for one bounded stretch a pass, each receipt once", "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto id = station.seal();
    int receipts = 0;
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        if (asksFor(request, id)) {
            ++receipts;
            return std::nullopt;
        }
        if (!request.path.startsWith("/v1/events"))
            return std::nullopt;
        const qint64 after = request.path.section('=', 1).toLongLong();
        QJsonArray events;
        for (int i = 1; i <= 2; ++i) // every one about our packet, for ever
            events.append(QJsonObject {{"seq", after + i}, {"packet_id", id.text()}, {"state", "processed"}});
        return HttpResponse {200, {{"content-type", "application/json"}},
            QJsonDocument(QJsonObject {{"events", events}, {"next", after + 2}}).toJson()};
    };
    const auto report = station.sync();
    CHECK(report.awaiting);
    CHECK(report.sent == 1); // the packets do not wait for the end of it
    CHECK(receipts <= 2 * ReceiptFeed::mostReceiptsOfOne + 1); // two stretches of the feed and the upload
    CHECK(station.line.requests <= 2 * ReceiptFeed::pagesPerPass + 12);
}

TEST_CASE("a registry that was put back to an older day is noticed, and what it has lost is sent again once",
    "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto kept = bench.delivered();
    bench.registry->backUp(QDir(bench.path("backup")));
    const auto lost = bench.delivered();
    const auto lostToo = bench.delivered();
    bool blobs = true;
    bool goneOn = false;
    SECTION("database and packets") { }
    SECTION("the database alone") { blobs = false; }
    SECTION("and has gone on since") { goneOn = true; }
    bench.registry->restore(QDir(bench.path("backup")), blobs);
    if (goneOn) { // a clone's packets take the numbers that ours had
        Side& clone = bench.add(ground().emptyStation);
        for (int i = 0; i < 4; ++i)
            clone.seal();
        (void)clone.sync();
        bench.process();
        (void)clone.sync();
    }
    const auto report = station.sync();
    CHECK(report.registryRewound);
    CHECK(report.voided >= 2);
    CHECK(station.ledgerRows("registry-rewound") == 1);
    CHECK(station.ledgerRows("wanted-again") == 2);
    CHECK(station.state(kept) == PacketState::Processed);
    CHECK_FALSE(Outbox(*station.database, bench.clock).keptReceipt(lost)->value().signedBytes.isEmpty());
    bench.process();
    const auto after = station.sync();
    CHECK_FALSE(after.registryRewound);
    for (const auto id : {kept, lost, lostToo}) {
        CHECK(station.state(id) == PacketState::Processed);
        CHECK(bench.registry->receipts(id.text(), "processed") == 1);
    }
    CHECK_FALSE(station.sync().registryRewound);
    CHECK(Ledger(*station.database).verify());
}

TEST_CASE(
    "packets are purged only when the registry's whole list was seen after they had been kept long enough",
    "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto id = bench.delivered();
    bench.clock.advance(std::chrono::days(40)); // nobody has asked the registry since
    Outbox outbox(*station.database, bench.clock);
    CHECK(outbox.purge(std::chrono::days(30)) == 0);
    (void)station.sync();
    CHECK(outbox.purge(std::chrono::days(30)) == 1);
    CHECK(station.state(id) == PacketState::Purged);
}

TEST_CASE("a receipt that does not follow the one listed before it is not believed", "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    (void)bench.delivered();
    const auto id = station.seal();
    (void)station.sync();
    const auto row = station.row(id);
    bench.clock.advance(1h);
    ReceiptText text {id, QString::fromLatin1(row.sha256.toHex()), row.size, "st-1", "processed", {}, 4,
        bench.clock.now(), QString(64, 'a')}; // signed by the registry's own key, and not of its chain
    const auto stray = ground().keys.signer.sign(toJson(text));
    REQUIRE(stray);
    bench.process();
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        return asksFor(request, id)
            ? std::optional(HttpResponse {200, {{"content-type", "application/pkcs7-mime"}}, *stray})
            : std::nullopt;
    };
    (void)station.sync();
    CHECK(station.state(id) == PacketState::Received);
    CHECK(station.row(id).problem == "receipt-refused");
    station.line.answer = {};
    bench.clock.advance(1h);
    (void)station.sync();
    CHECK(station.state(id) == PacketState::Processed);
}

TEST_CASE("a cloned station raises an alarm at the registry, is told, and loses nothing", "[feed]")
{
    Bench bench;
    Side& original = bench.station();
    (void)bench.delivered();
    original.queue.reset();
    Side& clone = bench.add(original.folder);
    original.open();
    const auto a = original.seal();
    const auto c = original.seal();
    const auto b = clone.seal();
    (void)original.sync();
    const auto report = clone.sync();
    CHECK(report.alarms.count(StationAlarm::Rewound) == 1); // fewer rows than the original has shown
    CHECK(report.alarms.count(StationAlarm::SeqReused) == 1); // b and a have the same number
    CHECK(report.alarms.count(StationAlarm::Forked) == 1); // and the clone does not know the original's head
    CHECK(clone.ledgerRows("station-forked") == 1);
    const auto alarms = bench.registry->alarms();
    CHECK(alarms.size() == 2);
    bench.process();
    (void)original.sync();
    (void)clone.sync();
    for (const auto id : {a, c})
        CHECK(original.state(id) == PacketState::Processed);
    CHECK(clone.state(b) == PacketState::Processed);
}

namespace {

/// Two copies of one disk have sealed the same case; the first one's packet was received and lost again with
/// the registry's disk, then the other one's was received. The registry is an older one, which does not say
/// what it has signed before: the first copy cannot see that its receipt is void.
struct Contested : Bench {
    PacketId id;

    Contested()
    {
        Side& first = station();
        id = first.openCase();
        first.queue.reset();
        first.database.reset();
        Side& second = add(first.folder);
        first.open();
        first.line.answer = second.line.answer
            = [this](const HttpRequest& request) { return older(request); };
        first.seal(id, 1);
        second.seal(id, 2);
        registry->backUp(QDir(path("before")));
        (void)first.sync();
        REQUIRE(first.state(id) == PacketState::Received);
        registry->restore(QDir(path("before")), true);
        (void)second.sync();
        REQUIRE(second.state(id) == PacketState::Received);
        process();
        (void)second.sync();
        REQUIRE(second.state(id) == PacketState::Processed);
    }
    /// The registry's own answer without the hashes of its receipts.
    std::optional<HttpResponse> older(const HttpRequest& request)
    {
        if (!request.path.startsWith("/v1/events"))
            return std::nullopt;
        auto response = registry->serve("st-1", request);
        REQUIRE(response);
        QJsonObject page = QJsonDocument::fromJson(response->body).object();
        page.remove("after_receipt_sha256");
        QJsonArray events;
        for (const auto& event : page.value("events").toArray()) {
            QJsonObject told = event.toObject();
            told.remove("receipt_sha256");
            events.append(told);
        }
        page["events"] = events;
        response->body = QJsonDocument(page).toJson();
        return response;
    }
    /// The first copy's passes of two days, while `receipt` is what the line brings as the packet's receipt.
    void syncWith(const QByteArray& receipt)
    {
        station().line.answer = [this, receipt](const HttpRequest& request) -> std::optional<HttpResponse> {
            if (asksFor(request, id))
                return HttpResponse {200, {{"content-type", "application/pkcs7-mime"}}, receipt};
            return older(request);
        };
        for (int i = 0; i < 3; ++i) {
            (void)station().sync();
            clock.advance(25h);
        }
    }
};

} // namespace

TEST_CASE(
    "a packet whose id the registry has signed for other bytes is in conflict, keeps its file, and goes "
    "again when a person says so",
    "[feed]")
{
    Contested bench;
    Side& first = bench.station();
    const QueueRow before = first.row(bench.id);
    SyncReport report = first.sync();
    for (int i = 0; i < 3; ++i) {
        bench.clock.advance(25h);
        report.conflicts += first.sync().conflicts;
    }
    CHECK(first.state(bench.id) == PacketState::Conflict);
    CHECK(first.row(bench.id).problem == "conflict");
    CHECK(report.conflicts == 1); // once: it is no loop
    CHECK(first.ledgerRows("conflict") == 1);
    Outbox outbox(*first.database, bench.clock);
    CHECK(outbox.purge(std::chrono::days(0)) == 0);
    CHECK(PacketFiles(first.folder).read(bench.id, before.sha256));
    bench.registry->restore(QDir(bench.path("before")), true); // the registry's office has decided
    REQUIRE(outbox.retry(bench.id));
    (void)first.sync();
    bench.process();
    (void)first.sync();
    CHECK(first.state(bench.id) == PacketState::Processed);
}

TEST_CASE("the word conflict without the registry's signature on other bytes moves nothing that was received",
    "[feed]")
{
    Contested bench;
    Side& first = bench.station();
    const QueueRow row = first.row(bench.id);
    ReceiptText text {
        bench.id, QString(64, 'b'), row.size, "st-1", "processed", {}, 2, bench.clock.now(), {}};
    const ReceiptSigner* signer = &ground().keys.signer;
    static const std::unique_ptr<Ground> others = Ground::make();
    REQUIRE(others);
    QByteArray receipt;
    SECTION("no signature") { receipt = toJson(text); }
    SECTION("a page") { receipt = "<html>Log in</html>"; }
    SECTION("another authority's") { receipt = others->keys.signer.sign(toJson(text)).value(); }
    SECTION("one byte changed")
    {
        receipt = signer->sign(toJson(text)).value();
        receipt[receipt.indexOf("bbbb")] = 'c';
    }
    SECTION("about another packet")
    {
        text.packet = PacketId::create(bench.clock.now());
        receipt = signer->sign(toJson(text)).value();
    }
    SECTION("about another station's packet")
    {
        text.station = "st-2";
        receipt = signer->sign(toJson(text)).value();
    }
    SECTION("about bytes that are none")
    {
        text.sha256 = "b";
        receipt = signer->sign(toJson(text)).value();
    }
    SECTION("that says nothing of them")
    {
        text.state = "conflict";
        receipt = signer->sign(toJson(text)).value();
    }
    bench.syncWith(receipt);
    CHECK(first.state(bench.id) == PacketState::Received);
    CHECK(first.row(bench.id).problem == "receipt-refused"); // shown, and asked for again
    CHECK(first.ledgerRows("conflict") == 0);
    CHECK(PacketFiles(first.folder).read(bench.id, row.sha256));
}

TEST_CASE("a manifest that comes late or twice raises no alarm", "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    std::vector<HttpRequest> manifests;
    station.line.answer = [&](const HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.path.startsWith("/v1/manifests/"))
            manifests.push_back(request);
        return std::nullopt;
    };
    for (int i = 0; i < 3; ++i) {
        station.seal();
        (void)station.sync();
    }
    REQUIRE(manifests.size() >= 3);
    for (const auto& manifest : manifests)
        CHECK(bench.registry->serve("st-1", manifest)->status == 200);
    CHECK(bench.registry->alarms().isEmpty());
}

TEST_CASE("an administrator's resubmit reaches the station; other states and reasons are refused", "[feed]")
{
    Bench bench;
    Side& station = bench.station();
    const auto waiting = station.seal();
    (void)station.sync();
    CHECK(bench.registry->resubmit(waiting, "photo-unusable").error().code == ErrorCode::InvalidInput);
    CHECK(bench.registry->resubmit(PacketId {}, "photo-unusable").error().code == ErrorCode::NotFound);
    bench.process();
    (void)station.sync();
    CHECK(bench.registry->resubmit(waiting, "Nguyễn Văn A").error().code == ErrorCode::InvalidInput);
    REQUIRE(bench.registry->resubmit(waiting, "photo-unusable"));
    CHECK(bench.registry->resubmit(waiting, "photo-unusable").error().code == ErrorCode::InvalidInput);
    (void)station.sync();
    CHECK(station.state(waiting) == PacketState::Resubmit);
    CHECK(station.row(waiting).problem == "resubmit:photo-unusable");
}
