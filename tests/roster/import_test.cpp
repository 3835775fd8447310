#include "tests/roster/roster_bench.h"

#include <sqlite3.h>

using namespace station;

namespace {

const QByteArray threePeople = headings
    + "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;Bản Mẫu 1;Phong Thổ;0912345678\n"
      "Phạm Thị Mẫu Đơn;037161999002;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
      "Bùi Minh Kiểm Thử;;30/06/2015;Nam;Xóm 4;Kim Sơn;\n";

QByteArray row(const QByteArray& text) { return headings + text + "\n"; }

} // namespace

TEST_CASE("an extract becomes the roster, and source, date and version are kept", "[roster]")
{
    RosterBench bench;
    RosterImportWish wish;
    wish.label = "Công an xã Kim Sơn";
    wish.version = "v3";
    wish.on = QDate(2026, 11, 20);
    const RosterExtractRow done = bench.imported(threePeople, wish);
    CHECK(done.rows == 3);
    CHECK(done.added == 3);
    CHECK(done.missing == 0);
    CHECK(bench.roster.count().value() == 3);
    const RosterPerson person = bench.person(1);
    CHECK(person.facts[RosterField::Name] == "Lò Văn Thử Nghiệm");
    CHECK(person.facts[RosterField::Number] == "012094999001");
    CHECK(person.facts[RosterField::Birth] == "1994-03-15");
    CHECK(person.facts[RosterField::Sex] == "1");
    CHECK(person.phone() == "0912345678");
    const auto extracts = bench.roster.extracts().value();
    REQUIRE(extracts.size() == 1);
    CHECK(extracts[0].label == "Công an xã Kim Sơn");
    CHECK(extracts[0].version == "v3");
    CHECK(extracts[0].row.on == QDate(2026, 11, 20));
    CHECK(extracts[0].row.by == bench.officer);
    CHECK(extracts[0].row.sha256.size() == 32);
    const auto ledger = Ledger(*bench.database).rows().value();
    CHECK(ledger.back().event == "roster-imported");
    CHECK(ledger.back().actor == bench.officer.text());
}

TEST_CASE("an import asks for the right before it looks at the file", "[roster]")
{
    RosterBench bench;
    bench.refusal = Error {ErrorCode::NotAllowed, "test"};
    CHECK(bench.roster.plan("/nowhere").error().code == ErrorCode::NotAllowed);
    CHECK(bench.asked == std::vector<RosterRight> {RosterRight::Import});
}

TEST_CASE("the same file again changes nothing and says so", "[roster]")
{
    RosterBench bench;
    bench.imported(threePeople);
    const RosterImportPlan plan = bench.planned(threePeople);
    CHECK(plan.sameFileAs == 1);
    CHECK(plan.writes.people.empty());
    const RosterExtractRow again = bench.imported(threePeople);
    CHECK(again.unchanged == 3);
    CHECK(again.added + again.changed + again.missing == 0);
    CHECK(bench.roster.count().value() == 3);
}

TEST_CASE("a later extract shows what it changes, who is new and who is missing", "[roster]")
{
    RosterBench bench;
    bench.imported(threePeople);
    const QByteArray later = headings
        + "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;Bản Mẫu 2;Phong Thổ;\n"
          "Bùi Minh Kiểm Thử;;30/06/2015;Nam;Xóm 4;Kim Sơn;\n"
          "Vàng A Mẫu;012090999007;1990;Nam;Bản Mẫu 1;Phong Thổ;\n";
    const RosterImportPlan plan = bench.planned(later);
    REQUIRE(plan.changes.size() == 1);
    CHECK(plan.changes[0].person == 1);
    REQUIRE(plan.changes[0].fields.size() == 1); // the empty phone takes nothing away
    CHECK(plan.changes[0].fields[0].field == RosterField::Hamlet);
    CHECK(plan.changes[0].fields[0].before == "Bản Mẫu 1");
    CHECK(plan.changes[0].fields[0].after == "Bản Mẫu 2");
    CHECK(plan.writes.missing == std::vector<qint64> {2});
    const RosterExtractRow done = bench.imported(later);
    CHECK(done.added == 1);
    CHECK(done.changed == 1);
    CHECK(done.unchanged == 1);
    CHECK(done.missing == 1);
    CHECK(bench.person(2).missingSince == 2);
    CHECK(bench.person(1).phone() == "0912345678");
    bench.imported(threePeople, {{}, {}, {}, {}, false, false});
    CHECK(bench.person(2).missingSince == 0); // back again
    CHECK(bench.person(4).missingSince == 3);
}

