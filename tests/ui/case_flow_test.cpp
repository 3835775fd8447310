#include "app/station/case/portrait_page.h"
#include "app/station/case/steps_column.h"
#include "app/station/look.h"
#include "tests/support/case_bench.h"
#include "tests/support/sanitizers.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLabel>
#include <QTimer>

using namespace station;

TEST_CASE("a whole case by keys alone ends in a sealed packet", "[case]")
{
    CaseBench bench;
    QSignalSpy finished(bench.page.get(), &CasePage::caseFinished);
    QSignalSpy next(bench.page.get(), &CasePage::nextPerson);
    bench.goToFingers();
    bench.takeFingers(9);
    bench.key(Qt::Key_X);
    bench.key(Qt::Key_1);
    bench.key(Qt::Key_Return);
    REQUIRE(until([&] { return bench.fingersDone() == 10; }));
    bench.primary();
    REQUIRE(bench.isAt(CaseStep::Review));
    CHECK_FALSE(bench.part<QPushButton>("case.primary")->isEnabled());
    CHECK_FALSE(bench.part<QLabel>("case.whyNot")->text().isEmpty());
    bench.key(Qt::Key_Space);
    REQUIRE(until([&] { return bench.part<QPushButton>("case.primary")->isEnabled(); }));

    const EnrollmentDraft draft = bench.onDisk();
    CHECK(draft.confirmation->officer == bench.desk.an);
    CHECK(draft.confirmation->signerName == QStringLiteral("Lò Văn Thử Nghiệm"));
    CHECK(draft.fingers.value(10).exception->reason == FingerExceptionReason::Amputated);
    CHECK(draft.fingers.value(10).exception->officer == bench.desk.an);

    bench.primary();
    REQUIRE(until([&] { return finished.size() == 1; }));
    CHECK(bench.page->view().stage == CaseStage::Sealed);
    CHECK(bench.part<QLabel>("done.case")->text() == draft.caseNumber);
    const auto row = bench.ask([id = draft.id](Desk& desk) { return desk.outbox().row(id); });
    REQUIRE(row);
    CHECK(row->state == PacketState::Sealed);
    CHECK(QFile::exists(bench.desk.packetPath(draft.id)));

    bench.key(Qt::Key_Return);
    CHECK(next.size() == 1);
    CHECK(bench.page->view().stage == CaseStage::Choosing);
}

TEST_CASE("once the wish is chosen the keys go to the first field", "[case]")
{
    CaseBench bench;
    bench.choose();
    REQUIRE(until([&] { return bench.part<QLineEdit>("name_full")->hasFocus(); }));
    bench.key(Qt::Key_L);
    CHECK(bench.part<QLineEdit>("name_full")->text() == QStringLiteral("l"));
}

TEST_CASE("killed on any step, it reopens on the same step with everything there", "[case]")
{
    CaseBench bench;
    SECTION("person")
    {
        bench.choose();
        bench.type(QStringLiteral("name_full"), QStringLiteral("Lò Văn Thử Nghiệm"));
        REQUIRE(until([&] { return !bench.page->view().saving; }));
        const PacketId id = bench.onDisk().id;
        bench.kill();
        bench.page->resume(id);
        REQUIRE(bench.isAt(CaseStep::Person));
        CHECK(bench.part<QLineEdit>("name_full")->text() == QStringLiteral("Lò Văn Thử Nghiệm"));
    }
    SECTION("portrait")
    {
        bench.goToPortrait();
        const PacketId id = bench.onDisk().id;
        bench.kill();
        bench.page->resume(id);
        REQUIRE(bench.isAt(CaseStep::Portrait));
        CHECK(bench.camera.running);
        bench.holdStill();
        bench.key(Qt::Key_Return);
        REQUIRE(bench.isAt(CaseStep::Fingers));
    }
    SECTION("fingers")
    {
        bench.goToFingers();
        bench.takeFingers(3);
        const PacketId id = bench.onDisk().id;
        bench.kill();
        bench.page->resume(id);
        REQUIRE(bench.isAt(CaseStep::Fingers));
        CHECK(bench.fingersDone() == 3);
        bench.takeFingers(7);
        CHECK(bench.fingersDone() == 10);
        CHECK(bench.onDisk().portrait.has_value());
    }
    SECTION("review")
    {
        bench.goToReview();
        bench.key(Qt::Key_Space);
        REQUIRE(until([&] { return bench.part<QPushButton>("case.primary")->isEnabled(); }));
        const PacketId id = bench.onDisk().id;
        bench.kill();
        bench.page->resume(id);
        REQUIRE(bench.isAt(CaseStep::Review));
        CHECK(bench.part<QCheckBox>("review.confirmed")->isChecked());
        QSignalSpy finished(bench.page.get(), &CasePage::caseFinished);
        bench.primary();
        REQUIRE(until([&] { return finished.size() == 1; }));
    }
}

