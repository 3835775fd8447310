#include "tests/ui/bench.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct RosterBench : Bench {
    RosterBench()
    {
        roster.add(QStringLiteral("Nguyễn Thị Mẫu"), QStringLiteral("037161999001"),
            QStringLiteral("1961-11-02"), QStringLiteral("Xóm 5"));
        roster.add(QStringLiteral("Nguyễn Văn Thử"), QStringLiteral("037061999002"), QStringLiteral("1961"),
            QStringLiteral("Xóm 6"));
        show();
    }
    void open(bool asSupervisor = true)
    {
        if (asSupervisor)
            signIn();
        else
            window->shell().signedIn({officer, QStringLiteral("Thượng sĩ Trần Thị Hạnh"), Role::Officer});
        key(Qt::Key_6, Qt::ControlModifier);
        REQUIRE(page() == Page::Roster);
    }
    void type(const QString& text) { part<QLineEdit>("rosterSearch")->setText(text); }
    [[nodiscard]] int listed() { return part<QTableView>("rosterPeople")->model()->rowCount(); }
    [[nodiscard]] QString cell(int row, int column)
    {
        auto* model = part<QTableView>("rosterPeople")->model();
        return model->index(row, column).data().toString();
    }
    [[nodiscard]] QString text(const char* name) { return part<QLabel>(name)->text(); }
};

} // namespace

TEST_CASE("the roster is searched as one types, and each hit says why it was found", "[roster]")
{
    RosterBench bench;
    bench.open();
    CHECK(bench.part<QLineEdit>("rosterSearch")->hasFocus());
    CHECK(bench.text("rosterOverview").contains(QStringLiteral("01/11/2026")));
    CHECK(bench.listed() == 0);
    bench.type(QStringLiteral("Nguyễn"));
    CHECK(bench.listed() == 2);
    CHECK(bench.cell(0, 0) == QStringLiteral("Nguyễn Thị Mẫu"));
    CHECK(bench.cell(0, 1) == QStringLiteral("02/11/1961"));
    CHECK(bench.cell(1, 1) == QStringLiteral("1961"));
    CHECK(bench.cell(0, 4) == QStringLiteral("Họ và tên"));
    bench.type(QStringLiteral("037061"));
    REQUIRE(bench.listed() == 1);
    CHECK(bench.cell(0, 4).contains(QStringLiteral("037 061 999 002")));
    bench.type(QStringLiteral("nobody"));
    CHECK(bench.listed() == 0);
    CHECK(bench.text("rosterCount").startsWith(QStringLiteral("Không có ai")));
}

TEST_CASE("while an answer is under way only the newest of what was typed is asked next", "[roster]")
{
    RosterBench bench;
    bench.open();
    bench.roster.holding = true;
    for (const char* typed : {"N", "Ng", "Ngu", "Nguyễn Văn"})
        bench.type(QString::fromUtf8(typed));
    CHECK(bench.roster.asked == QStringList {QStringLiteral("N")});
    bench.roster.answer();
    CHECK(bench.roster.asked == QStringList {QStringLiteral("N"), QStringLiteral("Nguyễn Văn")});
    CHECK(bench.listed() == 1);
    CHECK(bench.cell(0, 0) == QStringLiteral("Nguyễn Văn Thử"));
}

TEST_CASE("a class is changed with what it asks for and a reason, and the history tells it", "[roster]")
{
    RosterBench bench;
    bench.open();
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    CHECK(bench.text("personName") == QStringLiteral("Nguyễn Thị Mẫu"));
    CHECK(bench.text("personFacts").contains(QStringLiteral("037 161 999 001")));
    bench.press("personEdit");
    auto* save = bench.part<QPushButton>("classSave");
    CHECK_FALSE(save->isEnabled());
    auto* choice = bench.part<QComboBox>("classChoice");
    choice->setCurrentIndex(choice->findData(QStringLiteral("R20")));
    emit choice->activated(choice->currentIndex());
    bench.part<QLineEdit>("classReason")->setText(QStringLiteral("con gái nói qua điện thoại"));
    emit bench.part<QLineEdit>("classReason")->textEdited({});
    CHECK_FALSE(save->isEnabled()); // where they are must be said
    CHECK(bench.text("classWhyNot").contains(QStringLiteral("Đang ở đâu")));
    bench.part<QLineEdit>("answer.place")->setText(QStringLiteral("Bình Dương"));
    emit bench.part<QLineEdit>("answer.place")->textEdited({});
    bench.part<QLineEdit>("followUp")->setText(QStringLiteral("31/02/2027"));
    emit bench.part<QLineEdit>("followUp")->textEdited({});
    CHECK_FALSE(save->isEnabled());
    bench.part<QLineEdit>("followUp")->setText(QStringLiteral("15/02/2027"));
    emit bench.part<QLineEdit>("followUp")->textEdited({});
    REQUIRE(save->isEnabled());
    save->click();
    CHECK(bench.roster.last.classCode == QStringLiteral("R20"));
    CHECK(bench.roster.last.answers.value(QStringLiteral("place")) == QStringLiteral("Bình Dương"));
    CHECK(bench.roster.last.answers.size() == 1);
    CHECK(bench.roster.last.followUp == QDate(2027, 2, 15));
    CHECK(bench.part<QLabel>("personSaved")->isVisible());
    CHECK(bench.text("personClass") == QStringLiteral("Làm ăn, học ở tỉnh khác"));
    CHECK(bench.cell(0, 3) == QStringLiteral("Làm ăn, học ở tỉnh khác"));
    CHECK(bench.part<QListWidget>("personHistory")->item(0)->text().contains(QStringLiteral("con gái")));
}

