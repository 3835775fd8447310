#include "tests/protocol/world.h"

#include <QElapsedTimer>

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;
using namespace station::model;

namespace {

int number(const char* name, int otherwise)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

const Ground& ground()
{
    static const std::unique_ptr<Ground> made = Ground::make();
    REQUIRE(made);
    return *made;
}

std::string told(const Outcome& outcome)
{
    std::string text = "seed " + std::to_string(outcome.seed) + ": " + outcome.violation.value_or("") + '\n';
    for (const auto& line : outcome.chronicle.lines)
        text += line + '\n';
    return text + "again with: MODEL_FIRST=" + std::to_string(outcome.seed) + " MODEL_SEEDS=1";
}

/// The first seed that breaks without the protection; 0 when none does.
Outcome firstBroken(Weakness weakness, int seeds)
{
    for (int seed = 1; seed <= seeds; ++seed) {
        auto outcome = play(ground(), static_cast<unsigned>(seed), weakness);
        if (outcome.violation)
            return outcome;
    }
    return {};
}

} // namespace

TEST_CASE(
    "each completed enrollment is exactly once at the registry or in exactly one station's or bundle's "
    "custody, whatever the line, sticks, both sides and old backups do; and when the faults stop, all end "
    "processed",
    "[model]")
{
    const int seeds = number("MODEL_SEEDS", 300);
    const int first = number("MODEL_FIRST", 1);
    std::map<std::string, int> faults;
    long steps = 0;
    QElapsedTimer time;
    time.start();
    for (int seed = first; seed < first + seeds; ++seed) {
        const auto outcome = play(ground(), static_cast<unsigned>(seed));
        steps += outcome.steps;
        for (const auto& [kind, count] : outcome.chronicle.faults)
            faults[kind] += count;
        if (outcome.violation)
            FAIL(told(outcome));
    }
    const double seconds = static_cast<double>(time.elapsed()) / 1000;
    std::string line;
    for (const auto& [kind, count] : faults)
        line += ' ' + kind + '=' + std::to_string(count);
    std::printf("model: seeds %d..%d, %ld steps, %.1f s, %.1f seeds/s, faults:%s\n", first, first + seeds - 1,
        steps, seconds, seeds / seconds, line.c_str());
    // a fault that never comes proves nothing
    for (const auto* kind :
        {"request-lost", "request-delayed", "request-doubled", "late-delivery", "answer-lost", "stale-answer",
            "forged-receipt", "portal-page", "station-crash", "registry-crash", "registry-restored",
            "registry-database-restored", "station-cloned", "bit-turned", "id-claimed", "(purged)",
            "stick-torn", "stick-copied", "stick-lost", "acknowledgement-lost", "(gives away)",
            "(writes again)", "(takes over)", "(reads the word)", "(asks back)", "(refused)"}) {
        INFO(kind);
        CHECK((faults[kind] > 0 || seeds < 100));
    }
}

TEST_CASE("without the unique id at the registry the model breaks", "[model][control]")
{
    const auto outcome = firstBroken(Weakness::NoUniqueId, 100);
    REQUIRE(outcome.violation);
    std::printf("control: no unique id: seed %u: %s\n", outcome.seed, outcome.violation->c_str());
}

TEST_CASE("where an id belongs to the first station that names it, the model breaks", "[model][control]")
{
    const auto outcome = firstBroken(Weakness::OneOwner, 100);
    REQUIRE(outcome.violation);
    std::printf("control: one owner: seed %u: %s\n", outcome.seed, outcome.violation->c_str());
}

TEST_CASE("without the receipt's verification at the station the model breaks", "[model][control]")
{
    const auto outcome = firstBroken(Weakness::NoReceiptCheck, 100);
    REQUIRE(outcome.violation);
    std::printf("control: no receipt check: seed %u: %s\n", outcome.seed, outcome.violation->c_str());
}

TEST_CASE("without the SHA-256 of the whole packet at the registry the model breaks", "[model][control]")
{
    const auto outcome = firstBroken(Weakness::NoWholeHash, 300);
    REQUIRE(outcome.violation);
    std::printf("control: no SHA-256 of the whole: seed %u: %s\n", outcome.seed, outcome.violation->c_str());
}

TEST_CASE("without the registry's memory of the bundles it gave back the model breaks", "[model][control]")
{
    const auto outcome = firstBroken(Weakness::NoBundleRow, 100);
    REQUIRE(outcome.violation);
    std::printf("control: no bundle row: seed %u: %s\n", outcome.seed, outcome.violation->c_str());
}

TEST_CASE(
    "when a station takes a bundle back without the registry's word the model breaks", "[model][control]")
{
    const auto outcome = firstBroken(Weakness::NoRegistrysWord, 100);
    REQUIRE(outcome.violation);
    std::printf("control: no registry's word: seed %u: %s\n", outcome.seed, outcome.violation->c_str());
}
