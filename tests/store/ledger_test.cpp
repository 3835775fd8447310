#include "core/store/ledger_check.h"
#include "core/store/settings.h"
#include "tests/support/sanitizers.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <ctime>
#include <string>

using namespace station;

namespace {

constexpr qint64 lastRow = 9;

/// A ledger of nine rows, and what happens to it behind the program's back.
struct LedgerBench : StoreBench {
    LedgerBench()
    {
        for (int i = 1; i <= lastRow; ++i)
            REQUIRE(Settings(*database).set({{"k", QString::number(i)}}, "test", clock.now()));
    }
    std::vector<LedgerFinding> after(const std::string& sql, const std::vector<QByteArray>& heads = {})
    {
        tamper(sql.c_str());
        reopen();
        const auto report = Ledger(*database).inspect(heads);
        REQUIRE(report);
        const Status held = Ledger(*database).verify();
        CHECK(held.has_value() == (report->findings.empty() || !heads.empty()));
        if (!held) {
            CHECK(held.error().code == ErrorCode::Damaged);
            CHECK(held.error().detail == detailOf(report->findings.front()));
        }
        return report->findings;
    }
    QByteArray hashOf(qint64 row)
    {
        return Ledger(*database).rows()->at(static_cast<std::size_t>(row - 1)).hash;
    }
};

using Findings = std::vector<LedgerFinding>;

std::string text(qint64 number) { return std::to_string(number); }

/// Gives the rows from `from` on other numbers; two steps, as numbers are unique.
std::string renumber(qint64 from, qint64 by)
{
    return "UPDATE ledger SET seq = -seq WHERE seq >= " + text(from) + "; UPDATE ledger SET seq = " + text(by)
        + " - seq WHERE seq < 0;";
}

/// Puts row `from` in the place `to`; those between make room.
std::string move(qint64 from, qint64 to)
{
    const std::string between = from < to
        ? "UPDATE ledger SET seq = -(seq - 1) WHERE seq > " + text(from) + " AND seq <= " + text(to) + ";"
        : "UPDATE ledger SET seq = -(seq + 1) WHERE seq >= " + text(to) + " AND seq < " + text(from) + ";";
    return "UPDATE ledger SET seq = 1000 WHERE seq = " + text(from) + ";" + between
        + "UPDATE ledger SET seq = -seq WHERE seq < 0; UPDATE ledger SET seq = " + text(to)
        + " WHERE seq = 1000;";
}

/// Makes the chain anew from row `from` on, head and all, as somebody would who knows how it is made.
void remake(StoreBench& bench, qint64 from)
{
    const auto rows = Ledger(*bench.database).rows().value();
    QByteArray before(ledgerHashBytes, '\0');
    std::string sql;
    for (AuditRow row : rows) {
        if (row.seq >= from)
            row.hash = ledgerHash(before, row);
        before = row.hash;
        sql += "UPDATE ledger SET hash = x'" + row.hash.toHex().toStdString()
            + "' WHERE seq = " + text(row.seq) + ";";
    }
    bench.tamper((sql + "UPDATE ledger_head SET seq = " + text(rows.back().seq) + ", hash = x'"
        + before.toHex().toStdString() + "'")
                     .c_str());
    bench.reopen();
}

/// A packet that was sealed when `row` was the head.
std::string packetSealedAt(qint64 row)
{
    return "INSERT INTO outbox (id, seq, case_number, procedure_id, state, size, sha256, sealed_ms, "
           "state_ms, "
           "due_ms, audit_seq, audit_hash) SELECT 'p', 1, 'c', 'x', 'sealed', 1, x'00', 1, 1, 1, seq, hash "
           "FROM "
           "ledger WHERE seq = "
        + text(row) + ";";
}

std::string backTo(qint64 row)
{
    return "DELETE FROM ledger WHERE seq > " + text(row)
        + "; UPDATE ledger_head SET (seq, hash) = (SELECT seq, hash FROM ledger WHERE seq = " + text(row)
        + ");";
}

} // namespace

TEST_CASE("an untouched ledger holds", "[ledger]")
{
    LedgerBench bench;
    CHECK(bench.after("SELECT 1").empty());
    const auto report = Ledger(*bench.database).inspect();
    CHECK(report->rows == lastRow);
    CHECK(report->end.seq == lastRow);
    CHECK(report->end.hash == bench.hashOf(lastRow));
    StoreBench empty;
    CHECK(Ledger(*empty.database).verify());
    CHECK(Ledger(*empty.database).inspect()->rows == 0);
}

TEST_CASE("every edited column of every row is named with its row", "[ledger]")
{
    for (const char* edit : {"event = 'x'", "subject = 'x'", "detail = 'x'", "actor = 'x'", "at_ms = 1",
             "event = 'tes', subject = 'tstation'", "detail = detail || char(0)",
             "actor = CAST(x'ff' AS TEXT)"})
        for (qint64 row = 1; row <= lastRow; ++row) {
            LedgerBench bench;
            CAPTURE(edit, row);
            const LedgerFault fault = row == 1 ? LedgerFault::RowChanged : LedgerFault::RowChangedOrRewritten;
            CHECK(bench.after("UPDATE ledger SET " + std::string(edit) + " WHERE seq = " + text(row))
                == Findings {{fault, row, row}});
        }
}

