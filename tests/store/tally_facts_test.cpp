#include "core/store/migrations.h"
#include "core/store/storage.h"
#include "core/store/tally_facts.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

CaseFacts everything(OfficerId officer)
{
    CaseFacts facts;
    facts.day = QDate(2026, 11, 28);
    facts.utcOffset = 420;
    facts.clock = ClockTrust::Wrong;
    facts.unit = "00019";
    facts.officer = officer;
    facts.team = "Đội 3";
    facts.procedureId = "cc-exchange";
    facts.procedureVersion = 2;
    facts.age = AgeGroup::From6To14;
    facts.place = Place::Home;
    facts.exceptions = {{1, 2, 3, 4, 5, 6, 7}, 8, 1};
    facts.fee = {25'000, {}};
    return facts;
}

void queue(Database& database, PacketId id, const char* origin = "")
{
    REQUIRE(transaction(database, [&] {
        Query(database,
            "INSERT INTO outbox (id, seq, case_number, procedure_id, state, size, sha256, sealed_ms, "
            "state_ms, due_ms, audit_seq, audit_hash, origin) VALUES (?, (SELECT coalesce(max(seq), 0) + 1 "
            "FROM outbox), 'n', 'cc-new-14', 'sealed', 9, x'00', 5, 6, 7, 0, x'', ?)")
            .with(id)
            .with(origin)
            .run();
    }));
}

} // namespace

TEST_CASE("every fact of a packet comes back as it was written", "[tally]")
{
    StoreBench bench;
    const PacketId id = PacketId::create(bench.clock.now());
    const PacketId free = PacketId::create(bench.clock.now());
    CaseFacts exempt = everything(OfficerId::create(bench.clock.now()));
    exempt.fee = {std::nullopt, "disability"};
    for (const auto& [packet, facts] :
        {std::pair {id, everything(OfficerId::create(bench.clock.now()))}, {free, exempt}}) {
        queue(*bench.database, packet);
        REQUIRE(transaction(*bench.database,
            [&, facts = facts, packet = packet] { insertFacts(*bench.database, packet, facts); }));
        const auto rows = TallyFacts(*bench.database).rows();
        REQUIRE(rows);
        CHECK(rows->back().id == packet);
        CHECK(rows->back().facts == facts);
        CHECK(rows->back().procedureId == "cc-exchange");
        CHECK(rows->back().state == PacketState::Sealed);
    }
}

TEST_CASE("packets that are carried for another station are not counted here", "[tally]")
{
    StoreBench bench;
    queue(*bench.database, PacketId::create(bench.clock.now()), "station-2");
    CHECK(TallyFacts(*bench.database).rows().value().empty());
}

TEST_CASE("a store of an older release has its packets counted without facts", "[tally]")
{
    QTemporaryDir folder;
    const QDir station(folder.path());
    const FixedClock clock(fromMs(1795780800000));
    const PacketId id = PacketId::create(clock.now());
    {
        constexpr int beforeFacts = 6;
        const auto old = Database::build(station, "station.db", beforeFacts, posixFiles());
        REQUIRE(old);
        CHECK((*old)->version() == beforeFacts);
        queue(**old, id);
    }
    const auto database = Database::open(station);
    REQUIRE(database);
    CHECK((*database)->version() == storeVersion());
    const auto rows = TallyFacts(**database).rows();
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().id == id);
    CHECK(rows->front().caseNumber == "n");
    CHECK_FALSE(rows->front().facts);
    CHECK(rows->front().sealedAt == fromMs(5));
    CHECK(rows->front().officer.isNull());
}
