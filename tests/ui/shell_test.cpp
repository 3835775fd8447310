#include "app/station/one_window.h"
#include "app/station/shell/idle_watch.h"
#include "app/station/shell/trouble_page.h"
#include "tests/ui/bench.h"

#include <QLabel>
#include <QTableWidget>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

TEST_CASE("a right passphrase leads home, a wrong one says so in plain words", "[sign-in]")
{
    Bench bench;
    bench.show();
    CHECK(bench.page() == Page::SignIn);
    CHECK(bench.part<QListWidget>("officers")->count() == 2);
    CHECK(bench.part<QLineEdit>("passphrase")->hasFocus());

    SECTION("right")
    {
        bench.signIn();
        CHECK(bench.page() == Page::Home);
        CHECK(bench.part<QLabel>("officer")->text() == QStringLiteral("Trung tá Lê Văn Bình (Chỉ huy)"));
        CHECK(bench.part<QLineEdit>("passphrase")->text().isEmpty());
    }
    SECTION("wrong")
    {
        bench.signIn("sai");
        CHECK(bench.page() == Page::SignIn);
        CHECK(bench.part<QLabel>("error")->text() == QStringLiteral("Mật khẩu không đúng. Nhập lại."));
        CHECK(bench.part<QLineEdit>("passphrase")->hasFocus());
        CHECK(bench.part<QLineEdit>("passphrase")->text().isEmpty());
    }
    SECTION("another officer is chosen with the arrow keys, hands on the passphrase")
    {
        bench.key(Qt::Key_Down);
        bench.signIn("mot hai ba bon");
        CHECK(bench.window->shell().view().officer->id == bench.officer);
    }
}

TEST_CASE("a lock-out counts the seconds down and then opens again", "[sign-in]")
{
    Bench bench;
    bench.show();
    bench.desk.signInTrouble = Error {ErrorCode::LockedOut, "30"};
    bench.signIn("sai");
    auto* error = bench.part<QLabel>("error");
    CHECK(error->text().contains(QStringLiteral("30 giây")));
    CHECK_FALSE(bench.part<QPushButton>("signIn")->isEnabled());

    bench.desk.signInTrouble.reset();
    bench.signIn(); // even the right one is not looked at now, but it stays typed
    CHECK(bench.page() == Page::SignIn);
    CHECK(bench.part<QLineEdit>("passphrase")->text() == QStringLiteral("bon tu ngau nhien"));

    bench.clock.advance(12s);
    CHECK(QTest::qWaitFor([&] { return error->text().contains(QStringLiteral("18 giây")); }, 2000));
    bench.clock.advance(18s);
    CHECK(QTest::qWaitFor([&] { return bench.part<QPushButton>("signIn")->isEnabled(); }, 2000));
    QTest::keyClick(bench.part<QLineEdit>("passphrase"), Qt::Key_Return);
    CHECK(bench.page() == Page::Home);
}

TEST_CASE("the wrong passphrase that starts the wait says how long it is", "[sign-in]")
{
    Bench bench;
    bench.show();
    bench.desk.signInTrouble = Error {ErrorCode::WrongPassphrase, "wrong passphrase; next try in 5 s"};
    bench.signIn("sai");
    CHECK(bench.part<QLabel>("error")->text().contains(QStringLiteral("5 giây")));
    CHECK_FALSE(bench.part<QPushButton>("signIn")->isEnabled());
    bench.desk.signInTrouble.reset();
    bench.clock.advance(5s);
    CHECK(QTest::qWaitFor([&] { return bench.part<QPushButton>("signIn")->isEnabled(); }, 2000));
    CHECK_FALSE(bench.part<QLabel>("error")->isVisible());
}

