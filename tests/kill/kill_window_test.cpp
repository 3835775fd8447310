#include "tests/end_to_end/job_bench.h"

#include <atomic>
#include <cstdio>
#include <random>
#include <thread>

using namespace station;

namespace {

int numberFrom(const char* name, int otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : otherwise;
}

/// kill -9 after a while, unless it is called off.
class Executioner {
public:
    Executioner(pid_t victim, int afterMs)
        : m_thread([this, victim, afterMs] {
            for (int waited = 0; waited < afterMs && !m_off; ++waited)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            if (!m_off)
                ::kill(victim, SIGKILL);
        })
    {
    }
    ~Executioner()
    {
        m_off = true;
        m_thread.join();
    }

private:
    std::atomic<bool> m_off {false};
    std::thread m_thread;
};

constexpr std::array<const char*, 7> steps {
    "person", "to-portrait", "use-portrait", "fingers 10", "to-review", "confirm", "seal"};

/// The step that comes next in a case that stands there.
std::size_t nextAfter(const QJsonObject& state)
{
    switch (state.value("step").toInt()) {
    case 0: return 0;
    case 1: return 2;
    case 2: return 3;
    default: return 5;
    }
}

} // namespace

/// Long: KILL_WINDOW_RUNS=1000 KILL_SEED=7 ctest --preset ci -R kill_window
TEST_CASE("the window killed at any moment loses no step that it showed as done", "[kill]")
{
    const int runs = numberFrom("KILL_WINDOW_RUNS", 5);
    const auto seed = static_cast<unsigned>(numberFrom("KILL_SEED", 1));
    std::mt19937 random(seed);
    JobBench job;
    QJsonObject shown; // the last state that the window answered with
    int sealed = 0;
    int kills = 0;
    for (int run = 0; run < runs; ++run) {
        INFO("KILL_SEED=" << seed << " run " << run);
        job.open();
        const bool open = !shown.isEmpty() && job.queue().size() == sealed;
        if (!shown.isEmpty() && !open) { // it died between the seal and its answer
            ++sealed;
            REQUIRE(job.queue().size() == sealed);
        }
        std::size_t next = 0;
        if (open) {
            REQUIRE(job.say("resume"));
            CHECK(job.state().value("case") == shown.value("case"));
            CHECK(job.state().value("step").toInt() >= shown.value("step").toInt());
            CHECK(job.state().value("fingers").toInt() >= shown.value("fingers").toInt());
            CHECK(job.state().value("name") == shown.value("name"));
            next = nextAfter(job.state());
        } else {
            REQUIRE(job.say("new"));
        }
        shown = job.state();
        const int afterMs = static_cast<int>(random() % 9000);
        Executioner executioner(job.processId(), afterMs);
        for (; next < steps.size(); ++next) {
            if (!job.say(steps[next]))
                break;
            shown = job.state();
        }
        if (next == steps.size()) {
            ++sealed;
            shown = {};
        } else {
            REQUIRE_FALSE(job.isRunning()); // nothing but the kill may stop a step
        }
        kills += !job.isRunning();
        job.kill();
    }
    if (!shown.isEmpty()) {
        job.open();
        if (job.queue().size() == sealed) {
            REQUIRE(job.say("resume"));
            for (std::size_t next = nextAfter(job.state()); next < steps.size(); ++next)
                REQUIRE(job.say(steps[next]));
        }
        ++sealed;
        job.kill();
    }
    job.open();
    CHECK(job.delivered(sealed, 60000 + 200 * sealed));
    CHECK(job.packetsAtRegistry() == sealed);
    CHECK(kills > 0);
    std::printf("figures: runs=%d killed=%d packets=%d KILL_SEED=%u\n", runs, kills, sealed, seed);
}
