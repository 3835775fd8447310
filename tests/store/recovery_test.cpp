#include "core/store/ledger.h"
#include "core/vault/recovery_code.h"
#include "tests/support/vault_bench.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace station;
using namespace std::chrono_literals;

namespace {

struct RecoveryBench : VaultBench {
    RecoveryBench()
    {
        addTwo();
        REQUIRE(vault->signIn(a, passA));
    }
    QByteArray makeCode()
    {
        const auto code = vault->makeRecoveryCode();
        REQUIRE(code);
        return *code;
    }
    [[nodiscard]] int rowsOf(const char* event) const
    {
        const auto rows = Ledger(*database).rows().value();
        return static_cast<int>(std::count_if(rows.begin(), rows.end(),
            [&](const AuditRow& row) { return row.event == QLatin1String(event); }));
    }
};

QByteArray otherCode() { return recoveryText(Secret::random(recoveryBytes)); }

} // namespace

TEST_CASE(
    "a recovery code is read back as it was written, in any case, with any spacing, O for 0 and I, L for 1",
    "[recovery]")
{
    for (int i = 0; i < 200; ++i) {
        const Secret code = Secret::random(recoveryBytes);
        const QByteArray text = recoveryText(code);
        CHECK(text.size() == 47);
        QByteArray sloppy = text.toLower().replace('-', ' ').replace('0', 'o');
        sloppy.replace('1', i % 2 == 0 ? 'l' : 'I');
        for (const QByteArray& typed : {text, sloppy, QByteArray(text).replace("-", "")}) {
            const auto read = recoveryFrom(typed);
            REQUIRE(read);
            CHECK(std::equal(code.data(), code.data() + code.size(), read->data()));
        }
    }
}

TEST_CASE("every wrong character of a recovery code is noticed, and its group is named", "[recovery]")
{
    const QByteArray text = otherCode();
    const QByteArray alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (int at = 0; at < text.size(); ++at)
        for (const char c : alphabet) {
            if (text[at] == '-' || text[at] == c)
                continue;
            QByteArray wrong = text;
            wrong[at] = c;
            CHECK(firstWrongGroup(wrong) == at / 6 + 1);
            CHECK(recoveryFrom(wrong).error().code == ErrorCode::InvalidInput);
        }
}

TEST_CASE(
    "every two characters of a group and every two groups that changed places are noticed", "[recovery]")
{
    for (int round = 0; round < 50; ++round) {
        const QByteArray text = otherCode();
        for (int group = 0; group < recoveryGroups; ++group)
            for (int i = 0; i < 5; ++i)
                for (int j = i + 1; j < 5; ++j) {
                    QByteArray wrong = text;
                    std::swap(wrong[group * 6 + i], wrong[group * 6 + j]);
                    CHECK((wrong == text || firstWrongGroup(wrong) == group + 1));
                }
        auto groups = text.split('-');
        std::swap(groups[1], groups[6]);
        CHECK((groups[1] == groups[6] || firstWrongGroup(groups.join('-')) == 2));
    }
    CHECK(firstWrongGroup("") == 1);
    CHECK(firstWrongGroup(otherCode().left(20)) == 4);
    CHECK(firstWrongGroup(otherCode() + "A") == 9);
    CHECK(firstWrongGroup("UUUUU") == 1);
}

TEST_CASE("the recovery code gives a supervisor a new passphrase, is void then, and another takes its place",
    "[recovery]")
{
    RecoveryBench bench;
    const QByteArray key = bench.keyBytes();
    const QByteArray code = bench.makeCode();
    bench.restart();
    const auto next = bench.vault->recover(bench.a, code, "quite new words");
    REQUIRE(next);
    CHECK(*next != code);
    CHECK(bench.vault->signedIn()->id == bench.a);
    CHECK(bench.keyBytes() == key);
    CHECK(bench.rowsOf("recovery-used") == 1);
    bench.restart();
    CHECK(bench.signInFails(bench.a, passA) == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->signIn(bench.a, "quite new words"));
    CHECK(bench.keyBytes() == key);
    CHECK(bench.vault->recover(bench.a, code, "other new words").error().code == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->recover(bench.a, *next, "other new words"));
    CHECK(bench.vault->signIn(bench.b, passB)); // nobody else is touched
}

TEST_CASE("only a supervisor makes the code, and it is for a supervisor only", "[recovery]")
{
    RecoveryBench bench;
    const QByteArray code = bench.makeCode();
    CHECK(bench.vault->recover(bench.b, code, "quite new words").error().code == ErrorCode::NotAllowed);
    bench.vault->lock();
    CHECK(bench.vault->makeRecoveryCode().error().code == ErrorCode::NotSignedIn);
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.vault->makeRecoveryCode().error().code == ErrorCode::NotAllowed);
    CHECK(bench.vault->recoveryCodeKept().error().code == ErrorCode::NotAllowed);
}

TEST_CASE("a station says whether it has no code, one that was shown, or one that is put away", "[recovery]")
{
    RecoveryBench bench;
    CHECK(bench.vault->recoveryState().value() == RecoveryState::None);
    CHECK(bench.vault->recoveryCodeKept().error().code == ErrorCode::NotFound);
    CHECK(bench.vault->recover(bench.a, otherCode(), "quite new words").error().code == ErrorCode::NotFound);
    const QByteArray code = bench.makeCode();
    CHECK(bench.vault->recoveryState().value() == RecoveryState::NotKept);
    REQUIRE(bench.vault->recoveryCodeKept());
    bench.restart();
    CHECK(bench.vault->recoveryState().value() == RecoveryState::Kept);
    REQUIRE(bench.vault->recover(bench.a, code, "quite new words"));
    CHECK(bench.vault->recoveryState().value() == RecoveryState::NotKept);
}