TEST_CASE("one officer's wait does not hold up another, and letters typed for one do not stay for the other",
    "[sign-in]")
{
    Bench bench;
    bench.show();
    bench.desk.signInTrouble = Error {ErrorCode::LockedOut, "30"};
    bench.signIn("sai");
    bench.desk.signInTrouble.reset();
    auto* passphrase = bench.part<QLineEdit>("passphrase");
    QTest::keyClicks(passphrase, QStringLiteral("cua nguoi khac"));
    bench.key(Qt::Key_Down);
    CHECK(passphrase->text().isEmpty());
    CHECK_FALSE(bench.part<QLabel>("error")->isVisible());
    bench.key(Qt::Key_Up); // back: the wait is still there
    CHECK(bench.part<QLabel>("error")->text().contains(QStringLiteral("30 giây")));
    CHECK_FALSE(bench.part<QPushButton>("signIn")->isEnabled());
    bench.key(Qt::Key_Down);
    bench.signIn("mot hai ba bon");
    CHECK(bench.page() == Page::Home);
    CHECK(bench.window->shell().view().officer->id == bench.officer);
}

TEST_CASE("a lock-out without a number waits at least a second", "[sign-in]")
{
    FakeDesk desk;
    const FixedClock clock {Instant {1h}};
    desk.add(QStringLiteral("A"), Role::Supervisor, "x");
    desk.signInTrouble = Error {ErrorCode::LockedOut, "nonsense"};
    SignInPresenter presenter(desk, clock);
    presenter.begin();
    presenter.submit("x");
    CHECK(presenter.view().waitSeconds == 1);
}

TEST_CASE("a second Enter while the passphrase is checked is ignored", "[sign-in]")
{
    Bench bench;
    bench.show();
    QSignalSpy entered(&bench.window->shell(), &ShellPresenter::changed);
    bench.desk.holding = true;
    bench.signIn();
    CHECK_FALSE(bench.part<QPushButton>("signIn")->isEnabled());
    bench.signIn();
    bench.desk.holding = false;
    bench.desk.answer();
    CHECK(bench.page() == Page::Home);
}

TEST_CASE("the first run makes a supervisor and a second officer", "[setup]")
{
    Bench bench;
    bench.desk.people.clear();
    bench.show();
    REQUIRE(bench.page() == Page::Setup);
    const auto type = [&](const char* field, const char* text) {
        bench.part<QLineEdit>(field)->setText(QString::fromUtf8(text));
    };
    type("supervisorName", "Lê Văn Bình");
    type("supervisorPassphrase", "bon tu ngau nhien");
    type("supervisorAgain", "bon tu ngau nhien");
    type("secondName", "Trần Thị Hạnh");
    type("secondPassphrase", "mot hai ba bon");
    type("secondAgain", "mot hai ba bonn");

    bench.press("makeOfficers");
    CHECK(bench.desk.people.empty()); // nothing is made before everything is right
    CHECK(bench.part<QLabel>("secondError")->text()
        == QStringLiteral("Hai mật khẩu không giống nhau. Nhập lại cả hai."));

    type("secondAgain", "mot hai ba bon");
    bench.press("makeOfficers");
    REQUIRE(bench.desk.people.size() == 2);
    CHECK(bench.desk.people[0].role == Role::Supervisor);
    CHECK(bench.desk.people[1].role == Role::Officer);
    CHECK(bench.desk.firstsWords == "bon tu ngau nhien");
    CHECK(bench.page() == Page::SignIn);
}

TEST_CASE("a first run that was interrupted goes on with the second officer", "[setup]")
{
    Bench bench;
    bench.desk.people.resize(1);
    bench.show();
    REQUIRE(bench.page() == Page::Setup);
    CHECK_FALSE(bench.part<QLineEdit>("supervisorName")->isVisible());
    CHECK(bench.part<QLineEdit>("supervisorPassphrase")->hasFocus());
    bench.part<QLineEdit>("secondName")->setText(QStringLiteral("Trần Thị Hạnh"));
    bench.part<QLineEdit>("secondPassphrase")->setText(QStringLiteral("mot hai ba bon"));
    bench.part<QLineEdit>("secondAgain")->setText(QStringLiteral("mot hai ba bon"));
    bench.press("makeOfficers");
    CHECK(bench.page() == Page::Setup);
    CHECK(bench.part<QLabel>("supervisorError")->text() == QStringLiteral("Nhập mật khẩu để tiếp tục."));
    bench.part<QLineEdit>("supervisorPassphrase")->setText(QStringLiteral("bon tu ngau nhien"));
    bench.press("makeOfficers");
    CHECK(bench.desk.firstsWords == "bon tu ngau nhien");
    CHECK(bench.page() == Page::SignIn);
}

