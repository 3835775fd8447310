#include "core/store/ledger.h"
#include "core/vault/lockout.h"
#include "tests/support/fake_tpm.h"
#include "tests/support/vault_bench.h"

#include <QProcess>
#include <QStandardPaths>
#include <QThread>

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;
using namespace std::chrono_literals;

namespace {

struct TpmBench : VaultBench {
    FakeTpm chip;
    QByteArray code;

    TpmBench()
    {
        use(chip);
        addTwo();
        REQUIRE(vault->signIn(a, passA));
        code = vault->makeRecoveryCode().value();
        REQUIRE(vault->recoveryCodeKept());
    }
    void use(Tpm& tpm) { vault = std::make_unique<Vault>(*officers, clock, cheapCost, "00019ABC", tpm); }
    /// As another process, or the disk in another computer.
    void restartWith(Tpm& tpm)
    {
        vault.reset();
        officers.reset();
        reopen();
        start();
        use(tpm);
    }
};

} // namespace

TEST_CASE("bound, every officer's slot needs the passphrase and the chip of this board", "[tpm]")
{
    TpmBench bench;
    const QByteArray key = bench.keyBytes();
    const QByteArray before = bench.officers->officers().value().back().slot.wrapped;
    REQUIRE(bench.vault->bindTpm());
    CHECK(bench.vault->tpmState().value() == TpmState::Bound);
    bench.restartWith(bench.chip);
    CHECK(bench.signInFails(bench.b, "wrong words") == ErrorCode::WrongPassphrase);
    REQUIRE(bench.vault->signIn(bench.b, passB));
    CHECK(bench.keyBytes() == key);
    for (const char* name : VaultBench::files) {
        QFile file(bench.station.filePath(QLatin1String(name)));
        if (file.open(QFile::ReadOnly))
            CHECK_FALSE(file.readAll().contains(before)); // what a guess could be tried on is gone
    }

    FakeTpm thiefs; // the disk in another laptop
    bench.restartWith(thiefs);
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::DeviceMissing);
    CHECK(bench.vault->tpmState().value() == TpmState::BoundButSilent);
}

TEST_CASE("without its chip no try is counted, and the recovery code opens", "[tpm]")
{
    TpmBench bench;
    const QByteArray key = bench.keyBytes();
    REQUIRE(bench.vault->bindTpm());
    bench.vault->lock();
    SECTION("the board is broken") { bench.chip.present = false; }
    SECTION("the chip was cleared") { bench.chip.clear(); }
    for (int i = 0; i < 5; ++i)
        CHECK(bench.signInFails(bench.a, passA) == ErrorCode::DeviceMissing);
    CHECK(bench.officers->officers().value().front().wrong == 0);
    REQUIRE(bench.vault->recover(bench.a, bench.code, "quite new words"));
    CHECK(bench.keyBytes() == key);
    bench.vault->lock();
    REQUIRE(bench.vault->signIn(bench.a, "quite new words")); // this slot is not bound
    CHECK(bench.vault->unbindTpm().error().detail.find("remove the officers") != std::string::npos);
    bench.clock.advance(1ms);
    REQUIRE(bench.vault->addOfficer("Chi", Role::Officer, "third officer's words"));
    REQUIRE(bench.vault->removeOfficer(bench.b));
    REQUIRE(bench.vault->unbindTpm());
    CHECK(bench.vault->tpmState().value() == (bench.chip.present ? TpmState::NotBound : TpmState::NoTpm));
}

TEST_CASE("while bound, new and changed slots are bound as well", "[tpm]")
{
    TpmBench bench;
    REQUIRE(bench.vault->bindTpm());
    bench.clock.advance(1ms);
    const auto c = bench.vault->addOfficer("Chi", Role::Officer, "third officer's words");
    REQUIRE(c);
    REQUIRE(bench.vault->changePassphrase(bench.b, passB, "b's quite new words"));
    const auto code = bench.vault->recover(bench.a, bench.code, "a's quite new words");
    REQUIRE(code);
    const auto all = bench.officers->officers().value();
    for (const OfficerRecord& officer : all)
        CHECK(officer.bound);
    REQUIRE(bench.vault->signIn(*c, "third officer's words"));
    REQUIRE(bench.vault->signIn(bench.b, "b's quite new words"));
    REQUIRE(bench.vault->signIn(bench.a, "a's quite new words"));
    REQUIRE(bench.vault->unbindTpm());
    bench.chip.present = false;
    CHECK(bench.vault->signIn(bench.b, "b's quite new words"));
}

