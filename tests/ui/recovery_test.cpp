#include "core/vault/recovery_code.h"
#include "tests/ui/bench.h"

#include <QComboBox>
#include <QLabel>
#include <QPointer>
#include <QPrintDialog>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

struct RecoveryBench : Bench {
    QByteArray code = recoveryText(Secret::random(recoveryBytes));
    QByteArray next = recoveryText(Secret::random(recoveryBytes));

    RecoveryBench()
    {
        desk.rightCode = code;
        desk.nextCode = next;
    }
    void type(const char* field, const QByteArray& text)
    {
        auto* edit = part<QLineEdit>(field);
        edit->clear();
        QTest::keyClicks(edit, QString::fromUtf8(text));
    }
    void goToForgotten()
    {
        show();
        press("forgotten");
        REQUIRE(page() == Page::Forgotten);
    }
    void fill(const QByteArray& typed)
    {
        type("forgottenCode", typed);
        type("forgottenPassphrase", "moi va dai hon");
        type("forgottenAgain", "moi va dai hon");
    }
    [[nodiscard]] QString shownCode()
    {
        return part<QLabel>("codeFirst")->text() + "  " + part<QLabel>("codeSecond")->text();
    }
    [[nodiscard]] QString asShown(const QByteArray& text) const
    {
        return QString::fromLatin1(text).replace('-', "  ");
    }
};

} // namespace

TEST_CASE("the code of the envelope sets a new passphrase, and the next code is shown once", "[recovery]")
{
    RecoveryBench bench;
    bench.goToForgotten();
    CHECK(bench.part<QComboBox>("forgottenSupervisor")->count() == 1); // supervisors only
    bench.fill(bench.code);
    bench.press("forgottenEnter");
    REQUIRE(bench.page() == Page::RecoveryCode);
    CHECK(bench.window->shell().view().officer->id == bench.supervisor);
    CHECK(bench.shownCode() == bench.asShown(bench.next));
    CHECK(bench.part<QPushButton>("codePrint")->hasFocus()); // not the one that says that it is done
    for (const char* field : {"forgottenCode", "forgottenPassphrase", "forgottenAgain"})
        CHECK(bench.part<QLineEdit>(field)->text().isEmpty());
    bench.press("codePut");
    CHECK(bench.page() == Page::Home);
    CHECK(bench.desk.recovery == RecoveryState::Kept);
    CHECK(bench.part<QLabel>("codeFirst")->text().trimmed().isEmpty());
    bench.key(Qt::Key_L, Qt::ControlModifier);
    bench.signIn("moi va dai hon");
    CHECK(bench.page() == Page::Home);
}

TEST_CASE(
    "a code that is being used up is not walked away from, and nobody is signed in by an answer that comes "
    "after it was left",
    "[recovery]")
{
    RecoveryBench bench;
    bench.goToForgotten();
    bench.fill(bench.code);
    bench.desk.holding = true;
    bench.press("forgottenEnter");
    SECTION("Esc")
    {
        bench.key(Qt::Key_Escape);
        CHECK(bench.page() == Page::Forgotten);
        bench.desk.answer();
        CHECK(bench.page() == Page::RecoveryCode);
    }
    SECTION("left all the same, by a lock")
    {
        RecoveryPresenter presenter(bench.desk, bench.clock);
        QSignalSpy recovered(&presenter, &RecoveryPresenter::recovered);
        presenter.begin(bench.supervisor);
        bench.desk.answer();
        presenter.submit({bench.code, "moi va dai hon", "moi va dai hon"});
        REQUIRE(presenter.view().busy);
        presenter.leave();
        const int locks = bench.desk.locks;
        bench.desk.answer();
        CHECK(recovered.count() == 0);
        CHECK(presenter.view().code.isEmpty());
        CHECK(bench.desk.locks == locks + 1);
    }
}

TEST_CASE("a lock closes the choice of a printer, because there is no code to print any more", "[recovery]")
{
    RecoveryBench bench;
    bench.goToForgotten();
    bench.fill(bench.code);
    bench.press("forgottenEnter");
    REQUIRE(bench.page() == Page::RecoveryCode);
    bench.press("codePrint");
    const QPointer<QPrintDialog> dialog = bench.window->findChild<QPrintDialog*>();
    REQUIRE(dialog);
    REQUIRE(dialog->isVisible());
    bench.window->shell().lock();
    CHECK((!dialog || !dialog->isVisible()));
}