TEST_CASE("people without a number are the same by name, birth date and commune, however they are written",
    "[roster]")
{
    RosterBench bench;
    bench.imported(threePeople);
    const RosterImportPlan plan
        = bench.planned(row("  BÙI MINH  KIỂM THỬ;;30-06-2015;Nam;Xóm 4;KIM SƠN;0987654321"));
    CHECK(plan.writes.extract.changed == 1);
    CHECK(plan.writes.extract.added == 0);
    // A number that is given now belongs to him.
    const RosterImportPlan numbered
        = bench.planned(row("Bùi Minh Kiểm Thử;037215999003;30/06/2015;Nam;;Kim Sơn;"));
    CHECK(numbered.writes.extract.changed == 1);
    CHECK(saidAs(numbered, "number-new").size() == 1);
    // Who has another number is somebody else.
    const RosterImportPlan other
        = bench.planned(row("Lò Văn Thử Nghiệm;012094999009;15/03/1994;Nam;;Phong Thổ;"));
    CHECK(other.writes.extract.added == 1);
}

TEST_CASE("what an officer recorded wins over the extract, and the difference is kept and shown", "[roster]")
{
    RosterBench bench;
    const QByteArray withClass = "Họ và tên;Số ĐDCN;SĐT;Phân loại;Ghi chú\n";
    bench.imported(withClass + "Lò Văn Thử Nghiệm;012094999001;0912345678;R10;theo sổ\n");
    RosterSetting setting;
    setting.classCode = "R20";
    setting.answers = {{"place", "Bắc Ninh"}, {"phone", "0987 654 321"}, {"note", "gọi sau 18 giờ"}};
    setting.followUp = QDate(2026, 12, 20);
    setting.reason = "gọi điện";
    REQUIRE(bench.roster.set({1}, setting));
    const RosterRecord recorded = bench.person(1).record;

    bench.imported(withClass + "Lò Văn Thử Nghiệm;012094999001;0911111111;R90;đã cấp\n");
    const RosterPerson person = bench.person(1);
    CHECK(person.record == recorded);
    CHECK(person.classCode() == "R20");
    CHECK(person.phone() == "0987654321");
    CHECK(differences(person)
        == std::vector<RosterDifference> {{"class", "R20", "R90"}, {"phone", "0987654321", "0911111111"},
            {"note", "gọi sau 18 giờ", "đã cấp"}});
}

TEST_CASE("every bad cell is named by row and column, and nothing is imported half", "[roster]")
{
    RosterBench bench;
    const QByteArray bad = headings
        + "Lò Văn Thử Nghiệm;012094999001;31/02/1994;Nam;Bản Mẫu 1;Phong Thổ;123\n"
          ";037161999002;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
          "=HYPERLINK(\"x\");037161999003;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
          "Vàng A Mẫu;;;Nam;Xóm 3;Kim Sơn;\n"
          "TrÇn V¨n;037161999004;02/11/1961;Giai;Xóm 3;Kim Sơn;\n"
          "Phạm Thị 5;037161999005;02/11/1961;Giai;Xóm 3;Kim Sơn;\n";
    const RosterImportPlan plan = bench.planned(bad);
    CHECK(saidAs(plan, "date-impossible") == QStringList {"2 C 31/02/1994"});
    CHECK(saidAs(plan, "phone-odd") == QStringList {"2 G 123"});
    CHECK(saidAs(plan, "name-missing") == QStringList {"3 A"});
    CHECK(saidAs(plan, "formula").size() == 1);
    CHECK(saidAs(plan, "no-identity") == QStringList {"5  Vàng A Mẫu"});
    CHECK(saidAs(plan, "old-font") == QStringList {QStringLiteral("6 A TrÇn V¨n")});
    CHECK(saidAs(plan, "sex-unknown") == QStringList {"7 D Giai"});
    CHECK(saidAs(plan, "name-odd") == QStringList {"7 A Phạm Thị 5"});
    CHECK(plan.badRows() == 4);
    const auto refused = bench.roster.import(bench.planned(bad));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.starts_with("bad-rows:"));
    CHECK(bench.roster.count().value() == 0);
    CHECK(bench.roster.extracts()->empty());

    RosterImportWish wish;
    wish.leaveOutBad = true;
    const RosterExtractRow done = bench.imported(bad, wish);
    CHECK(done.added == 2);
    CHECK(done.leftOut == 4);
    CHECK(done.rows == done.added + done.changed + done.unchanged + done.leftOut);
    // Nothing is lost: the cell that says nothing is kept as it stands.
    CHECK(bench.person(1).facts[RosterField::Birth].isEmpty());
    CHECK(bench.person(1).facts[RosterField::Unread] == "birth: 31/02/1994");
    CHECK(bench.person(1).facts[RosterField::Phone] == "123");
}

