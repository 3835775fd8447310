#include "core/store/ledger.h"
#include "core/store/ledger_check.h"
#include "core/store/storage.h"
#include "core/vault/sealed.h"
#include "core/vault/vouched.h"
#include "tests/support/interrupted_store.h"
#include "tests/support/vault_bench.h"

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

const QByteArray passC = "third officer's words";

/// An, Bình and Chi, and somebody who has the disk between two runs but no passphrase.
struct ThiefBench : VaultBench {
    OfficerId c;

    ThiefBench()
    {
        addTwo();
        REQUIRE(vault->signIn(a, passA));
        clock.advance(1ms);
        c = vault->addOfficer("Chi", Role::Officer, passC).value();
    }
    void onDisk(const char* sql)
    {
        vault.reset();
        officers.reset();
        tamper(sql);
        restart();
    }
    [[nodiscard]] std::vector<std::pair<OfficerId, QByteArray>> everybody() const
    {
        return {{a, passA}, {b, passB}, {c, passC}};
    }
    /// What he copies today to put it back another day.
    void copy()
    {
        onDisk("CREATE TABLE old_officer AS SELECT * FROM officer; "
               "CREATE TABLE old_sealed AS SELECT * FROM sealed_setting");
    }
    [[nodiscard]] std::vector<AuditRow> told(const char* event) const
    {
        std::vector<AuditRow> found;
        const auto rows = Ledger(*database).rows().value();
        for (const AuditRow& row : rows)
            if (row.event == QLatin1String(event))
                found.push_back(row);
        return found;
    }
};

constexpr auto putOfficersBack = "DELETE FROM officer; INSERT INTO officer SELECT * FROM old_officer";
constexpr auto putAllBack = "DELETE FROM officer; INSERT INTO officer SELECT * FROM old_officer;"
                            "DELETE FROM sealed_setting; INSERT INTO sealed_setting SELECT * FROM old_sealed";

} // namespace

TEST_CASE("a removed officer whose row is put back on the disk signs in no more, the others do", "[vouched]")
{
    ThiefBench bench;
    bench.copy();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    REQUIRE(bench.vault->removeOfficer(bench.c));
    const char* sql = GENERATE(putOfficersBack, putAllBack);
    bench.onDisk(sql);
    REQUIRE(bench.officers->officers()->size() == 3);
    CHECK(bench.signInFails(bench.c, passC) == ErrorCode::Damaged);
    CHECK(bench.vault->prove(bench.c, passC).error().code == ErrorCode::Damaged);
    CHECK(bench.vault->changePassphrase(bench.c, passC, "quite another sentence").error().code
        == ErrorCode::Damaged);
    CHECK_FALSE(bench.vault->dataKey());
    CHECK(bench.told("officers-contradicted").back().detail == "1");
    CHECK(bench.vault->signIn(bench.b, passB));
    REQUIRE(bench.vault->signIn(bench.a, passA));
    CHECK(bench.signInFails(bench.c, passC) == ErrorCode::Damaged); // nobody's sign-in has vouched for him
    REQUIRE(bench.vault->removeOfficer(bench.c)); // the cure
    REQUIRE(bench.vault->addOfficer("Chi", Role::Officer, passC));
    CHECK(bench.vault->signIn(bench.officers->officers().value().back().info.id, passC));
}

TEST_CASE("an old slot that is put back does not make the old passphrase good again", "[vouched]")
{
    ThiefBench bench;
    bench.copy();
    REQUIRE(bench.vault->changePassphrase(bench.b, passB, "b's quite new words"));
    const char* sql = GENERATE(putOfficersBack, putAllBack);
    bench.onDisk(sql);
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::Damaged);
    CHECK(bench.vault->signIn(bench.c, passC));
    CHECK(bench.vault->signIn(bench.a, passA));
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::Damaged);
}

TEST_CASE("a name that was edited in the database opens nothing", "[vouched]")
{
    ThiefBench bench;
    bench.onDisk("UPDATE officer SET name = 'Bao' WHERE name = 'Chi'");
    CHECK(bench.signInFails(bench.c, passC) == ErrorCode::Damaged);
}

TEST_CASE(
    "where what is vouched for was taken away or exchanged nobody stands, and the recovery code begins it "
    "anew",
    "[vouched]")
{
    ThiefBench bench;
    const QByteArray code = bench.vault->makeRecoveryCode().value();
    bench.copy();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    REQUIRE(bench.vault->changePassphrase(bench.b, passB, "b's quite new words"));
    REQUIRE(bench.vault->removeOfficer(bench.c));
    bench.onDisk(putOfficersBack);
    const char* sql = GENERATE("DELETE FROM sealed_setting", "UPDATE sealed_setting SET sealed = x'00'",
        "UPDATE sealed_setting SET sealed = zeroblob(0)");
    bench.onDisk(sql);
    for (const auto& [id, words] : bench.everybody()) {
        const auto refused = bench.vault->signIn(id, words);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Damaged);
        CHECK(refused.error().detail == officersUnknown);
    }
    CHECK(bench.told("officers-contradicted").size() == 1); // three tries, told once
    REQUIRE(bench.vault->recover(bench.a, code, "a's words of today"));
    CHECK(bench.vault->trust().value().isEmpty()); // the registry is to be installed again
    bench.vault->lock();
    CHECK(bench.signInFails(bench.c, passC) == ErrorCode::Damaged); // removed, says the ledger
    CHECK(bench.vault->signIn(bench.a, "a's words of today"));
}

