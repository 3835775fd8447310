#include "core/store/ledger.h"
#include "core/store/settings.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct LedgerBench : StoreBench {
    LedgerBench()
    {
        for (int i = 1; i <= 9; ++i)
            REQUIRE(Settings(*database).set({{"k", QString::number(i)}}, "test", clock.now()));
    }
    std::string whatIsWrong()
    {
        reopen();
        const Status held = Ledger(*database).verify();
        if (held)
            return "nothing";
        CHECK(held.error().code == ErrorCode::Damaged);
        return held.error().detail;
    }
};

bool names(const std::string& detail, int row)
{
    return detail.find("ledger row " + std::to_string(row) + ' ') == 0;
}

} // namespace

TEST_CASE("an untouched ledger holds", "[ledger]")
{
    LedgerBench bench;
    CHECK(bench.whatIsWrong() == "nothing");
    StoreBench empty;
    CHECK(Ledger(*empty.database).verify());
}

TEST_CASE("an edited row is named", "[ledger]")
{
    for (const char* edit :
        {"event = 'x'", "subject = 'x'", "detail = 'x'", "actor = 'x'", "at_ms = 1", "hash = zeroblob(32)"}) {
        LedgerBench bench;
        bench.tamper((std::string("UPDATE ledger SET ") + edit + " WHERE seq = 4").c_str());
        CAPTURE(edit);
        CHECK(names(bench.whatIsWrong(), 4));
    }
}

TEST_CASE("text moved from one column to the next is named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper("UPDATE ledger SET event = 'tes', subject = 'tstation' WHERE seq = 4");
    CHECK(names(bench.whatIsWrong(), 4));
}

TEST_CASE("a deleted row is named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper("DELETE FROM ledger WHERE seq = 4");
    CHECK(names(bench.whatIsWrong(), 4));
}

TEST_CASE("a deleted first row is named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper("DELETE FROM ledger WHERE seq = 1");
    CHECK(names(bench.whatIsWrong(), 1));
}

TEST_CASE("a deleted row whose gap was closed is named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper("DELETE FROM ledger WHERE seq = 4; UPDATE ledger SET seq = seq - 1 WHERE seq > 4");
    CHECK(names(bench.whatIsWrong(), 4));
}

TEST_CASE("two rows that changed places are named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper("UPDATE ledger SET seq = 100 WHERE seq = 4; UPDATE ledger SET seq = 4 WHERE seq = 5; "
                 "UPDATE ledger SET seq = 5 WHERE seq = 100");
    CHECK(names(bench.whatIsWrong(), 4));
}

TEST_CASE("a row put in is named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper(
        "INSERT INTO ledger SELECT 10, at_ms, event, subject, detail, actor, hash FROM ledger WHERE seq = 9");
    CHECK(names(bench.whatIsWrong(), 10));
}

TEST_CASE("a ledger cut off at its end is named", "[ledger]")
{
    LedgerBench bench;
    bench.tamper("DELETE FROM ledger WHERE seq > 6");
    CHECK(names(bench.whatIsWrong(), 7));
}

TEST_CASE("a ledger put back to an older day, head and all, is noticed by what packets saw", "[ledger]")
{
    LedgerBench bench;
    bench.tamper(
        "INSERT INTO outbox (id, seq, case_number, procedure_id, state, size, sha256, sealed_ms, state_ms, "
        "due_ms, "
        "audit_seq, audit_hash) SELECT 'p', 1, 'c', 'x', 'sealed', 1, x'00', 1, 1, 1, seq, hash FROM ledger "
        "WHERE seq = 8; DELETE FROM ledger WHERE seq > 6; "
        "UPDATE ledger_head SET seq = 6, hash = (SELECT hash FROM ledger WHERE seq = 6)");
    CHECK(names(bench.whatIsWrong(), 8));
}

TEST_CASE("the rows of one case are those about it", "[ledger]")
{
    LedgerBench bench;
    CHECK(Ledger(*bench.database).rowsAbout(PacketId::create(bench.clock.now()))->empty());
    CHECK(Ledger(*bench.database).rows()->size() == 9);
}
