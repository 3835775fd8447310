#include "core/sync/curl_transport.h"
#include "core/sync/registry_client.h"
#include "tests/sync/memory_queue.h"

#include <QThread>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct Desk {
    RegistryBench bench;
    SystemClock clock;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    std::vector<SyncStep> steps;
    std::unique_ptr<SyncSession> session;

    void open(const QString& name = "st-1")
    {
        session = memorySession(store, bench.url(), bench.identity(name), name, clock,
            [this](const SyncStep& step) { steps.push_back(step); });
    }
    Reply<void> pass(SyncReport* report = nullptr)
    {
        SyncReport own;
        return session->run(report ? *report : own);
    }
    /// Passes until the packet is in `state`.
    bool reaches(PacketId id, PacketState state)
    {
        for (int i = 0; i < 1000 && store->state(id) != state; ++i) { // a busy machine takes seconds
            REQUIRE(pass());
            QThread::msleep(20);
        }
        return store->state(id) == state;
    }
};

/// With a ledger that a test writes.
struct HeadQueue final : MemoryQueue {
    LedgerHead head;

    HeadQueue(std::shared_ptr<MemoryStore> store, LedgerHead end)
        : MemoryQueue(std::move(store))
        , head(std::move(end))
    {
    }
    Result<LedgerHead> auditHead() override { return head; }
    Result<bool> wroteAuditRow(const LedgerHead&) override { return true; } // the registry alone is asked
};

} // namespace