TEST_CASE("what is wrong with the code or the passphrase is said, and what was typed stays", "[recovery]")
{
    RecoveryBench bench;
    bench.goToForgotten();
    const auto error = [&] { return bench.part<QLabel>("forgottenError")->text(); };
    bench.fill(QByteArray(bench.code).replace(13, 1, "!"));
    bench.press("forgottenEnter");
    CHECK(error().contains(QStringLiteral("Nhóm 3")));
    CHECK(bench.part<QLineEdit>("forgottenCode")->hasFocus());
    CHECK_FALSE(bench.part<QLineEdit>("forgottenPassphrase")->text().isEmpty());
    bench.fill(bench.code);
    bench.type("forgottenAgain", "khac");
    bench.press("forgottenEnter");
    CHECK(error().contains(QStringLiteral("không giống nhau")));
    bench.type("forgottenPassphrase", "ngan");
    bench.press("forgottenEnter");
    CHECK(error().contains(QStringLiteral("quá ngắn")));
    bench.fill(bench.next); // well typed, but of another envelope
    bench.press("forgottenEnter");
    CHECK(error().contains(QStringLiteral("phong bì mới nhất")));
    CHECK(bench.page() == Page::Forgotten);

    SECTION("too many wrong codes are counted down")
    {
        bench.desk.recoverTrouble = ErrorCode::LockedOut;
        bench.press("forgottenEnter");
        CHECK(error().contains(QStringLiteral("30 giây")));
        CHECK_FALSE(bench.part<QPushButton>("forgottenEnter")->isEnabled());
        bench.clock.advance(30s);
        CHECK(QTest::qWaitFor([&] { return bench.part<QPushButton>("forgottenEnter")->isEnabled(); }, 2000));
    }
    SECTION("Escape leads back, and nothing stays typed")
    {
        bench.key(Qt::Key_Escape);
        CHECK(bench.page() == Page::SignIn);
        CHECK(bench.part<QLineEdit>("forgottenCode")->text().isEmpty());
        CHECK(bench.part<QLineEdit>("forgottenPassphrase")->text().isEmpty());
    }
}

TEST_CASE("a station without a code in its envelope reminds a supervisor, who makes one", "[recovery]")
{
    RecoveryBench bench;
    bench.desk.recovery = RecoveryState::None;
    bench.show();
    bench.signIn();
    CHECK(bench.part<QLabel>("recoveryMissing")->isVisible());
    bench.press("makeRecoveryCode");
    REQUIRE(bench.page() == Page::RecoveryCode);
    CHECK(bench.shownCode() == bench.asShown(bench.next));

    SECTION("later: the reminder stays, the code does not")
    {
        bench.press("codeLater");
        CHECK(bench.page() == Page::Home);
        CHECK(bench.part<QLabel>("recoveryMissing")->isVisible());
        CHECK(bench.part<QLabel>("codeFirst")->text().trimmed().isEmpty());
    }
    SECTION("put away: no reminder any more")
    {
        bench.press("codePut");
        CHECK(bench.page() == Page::Home);
        CHECK_FALSE(bench.part<QLabel>("recoveryMissing")->isVisible());
    }
    SECTION("locked meanwhile: the code is not shown again")
    {
        bench.key(Qt::Key_L, Qt::ControlModifier);
        CHECK(bench.part<QLabel>("codeFirst")->text().trimmed().isEmpty());
        bench.signIn();
        CHECK(bench.page() == Page::Home);
    }
}

TEST_CASE("an officer is told to ask a supervisor, and makes no code", "[recovery]")
{
    RecoveryBench bench;
    bench.desk.recovery = RecoveryState::NotKept;
    bench.show();
    bench.key(Qt::Key_Down);
    bench.signIn("mot hai ba bon");
    CHECK(bench.part<QLabel>("recoveryMissing")->text().contains(QStringLiteral("chỉ huy")));
    CHECK_FALSE(bench.part<QPushButton>("makeRecoveryCode")->isVisible());
    bench.window->shell().makeRecoveryCode();
    CHECK(bench.page() == Page::Home);
}

