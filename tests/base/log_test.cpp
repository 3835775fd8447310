#include "core/base/log.h"

#include <QString>

#include <catch2/catch.hpp>

#include <type_traits>

using namespace station;

namespace {

template<class T>
concept Loggable = requires(LogLine line, T value) { line.with("key", value); };

} // namespace

TEST_CASE("a QString, and so a name, cannot be logged", "[log]")
{
    STATIC_REQUIRE_FALSE(Loggable<QString>);
    STATIC_REQUIRE(Loggable<PacketId>);
    STATIC_REQUIRE(Loggable<const char*>);
}