TEST_CASE("what waits is sent, received, processed, and each step rests on a verified receipt", "[sync]")
{
    Desk desk;
    desk.bench.start();
    desk.open();
    const auto small = desk.store->addSealed(desk.bench, "st-1", 1000);
    const auto large = desk.store->addSealed(desk.bench, "st-1", 700'000);
    CHECK(desk.reaches(small, PacketState::Processed));
    CHECK(desk.reaches(large, PacketState::Processed));
    CHECK_FALSE(desk.store->at(large).receipts.back().signedBytes.isEmpty());
    const auto shown = desk.bench.show();
    CHECK(shown.value("packets")["processed"].toInt() == 2);
    CHECK(shown["receipts"].toInt() == 4);
    // 64 KiB first, then larger: a fast link takes larger chunks
    std::vector<qint64> offsets;
    for (const auto& step : desk.steps) {
        if (step.kind == SyncStep::Kind::Acknowledged && step.packet == large)
            offsets.push_back(step.offset);
    }
    CHECK(offsets.size() >= 3);
    CHECK(offsets.back() == desk.store->at(large).row.size);
}

TEST_CASE("what is refused is postponed, and the next goes on", "[sync]")
{
    Desk desk;
    desk.bench.start();
    desk.open();
    const auto torn = desk.store->addMadeUp(1000);
    desk.store->entries.at(torn).bytes.clear(); // its file is damaged
    const auto lying = desk.store->addMadeUp(1000, 'a');
    desk.store->entries.at(lying).bytes[5] = 'x'; // other bytes than its hash says
    const auto good = desk.store->addMadeUp(1000, 'b');
    SyncReport report;
    REQUIRE(desk.pass(&report));
    CHECK(report.postponed == 2);
    CHECK(desk.store->at(torn).row.attempts == 1);
    CHECK(desk.store->at(lying).row.attempts == 1);
    CHECK(desk.store->at(lying).row.dueAt > desk.clock.now());
    CHECK(report.sent == 1);
    CHECK(desk.store->state(good) != PacketState::Sealed);
}

TEST_CASE("other bytes than the same station has announced under an id are a conflict for a person, not a loop",
    "[sync]")
{
    Desk desk;
    desk.bench.start();
    QueueRow announced;
    announced.id = PacketId::create(desk.clock.now());
    announced.sha256 = QByteArray(32, 'a');
    announced.size = 1000;
    CurlTransport transport(TransportSettings {desk.bench.url(), desk.bench.identity("st-1")});
    REQUIRE(RegistryClient(transport).announce({announced}, {}, desk.clock.now()));
    desk.store->add(announced.id, "other bytes");
    desk.open();
    SyncReport report;
    REQUIRE(desk.pass(&report));
    CHECK(report.conflicts == 1);
    CHECK(desk.store->state(announced.id) == PacketState::Conflict);
    REQUIRE(desk.pass(&report));
    CHECK(report.conflicts == 1);
}

TEST_CASE("a rejected packet carries the registry's reason", "[sync]")
{
    Desk desk;
    desk.bench.start();
    desk.open();
    const auto id = desk.store->addMadeUp(1000);
    CHECK(desk.reaches(id, PacketState::Rejected));
    CHECK(desk.store->at(id).row.problem == "rejected:does-not-open");
}

TEST_CASE(
    "the registry stopped in the middle of an upload and started again: one packet, one receipt", "[sync]")
{
    Desk desk;
    desk.bench.start({}, "chunk-stored"); // dies with the first chunk on disk and nothing acknowledged
    desk.open();
    const auto id = desk.store->addSealed(desk.bench, "st-1", 500'000);
    const auto broken = desk.pass();
    REQUIRE_FALSE(broken);
    CHECK(broken.error().error.code == ErrorCode::RegistryUnreached);
    desk.bench.waitUntilDead();
    desk.bench.start();
    CHECK(desk.reaches(id, PacketState::Processed));
    const auto shown = desk.bench.show();
    CHECK(shown.value("packets")["processed"].toInt() == 1);
    CHECK(shown["receipts"].toInt() == 2);
    CHECK(desk.bench.blobCount() == 1);
}

TEST_CASE("a registry that has lost a received packet gets it again", "[sync]")
{
    Desk desk;
    desk.bench.start();
    desk.open();
    const auto id = desk.store->addSealed(desk.bench, "st-1", 1000);
    REQUIRE(desk.pass());
    desk.bench.kill();
    for (const auto* name : {"registry.db", "registry.db-wal", "registry.db-shm"}) // restored from before
        QFile::remove(desk.bench.directory().filePath(name));
    desk.bench.start();
    if (desk.store->state(id) == PacketState::Received) { // not yet processed when it was lost
        REQUIRE(desk.pass());
        CHECK(desk.bench.show()["packets"].toObject().size() == 1);
    }
    CHECK(desk.store->at(id).row.receiptSeq > 0);
}

TEST_CASE("a registry that does not answer leaves everything as it was", "[sync]")
{
    Desk desk;
    desk.bench.start();
    desk.open();
    desk.bench.kill();
    const auto id = desk.store->addMadeUp(1000);
    const auto done = desk.pass();
    REQUIRE_FALSE(done);
    CHECK(done.error().error.code == ErrorCode::RegistryUnreached);
    CHECK(done.error().scope == Refusal::Scope::Connection);
    CHECK(desk.store->state(id) == PacketState::Sealed);
    CHECK(desk.store->at(id).row.attempts == 0);
}

TEST_CASE("a station whose certificate is of another CA is told so, and no packet is blamed", "[sync]")
{
    Desk desk;
    RegistryBench other;
    desk.bench.start();
    auto identity = other.identity("st-1");
    identity.registryCaPem = desk.bench.identity("st-1").registryCaPem;
    desk.session = memorySession(desk.store, desk.bench.url(), identity, "st-1", desk.clock);
    const auto id = desk.store->addMadeUp(1000);
    const auto done = desk.pass();
    REQUIRE_FALSE(done);
    CHECK(done.error().error.code == ErrorCode::RegistryRefused);
    CHECK(done.error().scope == Refusal::Scope::Station);
    CHECK(desk.store->at(id).row.attempts == 0);
}

TEST_CASE("the registry hears the ledger's head whenever it has grown, also while nothing waits", "[sync]")
{
    Desk desk;
    desk.bench.start();
    TransportSettings settings {desk.bench.url(), desk.bench.identity("st-1")};
    const auto passWith = [&](const LedgerHead& head) {
        desk.session = std::make_unique<SyncSession>(std::make_unique<HeadQueue>(desk.store, head), settings,
            "st-1", desk.clock, std::function<void(const SyncStep&)>());
        SyncReport report;
        REQUIRE(desk.pass(&report));
        return report.alarms;
    };
    CHECK(passWith({}).empty()); // a ledger without rows has no head
    CHECK(passWith({9, QByteArray(32, 'a')}).empty());
    CHECK(passWith({9, QByteArray(32, 'a')}).empty());
    CHECK(passWith({10, QByteArray(32, 'b')}).empty());
    // A finished case was taken out of the ledger, and the ledger made anew.
    CHECK(passWith({10, QByteArray(32, 'c')}).count(StationAlarm::Forked) == 1);
    CHECK(passWith({4, QByteArray(32, 'd')}).count(StationAlarm::Rewound) == 1);
}