TEST_CASE("an edited hash is named with its row", "[ledger]")
{
    for (const char* edit : {"zeroblob(32)", "x''", "(SELECT hash FROM ledger WHERE seq = 5)"})
        for (const qint64 row : {1, 2, 4, 8, 9}) {
            LedgerBench bench;
            CAPTURE(edit, row);
            CHECK(bench.after("UPDATE ledger SET hash = " + std::string(edit) + " WHERE seq = " + text(row))
                == Findings {{LedgerFault::RowChanged, row, row}});
        }
}

TEST_CASE("edits in several places are all named", "[ledger]")
{
    LedgerBench bench;
    CHECK(bench.after("UPDATE ledger SET detail = 'x' WHERE seq IN (2, 3, 7)")
        == Findings {{LedgerFault::RowChangedOrRewritten, 2, 2}, {LedgerFault::RowChangedOrRewritten, 3, 3},
            {LedgerFault::RowChangedOrRewritten, 7, 7}});
}

TEST_CASE("a row written anew with its hash is named beside the row after it", "[ledger]")
{
    LedgerBench bench;
    AuditRow row = Ledger(*bench.database).rows()->at(3);
    row.detail = QStringLiteral("x");
    const QByteArray hash = ledgerHash(bench.hashOf(3), row);
    const auto findings = bench.after(
        "UPDATE ledger SET detail = 'x', hash = x'" + hash.toHex().toStdString() + "' WHERE seq = 4");
    REQUIRE(findings == Findings {{LedgerFault::RowChangedOrRewritten, 5, 5}});
    CHECK(detailOf(findings.front()) == "ledger row 5 was changed, or row 4 was written anew with its hash");
}

TEST_CASE("the last row written anew with its hash is named", "[ledger]")
{
    LedgerBench bench;
    AuditRow row = Ledger(*bench.database).rows()->back();
    row.detail = QStringLiteral("x");
    const QByteArray hash = ledgerHash(bench.hashOf(8), row);
    CHECK(bench.after(
              "UPDATE ledger SET detail = 'x', hash = x'" + hash.toHex().toStdString() + "' WHERE seq = 9")
        == Findings {{LedgerFault::EndChanged, 9, 9}});
}

TEST_CASE("every deleted row is named, and so are several", "[ledger]")
{
    for (qint64 row = 1; row <= lastRow; ++row) {
        LedgerBench bench;
        CAPTURE(row);
        CHECK(bench.after("DELETE FROM ledger WHERE seq = " + text(row))
            == Findings {{LedgerFault::RowMissing, row, row}});
    }
    LedgerBench bench;
    CHECK(bench.after("DELETE FROM ledger WHERE seq BETWEEN 3 AND 5 OR seq > 7")
        == Findings {{LedgerFault::RowMissing, 3, 5}, {LedgerFault::RowMissing, 8, 9}});
}

TEST_CASE("a deleted row whose gap was closed is named", "[ledger]")
{
    for (qint64 row = 1; row < lastRow; ++row) {
        LedgerBench bench;
        CAPTURE(row);
        CHECK(bench.after("DELETE FROM ledger WHERE seq = " + text(row) + ";" + renumber(row + 1, -1))
            == Findings {{LedgerFault::RowMissing, row, row}});
    }
    LedgerBench bench;
    CHECK(bench.after(
              "DELETE FROM ledger WHERE seq IN (4, 5);" + renumber(6, -2) + "UPDATE ledger_head SET seq = 7")
        == Findings {{LedgerFault::RowMissing, 4, 5}});
}

TEST_CASE("an emptied ledger is named", "[ledger]")
{
    LedgerBench bench;
    CHECK(bench.after("DELETE FROM ledger") == Findings {{LedgerFault::RowMissing, 1, 9}});
}

TEST_CASE("a row put in anywhere is named", "[ledger]")
{
    const std::string forged = ", 1, 'test', 'x', 'y', 'z', ";
    for (qint64 row = 1; row <= lastRow; ++row) {
        LedgerBench bench;
        CAPTURE(row);
        CHECK(
            bench.after(renumber(row, 1) + "INSERT INTO ledger SELECT " + text(row) + forged + "zeroblob(32)")
            == Findings {{LedgerFault::RowPutIn, row, row}});
    }
    LedgerBench front;
    CHECK(front.after("INSERT INTO ledger SELECT 0" + forged + "zeroblob(32)")
        == Findings {{LedgerFault::RowPutIn, 0, 0}});
    LedgerBench end;
    CHECK(end.after("INSERT INTO ledger SELECT 10, at_ms, event, subject, detail, actor, hash FROM ledger "
                    "WHERE seq = 9")
        == Findings {{LedgerFault::RowPutIn, 10, 10}});
}

