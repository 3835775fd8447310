#include "tests/roster/roster_bench.h"

using namespace station;

namespace {

struct ChangesBench : RosterBench {
    ChangesBench()
    {
        imported(headings
            + "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;Bản Mẫu 1;Phong Thổ;0912345678\n"
              "Phạm Thị Mẫu Đơn;037161999002;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
              "Bùi Minh Kiểm Thử;;20/12/2012;Nam;Xóm 4;Kim Sơn;\n"
              "Vàng A Mẫu;;2012;Nam;Xóm 4;Kim Sơn;\n"
              "Vàng A Ví Dụ;;12/2012;Nam;Xóm 4;Kim Sơn;\n"
              "Vàng A Đã Lớn;;27/11/2012;Nam;Xóm 4;Kim Sơn;\n");
    }
    std::string refusedSet(const std::vector<qint64>& people, const RosterSetting& setting)
    {
        const auto done = roster.set(people, setting);
        REQUIRE_FALSE(done);
        return done.error().detail;
    }
    QString ids(const Result<RosterList>& list)
    {
        REQUIRE(list);
        QStringList all;
        for (const RosterPerson& person : list->people)
            all << QString::number(person.id);
        return all.join(u' ');
    }
};

RosterSetting setting(
    const QString& classCode, const QMap<QString, QString>& answers = {}, std::optional<QDate> followUp = {})
{
    return {classCode, answers, followUp, QStringLiteral("tổ trưởng báo")};
}

} // namespace

TEST_CASE("every change is in the history with officer, reason, before and after", "[roster]")
{
    ChangesBench bench;
    const auto batch = bench.roster.set(
        {1}, setting("R20", {{"place", "Bắc Ninh"}, {"return", "25/12/2026"}}, QDate(2026, 12, 24)));
    REQUIRE(batch);
    REQUIRE(bench.roster.set({1}, setting("R10")));
    const auto history = bench.roster.history(1).value();
    REQUIRE(history.size() == 2);
    CHECK(history[0].batch == *batch);
    CHECK(history[0].by == bench.officer);
    CHECK(history[0].reason == "tổ trưởng báo");
    CHECK(history[0].before.isEmpty());
    CHECK(history[0].after.classCode == "R20");
    CHECK(history[0].after.fields.value("return") == "2026-12-25");
    CHECK(history[0].after.followUp == QDate(2026, 12, 24));
    CHECK(history[1].before == history[0].after);
    CHECK(history[1].after.fields.isEmpty()); // R10 asks for no place
    CHECK(bench.person(1).record == history[1].after);
    CHECK(bench.roster.history(2)->empty());
    const auto ledger = Ledger(*bench.database).rows().value();
    CHECK(ledger.back().event == "roster-set");
    CHECK_FALSE(ledger.back().detail.contains("R10"));
}

TEST_CASE("a class asks for its answers, and takes no others", "[roster]")
{
    ChangesBench bench;
    CHECK(bench.refusedSet({1}, setting("R20")) == "answers: 'place': this class needs it");
    CHECK(bench.refusedSet({1}, setting("R10", {{"place", "x"}}))
        == "answers: 'place': not asked by this class");
    CHECK(bench.refusedSet({1}, setting("R10", {{"colour", "x"}}))
        == "answers: 'colour': no field of the roster");
    CHECK(bench.refusedSet({1}, setting("R99")) == "answers: 'R99': no class of the roster");
    CHECK(bench.refusedSet({1}, setting("R30", {{"disability", "walking"}}))
        == "answers: 'disability': none of its choices");
    CHECK(bench.refusedSet({1}, setting("R20", {{"place", "x"}, {"return", "32/12/2026"}}))
        == "answers: 'return': not a date");
    CHECK(
        bench.refusedSet({1}, setting("R10", {{"phone", "12"}})) == "answers: 'phone': not a mobile number");
    CHECK(bench.refusedSet({1}, setting("R10", {{"note", QString(501, 'x')}}))
        == "answers: 'note': longer than 500 characters");
    CHECK(bench.roster.history(1)->empty());
    CHECK(bench.person(1).record.isEmpty());
    REQUIRE(bench.roster.set({1}, setting("", {{"note", "một ghi chú"}}))); // no class needed
    CHECK(bench.refusedSet({1}, setting("", {{"note", "một  ghi chú"}})).starts_with("nothing-changed:"));
    REQUIRE(bench.roster.set({1}, setting("", {{"note", ""}})));
    CHECK(bench.person(1).record.isEmpty());
}

TEST_CASE(
    "no reason, a day in the past, nobody, somebody unknown: refused, and nothing is changed", "[roster]")
{
    ChangesBench bench;
    RosterSetting silent = setting("R10");
    silent.reason = "  ";
    CHECK(bench.refusedSet({1}, silent).starts_with("no-reason:"));
    CHECK(bench.refusedSet({1}, setting("R10", {}, QDate(2026, 11, 27))).starts_with("follow-up-past:"));
    CHECK(bench.refusedSet({}, setting("R10")).starts_with("no-people:"));
    CHECK(bench.roster.set({1, 999}, setting("R10")).error().code == ErrorCode::NotFound);
    CHECK(bench.roster.history(1)->empty());
}