TEST_CASE("whoever is at work while what is vouched for goes seals nothing in its place", "[vouched]")
{
    ThiefBench bench;
    REQUIRE(bench.vault->signIn(bench.a, passA));
    bench.database->handle().exec("DELETE FROM sealed_setting");
    CHECK(bench.vault->vouch().error().detail == officersUnknown);
    CHECK(bench.vault->setTrust("a thief's").error().detail == officersUnknown);
    CHECK(bench.vault->addOfficer("Dung", Role::Officer, "fourth officer's words").error().detail
        == officersUnknown);
    CHECK(bench.vault->removeOfficer(bench.c).error().detail == officersUnknown);
    CHECK(bench.officers->officers()->size() == 3);
    CHECK(bench.officers->vouched()->isEmpty());
}

TEST_CASE("officers of another station who are put in open nothing, whatever they are", "[vouched]")
{
    VaultBench other;
    other.addTwo();
    REQUIRE(other.vault->signIn(other.a, passA)); // what is sealed there is sealed under its own key
    ThiefBench bench;
    bench.onDisk(("ATTACH '" + other.station.filePath("station.db").toStdString()
        + "' AS other; INSERT INTO officer SELECT * FROM other.officer; DETACH other")
                     .c_str());
    REQUIRE(bench.officers->officers()->size() == 5);
    const bool atWork = GENERATE(false, true);
    if (atWork)
        REQUIRE(bench.vault->signIn(bench.c, passC));
    for (const auto& [id, words] : {std::pair {other.a, passA}, {other.b, passB}}) {
        CHECK(bench.vault->prove(id, words).error().code == ErrorCode::Damaged);
        CHECK(bench.vault->changePassphrase(id, words, "quite another sentence").error().code
            == ErrorCode::Damaged);
        CHECK(bench.signInFails(id, words) == ErrorCode::Damaged);
    }
    bench.vault->lock();
    for (const auto& [id, words] : bench.everybody())
        CHECK(bench.vault->signIn(id, words));
    CHECK(bench.signInFails(other.a, passA) == ErrorCode::Damaged); // nobody of ours has vouched for them
}

TEST_CASE("while somebody is signed in nobody proves himself by another key, whatever lies on the disk",
    "[vouched]")
{
    VaultBench other;
    other.addTwo();
    REQUIRE(other.vault->signIn(other.a, passA));
    ThiefBench bench;
    REQUIRE(bench.vault->signIn(bench.c, passC));
    bench.database->handle().exec(("ATTACH '" + other.station.filePath("station.db").toStdString()
        + "' AS other; INSERT INTO officer SELECT * FROM other.officer; DELETE FROM sealed_setting;"
          "INSERT INTO sealed_setting SELECT * FROM other.sealed_setting; DETACH other")
                                      .c_str());
    const auto proven = bench.vault->prove(other.a, passA);
    REQUIRE_FALSE(proven);
    CHECK(proven.error().code == ErrorCode::Damaged);
    CHECK(bench.vault->prove(bench.a, passA).error().code == ErrorCode::Damaged); // nobody stands any more
}

TEST_CASE("whoever has the recovery code vouches for the officers that are there", "[vouched]")
{
    ThiefBench bench;
    const QByteArray code = bench.vault->makeRecoveryCode().value();
    bench.copy();
    REQUIRE(bench.vault->changePassphrase(bench.a, passA, "a's quite new words"));
    bench.onDisk(putOfficersBack);
    CHECK(bench.signInFails(bench.a, passA) == ErrorCode::Damaged);
    REQUIRE(bench.vault->recover(bench.a, code, "a's words of today"));
    bench.vault->lock();
    CHECK(bench.vault->signIn(bench.a, "a's words of today"));
}

TEST_CASE("a station whose older release sealed the trust alone is taken as it is, and vouched for from then "
          "on",
    "[vouched]")
{
    ThiefBench bench;
    REQUIRE(bench.vault->signIn(bench.a, passA));
    const QByteArray old = sealCell(
        *bench.vault->dataKey().value(), {"sealed_setting", "trust", "00019ABC"}, QByteArray(32, 't'));
    bench.onDisk(("UPDATE sealed_setting SET sealed = x'" + old.toHex() + "'").constData());
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.vault->trust().value() == QByteArray(32, 't'));
    CHECK(bench.told("officers-contradicted").empty());
    bench.onDisk("UPDATE officer SET name = 'Bao' WHERE name = 'Chi'");
    CHECK(bench.signInFails(bench.c, passC) == ErrorCode::Damaged);
}

