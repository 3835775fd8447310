#include "tests/enrollctl/program_bench.h"

#include <QJsonArray>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct RosterProgram : ProgramBench {
    QString csv = folder.filePath("roster.csv");

    RosterProgram()
    {
        write(csv,
            "Họ và tên;Số ĐDCN;Ngày sinh;Giới tính;Thôn;Xã;SĐT\n"
            "Lò Văn Thử Nghiệm;12094999001;15/03/1994;Nam;Bản Mẫu 1;Phong Thổ;0912345678\n"
            "Phạm Thị Mẫu Đơn;037161999002;02/11/1961;Nữ;Xóm 3;Kim Sơn;\n"
            "Bùi Minh Kiểm Thử;;20/12/2012;Nam;Xóm 4;Kim Sơn;\n");
    }
    [[nodiscard]] QStringList asOfficer() const
    {
        return {"--officer", "Bình", "--passphrase-file", folder.filePath("binh")};
    }
    Ran roster(const QStringList& arguments) const
    {
        return run(QStringList {"roster"} + arguments + signIn());
    }
    QJsonObject last(const QStringList& arguments) const
    {
        const Ran ran = roster(arguments);
        INFO(ran.text.toStdString());
        CHECK(ran.code == 0);
        REQUIRE_FALSE(ran.lines.empty());
        return ran.lines.back();
    }
};

QJsonObject first(const Ran& ran, const char* key, const QString& value)
{
    for (const QJsonObject& line : ran.lines)
        if (line[QLatin1String(key)].toString() == value)
            return line;
    return {};
}

} // namespace

TEST_CASE("roster import says what it would do, does it, and is searched, set, shown and undone", "[roster]")
{
    RosterProgram bench;
    const Ran dry = bench.roster({"import", bench.csv, "--dry-run"});
    CHECK(dry.code == 0);
    CHECK(dry.lines.back()["added"] == 3);
    CHECK(dry.lines.back()["dryRun"] == true);
    CHECK(dry.lines.back()["columns"].toObject()["number"] == "B");
    const QJsonObject note = first(dry, "code", "number-zero-restored");
    CHECK(note["finding"] == "note");
    CHECK(note["row"] == 2);
    CHECK(note["column"] == "B");
    CHECK(bench.last({"search", "lo"})["hits"] == 0);

    CHECK(bench.last({"import", bench.csv, "--label", "xã", "--extract-version", "v1", "--on",
              "20/11/2026"})["extract"]
        == 1);
    const QJsonObject extract = bench.last({"extracts"});
    CHECK(extract["label"] == "xã");
    CHECK(extract["version"] == "v1");
    CHECK(extract["on"] == "2026-11-20");

    const Ran found = bench.run(QStringList {"roster", "search", "nghiem lo"} + bench.asOfficer());
    CHECK(found.code == 0);
    REQUIRE(found.lines.size() == 2);
    CHECK(found.lines[0]["id"] == 1);
    CHECK(found.lines[0]["facts"].toObject()["number"] == "012094999001");
    CHECK(found.lines[0]["matches"].toArray().size() == 2);
    CHECK(found.lines[1]["hits"] == 1);

    const QJsonObject set = bench.last({"set", "1", "2", "--class", "R20", "--field", "place=Bắc Ninh",
        "--reason", "gọi điện", "--follow-up", "24/12/2099"});
    const QString batch = QString::number(set["batch"].toInt());
    const Ran shown = bench.roster({"show", "1"});
    REQUIRE(shown.lines.size() == 2);
    CHECK(shown.lines[0]["class"] == "R20");
    CHECK(shown.lines[1]["reason"] == "gọi điện");
    CHECK(bench.last({"due", "--on", "2099-12-24"})["people"] == 2);
    CHECK(bench.last({"due"})["people"] == 0);
    CHECK(bench.last({"undo", batch, "--reason", "nhầm"})["undone"] == 2);
    CHECK(bench.roster({"show", "1"}).lines[0]["class"] == "");
    const Ran turning = bench.roster({"turning14", "--on", "2026-12-01"});
    REQUIRE(turning.lines.size() == 2);
    CHECK(turning.lines[0]["id"] == 3);
    CHECK(bench.run({"audit", "verify"}).code == 0);
}

TEST_CASE("a roster file that cannot be taken is refused with cause and cure, exit code 1", "[roster]")
{
    RosterProgram bench;
    const auto refused = [&](const QByteArray& bytes, const QStringList& more = {}) {
        write(bench.csv, bytes);
        const Ran ran = bench.roster(QStringList {"import", bench.csv} + more);
        INFO(bytes.left(60).toStdString());
        CHECK(ran.code == 1);
        REQUIRE_FALSE(ran.lines.empty());
        CHECK(ran.lines.back()["error"] == "InvalidInput");
        CHECK_FALSE(ran.lines.back()["cure"].toString().startsWith("Correct it and run"));
        return ran.lines.back()["detail"].toString().section(':', 0, 0);
    };
    CHECK(refused("Ho ten;Xa\nNguy\xD4n V\xA8n;A\n") == "encoding-tcvn3");
    CHECK(refused("Họ tên;Năm sinh\nLò A;\"1994") == "torn");
    CHECK(refused("Lò A;1994\n") == "no-headings");
    CHECK(refused("Họ tên;CCCD;Số định danh\nLò A;1;2\n") == "column-ambiguous");
    CHECK(refused("Họ tên;Năm sinh\n=1+1;1994\n") == "bad-rows");
    CHECK(refused("Họ tên;Năm sinh\nLò A;1994\n", {"--map", "phone=Q"}) == "no-such-column");
    CHECK(bench.roster({"extracts"}).lines.empty());
}

TEST_CASE("wrong usage of roster commands is exit code 2, and other trouble has its own sentence", "[roster]")
{
    RosterProgram bench;
    CHECK(bench.run({"roster"}).code == 2);
    CHECK(bench.run({"roster", "import"}).code == 2);
    CHECK(bench.run({"roster", "set", "1"}).code == 2);
    CHECK(bench.roster({"import", bench.folder.filePath("none.csv")}).lines.back()["error"] == "NotFound");
    CHECK(bench.roster({"show", "7"}).lines.back()["error"] == "NotFound");
    CHECK(bench.roster({"import", bench.csv, "--map", "colour=B"}).lines.back()["error"] == "InvalidInput");
    CHECK(bench.roster({"import", bench.csv, "--on", "2026"}).lines.back()["error"] == "InvalidInput");
    REQUIRE(bench.run({"roster", "classes"}).lines.size() == 17);
}