TEST_CASE("a row put in with a right hash behind the end is named", "[ledger]")
{
    LedgerBench bench;
    AuditRow row = Ledger(*bench.database).rows()->back();
    row.seq = 10;
    const QByteArray hash = ledgerHash(bench.hashOf(9), row);
    CHECK(bench.after("INSERT INTO ledger SELECT 10, at_ms, event, subject, detail, actor, x'"
              + hash.toHex().toStdString() + "' FROM ledger WHERE seq = 9")
        == Findings {{LedgerFault::EndChanged, 10, 10}});
}

TEST_CASE("every two rows that changed places and every row that was moved are named", "[ledger]")
{
    for (qint64 a = 1; a <= lastRow; ++a)
        for (qint64 b = a + 1; b <= lastRow; ++b) {
            CAPTURE(a, b);
            LedgerBench swapped;
            CHECK(swapped.after("UPDATE ledger SET seq = 1000 WHERE seq = " + text(a)
                      + "; UPDATE ledger SET seq = " + text(a) + " WHERE seq = " + text(b)
                      + "; UPDATE ledger SET seq = " + text(b) + " WHERE seq = 1000")
                == Findings {{LedgerFault::RowMoved, a, b}});
            if (b == a + 1)
                continue;
            LedgerBench later;
            CHECK(later.after(move(a, b)) == Findings {{LedgerFault::RowMoved, a, b}});
            LedgerBench earlier;
            CHECK(earlier.after(move(b, a)) == Findings {{LedgerFault::RowMoved, b, a}});
        }
}

TEST_CASE("an end that was noted anew or not at all is named", "[ledger]")
{
    LedgerBench hash;
    CHECK(hash.after("UPDATE ledger_head SET hash = zeroblob(32)")
        == Findings {{LedgerFault::EndChanged, 9, 9}});
    LedgerBench number;
    CHECK(number.after("UPDATE ledger_head SET seq = 6") == Findings {{LedgerFault::EndChanged, 7, 9}});
    LedgerBench gone;
    CHECK(gone.after("DELETE FROM ledger_head") == Findings {{LedgerFault::EndChanged, 1, 9}});
}

TEST_CASE(
    "a ledger put back to an older day, head and all, is noticed by what packets, receipts and heads saw",
    "[ledger]")
{
    SECTION("by a sealed packet")
    {
        LedgerBench bench;
        CHECK(bench.after(packetSealedAt(8) + backTo(6)) == Findings {{LedgerFault::PutBack, 8, 8}});
    }
    SECTION("by a receipt")
    {
        LedgerBench bench;
        CHECK(bench.after("INSERT INTO receipt VALUES ('p', 'processed', '', 3, x'00', x'00', 1, 0)")
            == Findings {{LedgerFault::PutBack, 10, 10}});
    }
    SECTION("by a head that was written down on an earlier day")
    {
        LedgerBench bench;
        const QByteArray known = bench.hashOf(8);
        CHECK(bench.after(backTo(8), {known}).empty());
        CHECK(bench.after(backTo(7), {known}) == Findings {{LedgerFault::PutBack, 8, 8}});
        CHECK(Ledger(*bench.database).verify()); // without it nobody here can know
    }
}

TEST_CASE("a chain made anew is noticed by what packets saw", "[ledger]")
{
    LedgerBench bench;
    bench.tamper((packetSealedAt(8) + "UPDATE ledger SET detail = 'x' WHERE seq = 4").c_str());
    bench.reopen();
    remake(bench, 4);
    CHECK(bench.after("SELECT 1") == Findings {{LedgerFault::PutBack, 8, 8}});
}

TEST_CASE("at most a hundred findings are named, and the first ones", "[ledger]")
{
    LedgerBench bench;
    bench.database.reset();
    growLedger(bench.station, 400);
    const auto findings = bench.after("UPDATE ledger SET detail = 'x'");
    CHECK(findings.size() == 100);
    CHECK(findings.back().row == 100);
}

TEST_CASE("a hundred thousand rows are verified within a second of processor time", "[ledger]")
{
    LedgerBench bench;
    bench.database.reset();
    growLedger(bench.station, 100'000);
    bench.reopen();
    const std::clock_t start = std::clock();
    const auto report = Ledger(*bench.database).inspect();
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    REQUIRE(report);
    CHECK(report->rows == 100'000);
    CHECK(report->findings.empty());
    std::printf("ledger: 100,000 rows verified in %.2f s\n", seconds);
    CHECK(seconds <= 1.0 * slower);
}

TEST_CASE("the rows of one case are those about it", "[ledger]")
{
    LedgerBench bench;
    CHECK(Ledger(*bench.database).rowsAbout(PacketId::create(bench.clock.now()))->empty());
    CHECK(Ledger(*bench.database).rows()->size() == 9);
}
