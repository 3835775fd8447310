// The negative control of the sanitizers: one bug of each kind, on purpose. A build that watches for it ends
// the program there; any other comes to the end and exits with 0. Only built by the presets asan and tsan.
#include "core/base/worker_thread.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <climits>
#include <cstdio>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>

namespace {

/// The compiler must not see through these.
volatile int four = 4;
volatile int greatest = INT_MAX;

int overflow()
{
    const auto numbers = std::make_unique<int[]>(4);
    return numbers[static_cast<std::size_t>(four)];
}

int useAfterFree()
{
    auto number = std::make_unique<int>(four);
    const int* const stale = number.get();
    number.reset();
    return *stale;
}

void leak()
{
    char* const lost = new char[static_cast<std::size_t>(four) * 1000];
    lost[0] = 'x';
    std::printf("%c\n", lost[0]);
}

int undefined() { return greatest + four; }

int race()
{
    int shared = 0;
    std::thread other([&] { shared = four; });
    shared = 1;
    other.join();
    return shared;
}

/// The same beside a worker's event loop, which the hints about Qt must not hide.
int raceBesideWorker()
{
    int shared = 0;
    {
        station::WorkerThread thread(QStringLiteral("worker"));
        QObject& worker = thread.adopt(std::make_unique<QObject>());
        QMetaObject::invokeMethod(
            &worker, [&] { shared = four; }, Qt::QueuedConnection);
        std::this_thread::sleep_for(std::chrono::milliseconds(200)); // an order in time, and by nothing else
        shared = 1;
    }
    return shared;
}

/// No race: a queued call, the same data in turn.
int inTurn()
{
    int shared = 1;
    {
        station::WorkerThread thread(QStringLiteral("worker"));
        QObject& worker = thread.adopt(std::make_unique<QObject>());
        for (int turn = 0; turn < 1000; ++turn) {
            ++shared;
            QMetaObject::invokeMethod(
                &worker, [&] { ++shared; }, Qt::BlockingQueuedConnection);
        }
        QMetaObject::invokeMethod(
            &worker, [&] { ++shared; }, Qt::QueuedConnection);
    }
    return shared;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const char* const kind = argc > 1 ? argv[1] : "";
    int seen = 0;
    if (std::strcmp(kind, "overflow") == 0)
        seen = overflow();
    else if (std::strcmp(kind, "use-after-free") == 0)
        seen = useAfterFree();
    else if (std::strcmp(kind, "leak") == 0)
        leak();
    else if (std::strcmp(kind, "undefined") == 0)
        seen = undefined();
    else if (std::strcmp(kind, "race") == 0)
        seen = race();
    else if (std::strcmp(kind, "race-beside-worker") == 0)
        seen = raceBesideWorker();
    else
        seen = inTurn();
    std::printf("nothing stopped \"%s\" (%d)\n", kind, seen);
    return 0;
}