TEST_CASE("binding needs a supervisor, a chip, and a recovery code in its envelope", "[tpm]")
{
    TpmBench bench;
    SECTION("no chip")
    {
        bench.chip.present = false;
        CHECK(bench.vault->bindTpm().error().code == ErrorCode::DeviceMissing);
        CHECK(bench.vault->tpmState().value() == TpmState::NoTpm);
    }
    SECTION("an officer, or nobody")
    {
        bench.vault->lock();
        CHECK(bench.vault->bindTpm().error().code == ErrorCode::NotSignedIn);
        REQUIRE(bench.vault->signIn(bench.b, passB));
        CHECK(bench.vault->bindTpm().error().code == ErrorCode::NotAllowed);
        CHECK(bench.vault->unbindTpm().error().code == ErrorCode::NotAllowed);
    }
    SECTION("a code that was shown but not put away")
    {
        REQUIRE(bench.vault->makeRecoveryCode());
        CHECK(bench.vault->bindTpm().error().code == ErrorCode::NotAllowed);
    }
    SECTION("twice, and unbound twice")
    {
        CHECK(bench.vault->unbindTpm().error().code == ErrorCode::InvalidInput);
        REQUIRE(bench.vault->bindTpm());
        CHECK(bench.vault->bindTpm().error().code == ErrorCode::InvalidInput);
        CHECK(Ledger(*bench.database).rows().value().back().event == "tpm-bound");
    }
    CHECK(bench.vault->signIn(bench.a, passA).has_value());
}

namespace {

/// A TPM 2.0 in software (Debian's swtpm) on a socket of its own.
class SoftTpm {
public:
    [[nodiscard]] static bool isInstalled() { return !QStandardPaths::findExecutable("swtpm").isEmpty(); }
    SoftTpm() { start(); }
    ~SoftTpm() { stop(); }
    void start()
    {
        m_process.start("swtpm",
            {"socket", "--tpm2", "--tpmstate", "dir=" + m_folder.path(), "--server",
                "type=unixio,path=" + m_folder.filePath("s"), "--ctrl",
                "type=unixio,path=" + m_folder.filePath("s.ctrl"), "--flags", "not-need-init,startup-clear"});
        REQUIRE(m_process.waitForStarted(5000));
        qputenv("STATION_TPM", "swtpm:path=" + QFile::encodeName(m_folder.filePath("s")));
        for (int i = 0; i < 500 && !systemTpm().isThere(); ++i)
            QThread::msleep(20);
        INFO(m_process.readAllStandardError().toStdString());
        REQUIRE(systemTpm().isThere());
    }
    void stop()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
        qunsetenv("STATION_TPM");
    }
    /// The owner clears the chip in the firmware's menu: another seed.
    void clear()
    {
        stop();
        for (const QString& name : QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden))
            QFile::remove(m_folder.filePath(name));
        start();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace

TEST_CASE("a real TPM 2.0 opens after a restart, not after it was cleared, and not on another board",
    "[tpm][swtpm]")
{
    if (!SoftTpm::isInstalled()) {
        WARN("SKIPPED: swtpm is not installed");
        return;
    }
    TpmBench bench;
    SoftTpm soft;
    REQUIRE(systemTpm().isThere());
    bench.use(systemTpm());
    REQUIRE(bench.vault->signIn(bench.a, passA));
    const QByteArray key = bench.keyBytes();
    REQUIRE(bench.vault->bindTpm());
    soft.stop();
    soft.start(); // as the laptop in the morning
    bench.restartWith(systemTpm());
    const auto begun = std::chrono::steady_clock::now();
    REQUIRE(bench.vault->signIn(bench.b, passB));
    const auto took = std::chrono::steady_clock::now() - begun;
    CHECK(bench.keyBytes() == key);
    {
        const SoftTpm other;
        CHECK(bench.signInFails(bench.b, passB) == ErrorCode::DeviceMissing);
    }
    soft.stop();
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::DeviceMissing);
    CHECK_FALSE(systemTpm().isThere());
    soft.start();
    CHECK(bench.vault->signIn(bench.b, passB));
    soft.clear();
    CHECK(bench.signInFails(bench.b, passB) == ErrorCode::DeviceMissing);
    REQUIRE(bench.vault->recover(bench.a, bench.code, "quite new words"));
    CHECK(bench.keyBytes() == key);
    std::printf("tpm: signed in through swtpm in %lld ms beside Argon2id\n",
        static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}
