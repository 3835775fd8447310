#include "tests/sync/cut_proxy.h"
#include "tests/sync/memory_queue.h"

#include <QThread>

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

struct Line {
    RegistryBench bench;
    SystemClock clock;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    std::unique_ptr<CutProxy> proxy;
    std::unique_ptr<SyncSession> session;

    Line()
    {
        bench.start();
        proxy = std::make_unique<CutProxy>(bench.port());
        session = memorySession(store, QUrl(QStringLiteral("https://127.0.0.1:%1").arg(proxy->port())),
            bench.identity("st-1"), "st-1", clock);
    }
    /// As a worker would, without its pauses.
    bool delivers(PacketId id)
    {
        for (int i = 0; i < 200 && store->state(id) != PacketState::Processed; ++i) {
            SyncReport report;
            if (session->run(report))
                QThread::msleep(10);
        }
        return store->state(id) == PacketState::Processed;
    }
};

} // namespace

TEST_CASE("a line that is cut again and again, in either direction: exactly one packet and one receipt of "
          "each kind",
    "[sync]")
{
    const auto seed = GENERATE(range(1u, 9u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    Line line;
    const auto id = line.store->addSealed(line.bench, "st-1", 400'000);
    for (int i = 0; i < 8; ++i) {
        const bool up = random() % 2 == 0;
        line.proxy->cut({up, static_cast<qint64>(random() % (up ? 250'000u : 8'000u))});
    }
    CHECK(line.delivers(id));
    CHECK(line.store->at(id).row.attempts == 0); // never the packet's fault
    const auto shown = line.bench.show();
    CHECK(shown["packets"].toObject().size() == 1);
    CHECK(shown.value("packets")["processed"].toInt() == 1);
    CHECK(shown["receipts"].toInt() == 2);
    CHECK(line.bench.blobCount() == 1);
}

TEST_CASE("after a cut at most one chunk is sent twice", "[sync]")
{
    const auto cut = GENERATE(CutProxy::Cut {true, 20'000}, CutProxy::Cut {true, 150'000},
        CutProxy::Cut {true, 300'000}, CutProxy::Cut {true, 440'000}, CutProxy::Cut {false, 6'500},
        CutProxy::Cut {false, 7'000}, CutProxy::Cut {false, 7'500});
    CAPTURE(cut.up, cut.after);
    constexpr qint64 overhead = 40'000; // two handshakes, headers, the manifest, events and receipts
    constexpr qint64 chunkInFlight = 256 << 10; // 64, 128, 256 KiB: the third one, up to 448 KiB
    Line line;
    const auto id = line.store->addSealed(line.bench, "st-1", 430'000);
    line.proxy->cut(cut);
    CHECK(line.delivers(id));
    CHECK(line.proxy->cutsLeft() == 0);
    CHECK(line.proxy->bytesUp() <= line.store->at(id).row.size + chunkInFlight + overhead);
}
