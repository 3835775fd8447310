#include "core/base/worker_thread.h"
#include "devices/host/hosted_reader.h"
#include "tests/devices/device_bench.h"
#include "tests/support/sanitizers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <csignal>

using namespace station;

namespace {

constexpr int recoverMs = 2000 * slower; // design.md §5 and issue 2: capture goes on within 2 s

HostLaunch launchOn(const QString& glass)
{
    HostLaunch launch;
    launch.program = qEnvironmentVariable("STATION_BIN") + QStringLiteral("/device-host");
    launch.environment.insert(QStringLiteral("FP_VIRTUAL_IMAGE"), glass);
    return launch;
}

HostLaunch oddLaunch(const char* oddity)
{
    HostLaunch launch;
    launch.program = qEnvironmentVariable("STATION_BIN") + QStringLiteral("/odd_host");
    launch.environment.insert(QStringLiteral("STATION_ODD"), QString::fromLatin1(oddity));
    return launch;
}

/// Running, not a zombie that nobody has waited for.
bool isRunning(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = stat.readAll();
    return !line.mid(line.lastIndexOf(')') + 2).startsWith('Z');
}

struct Bench {
    VirtualGlass glass;
    HostedReader reader {launchOn(glass.path)};
    ReaderSpy spy {reader};

    Bench()
    {
        glass.hand.follow(reader);
        reader.start();
        REQUIRE(spy.waitForState(DeviceState::Ready));
    }
    [[nodiscard]] pid_t pid() const { return static_cast<pid_t>(reader.host().processId()); }
};

} // namespace

TEST_CASE("a hosted reader captures as a reader of one's own", "[host]")
{
    Bench bench;
    CHECK(bench.spy.states == std::vector {DeviceState::Starting, DeviceState::Ready});
    REQUIRE(bench.spy.readers.size() == 1);
    CHECK(bench.spy.readers[0].driver == QStringLiteral("virtual_image"));
    bench.glass.hand.setPerson(5);
    bench.reader.arm();
    bench.glass.hand.offer(FingerPosition::RightLittle);
    REQUIRE(bench.spy.waitForPrints(1));
    REQUIRE(waitFor([&] { return bench.spy.events.size() == 3; }));
    CHECK(bench.spy.events == std::vector<std::string> {"on", "captured", "off"});
    CHECK(bench.spy.prints[0] == practicePrint({5, FingerPosition::RightLittle}, 0));
}

TEST_CASE("a host killed, stopped or aborted while armed is started again, and a print arrives within 2 s",
    "[host]")
{
    const int signal = GENERATE(SIGKILL, SIGSTOP, SIGABRT);
    CAPTURE(signal);
    Bench bench;
    bench.reader.arm();
    bench.glass.hand.offer(FingerPosition::RightIndex);
    REQUIRE(bench.spy.waitForPrints(1)); // captured before: nobody may take it away
    bench.reader.arm();
    waitFor([] { return false; }, 50);

    const pid_t before = bench.pid();
    QElapsedTimer since;
    ::kill(before, signal);
    since.start();
    bench.glass.hand.offer(FingerPosition::RightMiddle);
    REQUIRE(bench.spy.waitForPrints(2, 3 * recoverMs));
    const auto took = since.elapsed();
    WARN("signal " << signal << ": a print " << took << " ms after");
    CHECK(took <= recoverMs);
    CHECK(std::count(bench.spy.states.begin(), bench.spy.states.end(), DeviceState::Recovering) == 1);
    CHECK(bench.spy.is(DeviceState::Ready));
    CHECK(bench.spy.errors.empty());
    CHECK(bench.pid() != before);
    CHECK_FALSE(isRunning(before));
}

TEST_CASE("killed again and again it comes back every time", "[host]")
{
    Bench bench;
    for (int round = 1; round <= 3; ++round) {
        const auto seen = bench.spy.states.size();
        ::kill(bench.pid(), SIGKILL);
        REQUIRE(waitFor([&] { return bench.spy.states.size() > seen && bench.spy.is(DeviceState::Ready); }));
    }
    bench.reader.arm();
    bench.glass.hand.offer(FingerPosition::LeftRing);
    CHECK(bench.spy.waitForPrints(1));
}

TEST_CASE("after disarm no signal follows, also across a restart", "[host]")
{
    Bench bench;
    bench.reader.arm();
    waitFor([] { return false; }, 50);
    bench.reader.disarm();
    ::kill(bench.pid(), SIGKILL);
    bench.glass.hand.offer(FingerPosition::LeftRing);
    CHECK_FALSE(waitFor([&] { return !bench.spy.events.empty(); }, 800));
    bench.reader.arm();
    CHECK(bench.spy.waitForPrints(1));
}