TEST_CASE("Esc loses nothing, not even the field that is being typed in", "[case]")
{
    CaseBench bench;
    QSignalSpy left(bench.page.get(), &CasePage::left);
    bench.choose();
    auto* name = bench.part<QLineEdit>("name_full");
    name->setFocus();
    sendKeys(name, QStringLiteral("Lò Văn Thử"));
    bench.key(Qt::Key_Escape);
    REQUIRE(until([&] { return left.size() == 1; }));
    CHECK(bench.onDisk().form.value(QStringLiteral("name_full")).text == QStringLiteral("Lò Văn Thử"));
}

TEST_CASE("a card scanned at any moment fills the form", "[case]")
{
    CaseBench bench;
    bench.choose();
    auto* phone = bench.part<QLineEdit>("phone");
    phone->setFocus();
    sendKeys(phone,
        QStringLiteral(
            "012094999001||Lò Văn Thử Nghiệm|15031994|Nam|Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu|20082024"));
    QTest::keyClick(phone, Qt::Key_Return);
    REQUIRE(until([&] { return !bench.part<QLineEdit>("name_full")->text().isEmpty(); }));
    CHECK(phone->text().isEmpty());
    CHECK(bench.part<QLineEdit>("dob")->text() == QStringLiteral("15/03/1994"));
    CHECK(bench.part<QRadioButton>("sex.1")->isChecked());
    CHECK(bench.part<QLabel>("name_full.badge")->isVisible());
    REQUIRE(until([&] { return !bench.page->view().saving; }));
    CHECK(bench.onDisk().form.value(QStringLiteral("pin")).provenance == Provenance::CardQr);
}

TEST_CASE("locked behind the case, the devices rest and the case stays", "[case]")
{
    CaseBench bench;
    bench.goToPortrait();
    CHECK(bench.camera.running);
    bench.page->hide();
    CHECK_FALSE(bench.camera.running);
    bench.page->show();
    CHECK(bench.camera.running);
    CHECK(bench.page->view().current == CaseStep::Portrait);
}

TEST_CASE("the window never waits while frames come at 30 a second", "[case]")
{
    CaseTools tools = fakeTools();
    tools.makeExaminer = [] { // as long as the real checks may take
        return Result<PortraitExaminer>([](const ColourImage&) {
            QThread::msleep(40);
            return reportOf(false);
        });
    };
    CaseBench bench;
    bench.goToPortrait();
    const PacketId id = bench.onDisk().id;
    bench.page.reset();
    bench.page = std::make_unique<CasePage>(*bench.context, tools, nullptr);
    bench.page->resize(1280, 672);
    bench.page->show();
    bench.page->resume(id);
    REQUIRE(bench.isAt(CaseStep::Portrait));

    std::atomic<bool> stop = false; // outlives the thread that reads it
    WorkerThread cameraThread(QStringLiteral("camera"));
    auto& feeder = cameraThread.adopt(std::make_unique<QObject>());
    const auto picture = std::make_shared<const ColourImage>(plainPicture(120, 1280, 720));
    QMetaObject::invokeMethod(&feeder, [&] {
        while (!stop) { // a driver's own thread
            emit bench.camera.frame({picture, std::chrono::steady_clock::now()});
            QThread::msleep(33);
        }
    });
    QElapsedTimer since;
    qint64 longest = 0;
    QTimer ticker;
    QObject::connect(&ticker, &QTimer::timeout, [&] { longest = std::max(longest, since.restart()); });
    since.start();
    ticker.start(5);
    QTest::qWait(1500);
    stop = true;
    ticker.stop();
    CAPTURE(longest);
    CHECK(longest <= 100 * slower);
}

namespace {

/// Everything is there; the last finger is "worn", which a second officer must sign.
void goToWornReview(CaseBench& bench)
{
    bench.goToFingers();
    bench.takeFingers(9);
    bench.key(Qt::Key_X);
    bench.key(Qt::Key_3);
    bench.key(Qt::Key_Return);
    REQUIRE(until([&] { return bench.fingersDone() == 10; }));
    bench.primary();
    REQUIRE(bench.isAt(CaseStep::Review));
    REQUIRE(until([&] { return bench.part<QComboBox>("signOff.officer")->count() == 1; }));
}

} // namespace

