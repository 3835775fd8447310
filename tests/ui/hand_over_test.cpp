#include "tests/ui/bench.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

BundleRow bundle(BundleState state, Instant since, bool incoming = false)
{
    BundleRow row;
    row.id = BundleId::create(since);
    row.incoming = incoming;
    row.peer = QStringLiteral("tram-02");
    row.state = state;
    row.packets = 3;
    row.madeAt = since;
    row.stateSince = since;
    return row;
}

/// The window on its hand-over page; `passphrase`: whose.
struct HandOverBench : Bench {
    explicit HandOverBench(const QString& language = QStringLiteral("en"))
        : Bench(false, language)
    {
    }
    void enter(const char* passphrase = "bon tu ngau nhien")
    {
        show();
        if (QByteArray(passphrase) != "bon tu ngau nhien") // the officer is second in the list
            part<QListWidget>("officers")->setCurrentRow(1);
        signIn(passphrase);
        key(Qt::Key_2, Qt::ControlModifier);
        press("goHandOver");
        REQUIRE(page() == Page::HandOver);
    }
    void write(const char* field, const char* text)
    {
        auto* edit
            = QByteArray(field) == "stick" ? part<QComboBox>("stick")->lineEdit() : part<QLineEdit>(field);
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromUtf8(text));
    }
    [[nodiscard]] QString trouble() { return shown("handOverTrouble"); }
    [[nodiscard]] QString done()
    {
        auto* label = part<StateLabel>("handOverDone");
        return label->isVisible() ? label->word() : QString();
    }
    [[nodiscard]] QString shown(const char* label)
    {
        return part<QLabel>(label)->isVisible() ? part<QLabel>(label)->text() : QString();
    }
};

} // namespace

TEST_CASE("waiting packets are handed over to a station, all or those that were chosen", "[hand-over]")
{
    HandOverBench bench;
    for (int i = 1; i <= 3; ++i)
        bench.handOver.known.waiting.push_back(packet(i, PacketState::Sealed, bench.clock.now()));
    const auto waiting = bench.handOver.known.waiting;
    bench.enter();
    auto* packets = bench.part<QListWidget>("packets");
    REQUIRE(packets->count() == 3);
    CHECK(bench.part<QPushButton>("give")->text().contains("3"));
    packets->item(1)->setCheckState(Qt::Unchecked);
    CHECK(bench.part<QPushButton>("give")->text().contains("2"));
    bench.write("stick", "/media/stick");
    bench.write("otherStation", "tram-02");
    QSignalSpy sync(bench.window.get(), &MainWindow::syncWanted);
    bench.press("give");
    CHECK(bench.handOver.to == "tram-02");
    CHECK(bench.handOver.stick == "/media/stick");
    CHECK(bench.handOver.given == std::vector<PacketId> {waiting[0].id, waiting[2].id});
    CHECK(bench.done().contains("tram-02"));
    CHECK(bench.trouble().isEmpty());
    CHECK(packets->count() == 1); // and it is still not chosen
    CHECK(packets->item(0)->checkState() == Qt::Unchecked);
    CHECK(sync.count() == 1);
    bench.press("allOrNone");
    CHECK(packets->item(0)->checkState() == Qt::Checked);
}

TEST_CASE("what is missing for a hand-over is said before anything is touched", "[hand-over]")
{
    HandOverBench bench;
    bench.handOver.known.waiting.push_back(packet(1, PacketState::Sealed, bench.clock.now()));
    bench.enter();
    bench.press("give");
    CHECK(bench.trouble().contains("stick"));
    bench.write("stick", "/media/stick");
    bench.write("otherStation", "no station");
    bench.press("give");
    CHECK(bench.trouble().contains("id"));
    bench.write("otherStation", "TRAM-01"); // our own
    bench.press("give");
    CHECK(bench.trouble().contains("our own"));
    bench.write("otherStation", "tram-02");
    bench.part<QListWidget>("packets")->item(0)->setCheckState(Qt::Unchecked);
    bench.press("give");
    CHECK(bench.trouble().contains("at least one"));
    CHECK(bench.handOver.to.isEmpty());
    bench.part<QListWidget>("packets")->item(0)->setCheckState(Qt::Checked);
    bench.press("give");
    CHECK(bench.trouble().isEmpty());
    CHECK(bench.handOver.to == "tram-02");
}

