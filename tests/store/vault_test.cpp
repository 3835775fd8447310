#include "core/store/ledger.h"
#include "core/store/officers.h"
#include "core/vault/lockout.h"
#include "core/vault/vault.h"
#include "tests/support/interrupted_store.h"
#include "tests/support/vault_bench.h"

#include <catch2/catch.hpp>

#include <functional>
#include <utility>

using namespace station;
using namespace std::chrono_literals;

TEST_CASE("the first two officers need nobody signed in, even across processes, and reach the same data key",
    "[vault]")
{
    VaultBench bench;
    bench.a = bench.vault->addOfficer("An", Role::Supervisor, passA).value();
    bench.restart();
    bench.b = bench.vault->addOfficer("Bình", Role::Officer, passB, passA).value();
    bench.restart();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    const QByteArray key = bench.keyBytes();
    CHECK(key.size() == 32);
    bench.vault->lock();
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.keyBytes() == key);
    bench.restart();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    CHECK(bench.keyBytes() == key);
}

TEST_CASE(
    "the second officer is added only with the first one's passphrase, and a wrong one counts", "[vault]")
{
    VaultBench bench;
    bench.a = bench.vault->addOfficer("An", Role::Supervisor, passA).value();
    CHECK(bench.vault->addOfficer("Bình", Role::Officer, passB).error().code == ErrorCode::NotSignedIn);
    CHECK(bench.vault->addOfficer("Bình", Role::Officer, passB, passB).error().code
        == ErrorCode::WrongPassphrase);
    CHECK(bench.officers->officers().value().size() == 1);
    CHECK(bench.officers->officers().value().front().wrong == 1);
    REQUIRE(bench.vault->addOfficer("Bình", Role::Officer, passB, passA));
    CHECK(bench.officers->officers().value().front().wrong == 0);
}

TEST_CASE("while only one officer exists nothing on the disk can be exchanged so that it gives the data key",
    "[vault]")
{
    VaultBench bench;
    bench.a = bench.vault->addOfficer("An", Role::Supervisor, passA).value();
    // Whoever puts a public half of their own there waits for the data key to be put into that box.
    const auto onDisk = [&](const char* sql) {
        bench.vault.reset();
        bench.officers.reset();
        bench.tamper(sql);
        bench.restart();
    };
    onDisk("UPDATE officer SET box_public = randomblob(32) WHERE name = 'An'");
    CHECK(bench.vault->addOfficer("Bình", Role::Officer, passB, passA).error().code == ErrorCode::Damaged);
    const auto known = bench.officers->officers().value();
    CHECK(known.size() == 1);
    CHECK(known.front().slot.boxedKey.isEmpty());
    onDisk("UPDATE officer SET box_public = x''");
    bench.b = bench.vault->addOfficer("Bình", Role::Officer, passB, passA).value();
    const auto both = bench.officers->officers().value();
    for (const OfficerRecord& officer : both)
        CHECK_FALSE(officer.slot.isBox());
}

TEST_CASE("work does not start with one officer", "[vault]")
{
    VaultBench bench;
    bench.a = bench.vault->addOfficer("An", Role::Supervisor, passA).value();
    CHECK(bench.signInFails(bench.a, passA) == ErrorCode::NotAllowed);
    CHECK_FALSE(bench.vault->signedIn());
}

TEST_CASE("one of the first two must be a supervisor", "[vault]")
{
    VaultBench bench;
    REQUIRE(bench.vault->addOfficer("An", Role::Officer, passA));
    CHECK(
        bench.vault->addOfficer("Bình", Role::Officer, passB, passA).error().code == ErrorCode::InvalidInput);
    CHECK(bench.vault->addOfficer("Bình", Role::Supervisor, passB, passA));
}

TEST_CASE("the third officer needs a supervisor signed in", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    CHECK(bench.vault->addOfficer("Chi", Role::Officer, passA).error().code == ErrorCode::NotSignedIn);
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.vault->addOfficer("Chi", Role::Officer, passA).error().code == ErrorCode::NotAllowed);
    REQUIRE(bench.vault->signIn(bench.a, passA));
    const QByteArray key = bench.keyBytes();
    const auto c = bench.vault->addOfficer("Chi", Role::Officer, "third officer's words");
    REQUIRE(c);
    REQUIRE(bench.vault->signIn(*c, "third officer's words"));
    CHECK(bench.keyBytes() == key);
}

TEST_CASE("a weak passphrase, an empty name and a taken name are refused", "[vault]")
{
    VaultBench bench;
    CHECK(bench.vault->addOfficer("An", Role::Supervisor, "short").error().code == ErrorCode::InvalidInput);
    CHECK(bench.vault->addOfficer("An", Role::Supervisor, "aaaaaaaaaaaa").error().code
        == ErrorCode::InvalidInput);
    CHECK(bench.vault->addOfficer("  ", Role::Supervisor, passA).error().code == ErrorCode::InvalidInput);
    REQUIRE(bench.vault->addOfficer("An", Role::Supervisor, passA));
    CHECK(bench.vault->addOfficer("an", Role::Officer, passB).error().code == ErrorCode::InvalidInput);
    CHECK(bench.officers->officers().value().size() == 1);
}