TEST_CASE(
    "what was waived is signed by a second officer at the review, while the first stays at work", "[case]")
{
    CaseBench bench;
    QSignalSpy finished(bench.page.get(), &CasePage::caseFinished);
    goToWornReview(bench);
    bench.part<QCheckBox>("review.confirmed")->setFocus();
    bench.key(Qt::Key_Space);
    REQUIRE(until([&] { return bench.onDisk().confirmation.has_value(); }));
    CHECK_FALSE(bench.part<QPushButton>("case.primary")->isEnabled());
    CHECK(bench.part<QComboBox>("signOff.officer")->currentText().startsWith(QStringLiteral("Bình")));

    bench.signOff("not these words");
    CHECK(bench.part<QLineEdit>("signOff.passphrase")->text().isEmpty());
    REQUIRE(until([&] { return bench.part<QLabel>("signOff.error")->isVisible(); }));
    CHECK_FALSE(bench.part<QPushButton>("case.primary")->isEnabled());

    bench.signOff(DeskBench::binhWords);
    REQUIRE(until([&] { return bench.part<QPushButton>("case.primary")->isEnabled(); }));
    CHECK(bench.part<QLabel>("signOff.heading")->text().contains(QStringLiteral("Bình")));
    CHECK(bench.part<QCheckBox>("review.confirmed")->isChecked());
    CHECK(bench.onDisk().signOffs.size() == 1);
    CHECK(bench.ask([](Desk& desk) { return desk.signedIn(); })->id == bench.desk.an);
    bench.primary();
    REQUIRE(until([&] { return finished.size() == 1; }));
}

TEST_CASE("with no second officer there the case is sealed after a question, and its packet waits", "[case]")
{
    CaseBench bench;
    QSignalSpy finished(bench.page.get(), &CasePage::caseFinished);
    goToWornReview(bench);
    bench.part<QPushButton>("signOff.nobody")->click();
    CHECK(bench.part<QPushButton>("signOff.no")->hasFocus());
    bench.part<QPushButton>("signOff.no")->click();
    CHECK(bench.onDisk().signOffs.empty());
    bench.part<QPushButton>("signOff.nobody")->click();
    bench.part<QPushButton>("signOff.yes")->click();
    REQUIRE(until([&] { return bench.onDisk().signOffs.size() == 1; }));
    bench.part<QCheckBox>("review.confirmed")->setFocus();
    bench.key(Qt::Key_Space);
    REQUIRE(until([&] { return bench.part<QPushButton>("case.primary")->isEnabled(); }));
    const PacketId id = bench.onDisk().id;
    bench.primary();
    REQUIRE(until([&] { return finished.size() == 1; }));
    const auto row = bench.ask([id](Desk& desk) { return desk.outbox().row(id); });
    CHECK(row->problem == QLatin1String(awaitsApproval));
}

TEST_CASE("a case without waivers shows no place for a second officer", "[case]")
{
    CaseBench bench;
    bench.goToReview();
    CHECK_FALSE(bench.part<QFrame>("signOff")->isVisible());
}

TEST_CASE("in bedside mode the prompt is readable from 2 m and every button is big", "[case][bedside]")
{
    look::apply(*qApp, {});
    CaseBench bench;
    bench.page->resize(1366, 720);
    QSignalSpy chosen(bench.page.get(), &CasePage::bedsideChosen);
    bench.goToFingers();
    bench.key(Qt::Key_F9);
    CHECK(chosen.size() == 1);
    CHECK(chosen.back().front().toBool());
    bench.takeFingers(2);
    QTest::qWait(50);

    auto* prompt = bench.part<QLabel>("fingers.instruction");
    CHECK(prompt->font().pointSizeF() >= look::bedsidePrompt);
    CHECK(prompt->heightForWidth(prompt->width()) <= prompt->height());
    for (const char* name : {"case.primary", "case.back", "case.leave", "fingers.skip", "fingers.cannot"})
        CHECK(bench.part<QPushButton>(name)->height() >= look::bedsideTarget);
    CHECK(bench.page->minimumSizeHint().width() <= 1280);
    CHECK(bench.page->minimumSizeHint().height() <= 720 - look::topBarHeight - 32); // and the practice band
    CHECK_FALSE(bench.page->findChild<StepsColumn*>()->isVisible());

    bench.key(Qt::Key_F9);
    CHECK_FALSE(chosen.back().front().toBool());
    CHECK(prompt->font().pointSizeF() < look::bedsidePrompt);
    CHECK(bench.page->findChild<StepsColumn*>()->isVisible());
    CHECK(bench.fingersDone() == 2);
}