TEST_CASE("several people, or one who leaves the target, ask for a supervisor's right", "[roster]")
{
    ChangesBench bench;
    bench.asked.clear();
    REQUIRE(bench.roster.set({1}, setting("R10")));
    REQUIRE(bench.roster.set({2, 3}, setting("R10")));
    REQUIRE(bench.roster.set({4}, setting("R60", {{"paper-number", "12/2026"}})));
    CHECK(bench.asked
        == std::vector<RosterRight> {RosterRight::Set, RosterRight::SetMany, RosterRight::TakeOut});
}

TEST_CASE("a bulk change is one act, and undone as one; who was changed since stays", "[roster]")
{
    ChangesBench bench;
    REQUIRE(bench.roster.set({2}, setting("R30", {{"disability", "age"}})));
    const RosterRecord before = bench.person(2).record;
    const auto batch = bench.roster.set({1, 2, 3, 2}, setting("R32", {{"centre", "Trung tâm bảo trợ"}}));
    REQUIRE(batch);
    REQUIRE(bench.roster.set({3}, setting("R10")));
    const auto undone = bench.roster.undo(*batch, "nhầm danh sách");
    REQUIRE(undone);
    CHECK(undone->undone == 2);
    CHECK(undone->changedSince == std::vector<qint64> {3});
    CHECK(bench.person(1).record.isEmpty());
    CHECK(bench.person(2).record == before);
    CHECK(bench.person(3).classCode() == "R10");
    CHECK(bench.roster.history(1)->back().undoes == *batch);
    CHECK(bench.roster.history(1)->size() == 2); // nothing is taken out of a history
    CHECK(bench.roster.undo(*batch, "nữa").error().detail.starts_with("undone:"));
    CHECK(bench.roster.undo(999, "nữa").error().code == ErrorCode::NotFound);
    CHECK(bench.roster.undo(undone->batch, "vẫn đúng")->undone == 2); // an undoing is a change like any other
    CHECK(bench.person(1).classCode() == "R32");
}

TEST_CASE("follow-ups are due on their day, longest due first, and again after a restart", "[roster]")
{
    ChangesBench bench;
    REQUIRE(bench.roster.set({1}, setting("R10", {}, QDate(2026, 12, 2))));
    REQUIRE(bench.roster.set({2}, setting("R10", {}, QDate(2026, 11, 30))));
    REQUIRE(bench.roster.set({3}, setting("R10", {}, QDate(2026, 12, 3))));
    CHECK(bench.ids(bench.roster.due(QDate(2026, 11, 29), 10)) == "");
    CHECK(bench.ids(bench.roster.due(QDate(2026, 12, 2), 10)) == "2 1");
    CHECK(bench.roster.due(QDate(2026, 12, 9), 2)->more == 1);
    REQUIRE(bench.roster.set({2}, setting("", {}, QDate()))); // taken away
    CHECK(bench.ids(bench.roster.due(QDate(2026, 12, 2), 10)) == "1");
}

TEST_CASE("who turns 14 is known by the birth date, as far as it is known", "[roster]")
{
    ChangesBench bench;
    // Born 20/12/2012, in 2012, in 12/2012; 27/11/2012 has turned 14 already.
    CHECK(bench.ids(bench.roster.turning14(QDate(2026, 11, 28), QDate(2026, 12, 28), 10)) == "4 5 3");
    CHECK(bench.ids(bench.roster.turning14(QDate(2026, 11, 28), QDate(2026, 11, 29), 10)) == "4");
    CHECK(bench.ids(bench.roster.turning14(QDate(2026, 11, 27), QDate(2026, 11, 27), 10)) == "4 6");
    REQUIRE(bench.roster.set({4}, setting("R60", {{"paper-number", "7"}})));
    REQUIRE(bench.roster.set({5}, setting("R90")));
    CHECK(bench.ids(bench.roster.turning14(QDate(2026, 11, 28), QDate(2026, 12, 28), 10)) == "3");
}

TEST_CASE("the classes are those of the data file, in both languages", "[roster]")
{
    const auto classes = RosterClasses::load();
    if (!classes)
        FAIL(classes.error().detail);
    CHECK(classes->all().size() == 17);
    for (const RosterClass& each : classes->all()) {
        CHECK_FALSE(each.label.in("vi").isEmpty());
        CHECK_FALSE(each.next.in("en").isEmpty());
    }
    CHECK(classes->codeFrom("r20") == "R20");
    CHECK(classes->codeFrom("lam an, hoc o tinh khac") == "R20");
    CHECK(classes->codeFrom("Abroad") == "R21");
    CHECK(classes->codeFrom("R99").isEmpty());
}