TEST_CASE("a long hand-over tells how far it is and can be stopped", "[hand-over]")
{
    HandOverBench bench;
    bench.handOver.known.waiting.push_back(packet(1, PacketState::Sealed, bench.clock.now()));
    bench.enter();
    bench.write("stick", "/media/stick");
    bench.write("otherStation", "tram-02");
    bench.handOver.holding = true;
    bench.press("give");
    auto* bar = bench.part<QProgressBar>("handOverBar");
    CHECK(bar->isVisible());
    CHECK_FALSE(bench.part<QPushButton>("give")->isEnabled());
    CHECK_FALSE(bench.part<QPushButton>("takeOver")->isEnabled());
    bench.handOver.task->progress(60, 200);
    CHECK(bar->value() == 60);
    CHECK(bar->maximum() == 200);
    CHECK(bench.part<QPushButton>("stopHandOver")->hasFocus());
    bench.press("stopHandOver");
    CHECK(bench.handOver.task->stop);
    CHECK_FALSE(bench.part<QPushButton>("stopHandOver")->isEnabled());
    bench.handOver.answer();
    CHECK_FALSE(bar->isVisible());
    CHECK(bench.trouble().contains("Stopped"));
    CHECK(bench.part<QPushButton>("give")->isEnabled());
    CHECK(bench.part<QPushButton>("give")->hasFocus());
}

TEST_CASE("a refused stick is told with its cure, once, and what is not for us is silent beside what was",
    "[hand-over]")
{
    HandOverBench bench;
    bench.enter();
    bench.press("takeOver");
    CHECK(bench.trouble().contains("stick"));
    bench.write("stick", "/media/stick");
    bench.handOver.onStick = {{"B1", fail(ErrorCode::Damaged, "")}, {"B2", fail(ErrorCode::Damaged, "")}};
    bench.press("takeOver");
    CHECK(bench.trouble().count("torn") == 1);
    HandOverReport good;
    good.peer = "tram-02";
    good.packets = 5;
    bench.handOver.onStick = {{"B1", good}, {"B2", fail(ErrorCode::InvalidInput, "")}};
    bench.press("takeOver");
    CHECK(bench.trouble().isEmpty());
    CHECK(bench.done().contains("tram-02"));
    bench.handOver.onStick = {{"B2", fail(ErrorCode::InvalidInput, "")}};
    bench.press("takeOver");
    CHECK(bench.trouble().contains("another station"));
    bench.handOver.onStick = {{"B1", good}, {"B2", fail(ErrorCode::NotFound, "")}};
    bench.press("readWord");
    CHECK(bench.trouble().isEmpty());
    CHECK(bench.done().contains("tram-02"));
    bench.handOver.trouble = Error {ErrorCode::NotFound, ""};
    bench.press("readWord");
    CHECK(bench.trouble().contains("acknowledgement"));
}

TEST_CASE("a bundle is written again by anybody and taken back by a supervisor, with a reason", "[hand-over]")
{
    for (const bool supervisor : {true, false}) {
        HandOverBench bench;
        bench.handOver.known.bundles = {bundle(BundleState::Out, bench.clock.now() - 2h)};
        bench.enter(supervisor ? "bon tu ngau nhien" : "mot hai ba bon");
        CHECK_FALSE(bench.part<QPushButton>("writeAgain")->isVisible());
        auto* list = bench.part<QListWidget>("bundles");
        list->setCurrentRow(0);
        CHECK(bench.shown("bundleTodo").contains("tram-02"));
        bench.write("stick", "/media/stick");
        bench.press("writeAgain");
        CHECK(bench.handOver.writtenAgain == 1);
        CHECK(bench.part<QPushButton>("takeBack")->isEnabled() == supervisor);
        CHECK(bench.shown("takeBackWhy").isEmpty() == supervisor);
        bench.press("takeBack");
        if (!supervisor) {
            CHECK(bench.handOver.reason.isEmpty());
            continue;
        }
        CHECK_FALSE(bench.part<QPushButton>("takeBackYes")->isEnabled());
        QTest::keyClick(bench.part<QComboBox>("takeBackReason"), Qt::Key_Down);
        bench.press("takeBackYes");
        CHECK(bench.handOver.reason == "stick-lost");
        CHECK(list->item(0)->text().contains("Asked back"));
        CHECK_FALSE(bench.part<QPushButton>("writeAgain")->isVisible());
    }
}

