#include "core/base/worker_thread.h"
#include "devices/host/hosted_camera.h"
#include "devices/practice/practice_portrait.h"
#include "tests/camera/media_bench.h"
#include "tests/support/sanitizers.h"

#include <QElapsedTimer>
#include <QTimer>

#include <catch2/catch.hpp>

#include <atomic>
#include <cmath>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>

using namespace station;

namespace {

constexpr int seenWithinMs = 1200 * slower;
constexpr int backWithinMs = 1000 * slower;
constexpr int newProcessWithinMs = 2000 * slower;
constexpr int longestStallMs = 100 * slower;

double psnr(const ColourImage& a, const ColourImage& b)
{
    if (a.width() != b.width() || a.height() != b.height())
        return 0;
    const auto left = a.pixels();
    const auto right = b.pixels();
    std::int64_t squares = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        squares += (left[i] - right[i]) * (left[i] - right[i]);
    const double all = 255.0 * 255.0 * static_cast<double>(left.size());
    return squares == 0 ? 99 : 10 * std::log10(all / static_cast<double>(squares));
}

HostLaunch launch(const QProcessEnvironment& environment, const QString& picture = {})
{
    HostLaunch launch;
    launch.program = qEnvironmentVariable("STATION_BIN") + QStringLiteral("/device-host");
    launch.environment = environment;
    if (!picture.isEmpty())
        launch.arguments = {QStringLiteral("--picture"), picture};
    return launch;
}

/// How late a thread that does nothing is woken: what the machine itself is late by is not the window's
/// stall.
class IdleThread {
public:
    IdleThread()
        : m_thread([this](const std::stop_token& stop) {
            auto last = std::chrono::steady_clock::now();
            while (!stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
                const auto now = std::chrono::steady_clock::now();
                m_latest = std::max<qint64>(
                    m_latest, (now - std::exchange(last, now)) / std::chrono::milliseconds(1));
            }
        })
    {
    }
    void forget() { m_latest = 0; }
    [[nodiscard]] qint64 latest() const { return m_latest; }

private:
    std::atomic<qint64> m_latest = 0;
    std::jthread m_thread;
};

/// A window without a screen: the camera on the devices thread, and a ticker in the main thread that notices
/// every stall.
class Window : public QObject {
public:
    explicit Window(HostLaunch how)
        : m_camera(m_devices.adopt(std::make_unique<HostedCamera>(std::move(how))))
    {
        connect(&m_camera, &Camera::stateChanged, this, [this](DeviceState now) { state = now; });
        connect(&m_camera, &Camera::listed, this, [this](const auto& now) { cameras = now; });
        connect(&m_camera, &Camera::frame, this, [this](const CameraFrame& now) {
            last = now;
            ++frames;
        });
        m_sinceTick.start();
        connect(&m_ticker, &QTimer::timeout, this,
            [this] { longestStall = std::max(longestStall, m_sinceTick.restart()); });
        m_ticker.setTimerType(Qt::PreciseTimer);
        m_ticker.start(5);
    }

    void start() { QMetaObject::invokeMethod(&m_camera, &Camera::start); }
    void stop() { QMetaObject::invokeMethod(&m_camera, &Camera::stop); }
    void select(const QString& id)
    {
        QMetaObject::invokeMethod(&m_camera, [this, id] { m_camera.select(id); });
    }
    [[nodiscard]] pid_t host() const
    {
        qint64 id = 0;
        QMetaObject::invokeMethod(
            &m_camera, [&] { id = m_camera.host().processId(); }, Qt::BlockingQueuedConnection);
        return static_cast<pid_t>(id);
    }
    /// What the test itself did in between is not the window's stall.
    void forgetStalls()
    {
        m_sinceTick.restart();
        longestStall = 0;
        m_machine.forget();
    }
    [[nodiscard]] bool neverStalled() const { return longestStall <= longestStallMs + m_machine.latest(); }
    [[nodiscard]] bool isTrouble() const
    {
        return state == DeviceState::Missing || state == DeviceState::Recovering;
    }
    [[nodiscard]] bool waitForFrames(int count, int milliseconds)
    {
        const int before = frames;
        return waitUntil([&] { return frames >= before + count; }, milliseconds);
    }