TEST_CASE("at a bed one key takes the portrait, uses it, and goes from finger to finger", "[case][bedside]")
{
    CaseBench bench;
    bench.page->setBedside(true);
    bench.goToPortrait();
    bench.holdStill();
    bench.key(Qt::Key_PageDown); // pressed twice: nobody has seen the picture yet
    CHECK(bench.page->view().current == CaseStep::Portrait);
    QTest::qWait(750);
    bench.key(Qt::Key_PageDown);
    REQUIRE(bench.isAt(CaseStep::Fingers));

    const auto asked = [&] { return bench.part<QLabel>("fingers.instruction")->text(); };
    const QString first = asked();
    bench.key(Qt::Key_PageDown); // meant for the portrait
    CHECK(asked() == first);
    QTest::qWait(750);
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "), true);
    QApplication::sendEvent(QApplication::focusWidget(), &held);
    CHECK(asked() == first);
    bench.key(Qt::Key_PageDown);
    CHECK(asked() != first);
    bench.key(Qt::Key_PageDown); // pressed twice
    bench.takeFingers(9);
    CHECK(asked() == first); // what was left out is asked for after the last one
    QTest::qWait(750);
    bench.key(Qt::Key_Space); // the only one that is open is never left
    CHECK(asked() == first);
    bench.touch();
    REQUIRE(until([&] { return bench.fingersDone() == 10; }));
    QTest::qWait(750);
    bench.key(Qt::Key_Space);
    REQUIRE(bench.isAt(CaseStep::Review));
}

TEST_CASE("at a bed the one key neither confirms nor seals, and types nothing", "[case][bedside]")
{
    CaseBench bench;
    bench.page->setBedside(true);
    bench.choose();
    const QString before = bench.part<QLineEdit>("name_full")->text();
    bench.key(Qt::Key_PageDown);
    CHECK(bench.part<QLineEdit>("name_full")->text() == before);
    CHECK(bench.page->view().current == CaseStep::Person);
    bench.fillPerson();
    bench.primary();
    REQUIRE(bench.isAt(CaseStep::Portrait));
    bench.holdStill();
    bench.key(Qt::Key_Return);
    REQUIRE(bench.isAt(CaseStep::Fingers));
    bench.takeFingers();
    bench.primary();
    REQUIRE(bench.isAt(CaseStep::Review));
    bench.key(Qt::Key_PageDown);
    bench.key(Qt::Key_Space);
    bench.key(Qt::Key_Space);
    QTest::qWait(50);
    CHECK_FALSE(bench.part<QCheckBox>("review.confirmed")->isChecked());
    CHECK_FALSE(bench.onDisk().confirmation);
    CHECK(bench.page->view().stage == CaseStage::Working);
}

TEST_CASE("a turned camera is turned for this person and in bedside mode only", "[case][bedside]")
{
    CaseBench bench;
    bench.page->setBedside(true);
    bench.goToPortrait();
    QSignalSpy turns(bench.page->findChild<PortraitPage*>(), &PortraitPage::turnWanted);
    bench.key(Qt::Key_T);
    QTest::qWait(150); // a scanner types faster
    bench.key(Qt::Key_T);
    REQUIRE(turns.size() == 2);
    CHECK(turns.back().front().toInt() == 2);
    SECTION("back at the desk") { bench.key(Qt::Key_F9); }
    SECTION("the next person") { bench.page->openNew(); }
    SECTION("another draft") { bench.page->resume(bench.onDisk().id); }
    REQUIRE(turns.size() == 3);
    CHECK(turns.back().front().toInt() == 0);
}

TEST_CASE("at a bed no key uses a portrait that has not passed", "[case][bedside]")
{
    CaseBench bench;
    bench.page->setBedside(true);
    bench.goToPortrait();
    const auto dark = std::make_shared<const ColourImage>(plainPicture(20));
    bench.camera.show(dark, bench.now += std::chrono::milliseconds(60));
    auto* again = bench.part<QPushButton>("portrait.again");
    REQUIRE(until([&] {
        bench.camera.show(dark, bench.now += std::chrono::milliseconds(60));
        bench.key(Qt::Key_PageDown);
        return again->isVisible();
    }));
    auto* reason = bench.part<QComboBox>("portrait.waiverReason");
    reason->setCurrentIndex(reason->findData(QStringLiteral("head-turned")));
    CHECK(bench.part<QPushButton>("case.primary")->isEnabled());
    QTest::qWait(750);
    bench.part<QLineEdit>("portrait.waiverNote")->setFocus();
    bench.key(Qt::Key_PageDown);
    QTest::qWait(50);
    CHECK(bench.page->view().current == CaseStep::Portrait);
    CHECK_FALSE(bench.onDisk().portrait);
}