TEST_CASE("a passphrase typed composed or decomposed is the same", "[vault]")
{
    VaultBench bench;
    const QString words = QStringLiteral("mật khẩu của An");
    bench.a
        = bench.vault
              ->addOfficer("An", Role::Supervisor, words.normalized(QString::NormalizationForm_C).toUtf8())
              .value();
    bench.b = bench.vault->addOfficer("Bình", Role::Officer, passB, words.toUtf8()).value();
    CHECK(bench.vault->signIn(bench.a, words.normalized(QString::NormalizationForm_D).toUtf8()));
}

TEST_CASE("a wrong passphrase is counted, delayed longer and longer, and logged", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    for (int i = 0; i < 3; ++i)
        CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    const auto locked = bench.vault->signIn(bench.b, passB);
    REQUIRE_FALSE(locked);
    CHECK(locked.error() == Error {ErrorCode::LockedOut, "5"});
    bench.clock.advance(4999ms);
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::LockedOut);
    bench.clock.advance(1ms);
    CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->signIn(bench.b, passB).error().detail == "10");
    CHECK(bench.vault->signIn(bench.a, passA)); // the others are not held up
    int told = 0;
    const auto rows = Ledger(*bench.database).rows().value();
    for (const AuditRow& row : rows)
        told += row.event == "passphrase-wrong" ? 1 : 0;
    CHECK(told == 4);
}

TEST_CASE(
    "the wrong passphrase that starts a wait says how long it is, the ones before it ask for none", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    for (const int wait : {0, 0, 5}) {
        const auto wrong = bench.vault->signIn(bench.b, "wrong words");
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().code == ErrorCode::WrongPassphrase);
        CHECK(waitIn(wrong.error()) == std::chrono::seconds(wait));
    }
    CHECK(waitIn(bench.vault->signIn(bench.b, passB).error()) == 5s);
    CHECK(waitIn({ErrorCode::LockedOut, "nonsense"}) == 1s);
    CHECK(waitIn({ErrorCode::StorageFailed, "27 pages"}) == 0s);
}

TEST_CASE("the lockout survives a restart", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    for (int i = 0; i < 3; ++i)
        CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    bench.restart();
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::LockedOut);
    bench.clock.advance(5s);
    CHECK(bench.vault->signIn(bench.b, passB));
    CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase); // counting began anew
    CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->signIn(bench.b, passB));
}

TEST_CASE("a clock set back or forward by a year does not shorten the wait, nor make it endless", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    for (int i = 0; i < 3; ++i)
        CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    const auto year = GENERATE(24h * 365, -24h * 365);
    bench.clock.set(bench.clock.now() + year);
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::LockedOut);
    bench.clock.advance(4999ms);
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::LockedOut);
    bench.clock.advance(1ms);
    CHECK(bench.vault->signIn(bench.b, passB));
}

TEST_CASE("switching the computer off and on does not shorten the wait, nor make it endless", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    for (int i = 0; i < 3; ++i)
        CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    bench.clock.startAgain("boot-2");
    bench.clock.set(bench.clock.now() + 24h * 365);
    bench.restart();
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::LockedOut);
    bench.clock.advance(5s);
    CHECK(bench.vault->signIn(bench.b, passB));
}

TEST_CASE("the wait grows to a quarter of an hour and no further", "[vault]")
{
    CHECK(waitAfter(0) == 0s);
    CHECK(waitAfter(2) == 0s);
    CHECK(waitAfter(3) == 5s);
    CHECK(waitAfter(4) == 10s);
    CHECK(waitAfter(40) == 15min);
}

TEST_CASE("a removed officer cannot sign in, and the slot is gone from the file", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    bench.clock.advance(1ms); // the list is in the order they were added
    const auto c = bench.vault->addOfficer("Chi", Role::Officer, "third officer's words");
    REQUIRE(c);
    const QByteArray slot = bench.officers->officers().value().back().slot.wrapped;
    REQUIRE(bench.vault->removeOfficer(*c));
    CHECK(bench.signInFails(*c, "third officer's words") == ErrorCode::NotFound);
    for (const char* name : {"station.db", "station.db-wal"}) {
        QFile file(bench.station.filePath(name));
        CAPTURE(name, file.size());
        if (file.open(QFile::ReadOnly))
            CHECK_FALSE(file.readAll().contains(slot));
    }
}

TEST_CASE("the last two slots and the last supervisor stay", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    CHECK(bench.vault->removeOfficer(bench.b).error().code == ErrorCode::NotSignedIn);
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.vault->removeOfficer(bench.a).error().code == ErrorCode::NotAllowed);
    REQUIRE(bench.vault->signIn(bench.a, passA));
    CHECK(bench.vault->removeOfficer(bench.b).error().code == ErrorCode::InvalidInput);
    REQUIRE(bench.vault->addOfficer("Chi", Role::Officer, "third officer's words"));
    CHECK(bench.vault->removeOfficer(bench.a).error().code == ErrorCode::InvalidInput); // the only supervisor
    CHECK(bench.vault->removeOfficer(bench.b));
}

