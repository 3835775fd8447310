#include "app/station/run_mark.h"
#include "app/words/words.h"
#include "tests/ui/bench.h"

#include <QComboBox>
#include <QLabel>
#include <QTableWidget>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

QString figure(Bench& bench, const char* card)
{
    return bench.part<QFrame>(card)->findChild<QLabel*>(QStringLiteral("figure"))->text();
}

} // namespace

TEST_CASE("home shows today's figures", "[home]")
{
    Bench bench;
    bench.desk.counts
        = {.captured = 1'204, .received = 31, .waiting = 12, .needsYou = 2, .waitingBytes = 8'808'038};
    bench.show();
    bench.signIn();
    CHECK(figure(bench, "captured") == QStringLiteral("1.204"));
    CHECK(figure(bench, "received") == QStringLiteral("31"));
    CHECK(figure(bench, "waiting") == QStringLiteral("12"));
    CHECK(figure(bench, "needsYou") == QStringLiteral("2"));

    bench.press("showNeedsYou");
    CHECK(bench.page() == Page::Queue);
    CHECK(bench.window->queue().view().group == QueueGroup::NeedsYou);
}

TEST_CASE("a draft is opened with Enter on the step it stopped at", "[home]")
{
    Bench bench;
    const Instant now = bench.clock.now();
    bench.desk.openDrafts = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Portrait, now - 3h),
        draft(2, QStringLiteral("Lò Văn Thử Nghiệm"), CaseStep::Fingers, now - 5min)};
    bench.show();
    bench.signIn();
    auto* drafts = bench.part<QTableWidget>("drafts");
    CHECK(drafts->hasFocus());
    REQUIRE(drafts->rowCount() == 2);
    CHECK(drafts->item(0, 1)->text() == QStringLiteral("Lò Văn Thử Nghiệm")); // last touched first
    CHECK(drafts->item(0, 3)->text() == QStringLiteral("Vân tay 7/10"));

    bench.key(Qt::Key_Down);
    bench.key(Qt::Key_Return);
    CHECK(bench.page() == Page::Case);
    CHECK(bench.openCase->resumed == bench.desk.openDrafts[0].id);
}

TEST_CASE("a draft is discarded only with a reason", "[home]")
{
    Bench bench;
    bench.desk.openDrafts
        = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Portrait, bench.clock.now())};
    bench.show();
    bench.signIn();
    bench.press("discardDraft");
    auto* reason = bench.part<QComboBox>("discardReason");
    CHECK(reason->hasFocus());
    CHECK_FALSE(bench.part<QPushButton>("discardYes")->isEnabled());
    QTest::keyClick(reason, Qt::Key_Down);
    bench.press("discardYes");
    CHECK(bench.desk.openDrafts.empty());
    CHECK(bench.desk.lastReason == QStringLiteral("citizen-left"));
    CHECK(bench.part<QLabel>("noDrafts")->isVisible());
}

TEST_CASE("a draft without a name and with a very long one both fit", "[home]")
{
    Bench bench;
    bench.desk.openDrafts = {draft(1, {}, CaseStep::Person, bench.clock.now()),
        draft(2, QStringLiteral("Công Tằng Tôn Nữ Ngọc Quỳnh Nguyễn Hoàng Phương Uyên Thảo Nguyên"),
            CaseStep::Review, bench.clock.now())};
    bench.show();
    bench.signIn();
    auto* drafts = bench.part<QTableWidget>("drafts");
    CHECK(drafts->item(0, 1)->text() == QStringLiteral("Chưa có tên"));
    CHECK(bench.window->width() == 1280);
}

TEST_CASE("home says what the disk said, and what to do", "[home]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.desk.trouble = Error {ErrorCode::StorageFull, "ENOSPC"};
    bench.window->shell().go(Page::Settings);
    bench.window->shell().go(Page::Home);
    auto* home = bench.part<QWidget>("homePage");
    auto* trouble = home->findChild<QLabel*>(QStringLiteral("trouble"));
    CHECK(trouble->isVisible());
    CHECK(trouble->text().startsWith(QStringLiteral("Ổ đĩa đã đầy.")));
}

