#include "core/base/ids.h"

#include <catch2/catch.hpp>

#include <set>

using namespace station;

TEST_CASE("a packet id is a version 7 UUID that carries its time", "[ids]")
{
    const Instant at = fromMs(0x0123456789ab);
    const PacketId id = PacketId::create(at);
    CHECK(id.text().startsWith("01234567-89ab-7"));
    CHECK(QString("89ab").contains(id.text().at(19)));
    CHECK(PacketId::parse(id.text()) == id);
}

TEST_CASE("ids of a later millisecond sort later as text", "[ids]")
{
    CHECK(PacketId::create(fromMs(1000)).text() < PacketId::create(fromMs(1001)).text());
}

TEST_CASE("ten thousand ids of one millisecond are all different", "[ids]")
{
    std::set<PacketId> seen;
    for (int i = 0; i < 10000; ++i)
        seen.insert(PacketId::create(fromMs(1)));
    CHECK(seen.size() == 10000);
}

TEST_CASE("text that is no UUID gives the null id", "[ids]") { CHECK(PacketId::parse("../../etc").isNull()); }
