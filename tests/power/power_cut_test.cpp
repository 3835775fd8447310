#include "tests/power/power_station.h"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <cstdio>

using namespace station;

namespace {

constexpr std::array everyKeeps {Keeps::Nothing, Keeps::Sectors, Keeps::Beginning, Keeps::Everything};

int fromEnvironment(const char* name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

unsigned seed() { return static_cast<unsigned>(fromEnvironment("POWER_SEED", 1)); }

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += "\n  " + line;
    return text;
}

class Stopwatch {
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// The plain way of one case, and what a cut at any touch of it breaks.
struct OneJob {
    PowerStation station;
    PoweredRun job;

    explicit OneJob(PowerStation::Conditions conditions = {true, true})
        : job(station.run(station.start(), -1, conditions))
    {
        INFO(joined(job.broken));
        REQUIRE(job.broken.empty());
        REQUIRE(job.answers.back().step == "purge");
    }
    [[nodiscard]] std::vector<std::string> cutAt(int n, Keeps keeps, std::mt19937& random,
        const WeakDisk& weak = {}, PowerStation::Conditions after = {true, true})
    {
        return lostBetween(job, n, station.run(job.journal->cut(n, keeps, random, weak), 0, after));
    }
    struct Loss {
        int touch = 0;
        std::string what;
    };
    /// How often the disk had been touched when the step was answered.
    [[nodiscard]] int touchesAt(const QString& step) const
    {
        for (const auto& answer : job.answers)
            if (answer.step == step)
                return answer.touches;
        FAIL("no such step");
        return 0;
    }
    /// The first cut after `step` that loses `what` when the protection is taken away and nothing when it is
    /// there.
    [[nodiscard]] std::optional<Loss> lossOnlyWithout(const QString& step, const char* what,
        const WeakDisk& weak, PowerStation::Conditions after = {true, true})
    {
        std::mt19937 random(seed());
        for (int n = touchesAt(step); n <= job.length(); ++n)
            for (const Keeps keeps : {Keeps::Nothing, Keeps::Everything}) {
                const auto said = saying(what, cutAt(n, keeps, random, weak, after));
                if (!said)
                    continue;
                CHECK(cutAt(n, keeps, random).empty());
                return Loss {n, *said};
            }
        return std::nullopt;
    }
    /// As that, for a job that was done without the protection.
    [[nodiscard]] std::optional<Loss> loss(const QString& step, const char* what)
    {
        std::mt19937 random(seed());
        for (int n = touchesAt(step); n <= job.length(); ++n)
            if (const auto said = saying(what, cutAt(n, Keeps::Nothing, random)))
                return Loss {n, *said};
        return std::nullopt;
    }
    [[nodiscard]] static std::optional<std::string> saying(
        const char* what, const std::vector<std::string>& lost)
    {
        for (const std::string& line : lost)
            if (line.find(what) != std::string::npos)
                return line;
        return std::nullopt;
    }
};

void seenFailing(const char* control, const std::optional<OneJob::Loss>& loss)
{
    REQUIRE(loss);
    std::printf("power control: %s: cut at touch %d: %s\n", control, loss->touch, loss->what.c_str());
}

} // namespace

TEST_CASE(
    "after a power cut at any touch of the disk in one whole job, what was answered is there, and of the "
    "rest all or nothing",
    "[power][every]")
{
    OneJob one;
    const int each = fromEnvironment("POWER_EACH", 1);
    const Stopwatch watch;
    int cuts = 0;
    for (int n = 0; n <= one.job.length(); ++n)
        for (int i = 0; i < each; ++i, ++cuts) {
            std::mt19937 random(seed() + static_cast<unsigned>(n * each + i));
            const Keeps keeps = everyKeeps.at(static_cast<std::size_t>(n + i) % everyKeeps.size());
            const auto lost = one.cutAt(n, keeps, random);
            if (lost.empty())
                continue;
            FAIL("POWER_SEED=" << seed() << " POWER_EACH=" << each << ": cut after touch " << n << " ("
                               << (n > 0 ? one.job.journal->describe(n - 1).toStdString() : "none")
                               << "), kept " << nameOf(keeps) << joined(lost));
        }
    std::printf("power: %d touches in one job, %d cuts, seed %u, %.0f cuts/s, nothing lost\n",
        one.job.length(), cuts, seed(), cuts / watch.seconds());
}

TEST_CASE("thousands of power cuts one after the other, also while the station recovers, lose nothing",
    "[power][many]")
{
    const int cuts = fromEnvironment("POWER_CUTS", 400);
    constexpr int cutsOfOneStation = 100;
    const Stopwatch watch;
    long touches = 0;
    for (int done = 0; done < cuts;) {
        std::mt19937 random(seed() + static_cast<unsigned>(done));
        PowerStation station(&random);
        PoweredRun before = station.run(station.start(), 3);
        REQUIRE(before.broken.empty());
        for (int i = 0; i < cutsOfOneStation && done < cuts; ++i, ++done) {
            const int n = static_cast<int>(random() % static_cast<unsigned>(before.length() + 1));
            const Keeps keeps = everyKeeps.at(random() % everyKeeps.size());
            touches += n;
            PoweredRun after
                = station.run(before.journal->cut(n, keeps, random), static_cast<int>(random() % 6));
            const auto lost = lostBetween(before, n, after);
            if (!lost.empty())
                FAIL("POWER_SEED=" << seed() + static_cast<unsigned>(done - i) << " POWER_CUTS=" << i + 1
                                   << ": cut " << i << " after touch " << n << ", kept " << nameOf(keeps)
                                   << joined(lost));
            before = std::move(after);
        }
    }
    std::printf("power: %d cuts, seed %u, %ld touches, %.0f cuts/s, nothing lost\n", cuts, seed(), touches,
        cuts / watch.seconds());
}

TEST_CASE("with synchronous=NORMAL a power cut loses what was answered", "[power][control]")
{
    OneJob one({true, false});
    seenFailing("synchronous=NORMAL", one.loss("form", " is gone"));
}

TEST_CASE("without the fsync of the folder a power cut loses what was answered", "[power][control]")
{
    OneJob one;
    seenFailing(
        "no fsync of the folder", one.lossOnlyWithout("finish", "its file is gone", {true, false, false}));
}

TEST_CASE("without the fsync of the packet file a power cut loses what was answered", "[power][control]")
{
    OneJob one;
    seenFailing("no fsync of the packet file",
        one.lossOnlyWithout("finish", "its file has other bytes", {false, true, false}));
}

TEST_CASE(
    "on a disk that does not do the database's fsync a power cut loses what was answered", "[power][control]")
{
    OneJob one;
    seenFailing("no fsync of the database", one.lossOnlyWithout("form", " is gone", {false, false, true}));
}

TEST_CASE("without the sweep a power cut leaves a case in two places", "[power][control]")
{
    OneJob one;
    seenFailing(
        "no sweep", one.lossOnlyWithout("confirmation", "a packet file beside its draft", {}, {false, true}));
}
