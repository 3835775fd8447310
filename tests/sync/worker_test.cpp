#include "core/sync/sync_worker.h"
#include "tests/support/sanitizers.h"
#include "tests/sync/memory_queue.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTcpServer>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// A disk that fails: after the first failed write its connection writes no more.
struct BrokenQueue final : MemoryQueue {
    using MemoryQueue::MemoryQueue;
    Result<ChainPoint> chainPoint() override
    {
        return fail(ErrorCode::StorageFailed, "station.db: disk I/O error");
    }
};

struct Worker {
    RegistryBench bench;
    SystemClock clock;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    QUrl url;
    QObject here;
    SyncStatus last;
    std::unique_ptr<WorkerThread> thread;
    SyncWorker* worker = nullptr;
    std::atomic<int> opened {0};
    int brokenFirst = 0; ///< so many openings meet a failing disk

    void start()
    {
        thread = std::make_unique<WorkerThread>("sync");
        worker = &thread->adopt(std::make_unique<SyncWorker>(
            [this](std::function<void(const SyncStep&)> step) -> Result<std::unique_ptr<SyncSession>> {
                if (++opened <= brokenFirst)
                    return std::make_unique<SyncSession>(std::make_unique<BrokenQueue>(store),
                        TransportSettings {url, bench.identity("st-1")}, "st-1", clock, std::move(step));
                return memorySession(store, url, bench.identity("st-1"), "st-1", clock, std::move(step));
            },
            clock));
        QObject::connect(
            worker, &SyncWorker::statusChanged, &here, [this](const SyncStatus& status) { last = status; });
        QMetaObject::invokeMethod(worker, &SyncWorker::start, Qt::QueuedConnection);
    }
    ~Worker()
    {
        if (worker)
            worker->stop();
    }
    /// Runs the event loop until a status fits.
    bool waitFor(const std::function<bool(const SyncStatus&)>& fits, int patience = 10'000)
    {
        QEventLoop loop;
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        bool seen = fits(last);
        QObject::connect(worker, &SyncWorker::statusChanged, &loop, [&](const SyncStatus& status) {
            seen = seen || fits(status);
            if (seen)
                loop.quit();
        });
        if (!seen)
            loop.exec();
        return seen;
    }
};

} // namespace

TEST_CASE("the worker carries the queue on its own thread and says how far it is", "[worker]")
{
    Worker bench;
    bench.bench.start();
    bench.url = bench.bench.url();
    const auto id = bench.store->addSealed(bench.bench, "st-1", 300'000);
    bench.start();
    CHECK(bench.waitFor(
        [&](const SyncStatus& s) { return s.current == id && s.sent > 0 && s.total > 300'000; }));
    CHECK(bench.waitFor(
        [](const SyncStatus& s) { return s.link == Link::Online && s.waiting == 0 && s.nextTry; }));
    CHECK_FALSE(bench.last.trouble);
    // Not at the next idle poll, 5 minutes later: the worker asks again while the registry works on the
    // packet.
    CHECK(bench.waitFor([&](const SyncStatus&) { return bench.store->state(id) == PacketState::Processed; }));

    const auto next = bench.store->addSealed(bench.bench, "st-1", 1000);
    QMetaObject::invokeMethod(bench.worker, &SyncWorker::syncNow, Qt::QueuedConnection);
    CHECK(bench.waitFor([&](const SyncStatus&) { return bench.store->state(next) != PacketState::Sealed; }));
}

TEST_CASE("offline is said, waited out, and ended at once by sync now", "[worker]")
{
    Worker bench;
    bench.bench.start();
    bench.url = bench.bench.url();
    bench.bench.kill();
    const auto id = bench.store->addSealed(bench.bench, "st-1", 1000);
    bench.start();
    REQUIRE(
        bench.waitFor([](const SyncStatus& s) { return s.link == Link::Offline && s.nextTry && s.trouble; }));
    CHECK(bench.last.waiting == 1);
    CHECK(*bench.last.nextTry - bench.clock.now() <= std::chrono::seconds(5));
    bench.bench.start();
    QMetaObject::invokeMethod(bench.worker, &SyncWorker::syncNow, Qt::QueuedConnection);
    CHECK(bench.waitFor([&](const SyncStatus& s) { return s.link == Link::Online && s.waiting == 0; }));
    CHECK(bench.store->state(id) != PacketState::Sealed);
}

TEST_CASE("when the disk failed a pass everything is opened anew, and what waits is sent", "[worker]")
{
    Worker bench;
    bench.bench.start();
    bench.url = bench.bench.url();
    bench.brokenFirst = 2;
    const auto id = bench.store->addSealed(bench.bench, "st-1", 1000);
    bench.start();
    for (int failed = 1; failed <= bench.brokenFirst; ++failed) {
        REQUIRE(bench.waitFor([&](const SyncStatus& s) {
            return s.trouble && s.trouble->code == ErrorCode::StorageFailed && s.nextTry
                && bench.opened == failed;
        }));
        CHECK(*bench.last.nextTry - bench.clock.now() > std::chrono::seconds(25));
        QMetaObject::invokeMethod(bench.worker, &SyncWorker::syncNow, Qt::QueuedConnection);
    }
    CHECK(bench.waitFor([](const SyncStatus& s) { return s.link == Link::Online && !s.trouble; }));
    CHECK(bench.opened == bench.brokenFirst + 1);
    CHECK(bench.store->state(id) != PacketState::Sealed);
}

TEST_CASE("a registry that never answers does not keep the program from closing", "[worker]")
{
    QTcpServer silent; // accepts, and says nothing
    REQUIRE(silent.listen(QHostAddress::LocalHost));
    Worker bench;
    bench.url = QUrl(QStringLiteral("https://127.0.0.1:%1").arg(silent.serverPort()));
    bench.store->addMadeUp(10);
    bench.start();
    REQUIRE(bench.waitFor([](const SyncStatus& s) { return s.waiting == 1; }));
    REQUIRE((silent.hasPendingConnections() || silent.waitForNewConnection(5000)));
    QElapsedTimer timer;
    timer.start();
    bench.worker->stop();
    bench.worker = nullptr;
    bench.thread.reset();
    CHECK(timer.elapsed() < 500 * slower);
}

TEST_CASE("a station without address or certificate says that it is not set up", "[worker]")
{
    const SystemClock clock;
    const QTemporaryDir empty;
    SyncThread thread(QDir(empty.path()), QUrl("https://127.0.0.1:1"), clock);
    QEventLoop loop;
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    SyncStatus last;
    QObject::connect(&thread.worker(), &SyncWorker::statusChanged, &loop, [&](const SyncStatus& status) {
        last = status;
        loop.quit();
    });
    thread.syncNow();
    loop.exec();
    CHECK(last.link == Link::NotSetUp);
    CHECK(last.trouble);
    CHECK_FALSE(last.counted); // nobody could look
}