TEST_CASE("after the setup the first supervisor who signs in makes the code", "[recovery]")
{
    RecoveryBench bench;
    bench.desk.people.clear();
    bench.desk.recovery = RecoveryState::None;
    bench.show();
    const std::pair<const char*, const char*> fields[] {{"supervisorName", "Lê Văn Bình"},
        {"supervisorPassphrase", "bon tu ngau nhien"}, {"supervisorAgain", "bon tu ngau nhien"},
        {"secondName", "Trần Thị Hạnh"}, {"secondPassphrase", "mot hai ba bon"},
        {"secondAgain", "mot hai ba bon"}};
    for (const auto& [field, text] : fields)
        bench.part<QLineEdit>(field)->setText(QString::fromUtf8(text));
    bench.press("makeOfficers");
    REQUIRE(bench.page() == Page::SignIn);
    bench.signIn();
    CHECK(bench.page() == Page::RecoveryCode);
    bench.press("codePut");
    bench.key(Qt::Key_L, Qt::ControlModifier);
    bench.signIn();
    CHECK(bench.page() == Page::Home); // once
}

TEST_CASE("a supervisor renews the code in the settings", "[recovery]")
{
    RecoveryBench bench;
    bench.show();
    bench.signIn();
    CHECK_FALSE(bench.part<QLabel>("recoveryMissing")->isVisible());
    bench.key(Qt::Key_4, Qt::ControlModifier);
    REQUIRE(bench.page() == Page::Settings);
    bench.press("renewRecovery");
    CHECK(bench.page() == Page::Settings); // asked first: the code in the envelope is void then
    CHECK(bench.part<QPushButton>("renewNo")->hasFocus());
    bench.press("renewNo");
    CHECK(bench.page() == Page::Settings);
    CHECK(bench.desk.recovery == RecoveryState::Kept);
    CHECK_FALSE(bench.part<QPushButton>("renewYes")->isVisible());
    bench.press("renewRecovery");
    bench.press("renewYes");
    CHECK(bench.page() == Page::RecoveryCode);
    CHECK(bench.shownCode() == bench.asShown(bench.next));
}

TEST_CASE(
    "a station without a recovery code says so before anything is typed into the page for it", "[recovery]")
{
    RecoveryBench bench;
    bench.desk.recovery = RecoveryState::None;
    bench.goToForgotten();
    CHECK(bench.part<QLabel>("forgottenError")->text().contains(QStringLiteral("chưa có mã khôi phục")));
    CHECK_FALSE(bench.part<QLineEdit>("forgottenCode")->isEnabled());
    CHECK_FALSE(bench.part<QPushButton>("forgottenEnter")->isEnabled());
    CHECK(bench.part<QPushButton>("forgottenBack")->hasFocus());
    bench.press("forgottenBack");
    bench.desk.recovery = RecoveryState::NotKept;
    bench.press("forgotten");
    CHECK(bench.part<QLineEdit>("forgottenCode")->hasFocus());
    CHECK_FALSE(bench.part<QLabel>("forgottenError")->isVisible());
}

TEST_CASE("the wrong code that starts a wait says both", "[recovery]")
{
    RecoveryBench bench;
    bench.desk.wrongCodeDetail = "wrong recovery code; next try in 5 s";
    bench.goToForgotten();
    bench.fill(bench.next);
    bench.press("forgottenEnter");
    const QString error = bench.part<QLabel>("forgottenError")->text();
    CHECK(error.contains(QStringLiteral("phong bì mới nhất")));
    CHECK(error.contains(QStringLiteral("5 giây")));
    CHECK_FALSE(bench.part<QPushButton>("forgottenEnter")->isEnabled());
}

TEST_CASE("the station check's line about the recovery code leads a supervisor to making one", "[recovery]")
{
    RecoveryBench bench;
    bench.desk.known.recovery = false;
    bench.show();
    const bool supervisor = GENERATE(true, false);
    if (!supervisor)
        bench.key(Qt::Key_Down);
    bench.signIn(supervisor ? "bon tu ngau nhien" : "mot hai ba bon");
    bench.key(Qt::Key_5, Qt::ControlModifier);
    const auto ways = bench.window->findChildren<QPushButton*>("healthGo");
    const auto making = std::find_if(ways.begin(), ways.end(),
        [](QPushButton* way) { return way->isVisible() && way->text() == QStringLiteral("Tạo mã…"); });
    REQUIRE((making != ways.end()) == supervisor);
    if (!supervisor)
        return;
    QTest::mouseClick(*making, Qt::LeftButton);
    CHECK(bench.page() == Page::RecoveryCode);
}
