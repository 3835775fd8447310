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

TEST_CASE("the bar counts what waits, from the queue until the worker says it", "[home]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Sealed, bench.clock.now())};
    bench.show();
    auto* waiting = bench.part<QLabel>("barWaiting");
    CHECK(waiting->text().startsWith(QStringLiteral("1 hồ sơ chờ gửi")));
    SyncStatus status;
    status.link = Link::Offline;
    status.since = bench.clock.now() - 2h;
    status.waiting = 12;
    status.waitingBytes = 8'808'038;
    bench.window->setStatus(status);
    CHECK(waiting->text() == QStringLiteral("12 hồ sơ chờ gửi, 8,4 MB"));
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
    CHECK(what->text().contains(QStringLiteral("hàng đợi: 30")));
    CHECK(what->text().contains(QStringLiteral("chờ cán bộ xem: 2")));
    CHECK(what->text().contains(notice.aside));
    CHECK_FALSE(bench.part<QPushButton>("recoveryNoted")->isVisible()); // nobody is signed in
    bench.signIn();
    CHECK(what->isVisible());
    bench.press("recoveryNoted");
    CHECK_FALSE(what->isVisible());
    CHECK_FALSE(bench.desk.notice);
}