TEST_CASE("the bar counts what waits, from the queue and as the worker says it", "[home]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Sealed, bench.clock.now())};
    bench.show();
    auto* waiting = bench.part<QLabel>("barWaiting");
    CHECK(waiting->text().startsWith(QStringLiteral("1 hồ sơ chờ gửi")));
    SyncStatus status;
    status.link = Link::Offline;
    status.since = bench.clock.now() - 2h;
    status.counted = true;
    status.waiting = 12;
    status.waitingBytes = 8'808'038;
    bench.window->setStatus(status);
    CHECK(waiting->text() == QStringLiteral("12 hồ sơ chờ gửi, 8,4 MB"));
}

TEST_CASE("the bar counts what waits while no registry is set up", "[home]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Sealed, bench.clock.now())};
    bench.show();
    SyncStatus nobodyLooked;
    nobodyLooked.link = Link::NotSetUp;
    bench.window->setStatus(nobodyLooked);
    auto* waiting = bench.part<QLabel>("barWaiting");
    CHECK(waiting->text().startsWith(QStringLiteral("1 hồ sơ chờ gửi")));
    bench.desk.rows.push_back(packet(2, PacketState::Sealed, bench.clock.now()));
    bench.window->shell().countWaiting();
    bench.window->setStatus(nobodyLooked);
    CHECK(waiting->text().startsWith(QStringLiteral("2 hồ sơ chờ gửi")));
}

TEST_CASE("a full disk is said before a case is begun, and no case can be begun", "[home]")
{
    Bench bench;
    bench.desk.counts.noNewCase = Error {ErrorCode::StorageFull, "only 12 MB are free"};
    bench.show();
    bench.signIn();
    CHECK(bench.part<QLabel>("noNewCase")->isVisible());
    CHECK(bench.part<QLabel>("noNewCase")->text().startsWith(QStringLiteral("Ổ đĩa sắp đầy")));
    CHECK_FALSE(bench.part<QPushButton>("newEnrollment")->isEnabled());
    bench.desk.counts.noNewCase.reset();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    bench.key(Qt::Key_1, Qt::ControlModifier);
    CHECK_FALSE(bench.part<QLabel>("noNewCase")->isVisible());
    CHECK(bench.part<QPushButton>("newEnrollment")->isEnabled());
}

TEST_CASE("a recovery is said on every page until a supervisor has noted it", "[home]")
{
    Bench bench;
    RecoveryNotice notice;
    notice.at = bench.clock.now();
    notice.aside = QStringLiteral("station.db.damaged-20261127T050000Z");
    notice.packetsKept = 28;
    notice.packetsRebuilt = 2;
    notice.packetsHeld = 2;
    notice.draftsKept = 3;
    notice.draftsLost = 1;
    notice.officers = 2;
    bench.desk.notice = notice;
    bench.show();
    auto* what = bench.part<QLabel>("recoveryWhat");
    CHECK(what->isVisible());
    CHECK(what->text().contains(QStringLiteral("hàng chờ gửi: 30")));
    CHECK(what->text().contains(QStringLiteral("chờ chỉ huy xem: 2")));
    CHECK(what->text().contains(notice.aside));
    CHECK_FALSE(bench.part<QPushButton>("recoveryNoted")->isVisible()); // nobody is signed in
    bench.signIn();
    CHECK(what->isVisible());
    bench.press("recoveryNoted");
    CHECK_FALSE(what->isVisible());
    CHECK_FALSE(bench.desk.notice);
}

TEST_CASE(
    "after a crash Enter goes on with the draft, not with a new case, and home says what happened", "[home]")
{
    Bench bench(false, QStringLiteral("vi"), true);
    const Instant now = bench.clock.now();
    bench.desk.openDrafts = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Portrait, now - 3h),
        draft(2, QStringLiteral("Lò Văn Thử Nghiệm"), CaseStep::Fingers, now - 5min)};
    bench.show();
    bench.desk.holding = true; // the desk answers later, as in the window
    bench.signIn();
    bench.desk.answer();
    CHECK(bench.part<QTableWidget>("drafts")->hasFocus());
    auto* said = bench.part<QLabel>("endedSuddenly");
    CHECK(said->isVisible());
    CHECK(said->text().contains(QStringLiteral("HS-00002")));
    CHECK(said->text().contains(words::timeOfDay(now - 5min)));
    bench.key(Qt::Key_Return);
    CHECK(bench.page() == Page::Case);
    CHECK(bench.openCase->opened == 0);
    CHECK(bench.openCase->resumed == bench.desk.openDrafts[1].id);
    emit bench.openCase->left();
    bench.desk.answer();
    CHECK_FALSE(said->isVisible()); // seen once
}