    std::optional<DeviceState> state;
    std::vector<CameraInfo> cameras;
    CameraFrame last;
    int frames = 0;
    qint64 longestStall = 0;

private:
    WorkerThread m_devices {QStringLiteral("devices")};
    HostedCamera& m_camera;
    QTimer m_ticker;
    QElapsedTimer m_sinceTick;
    IdleThread m_machine;
};

/// The media service and a camera showing portrait 5, made once for all tests of this file.
MediaBench& bench()
{
    static MediaBench one;
    static const bool up = one.startService() && one.startSource(5);
    REQUIRE(up);
    return one;
}

struct Times {
    qint64 seen = -1;
    qint64 back = -1;
};

/// Does `harm`, waits until the window sees it, does `cure`, waits until frames go on.
Times trouble(Window& window, const std::function<void()>& harm, const std::function<void()>& cure)
{
    Times times;
    window.forgetStalls();
    QElapsedTimer clock;
    clock.start();
    harm();
    if (waitUntil([&] { return window.isTrouble(); }, 5000))
        times.seen = clock.elapsed();
    cure();
    clock.restart();
    if (window.waitForFrames(3, 8000))
        times.back = clock.elapsed();
    CHECK(window.state == DeviceState::Ready);
    return times;
}

void report(const char* what, const Times& times, const Window& window)
{
    WARN(what << ": seen after " << times.seen << " ms, back after " << times.back
              << " ms, longest stall of the window " << window.longestStall << " ms");
    CHECK(times.seen >= 0);
    CHECK(times.seen <= seenWithinMs);
    CHECK(times.back >= 0);
    CHECK(window.neverStalled());
}

} // namespace

#define NEEDS_MEDIA_SERVICE()                                                                                \
    do {                                                                                                     \
        if (const auto what = MediaBench::missing(); !what.isEmpty()) {                                      \
            WARN("SKIPPED: not installed: " << what.toStdString());                                          \
            SUCCEED();                                                                                       \
            return;                                                                                          \
        }                                                                                                    \
    } while (false)

TEST_CASE("a camera's picture arrives whole, through the process and the shared memory", "[hosted][media]")
{
    NEEDS_MEDIA_SERVICE();
    Window window(launch(bench().environment()));
    window.start();
    REQUIRE(window.waitForFrames(20, 8000));
    CHECK(window.state == DeviceState::Ready);
    REQUIRE(window.cameras.size() == 1); // listed twice by Qt
    CHECK(window.cameras.front().name == "Picture source");
    const double quality = psnr(*window.last.image, practicePortrait(5));
    WARN("PSNR of a YUY2 camera at 640x480: " << quality << " dB");
    CHECK(quality >= 40);

    window.forgetStalls();
    QElapsedTimer clock;
    clock.start();
    CHECK(window.waitForFrames(30, 3000));
    CHECK(clock.elapsed() < 1500 * slower); // 30 a second, less what a busy machine takes
    CHECK(window.neverStalled());
}

TEST_CASE("a camera pulled out is seen, and used again when it returns", "[hosted][media]")
{
    NEEDS_MEDIA_SERVICE();
    Window window(launch(bench().environment()));
    window.start();
    REQUIRE(window.waitForFrames(5, 8000));
    for (const int seed : {6, 5}) {
        const auto times = trouble(
            window, [] { bench().killSource(); }, [&] { REQUIRE(bench().startSource(seed)); });
        report("camera pulled out", times, window);
        CHECK(times.back <= backWithinMs);
        CHECK(psnr(*window.last.image, practicePortrait(static_cast<std::uint32_t>(seed))) >= 40);
    }
}