TEST_CASE("of two rows about one person that differ neither is taken", "[roster]")
{
    RosterBench bench;
    const QByteArray twice = headings
        + "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;Bản Mẫu 1;Phong Thổ;\n"
          "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;Bản Mẫu 2;Phong Thổ;\n"
          "Phạm Thị Mẫu Đơn;037161999002;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
          "Phạm Thị Mẫu Đơn;037161999002;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
          "Bùi Minh Kiểm Thử;;30/06/2015;Nam;Xóm 4;Kim Sơn;\n"
          "Bùi Minh Kiểm Thử;037215999003;30/06/2015;Nam;Xóm 4;Kim Sơn;\n"
          "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;Bản Mẫu 3;Phong Thổ;\n";
    const RosterImportPlan plan = bench.planned(twice);
    CHECK(saidAs(plan, "number-twice") == QStringList {"2  3", "3  2", "8  2"});
    CHECK(saidAs(plan, "person-twice") == QStringList {"6  7", "7  6"});
    CHECK(saidAs(plan, "row-twice") == QStringList {"5  4"}); // word for word the same is one row
    CHECK(plan.badRows() == 5);
    CHECK(plan.writes.people.size() == 1);
    const RosterImportPlan two = bench.planned(headings
        + "Lò Văn A;012094999001;15/03/1994;Nam;;Phong Thổ;\nLò Văn A;012094999002;15/03/1994;Nam;;Phong "
          "Thổ;\n");
    CHECK(saidAs(two, "two-numbers").size() == 1); // a warning: perhaps R41
    CHECK(two.badRows() == 0);
}

TEST_CASE("a number that is known under another name and birth date overwrites nobody", "[roster]")
{
    RosterBench bench;
    bench.imported(threePeople);
    const RosterImportPlan plan = bench.planned(row("Vàng A Mẫu;012094999001;01/01/1994;Nam;;Phong Thổ;"));
    CHECK(saidAs(plan, "number-of-another").size() == 1);
    // A corrected name alone is a change.
    CHECK(
        bench.planned(row("Lò Văn Thử;012094999001;15/03/1994;Nam;;Phong Thổ;")).writes.extract.changed == 1);
    // Of several who could be meant none is chosen.
    bench.imported(headings
        + "Lò Văn A;012094999011;15/03/1994;Nam;;Phong Thổ;\n"
          "Lò Văn A;012094999012;15/03/1994;Nam;;Phong Thổ;\n");
    CHECK(saidAs(bench.planned(row("Lò Văn A;;15/03/1994;Nam;;Phong Thổ;")), "person-ambiguous").size() == 1);
    // A number that can no longer be read takes the known one away from nobody.
    CHECK(bench.planned(row("Lò Văn Thử Nghiệm;1209;15/03/1994;Nam;;Phong Thổ;")).writes.people.empty());
}

TEST_CASE(
    "a row that counts the columns and empty rows are no people; a torn last row is no file", "[roster]")
{
    RosterBench bench;
    const RosterImportPlan plan = bench.planned("STT;Họ và tên;Số ĐDCN;Ngày sinh\n(1);(2);(3);(4)\n\n"
                                                "1;Lò Văn Thử Nghiệm;012094999001;1994\n;;;\n");
    CHECK(plan.writes.extract.rows == 1);
    CHECK(saidAs(plan, "column-numbers").size() == 1);
    CHECK(plan.columns.unused() == QStringList {"STT"});
    REQUIRE(plan.preview.size() == 1);
    CHECK(plan.preview[0][RosterField::Name] == "Lò Văn Thử Nghiệm");
    CHECK(bench.refused(headings + "Lò Văn Thử Nghiệm;012094999001;15/03") == "torn");
    CHECK(bench.refused(headings + "Lò Văn \"Thử;1\n\"Phạm") == "torn");
    CHECK(bench.refused(headings) == "no-rows");
    CHECK(bench.planned(headings + "Lò Văn Thử Nghiệm;012094999001;15/03/1994;Nam;;;").badRows() == 0);
    CHECK(saidAs(bench.planned(row("Lò Văn Thử Nghiệm;012094999001;1994")), "cells-missing").size() == 1);
}