TEST_CASE("a station that was closed says nothing of a sudden end, a window torn away does", "[home]")
{
    QTemporaryDir folder;
    {
        const RunMark first {QDir(folder.path())};
        CHECK_FALSE(first.endedSuddenly());
    }
    CHECK_FALSE(RunMark(QDir(folder.path())).endedSuddenly());
    QFile torn(folder.filePath(QStringLiteral("window.open"))); // what a killed window leaves
    REQUIRE(torn.open(QFile::WriteOnly));
    CHECK(RunMark(QDir(folder.path())).endedSuddenly());
    CHECK_FALSE(RunMark(QDir(folder.path())).endedSuddenly());

    Bench bench;
    bench.desk.openDrafts
        = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Portrait, bench.clock.now())};
    bench.show();
    bench.signIn();
    CHECK_FALSE(bench.part<QLabel>("endedSuddenly")->isVisible());
}

TEST_CASE(
    "home does not say that everything was sent while packets are handed over or need the officer", "[home]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    auto* home = bench.part<QWidget>("homePage");
    SyncStatus status;
    status.link = Link::Online;
    const auto line = [&] {
        bench.window->setStatus(status);
        return home->findChild<QWidget*>(QStringLiteral("link"))
            ->findChild<QLabel*>(QStringLiteral("word"))
            ->text();
    };
    const QString all = QStringLiteral("Đã gửi hết hồ sơ");
    CHECK(line().contains(all));
    status.counted = true;
    status.handed = 3;
    CHECK_FALSE(line().contains(all));
    CHECK(line().contains(QStringLiteral("3 hồ sơ")));
    CHECK(bench.part<QFrame>("waiting")->findChild<QLabel*>(QStringLiteral("detail"))->text()
        == QStringLiteral("3 đã bàn giao qua USB"));
    status.handed = 0;
    status.needsYou = 4;
    CHECK_FALSE(line().contains(all));
    CHECK(line().contains(QStringLiteral("4 hồ sơ")));
}

TEST_CASE("Ctrl+N on a full disk says why, instead of opening the choice of procedures", "[home]")
{
    Bench bench;
    bench.desk.counts.noNewCase = Error {ErrorCode::StorageFull, "only 12 MB are free"};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    bench.key(Qt::Key_N, Qt::ControlModifier);
    CHECK(bench.page() == Page::Home);
    CHECK(bench.part<QLabel>("noNewCase")->isVisible());
    bench.key(Qt::Key_N, Qt::ControlModifier);
    CHECK(bench.page() == Page::Home);
    CHECK(bench.openCase == nullptr);
}

TEST_CASE("Escape closes the question why a draft is discarded", "[home]")
{
    Bench bench;
    bench.desk.openDrafts
        = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Portrait, bench.clock.now())};
    bench.show();
    bench.signIn();
    bench.press("discardDraft");
    REQUIRE(bench.part<QFrame>("discardPanel")->isVisible());
    bench.key(Qt::Key_Escape);
    CHECK_FALSE(bench.part<QFrame>("discardPanel")->isVisible());
    CHECK(bench.part<QTableWidget>("drafts")->hasFocus());
    CHECK(bench.desk.openDrafts.size() == 1);
}

TEST_CASE("the station check's line on home is not older than the page", "[home]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    auto* health = bench.part<QWidget>("homeHealth");
    CHECK_FALSE(health->isVisible());
    bench.desk.known.needsYou = 2;
    bench.key(Qt::Key_2, Qt::ControlModifier);
    bench.key(Qt::Key_1, Qt::ControlModifier);
    CHECK(health->isVisible());
}
