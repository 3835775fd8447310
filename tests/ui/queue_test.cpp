#include "tests/ui/bench.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QTableView>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

std::vector<QueueRow> manyPackets(int count, Instant now)
{
    std::vector<QueueRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(packet(i, static_cast<PacketState>(i % 11), now));
    return rows;
}

} // namespace

TEST_CASE("the queue model keeps the rules of a model while rows come and change", "[queue]")
{
    const FixedClock clock {Instant {24h}};
    QueueModel model(clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const auto rows = manyPackets(20, clock.now());
    model.replace({rows.begin(), rows.begin() + 10}, true);
    model.append({rows.begin() + 10, rows.end()}, false);
    CHECK(model.rowCount() == 20);
    CHECK(resets.count() == 1);
    model.replace(rows, false); // the same rows again: nobody loses their place
    CHECK(resets.count() == 1);
    model.replace({}, false);
    CHECK(model.rowCount() == 0);
    CHECK(model.at(0) == nullptr);
    CHECK_FALSE(model.data(model.index(0, 0), Qt::DisplayRole).isValid());
}

TEST_CASE("10,000 rows stay quick", "[queue]")
{
    Bench bench;
    bench.desk.rows = manyPackets(10'000, bench.clock.now());
    bench.show();
    bench.signIn();

    QElapsedTimer timer;
    timer.start();
    bench.window->shell().go(Page::Queue);
    bench.window->grab();
    const qint64 opening = timer.restart();
    auto* table = bench.part<QTableView>("queue");
    CHECK(table->model()->rowCount() == QueuePresenter::pageSize); // not all at once
    while (table->model()->canFetchMore({}))
        table->model()->fetchMore({});
    CHECK(table->model()->rowCount() == 10'000);
    timer.restart();
    table->scrollToBottom();
    table->grab();
    const qint64 bottom = timer.restart();
    bench.window->queue().refresh();
    table->grab();
    const qint64 again = timer.elapsed();
    WARN("opening " << opening << " ms, to the end " << bottom << " ms, again " << again << " ms");
    CHECK(opening < 1'000);
    CHECK(bottom < 500);
    CHECK(again < 1'000);
}

TEST_CASE("chips filter the rows", "[queue]")
{
    Bench bench;
    bench.desk.rows = manyPackets(110, bench.clock.now());
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    REQUIRE(bench.page() == Page::Queue);
    auto* table = bench.part<QTableView>("queue");
    CHECK(table->model()->rowCount() == 110);
    bench.press("chipNeedsYou");
    CHECK(table->model()->rowCount() == 40);
    bench.press("chipWaiting");
    CHECK(table->model()->rowCount() == 30);
    bench.press("chipDone");
    CHECK(table->model()->rowCount() == 20);
    CHECK(bench.part<QPushButton>("chipNeedsYou")->text() == QStringLiteral("Cần xử lý 40"));
}

TEST_CASE("the chip counts what waits here apart from what went by stick, as the top bar does", "[queue]")
{
    Bench bench;
    const Instant now = bench.clock.now();
    bench.desk.rows = {packet(1, PacketState::Sealed, now), packet(2, PacketState::Sealed, now)};
    bench.desk.rows[1].custody = Custody::Handed;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    CHECK(bench.part<QPushButton>("chipWaiting")->text() == QStringLiteral("Chờ gửi 1, qua USB 1"));
}

namespace {

/// Lines of a list that are given less height than their text needs at the width they have.
QStringList cutLines(const QListWidget& list)
{
    QStringList cut;
    QStyleOptionViewItem option;
    option.initFrom(&list);
    option.widget = &list;
    option.font = list.font();
    option.displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
    option.features = QStyleOptionViewItem::HasDisplay | QStyleOptionViewItem::WrapText;
    const int margin = list.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, &list) + 1;
    for (int row = 0; row < list.count(); ++row) {
        option.text = list.item(row)->text();
        option.rect = list.visualItemRect(list.item(row));
        option.rect.setWidth(list.viewport()->width()); // what lies beyond is not seen
        const QRect text = list.style()->subElementRect(QStyle::SE_ItemViewItemText, &option, &list);
        const int padding = text.left() - option.rect.left(); // the same on the right
        const int width = option.rect.width() - 2 * (padding + margin);
        const QRect needed
            = list.fontMetrics().boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, option.text);
        if (needed.height() > option.rect.height() || needed.width() > width)
            cut.append(option.text);
    }
    return cut;
}

} // namespace

TEST_CASE("every line of a history can be read whole, whatever the size of its type", "[queue]")
{
    const QString language = GENERATE(QStringLiteral("en"), QStringLiteral("vi"));
    Bench bench(false, language);
    const Instant now = bench.clock.now();
    bench.desk.rows = {packet(1, PacketState::Sealed, now)};
    auto& entries = bench.desk.histories[bench.desk.rows[0].id.text()];
    for (int finger = 1; finger <= 10; ++finger) {
        entries.push_back({now, QStringLiteral("finger-taken"), QStringLiteral("finger-%1").arg(finger)});
        entries.push_back({now, QStringLiteral("finger-excepted"), QStringLiteral("finger-%1").arg(finger)});
    }
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    auto* history = bench.part<QListWidget>("history");
    REQUIRE(history->count() == 20);
    for (double points = 8; points <= 20; points += 0.25) { // a line breaks at another word with each
        QFont font = history->font();
        font.setPointSizeF(points);
        history->setFont(font);
        CAPTURE(language.toStdString(), points);
        CHECK(cutLines(*history).join("; ").toStdString() == "");
        QCoreApplication::processEvents();
        const auto* newest = history->item(history->count() - 1);
        CHECK(history->viewport()->rect().contains(history->visualItemRect(newest)));
    }
}

TEST_CASE("a row opens its history and may be held with a reason and let go", "[queue]")
{
    Bench bench;
    const Instant now = bench.clock.now();
    bench.desk.rows = {packet(1, PacketState::Sealed, now), packet(2, PacketState::Received, now)};
    bench.desk.histories[bench.desk.rows[1].id.text()] = {
        {now - 3min, QStringLiteral("sealed"), {}}, {now, QStringLiteral("received"), QStringLiteral("102")}};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    auto* table = bench.part<QTableView>("queue");
    CHECK(table->hasFocus());
    CHECK(bench.part<QPushButton>("hold")->isEnabled());

    bench.key(Qt::Key_Down);
    auto* history = bench.part<QListWidget>("history");
    REQUIRE(history->count() == 2);
    CHECK(history->item(1)->text().contains(QStringLiteral("biên nhận số 102")));
    CHECK_FALSE(bench.part<QPushButton>("hold")->isEnabled());
    CHECK_FALSE(bench.part<QPushButton>("retry")->isEnabled());

    bench.key(Qt::Key_Up);
    bench.press("hold");
    CHECK_FALSE(bench.part<QPushButton>("holdYes")->isEnabled());
    QTest::keyClick(bench.part<QComboBox>("holdReason"), Qt::Key_Down);
    bench.press("holdYes");
    CHECK(bench.desk.rows[0].state == PacketState::Held);
    CHECK(bench.desk.lastReason == QStringLiteral("wrong-case"));
    CHECK(table->hasFocus());

    QSignalSpy sync(bench.window.get(), &MainWindow::syncWanted);
    bench.press("retry");
    CHECK(bench.desk.rows[0].state == PacketState::Sealed);
    CHECK(sync.count() == 1);
}

TEST_CASE("an answer to an older question is dropped", "[queue]")
{
    FakeDesk desk;
    const FixedClock clock {Instant {24h}};
    desk.rows = manyPackets(22, clock.now());
    QueuePresenter presenter(desk, clock);
    desk.holding = true;
    presenter.refresh();
    presenter.show(QueueGroup::Done);
    desk.answer();
    CHECK(presenter.model().rowCount() == 4);
}

TEST_CASE("no name stands in the queue", "[queue]")
{
    Bench bench;
    bench.desk.rows = manyPackets(11, bench.clock.now());
    bench.desk.openDrafts
        = {draft(1, QStringLiteral("Nguyễn Văn Mẫu"), CaseStep::Portrait, bench.clock.now())};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    const auto* model = bench.part<QTableView>("queue")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        for (int column = 0; column < model->columnCount(); ++column)
            CHECK_FALSE(model->index(row, column).data().toString().contains(QStringLiteral("Nguyễn")));
}

TEST_CASE("a packet that awaits approval is approved, not sent again", "[queue]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Held, bench.clock.now())};
    bench.desk.rows[0].problem = QLatin1String(awaitsApproval);
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    CHECK(bench.part<QPushButton>("retry")->text() == QStringLiteral("Duyệt"));
    CHECK_FALSE(bench.part<QPushButton>("hold")->isEnabled());
    QSignalSpy sync(bench.window.get(), &MainWindow::syncWanted);
    bench.press("retry");
    CHECK(bench.desk.approvals == 1);
    CHECK(sync.count() == 1);
}

TEST_CASE("a waiting packet can be sent before the others, and no longer", "[queue]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Sealed, bench.clock.now()),
        packet(2, PacketState::Received, bench.clock.now())};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    QSignalSpy wanted(bench.window.get(), &MainWindow::syncWanted);
    bench.press("urgent");
    CHECK(bench.desk.rows[0].priority == 1);
    CHECK(wanted.count() == 1); // it goes at once
    CHECK(bench.part<QPushButton>("urgent")->text() == QStringLiteral("Bỏ ưu tiên"));
    bench.press("urgent");
    CHECK(bench.desk.rows[0].priority == 0);
    bench.part<QTableView>("queue")->selectRow(1); // at the registry: nothing left to hurry
    CHECK_FALSE(bench.part<QPushButton>("urgent")->isVisible());
}

TEST_CASE(
    "when the day's data budget is used up the queue says until when, and sends now all the same if asked",
    "[queue]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Sealed, bench.clock.now())};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    auto* button = bench.part<QPushButton>("sendNow");
    CHECK_FALSE(button->isVisible());
    SyncStatus status;
    status.link = Link::Online;
    status.counted = true;
    status.waiting = 1;
    status.pause = BudgetPause {20'000'000, 19'000'000, true, bench.clock.now() + 3h};
    bench.window->setStatus(status);
    REQUIRE(button->isVisible());
    const QString words = bench.part<QLabel>("budget")->text();
    CHECK(words.contains(QStringLiteral("00:00")));
    CHECK(words.contains(QStringLiteral("tính phí")));
    QSignalSpy wanted(bench.window.get(), &MainWindow::sendNowWanted);
    bench.press("sendNow");
    CHECK(wanted.count() == 1);
    CHECK_FALSE(button->isVisible());
}

TEST_CASE(
    "with a certificate that has ended the queue does not say that packets go when there is a connection",
    "[queue]")
{
    Bench bench;
    bench.desk.rows = {packet(1, PacketState::Sealed, bench.clock.now())};
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    const auto* table = bench.part<QTableView>("queue");
    const auto said = [&] { return table->model()->index(0, QueueModel::WhatToDo).data().toString(); };
    CHECK(said().startsWith(QStringLiteral("Không phải làm gì")));
    SyncStatus status;
    status.link = Link::Refused;
    status.trouble = Error {ErrorCode::CertificateExpired, ""};
    bench.window->setStatus(status);
    CHECK(said().contains(QStringLiteral("chứng thư")));
    CHECK(bench.part<QLabel>("detailTodo")->text() == said());
}