TEST_CASE("locking keeps the open case, and the same officer comes back to the same place", "[lock]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_N, Qt::ControlModifier);
    REQUIRE(bench.page() == Page::Case);
    REQUIRE(bench.openCase->opened == 1);
    bench.openCase->field->setText(QStringLiteral("nửa chừng"));
    bench.openCase->field->setFocus();

    bench.key(Qt::Key_L, Qt::ControlModifier);
    CHECK(bench.page() == Page::Lock);
    CHECK(bench.desk.locks == 1);
    CHECK_FALSE(bench.openCase->isVisible());
    CHECK_FALSE(bench.part<QLabel>("officer")->isVisible());
    CHECK(bench.part<QLabel>("explain")->isVisible());

    bench.signIn();
    CHECK(bench.page() == Page::Case);
    CHECK(FakeCase::alive == 1);
    CHECK(bench.openCase->field->text() == QStringLiteral("nửa chừng"));
    CHECK(bench.openCase->field->hasFocus());
}

TEST_CASE("another officer's sign-in closes the case to a draft, and says so before", "[lock]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_N, Qt::ControlModifier);
    bench.key(Qt::Key_L, Qt::ControlModifier);
    auto* notice = bench.part<QLabel>("notice");
    CHECK_FALSE(notice->isVisible());
    bench.key(Qt::Key_Down);
    CHECK(notice->isVisible());
    bench.signIn("mot hai ba bon");
    CHECK(bench.page() == Page::Home);
    CHECK_FALSE(bench.window->shell().view().caseOpen);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    CHECK(FakeCase::alive == 0);
}

TEST_CASE("a case that ends behind the lock page is not shown again", "[lock]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_N, Qt::ControlModifier);
    bench.key(Qt::Key_L, Qt::ControlModifier);
    emit bench.openCase->left();
    CHECK(bench.page() == Page::Lock);
    bench.signIn();
    CHECK(bench.page() == Page::Home);
}

TEST_CASE("nobody reaches a page without signing in", "[lock]")
{
    Bench bench;
    bench.show();
    for (const Page page : {Page::Home, Page::Queue, Page::Devices, Page::Settings}) {
        bench.window->shell().go(page);
        CHECK(bench.page() == Page::SignIn);
    }
    bench.key(Qt::Key_N, Qt::ControlModifier);
    bench.window->shell().resumeCase(PacketId::create(Instant {}));
    CHECK(bench.page() == Page::SignIn);
    CHECK(bench.openCase == nullptr);
}

TEST_CASE("names leave the home page when the window locks", "[lock]")
{
    Bench bench;
    bench.desk.openDrafts
        = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Fingers, bench.clock.now())};
    bench.show();
    bench.signIn();
    auto* drafts = bench.part<QTableWidget>("drafts");
    REQUIRE(drafts->rowCount() == 1);
    bench.key(Qt::Key_L, Qt::ControlModifier);
    CHECK(drafts->rowCount() == 0);
}

TEST_CASE("the idle watch speaks once, and input starts it again", "[lock]")
{
    const SystemClock clock;
    IdleWatch watch(clock);
    QSignalSpy idle(&watch, &IdleWatch::idle);
    QWidget widget;
    widget.show();
    watch.setPatience(40ms);
    REQUIRE(idle.wait(2000));
    CHECK(idle.count() == 1);

    QTest::keyClick(&widget, Qt::Key_A);
    REQUIRE(idle.wait(2000));
    CHECK(idle.count() == 2);

    watch.touched(); // a finger on the reader
    REQUIRE(idle.wait(2000));
    CHECK(idle.count() == 3);
}