TEST_CASE("a camera that hangs is seen, and goes on when it goes on", "[hosted][media]")
{
    NEEDS_MEDIA_SERVICE();
    Window window(launch(bench().environment()));
    window.start();
    REQUIRE(window.waitForFrames(5, 8000));
    const auto times = trouble(
        window, [] { bench().signalSource(SIGSTOP); }, [] { bench().signalSource(SIGCONT); });
    report("camera hangs", times, window);
    CHECK(times.back <= backWithinMs);
}

TEST_CASE("a restart of the media service is seen, and survived", "[hosted][media]")
{
    NEEDS_MEDIA_SERVICE();
    Window window(launch(bench().environment()));
    window.start();
    REQUIRE(window.waitForFrames(5, 8000));
    const auto times = trouble(
        window, [] { bench().killService(); },
        [] {
            bench().killSource();
            REQUIRE(bench().startService());
            REQUIRE(bench().startSource(5));
        });
    report("media service restarted", times, window);
    CHECK(times.back <= backWithinMs);
}

TEST_CASE("a camera plugged in late is used by itself", "[hosted][media]")
{
    NEEDS_MEDIA_SERVICE();
    bench().killSource();
    Window window(launch(bench().environment()));
    window.start();
    REQUIRE(waitUntil([&] { return window.state == DeviceState::Missing; }, 5000));
    REQUIRE(bench().startSource(5));
    QElapsedTimer clock;
    clock.start();
    CHECK(window.waitForFrames(1, 5000));
    CHECK(clock.elapsed() <= backWithinMs);
}

TEST_CASE("the device process may be killed, stopped or aborted", "[hosted][media]")
{
    NEEDS_MEDIA_SERVICE();
    Window window(launch(bench().environment()));
    window.start();
    REQUIRE(window.waitForFrames(5, 8000));
    const pid_t first = window.host();
    for (const int signal : {SIGKILL, SIGSTOP, SIGABRT}) {
        const auto times = trouble(
            window, [&] { ::kill(window.host(), signal); }, [] {});
        report(::strsignal(signal), times, window);
        CHECK(times.seen + times.back <= seenWithinMs + newProcessWithinMs);
        CHECK(times.back <= newProcessWithinMs);
        CHECK(window.host() != first);
    }
}

TEST_CASE("a chosen camera stays chosen when the process is replaced", "[hosted]")
{
    Window window(launch(QProcessEnvironment::systemEnvironment(), "practice:3"));
    window.select("practice");
    window.start();
    REQUIRE(window.waitForFrames(5, 8000));
    CHECK(*window.last.image == practicePortrait(3)); // every pixel
    ::kill(window.host(), SIGKILL);
    REQUIRE(waitUntil([&] { return window.isTrouble(); }, 2000));
    REQUIRE(window.waitForFrames(5, 8000));
    CHECK(*window.last.image == practicePortrait(3));
}

TEST_CASE("a stopped camera shows nothing, and starts again", "[hosted]")
{
    Window window(launch(QProcessEnvironment::systemEnvironment(), "practice"));
    window.start();
    REQUIRE(window.waitForFrames(3, 8000));
    window.stop();
    const pid_t host = window.host(); // waits for the devices thread: stop() has been done
    const int before = window.frames;
    CHECK_FALSE(waitUntil([&] { return window.frames > before + 1; }, 300)); // one was on its way
    ::kill(host, SIGKILL);
    CHECK_FALSE(waitUntil([&] { return window.isTrouble(); }, 300)); // nobody asked for a camera
    window.start();
    CHECK(window.waitForFrames(3, 8000));
}

TEST_CASE("a device process that cannot be started is said, not waited for", "[hosted]")
{
    HostLaunch none;
    none.program = QStringLiteral("/nonexistent/device-host");
    Window window(none);
    window.start();
    CHECK(waitUntil([&] { return window.state == DeviceState::Recovering; }, 2000));
    CHECK(window.neverStalled());
}