TEST_CASE("a packet that is handed over says where it is, and nobody sends or holds it here", "[hand-over]")
{
    HandOverBench bench;
    QueueRow row = packet(1, PacketState::Sealed, bench.clock.now());
    row.custody = Custody::Handed;
    row.peer = QStringLiteral("tram-02");
    row.bundleState = BundleState::Out;
    row.bundleSince = bench.clock.now() - 1h;
    bench.desk.rows = {row};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    CHECK(bench.part<QLabel>("detailTodo")->text().contains("tram-02"));
    CHECK_FALSE(bench.part<QLabel>("detailTodo")->text().contains("when there is a connection"));
    CHECK_FALSE(bench.part<QPushButton>("hold")->isEnabled());
    CHECK_FALSE(bench.part<QPushButton>("retry")->isEnabled());
}

TEST_CASE("sticks that are plugged in are offered, and the one that was chosen stays chosen", "[hand-over]")
{
    HandOverBench bench;
    bench.handOver.known.sticks
        = {{"/media/a", "ONE", 1'000'000, false}, {"/media/b", "TWO", 2'000'000, true}};
    bench.enter();
    auto* stick = bench.part<QComboBox>("stick");
    REQUIRE(stick->count() == 2);
    CHECK(stick->itemText(1).contains("no writing"));
    stick->setCurrentIndex(1);
    bench.handOver.known.sticks[1].bytesFree = 5;
    bench.press("lookAgain");
    CHECK(stick->currentIndex() == 1);
    bench.press("takeOver");
    CHECK(bench.handOver.stick == "/media/b");
}

// For eyes: run with "[look]" and STATION_SCREENSHOTS=folder.
TEST_CASE("pictures of the hand-over page", "[.look]")
{
    for (const QString& language : Languages::codes()) {
        HandOverBench bench(language);
        const auto take = [&](const char* name) {
            QTest::qWait(60);
            REQUIRE(bench.window->grab().save(
                QStringLiteral("%1/%2-%3.png")
                    .arg(qEnvironmentVariable("STATION_SCREENSHOTS"), language, QString::fromLatin1(name))));
        };
        const Instant now = bench.clock.now();
        bench.window->resize(1366, 768);
        bench.enter();
        take("1-empty");
        for (int i = 1; i <= 12; ++i)
            bench.handOver.known.waiting.push_back(packet(i, PacketState::Sealed, now - 30h));
        bench.handOver.known.sticks = {{"/media/hanh/KINGSTON", "KINGSTON", 14'000'000'000, false}};
        bench.handOver.known.bundles = {bundle(BundleState::Out, now - 2h),
            bundle(BundleState::Acknowledged, now - 26h), bundle(BundleState::AskedBack, now - 27h),
            bundle(BundleState::Imported, now - 28h, true), bundle(BundleState::Accepted, now - 50h, true)};
        bench.press("lookAgain");
        bench.part<QListWidget>("bundles")->setCurrentRow(0);
        bench.part<QLineEdit>("otherStation")->setText("tram-02");
        take("2-filled");
        bench.press("takeBack");
        take("3-take-back");
        bench.press("takeBackNo");
        bench.handOver.holding = true;
        bench.press("give");
        bench.handOver.task->progress(5, 12);
        take("4-running");
        bench.handOver.answer();
        bench.handOver.holding = false;
        take("5-done");
        bench.handOver.onStick = {{"B1", fail(ErrorCode::Damaged, "")}};
        bench.press("takeOver");
        take("6-torn");
        QueueRow row = packet(1, PacketState::Sealed, now);
        row.custody = Custody::Handed;
        row.peer = QStringLiteral("tram-02");
        row.bundleState = BundleState::Out;
        row.bundleSince = now - 2h;
        QueueRow taken = packet(2, PacketState::Sealed, now);
        taken.custody = Custody::Taken;
        taken.origin = QStringLiteral("tram-03");
        taken.caseNumber = QStringLiteral("tram-03 / 17");
        bench.desk.rows = {row, taken, packet(3, PacketState::Sealed, now)};
        bench.press("leaveHandOver");
        QCoreApplication::sendPostedEvents();
        take("7-queue");
    }
}