TEST_CASE(
    "the time that the computer slept counts, and the input that woke it does not reach the page", "[lock]")
{
    FixedClock clock(Instant {});
    IdleWatch watch(clock);
    QSignalSpy idle(&watch, &IdleWatch::idle);
    QLineEdit field;
    field.show();
    watch.setPatience(10min);
    SECTION("awake: the control")
    {
        clock.advance(9min);
        QTest::keyClick(&field, Qt::Key_A);
        CHECK(field.text() == "a");
        clock.advance(9min);
        QTest::keyClick(&field, Qt::Key_B);
        CHECK(field.text() == "ab");
        CHECK(idle.count() == 0);
    }
    SECTION("somebody opens the lid and types")
    {
        clock.advance(8h);
        QTest::keyClick(&field, Qt::Key_A);
        CHECK(idle.count() == 1);
        CHECK(field.text().isEmpty());
        QTest::keyClick(&field, Qt::Key_B);
        CHECK(field.text() == "b");
        CHECK(idle.count() == 1);
    }
    SECTION("somebody opens the lid and looks")
    {
        clock.advance(8h);
        CHECK(idle.wait(3000));
    }
}

TEST_CASE(
    "a second window on the station is refused, in words, as long as the first one lives", "[one-window]")
{
    QTemporaryDir folder;
    auto first = takeWindow(QDir(folder.path()));
    REQUIRE(first);
    CHECK_FALSE(takeWindow(QDir(folder.path())));
    first.reset();
    CHECK(takeWindow(QDir(folder.path())));
    CHECK(takeWindow(QDir(folder.filePath("none")))); // the window says itself that there is no station

    Languages languages;
    languages.use("vi");
    const TroublePage page(folder.path());
    CHECK(page.findChild<QLabel*>("troubleTitle")->text() == QStringLiteral("Trạm đã mở ở cửa sổ khác"));
    CHECK(page.findChild<QLabel*>("troubleSentence")->text().contains("Alt+Tab"));
    CHECK(page.findChild<QPushButton*>("troubleFold")->isHidden());
}

TEST_CASE("the next person follows without leaving the case", "[case]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    QSignalSpy sync(bench.window.get(), &MainWindow::syncWanted);
    bench.key(Qt::Key_N, Qt::ControlModifier);
    emit bench.openCase->caseFinished();
    CHECK(sync.count() == 1);
    emit bench.openCase->nextPerson();
    CHECK(bench.openCase->opened == 1); // the case opens the next one itself
    CHECK(bench.page() == Page::Case);
    emit bench.openCase->left();
    CHECK(bench.page() == Page::Home);
}

TEST_CASE("the days that the station's certificate has left stand at sign-in, from thirty on", "[sign-in]")
{
    const auto shown = [](std::optional<std::chrono::hours> left) {
        Bench bench;
        if (left)
            bench.desk.identity = IdentityFacts {
                QStringLiteral("st-1"), bench.clock.now() - 24h, bench.clock.now() + *left, {}};
        bench.show();
        const auto* label = bench.part<QWidget>("certificate");
        return label->isVisible() ? label->accessibleName() : QString();
    };
    CHECK(shown(std::nullopt).isEmpty());
    CHECK(shown(32 * 24h).isEmpty());
    CHECK(shown(30 * 24h + 1h).contains(QStringLiteral("30")));
    CHECK(shown(5h).contains(QStringLiteral("0 ngày")));
    CHECK(shown(-5h).contains(QStringLiteral("hết hạn")));
    Bench bench;
    bench.desk.identity
        = IdentityFacts {QStringLiteral("st-1"), bench.clock.now() + 24h, bench.clock.now() + 48h, {}};
    bench.show();
    CHECK(bench.part<QWidget>("certificate")->accessibleName().contains(QStringLiteral("ngày giờ")));
}

TEST_CASE("bedside mode stays until it is switched off, also for the next case and the next start", "[case]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_N, Qt::ControlModifier);
    CHECK_FALSE(bench.openCase->bedside);
    emit bench.openCase->bedsideChosen(true);
    emit bench.openCase->left();
    bench.key(Qt::Key_N, Qt::ControlModifier);
    CHECK(bench.openCase->bedside);
    CHECK(bench.preferences.bedside());
}
