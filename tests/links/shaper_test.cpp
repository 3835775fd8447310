#include "tests/links/link_shaper.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace station;
using namespace std::chrono_literals;

namespace {

const LinkShaper::Time start {1h};

LinkShaper::Packet packet(std::size_t size = 1000) { return LinkShaper::Packet(size, 'p'); }

} // namespace

TEST_CASE("a packet takes its time on the line and then the delay", "[shaper]")
{
    LinkShaper line({8000, 100ms, 0, 64}, 1); // 1000 bytes a second
    line.offer(packet(), start);
    line.offer(packet(), start);
    CHECK_FALSE(line.take(start + 1099ms));
    CHECK(line.take(start + 1100ms));
    CHECK_FALSE(line.take(start + 2099ms));
    CHECK(line.take(start + 2100ms));
    CHECK_FALSE(line.nextDue());
}

TEST_CASE("what does not fit into the queue is dropped and counted", "[shaper]")
{
    LinkShaper line({8000, 0ms, 0, 2}, 1);
    for (int i = 0; i < 5; ++i)
        line.offer(packet(), start);
    CHECK(line.counters().overflowed == 3);
    CHECK(line.take(start + 1s));
    line.offer(packet(), start + 1s); // there is room again
    CHECK(line.counters().overflowed == 3);
}

TEST_CASE("loss is what was asked for, and the same seed loses the same packets", "[shaper]")
{
    const auto lost = [](std::uint64_t seed) {
        LinkShaper line({0, 0ms, 0.05, 64}, seed);
        std::vector<bool> fate;
        for (int i = 0; i < 20'000; ++i) {
            line.offer(packet(10), start);
            fate.push_back(!line.take(start).has_value());
        }
        return fate;
    };
    const auto first = lost(7);
    CHECK(first == lost(7));
    CHECK(first != lost(8));
    const auto count = std::count(first.begin(), first.end(), true);
    CHECK(count > 850);
    CHECK(count < 1150);
}

TEST_CASE("a cut drops what is on the way and what comes, until it is restored", "[shaper]")
{
    LinkShaper line({8000, 100ms, 0, 64}, 1);
    line.offer(packet(), start);
    line.cut();
    line.offer(packet(), start + 1s);
    CHECK_FALSE(line.take(start + 1h));
    line.restore();
    line.offer(packet(), start + 2h);
    CHECK(line.take(start + 2h + 1100ms));
    CHECK(line.counters().cut == 2);
}

TEST_CASE("a freeze delays what is on the way and loses nothing", "[shaper]")
{
    LinkShaper line({8000, 100ms, 0, 64}, 1);
    line.offer(packet(), start);
    line.freeze(45s, start);
    line.offer(packet(), start + 10s);
    CHECK_FALSE(line.take(start + 46s + 99ms));
    CHECK(line.take(start + 46s + 100ms));
    CHECK(line.take(start + 47s + 100ms));
    CHECK(line.counters().cut == 0);
}