TEST_CASE("a changed passphrase opens, the old one does not", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    CHECK(bench.vault->changePassphrase(bench.b, "wrong words", "new and better").error().code
        == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->changePassphrase(bench.b, passB, "short").error().code == ErrorCode::InvalidInput);
    REQUIRE(bench.vault->changePassphrase(bench.b, passB, "new and better"));
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->signIn(bench.b, "new and better"));
    REQUIRE(bench.vault->changePassphrase(bench.a, passA, "another one of a")); // before any sign-in
    CHECK(bench.vault->signIn(bench.a, "another one of a"));
}

TEST_CASE("a slot copied to another officer does not open", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    bench.vault.reset();
    bench.officers.reset();
    bench.tamper(
        "UPDATE officer SET (salt, wrapped) = (SELECT salt, wrapped FROM officer WHERE name = 'An'), "
        "box_public = x'', boxed_key = x'' WHERE name = 'Bình'");
    bench.restart();
    CHECK(bench.signInFails(bench.b, passA) == ErrorCode::WrongPassphrase);
}

TEST_CASE("a role that was edited in the database does not open the slot", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    REQUIRE(bench.vault->signIn(bench.b, passB));
    bench.vault.reset();
    bench.officers.reset();
    bench.tamper("UPDATE officer SET role = 'supervisor' WHERE name = 'Bình'");
    bench.restart();
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->signIn(bench.a, passA));
}

TEST_CASE("locking wipes the data key", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    bench.vault->lock();
    CHECK_FALSE(bench.vault->signedIn());
    CHECK(bench.vault->dataKey().error().code == ErrorCode::NotSignedIn);
}

TEST_CASE("the cost of a guess is kept in the slot", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    CHECK(bench.officers->officers().value().front().slot.cost == cheapCost);
    CHECK(KeyCost::moderate().passes == 3);
    CHECK(KeyCost::moderate().memoryBytes == 256ULL * 1024 * 1024);
}

TEST_CASE("guesses at the same time in many processes count like one after the other", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    Interrupted store(*bench.officers);
    Vault second(store, bench.clock, cheapCost, "00019ABC");
    store.beforeChange
        = [&] { CHECK(bench.signInFails(bench.a, "guess one") == ErrorCode::WrongPassphrase); };
    CHECK(second.signIn(bench.a, "guess two").error().code == ErrorCode::LockedOut);
    CHECK(bench.officers->officers().value().front().wrong == 1);
}

TEST_CASE("what another process has changed or removed meanwhile is never put back", "[vault]")
{
    VaultBench bench;
    bench.addTwo();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    bench.clock.advance(1ms);
    const auto c = bench.vault->addOfficer("Chi", Role::Officer, "third officer's words");
    REQUIRE(c);
    Interrupted store(*bench.officers);
    Vault second(store, bench.clock, cheapCost, "00019ABC");

    SECTION("a removed officer's sign-in does not bring the slot back")
    {
        store.beforeChange = [&] { REQUIRE(bench.vault->removeOfficer(*c)); };
        CHECK_FALSE(second.signIn(*c, "third officer's words"));
        CHECK(bench.officers->officers().value().size() == 2);
    }
    SECTION("a passphrase that was changed stays changed")
    {
        store.beforeChange
            = [&] { REQUIRE(bench.vault->changePassphrase(bench.b, passB, "quite another sentence")); };
        CHECK_FALSE(second.signIn(bench.b, passB));
        CHECK(bench.signInFails(bench.b, passB) == ErrorCode::WrongPassphrase);
        CHECK(bench.vault->signIn(bench.b, "quite another sentence"));
    }
    SECTION("two supervisors who remove each other do not leave a station without one")
    {
        bench.clock.advance(1ms);
        const auto d = bench.vault->addOfficer("Dung", Role::Supervisor, "fourth officer's words");
        REQUIRE(d);
        REQUIRE(second.signIn(*d, "fourth officer's words"));
        store.beforeChange = [&] { REQUIRE(bench.vault->removeOfficer(*d)); };
        CHECK_FALSE(second.removeOfficer(bench.a));
        CHECK(bench.officers->officers().value().front().info.id == bench.a);
    }
}

TEST_CASE("two processes that add the first officer at once do not lock everybody out", "[vault]")
{
    VaultBench bench;
    Interrupted store(*bench.officers);
    Vault second(store, bench.clock, cheapCost, "00019ABC");
    store.beforeChange = [&] { bench.addTwo(); };
    CHECK_FALSE(second.addOfficer("Chi", Role::Supervisor, "third officer's words"));
    CHECK(bench.officers->officers().value().size() == 2);
    CHECK(bench.vault->signIn(bench.a, passA));
}