TEST_CASE(
    "a wrong recovery code is counted, delayed longer and longer, over a restart and a clock set elsewhere",
    "[recovery]")
{
    RecoveryBench bench;
    const QByteArray code = bench.makeCode();
    bench.vault->lock();
    for (int i = 0; i < 3; ++i)
        CHECK(bench.vault->recover(bench.a, otherCode(), "quite new words").error().code
            == ErrorCode::WrongPassphrase);
    CHECK(bench.rowsOf("recovery-wrong") == 3);
    bench.restart();
    CHECK(
        bench.vault->recover(bench.a, code, "quite new words").error() == Error {ErrorCode::LockedOut, "5"});
    bench.clock.set(bench.clock.now() + GENERATE(24h * 365, -24h * 365));
    CHECK(bench.vault->recover(bench.a, code, "quite new words").error().code == ErrorCode::LockedOut);
    bench.clock.advance(4999ms);
    CHECK(bench.vault->recover(bench.a, code, "quite new words").error().code == ErrorCode::LockedOut);
    bench.clock.advance(1ms);
    CHECK(bench.vault->recover(bench.a, otherCode(), "quite new words").error().code
        == ErrorCode::WrongPassphrase);
    CHECK(
        bench.vault->recover(bench.a, code, "quite new words").error() == Error {ErrorCode::LockedOut, "10"});
    bench.clock.advance(10s);
    CHECK(bench.vault->recover(bench.a, code, "quite new words"));
}

TEST_CASE("a mistyped code and a weak passphrase cost no try", "[recovery]")
{
    RecoveryBench bench;
    const QByteArray code = bench.makeCode();
    for (int i = 0; i < 5; ++i) {
        CHECK(bench.vault->recover(bench.a, code.left(40), "quite new words").error().code
            == ErrorCode::InvalidInput);
        CHECK(bench.vault->recover(bench.a, code, "short").error().code == ErrorCode::InvalidInput);
    }
    CHECK(bench.vault->recover(bench.a, code, "quite new words"));
}

TEST_CASE("a recovery slot of another station, or of an older code, does not open", "[recovery]")
{
    RecoveryBench bench;
    const QByteArray code = bench.makeCode();
    Vault elsewhere(*bench.officers, bench.clock, cheapCost, "00020XYZ");
    CHECK(elsewhere.recover(bench.a, code, "quite new words").error().code == ErrorCode::WrongPassphrase);
    bench.vault->lock();
    REQUIRE(bench.vault->signIn(bench.a, passA));
    const QByteArray newer = bench.makeCode();
    CHECK(bench.vault->recover(bench.a, code, "quite new words").error().code == ErrorCode::WrongPassphrase);
    CHECK(bench.vault->recover(bench.a, newer, "quite new words"));
}

TEST_CASE(
    "old slots are gone from the file and its log when a code or a passphrase is replaced", "[recovery]")
{
    RecoveryBench bench;
    const QByteArray code = bench.makeCode();
    std::vector<QByteArray> old {bench.officers->recovery().value()->wrapped};
    const auto officers = bench.officers->officers().value();
    for (const OfficerRecord& officer : officers)
        old.push_back(officer.slot.wrapped);
    const auto onDisk = [&](const QByteArray& slot) {
        return std::any_of(bench.files.begin(), bench.files.end(), [&](const char* name) {
            QFile file(bench.station.filePath(QLatin1String(name)));
            return file.open(QFile::ReadOnly) && file.readAll().contains(slot);
        });
    };
    for (const QByteArray& slot : old)
        CHECK(onDisk(slot)); // the search finds what is there
    REQUIRE(bench.vault->recover(bench.a, code, "quite new words"));
    REQUIRE(bench.vault->changePassphrase(bench.b, passB, "b's quite new words"));
    for (const QByteArray& slot : old)
        CHECK_FALSE(onDisk(slot));
}

TEST_CASE("what the station trusts is sealed when the data key is born, and changed by a supervisor only",
    "[trust]")
{
    VaultBench bench;
    CHECK(bench.vault->setTrust("before anybody")); // nothing to seal it with yet
    bench.a = bench.vault->addOfficer("An", Role::Supervisor, passA, {}, "first").value();
    bench.clock.advance(1ms);
    bench.b = bench.vault->addOfficer("Bình", Role::Officer, passB, passA, "born").value();
    CHECK(bench.vault->trust().error().code == ErrorCode::NotSignedIn);
    CHECK(bench.vault->setTrust("x").error().code == ErrorCode::NotSignedIn);
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.vault->trust().value() == "born");
    CHECK(bench.vault->setTrust("x").error().code == ErrorCode::NotAllowed);
    REQUIRE(bench.vault->signIn(bench.a, passA));
    REQUIRE(bench.vault->setTrust("y"));
    REQUIRE(bench.vault->addOfficer("Chi", Role::Officer, "third officer's words", {}, "ignored"));
    CHECK(bench.vault->trust().value() == "y");
    bench.vault.reset();
    bench.officers.reset();
    bench.tamper("DELETE FROM sealed_setting");
    bench.restart();
    CHECK(bench.signInFails(bench.a, passA) == ErrorCode::Damaged); // until the recovery code, see [vouched]
}