TEST_CASE("an extract of an earlier day is refused until somebody says that it is right", "[roster]")
{
    RosterBench bench;
    RosterImportWish wish;
    wish.on = QDate(2026, 11, 20);
    bench.imported(threePeople, wish);
    wish.on = QDate(2026, 11, 1);
    CHECK(bench.refused(threePeople, wish) == "older-extract");
    wish.older = true;
    CHECK(bench.planned(threePeople, wish).badRows() == 0);
}

TEST_CASE("stopped while it reads or writes, an import leaves the old roster", "[roster]")
{
    RosterBench bench;
    bench.imported(threePeople);
    QByteArray many = headings;
    for (int i = 0; i < 5000; ++i)
        many += QStringLiteral("Lò Văn Thử;0120941%1;1994;Nam;;Phong Thổ;\n")
                    .arg(i, 5, 10, QChar('0'))
                    .toUtf8();
    const QString path = bench.file("many.csv", many);
    int asked = 0;
    CHECK(bench.roster.plan(path, {}, [&](qint64, qint64) { return ++asked < 3; }).error().code
        == ErrorCode::Cancelled);
    auto plan = bench.roster.plan(path);
    REQUIRE(plan);
    CHECK(plan->writes.extract.added == 5000);
    CHECK(bench.roster.import(std::move(*plan), [](qint64 done, qint64) { return done < 3000; }).error().code
        == ErrorCode::Cancelled);
    CHECK(bench.roster.count().value() == 3);
    CHECK(bench.roster.extracts()->size() == 1);
    CHECK(bench.person(1).missingSince == 0);
}

TEST_CASE("a plan that another import has overtaken is not written", "[roster]")
{
    RosterBench bench;
    RosterImportPlan plan = bench.planned(threePeople);
    bench.imported(row("Vàng A Mẫu;012090999007;1990;Nam;;Phong Thổ;"));
    CHECK(bench.roster.import(std::move(plan)).error().code == ErrorCode::NotFound);
    CHECK(bench.roster.count().value() == 1);
}

TEST_CASE("nothing about a person lies open in the database or its log", "[roster]")
{
    RosterBench bench;
    RosterImportWish wish;
    wish.label = "Danh sách ông Thử Nghiệm";
    bench.imported(threePeople, wish);
    REQUIRE(bench.roster.set({1},
        {"R31", {{"representative", "bà Mẫu Đơn"}, {"note", "đến buổi chiều"}}, QDate(2026, 12, 24),
            "tự khai"}));
    const auto read = [&](const char* name) {
        QFile file(bench.station.filePath(name));
        REQUIRE(file.open(QFile::ReadOnly));
        return file.readAll();
    };
    const QByteArray log = read("station.db") + read("station.db-wal");
    bench.database->checkpoint();
    for (const QByteArray& bytes : {log, read("station.db")}) {
        CHECK(bytes.contains("roster-imported")); // the needle would be found
        for (const char* secret : {"Nghiệm", "012094999001", "1994-03-15", "0912345678", "Bản Mẫu", "R31",
                 "representative", "2026-12-24", "tự khai"})
            CHECK_FALSE(bytes.contains(secret));
    }
}

TEST_CASE("a sealed row that was changed or moved to another person does not open", "[roster]")
{
    RosterBench bench;
    bench.imported(threePeople);
    bench.tamper(
        "UPDATE roster_person SET facts = (SELECT facts FROM roster_person WHERE id = 1) WHERE id = 2");
    bench.reopen();
    Roster roster = bench.make();
    CHECK(roster.person(2).error().code == ErrorCode::Damaged);
    CHECK(roster.person(1)->facts[RosterField::Name] == "Lò Văn Thử Nghiệm");
    // Others are worked with.
    CHECK(roster.search("lo van", 5)->hits.size() == 1);
    CHECK(roster.search("pham", 5)->hits.empty());
}
