#include "core/sync/sync_policy.h"

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

TEST_CASE("the queue waits with full jitter, longer each time, at most 15 minutes", "[policy]")
{
    CHECK(queueBackoff(1, 1.0) == 5s);
    CHECK(queueBackoff(2, 1.0) == 10s);
    CHECK(queueBackoff(5, 1.0) == 80s);
    CHECK(queueBackoff(8, 1.0) == 640s);
    CHECK(queueBackoff(9, 1.0) == 15min);
    CHECK(queueBackoff(1'000'000, 1.0) == 15min);
    CHECK(queueBackoff(3, 0.0) == 0s);
    CHECK(queueBackoff(3, 0.5) == 10s);
    CHECK(queueBackoff(0, 1.0) == 5s);
    CHECK(queueBackoff(-5, 7.0) == 5s);
}

TEST_CASE("while the registry works on a packet it is asked after 1 s, later at most every 30 s", "[policy]")
{
    CHECK(pollDelay(0) == 1s);
    CHECK(pollDelay(2) == 4s);
    CHECK(pollDelay(5) == 30s);
    CHECK(pollDelay(1'000'000) == 30s);
}

TEST_CASE("a portal is looked at every one to two minutes", "[policy]")
{
    CHECK(portalBackoff(0.0) == 1min);
    CHECK(portalBackoff(1.0) == 2min);
}

TEST_CASE("Retry-After is honoured between one second and six hours", "[policy]")
{
    CHECK(clampRetryAfter(0s) == 1s);
    CHECK(clampRetryAfter(90s) == 90s);
    CHECK(clampRetryAfter(std::chrono::hours(1'000'000)) == 6h);
    CHECK(clampRetryAfter(std::chrono::seconds::max()) == 6h);
}

TEST_CASE("a refused packet waits four times longer each time, at most a day", "[policy]")
{
    CHECK(packetDelay(0) == 1min);
    CHECK(packetDelay(1) == 4min);
    CHECK(packetDelay(2) == 16min);
    CHECK(packetDelay(6) == 24h);
    CHECK(packetDelay(1'000'000) == 24h);
}

TEST_CASE("chunks follow the link between 32 KiB and 1 MiB", "[policy]")
{
    CHECK(firstChunk == 65'536);
    CHECK(chunkAfter(firstChunk, firstChunk, 1s) == 262'144);
    CHECK(chunkAfter(firstChunk, firstChunk, 15s) == firstChunk);
    CHECK(chunkAfter(firstChunk, firstChunk, 12s) == 81'920);
    CHECK(chunkAfter(firstChunk, firstChunk / 2, 15s) == 32'768); // a short piece says how fast the line is
    CHECK(chunkAfter(firstChunk, firstChunk, 60s) == 32'768);
    CHECK(chunkAfter(32'768, 32'768, 60s) == 32'768);
    CHECK(chunkAfter(1 << 20, 1 << 20, 0ms) == 1 << 20);
    CHECK(chunkAfterFailure(1 << 20) == 1 << 19);
    CHECK(chunkAfterFailure(32'768) == 32'768);
}

TEST_CASE("a packet is cut into even pieces, at most a quarter above the chunk and never above the "
          "registry's limit",
    "[policy]")
{
    constexpr qint64 most = 1 << 20;
    CHECK(evenPiece(1'000'000, most, most) == 1'000'000);
    CHECK(evenPiece(1'000'000, 300'000, most) == 333'334);
    CHECK(evenPiece(370'000, 300'000, most) == 370'000);
    CHECK(evenPiece(380'000, 300'000, most) == 190'000);
    CHECK(evenPiece(2'000'000, most, most) == 1'000'000);
    CHECK(evenPiece(1, 300'000, most) == 1);
    for (qint64 left = 100'000; left > 0; left -= evenPiece(left, 7777, 8000))
        CHECK(evenPiece(left, 7777, 8000) <= 8000);
}

TEST_CASE("one breaker for the queue opens longer with each failure and is reset by an acknowledged byte",
    "[policy]")
{
    Breaker breaker;
    CHECK(breaker.failed(ErrorCode::RegistryUnreached, 0ms, 1.0) == 5s);
    CHECK(breaker.failed(ErrorCode::RegistryUnreached, 0ms, 1.0) == 10s);
    CHECK(breaker.failed(ErrorCode::RegistryUnreached, 1h, 1.0) == 1h); // the registry asked for it
    CHECK(breaker.failed(ErrorCode::RegistryUntrusted, 0ms, 0.0) == 1min);
    CHECK(breaker.failed(ErrorCode::ClockWrong, 0ms, 0.0) == 1min);
    breaker.reset();
    CHECK(breaker.failures() == 0);
    CHECK(breaker.failed(ErrorCode::RegistryUnreached, 0ms, 1.0) == 5s);
}