TEST_CASE(
    "a ledger that was put back or made anew since the last sign-in is named at the next one", "[vouched]")
{
    ThiefBench bench;
    REQUIRE(bench.vault->signIn(bench.b, passB));
    const LedgerHead end = Ledger(*bench.database).head().value();
    const auto cut = [&](qint64 from) {
        bench.onDisk(("DELETE FROM ledger WHERE seq >= " + std::to_string(from)
            + "; UPDATE ledger_head SET (seq, hash) = (SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT "
              "1)")
                         .c_str());
    };
    SECTION("it is as it was: the control")
    {
        bench.restart();
        REQUIRE(bench.vault->signIn(bench.a, passA));
        CHECK(bench.told("ledger-put-back").empty());
        CHECK(Ledger(*bench.database).verify());
        return;
    }
    SECTION("its end is gone")
    {
        cut(end.seq);
        CHECK(Ledger(*bench.database).verify()); // nobody without the data key can tell
        REQUIRE(bench.vault->signIn(bench.a, passA));
    }
    SECTION("its end is gone, and others were written in its place")
    {
        cut(end.seq);
        REQUIRE(Ledger(*bench.database).note(bench.clock.now(), "signed-in", {}));
        REQUIRE(bench.vault->signIn(bench.a, passA));
    }
    REQUIRE(bench.told("ledger-put-back").size() == 1);
    CHECK(bench.told("ledger-put-back").back().detail == QString::number(end.seq));
    const auto report = Ledger(*bench.database).inspect().value();
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings.front() == LedgerFinding {LedgerFault::PutBack, end.seq, end.seq});
    CHECK(Ledger(*bench.database).verify().error().code == ErrorCode::Damaged);
    bench.restart();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    CHECK(bench.told("ledger-put-back").size() == 1); // said once
    CHECK_FALSE(Ledger(*bench.database).verify()); // and never clean again
}

TEST_CASE(
    "the ledger's end is known from the moment it was vouched for, not from the sign-in only", "[vouched]")
{
    ThiefBench bench;
    REQUIRE(bench.vault->signIn(bench.a, passA));
    REQUIRE(Ledger(*bench.database).note(bench.clock.now(), "sealed", {}));
    const bool vouched = GENERATE(true, false);
    if (vouched)
        REQUIRE(bench.vault->vouch());
    bench.onDisk(
        "DELETE FROM ledger WHERE event = 'sealed'; UPDATE ledger_head SET (seq, hash) = (SELECT seq, "
        "hash FROM ledger ORDER BY seq DESC LIMIT 1)");
    REQUIRE(bench.vault->signIn(bench.a, passA));
    CHECK(bench.told("ledger-put-back").empty() == !vouched);
}

TEST_CASE(
    "whoever reads while another process changes an officer doubts nobody, and vouches for what that one "
    "has left",
    "[vouched]")
{
    ThiefBench bench;
    Interrupted store(*bench.officers);
    Vault second(store, bench.clock, cheapCost, "00019ABC");
    const auto change
        = [&] { REQUIRE(bench.vault->changePassphrase(bench.b, passB, "b's quite new words")); };
    SECTION("between its reads")
    {
        store.beforeLedger = change;
        REQUIRE(second.signIn(bench.c, passC));
    }
    SECTION("before it looks at the officers")
    {
        REQUIRE(second.signIn(bench.c, passC));
        store.beforeOfficers = change;
        REQUIRE(second.vouch());
    }
    SECTION("between looking and writing")
    {
        REQUIRE(second.signIn(bench.c, passC));
        store.beforeChange = change;
        REQUIRE(second.vouch());
    }
    CHECK(bench.told("officers-contradicted").empty());
    CHECK(bench.vault->signIn(bench.b, "b's quite new words"));
    CHECK(bench.vault->signIn(bench.c, passC));
    CHECK(bench.vault->signIn(bench.a, passA));
    CHECK(bench.told("officers-contradicted").empty());
}

TEST_CASE("what another process has changed is vouched for beside what this one changes", "[vouched]")
{
    ThiefBench bench;
    Officers others(*bench.database, bench.clock);
    Vault other(others, bench.clock, cheapCost, "00019ABC");
    REQUIRE(bench.vault->signIn(bench.a, passA));
    REQUIRE(other.signIn(bench.b, passB));
    bench.clock.advance(1ms);
    const auto d = bench.vault->addOfficer("Dung", Role::Officer, "fourth officer's words");
    REQUIRE(d);
    REQUIRE(other.vouch());
    REQUIRE(other.changePassphrase(bench.b, passB, "b's quite new words"));
    for (const auto& [id, words] : std::initializer_list<std::pair<OfficerId, QByteArray>> {{bench.a, passA},
             {bench.b, "b's quite new words"}, {bench.c, passC}, {*d, "fourth officer's words"}})
        CHECK(bench.vault->signIn(id, words));
    CHECK(bench.told("officers-contradicted").empty());
}