TEST_CASE("a refused change says why and keeps what was typed", "[roster]")
{
    RosterBench bench;
    bench.open();
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    bench.press("personEdit");
    auto* choice = bench.part<QComboBox>("classChoice");
    choice->setCurrentIndex(choice->findData(QStringLiteral("R10")));
    emit choice->activated(choice->currentIndex());
    bench.part<QLineEdit>("classReason")->setText(QStringLiteral("gặp tận nơi"));
    emit bench.part<QLineEdit>("classReason")->textEdited({});
    bench.roster.trouble = Error {ErrorCode::InvalidInput, "follow-up-past: 2020-01-01"};
    bench.part<QPushButton>("classSave")->click();
    CHECK(bench.part<QLineEdit>("classReason")->isVisible());
    CHECK(bench.part<QLineEdit>("classReason")->text() == QStringLiteral("gặp tận nơi"));
    auto* trouble = bench.part<QWidget>("rosterPage")->findChild<QLabel*>(QStringLiteral("trouble"));
    CHECK(trouble->isVisible());
    bench.key(Qt::Key_Escape); // closes the form first
    CHECK(bench.page() == Page::Roster);
    bench.key(Qt::Key_Escape);
    CHECK(bench.page() == Page::Home);
}

TEST_CASE("only a supervisor is offered the classes that leave the target", "[roster]")
{
    const bool supervisor = GENERATE(true, false);
    RosterBench bench;
    bench.open(supervisor);
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    bench.press("personEdit");
    auto* choice = bench.part<QComboBox>("classChoice");
    CHECK((choice->findData(QStringLiteral("R60")) >= 0) == supervisor);
    CHECK(choice->findData(QStringLiteral("R30")) >= 0);
}

TEST_CASE("locked, the roster page keeps nobody's name", "[roster]")
{
    RosterBench bench;
    bench.open();
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    bench.roster.holding = true;
    bench.type(QStringLiteral("Thử"));
    bench.key(Qt::Key_L, Qt::ControlModifier);
    bench.roster.answer(); // what comes late is thrown away
    CHECK(bench.listed() == 0);
    CHECK(bench.part<QLineEdit>("rosterSearch")->text().isEmpty());
    CHECK_FALSE(bench.part<QLineEdit>("rosterSearch")->isUndoAvailable());
    CHECK_FALSE(bench.part<QFrame>("rosterCard")->isVisible());
    CHECK(bench.text("personName").isEmpty());
    CHECK(bench.text("personFacts").isEmpty());
}

TEST_CASE("only what was typed is recorded: the extract's class stays the extract's", "[roster]")
{
    RosterBench bench;
    bench.roster.people[0].facts[RosterField::Class] = QStringLiteral("R60");
    bench.open(false);
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    bench.press("personEdit");
    bench.part<QLineEdit>("answer.phone")->setText(QStringLiteral("0912345678"));
    emit bench.part<QLineEdit>("answer.phone")->textEdited({});
    bench.part<QLineEdit>("classReason")->setText(QStringLiteral("gặp tận nơi"));
    emit bench.part<QLineEdit>("classReason")->textEdited({});
    REQUIRE(bench.part<QPushButton>("classSave")->isEnabled());
    bench.part<QPushButton>("classSave")->click();
    CHECK(bench.roster.last.classCode.isEmpty());
    CHECK(bench.roster.last.answers.size() == 1);
}

TEST_CASE("nobody's card stands beside an answer without them, and Enter waits for its answer", "[roster]")
{
    RosterBench bench;
    bench.open();
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    CHECK(bench.part<QFrame>("rosterCard")->isVisible());
    bench.type(QStringLiteral("nobody"));
    CHECK_FALSE(bench.part<QFrame>("rosterCard")->isVisible());
    bench.type(QStringLiteral("Mẫu"));
    bench.roster.holding = true;
    bench.type(QStringLiteral("Thử"));
    bench.key(Qt::Key_Return);
    CHECK_FALSE(bench.part<QFrame>("rosterCard")->isVisible());
    bench.roster.answer();
    CHECK(bench.text("personName") == QStringLiteral("Nguyễn Văn Thử"));
}

TEST_CASE("a form that is open is neither closed nor emptied by anything but its own buttons", "[roster]")
{
    RosterBench bench;
    bench.open();
    bench.type(QStringLiteral("Mẫu"));
    bench.key(Qt::Key_Return);
    bench.press("personEdit");
    bench.part<QLineEdit>("classReason")->setText(QStringLiteral("gặp tận nơi"));
    CHECK_FALSE(bench.part<QTableView>("rosterPeople")->isEnabled());
    bench.key(Qt::Key_1, Qt::ControlModifier);
    bench.key(Qt::Key_6, Qt::ControlModifier);
    CHECK(bench.part<QLineEdit>("classReason")->isVisible());
    CHECK(bench.part<QLineEdit>("classReason")->text() == QStringLiteral("gặp tận nơi"));
}