TEST_CASE("retry, failure and removal come through the host", "[host]")
{
    Bench bench;
    bench.reader.arm();
    bench.glass.hand.askAgain(RetryHint::TooShort);
    REQUIRE(waitFor([&] { return !bench.spy.hints.empty(); }));
    CHECK(bench.spy.hints[0] == RetryHint::TooShort);
    bench.glass.hand.unplugReader();
    REQUIRE(waitFor([&] { return !bench.spy.errors.empty(); }));
    CHECK(bench.spy.errors[0].code == ErrorCode::DeviceMissing);
    CHECK(bench.spy.waitForState(DeviceState::Missing));
    CHECK(bench.spy.waitForState(DeviceState::Ready));
}

TEST_CASE("a host that breaks the protocol is killed and the window goes on", "[host]")
{
    const auto* oddity = GENERATE("silent", "noise", "huge", "torn-print", "wrong-direction",
        "half-a-message", "other-version", "other-kind");
    CAPTURE(oddity);
    HostedReader reader(oddLaunch(oddity));
    ReaderSpy spy(reader);
    std::vector<qint64> started;
    QObject::connect(
        &reader.host(), &HostProcess::spawned, &reader, [&](qint64 pid) { started.push_back(pid); });
    reader.arm();
    reader.start();
    CHECK(waitFor([&] { return started.size() >= 2; }, 4000)); // it was ended and started again
    CHECK(spy.is(DeviceState::Recovering));
    CHECK(spy.events.empty());
    CHECK_FALSE(isRunning(started[0]));
}

TEST_CASE("a print that the process had sent before it died is delivered, once", "[host]")
{
    HostedReader reader(oddLaunch("print-and-die"));
    ReaderSpy spy(reader);
    int launches = 0;
    QObject::connect(&reader.host(), &HostProcess::spawned, &reader, [&] { ++launches; });
    reader.arm();
    reader.start();
    REQUIRE(spy.waitForPrints(1));
    CHECK(spy.prints[0] == GreyImage(2, 2, 500, {1, 2, 3, 4}));
    CHECK(waitFor([&] { return launches >= 2; }));
    CHECK_FALSE(waitFor([&] { return spy.events.size() > 1; }, 300));
}

TEST_CASE("a program that cannot be started is tried again, ever more slowly", "[host]")
{
    HostLaunch launch;
    launch.program = QStringLiteral("/no/such/device-host");
    HostedReader reader(launch);
    ReaderSpy spy(reader);
    int launches = 0;
    QObject::connect(&reader.host(), &HostProcess::spawned, &reader, [&] { ++launches; });
    reader.start();
    CHECK(waitFor([&] { return launches >= 3; }, 2000));
    CHECK_FALSE(waitFor([&] { return launches > 6; }, 1000));
    CHECK(spy.is(DeviceState::Recovering));
}

TEST_CASE("no host outlives its parent, however that ends", "[host]")
{
    QProcess parent;
    parent.start(
        qEnvironmentVariable("STATION_BIN") + QStringLiteral("/odd_host"), {QStringLiteral("--parent")});
    REQUIRE(waitFor([&] { return parent.canReadLine() || parent.state() == QProcess::NotRunning; }));
    const qint64 host = parent.readLine().trimmed().toLongLong();
    REQUIRE(host > 0);
    REQUIRE(isRunning(host));
    SECTION("kill -9 of the parent") { parent.kill(); }
    SECTION("kill -9 of the parent while the host hangs")
    {
        ::kill(static_cast<pid_t>(host), SIGSTOP);
        parent.kill();
    }
    SECTION("SIGTERM") { parent.terminate(); }
    CHECK(waitFor([&] { return !isRunning(host); }, 2000));
    parent.waitForFinished(2000);
}

TEST_CASE("it lives on a thread of its own, and no host outlives that thread", "[host]")
{
    VirtualGlass glass;
    qint64 host = 0;
    {
        WorkerThread devices(QStringLiteral("devices"));
        auto& reader = devices.adopt(std::make_unique<HostedReader>(launchOn(glass.path)));
        glass.hand.follow(reader);
        ReaderSpy spy(reader);
        QMetaObject::invokeMethod(&reader, &FingerprintReader::start);
        REQUIRE(spy.waitForState(DeviceState::Ready));
        QMetaObject::invokeMethod(
            &reader, [&] { host = reader.host().processId(); }, Qt::BlockingQueuedConnection);
        QMetaObject::invokeMethod(&reader, &FingerprintReader::arm);
        glass.hand.offer(FingerPosition::RightThumb);
        REQUIRE(spy.waitForPrints(1));
    }
    CHECK(host > 0);
    CHECK_FALSE(isRunning(host));
}
