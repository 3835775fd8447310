#include "core/roster/xlsx_parts.h"
#include "tests/roster/roster_bench.h"

#include <map>
#include <zip.h>

using namespace station;

namespace {

using Parts = std::map<std::string, QByteArray>;

const QByteArray xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A workbook of one sheet, as Excel writes it.
Parts workbook(const QByteArray& sheetData, const QByteArray& strings = {}, const QByteArray& behind = {})
{
    return {{"xl/workbook.xml",
                xmlHead
                    + "<workbook xmlns=\"m\" xmlns:r=\"r\"><workbookPr/><sheets><sheet name=\"Danh sách\" "
                      "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
            xmlHead
                + "<Relationships xmlns=\"p\"><Relationship Id=\"rId1\" "
                  "Target=\"worksheets/sheet1.xml\"/></Relationships>"},
        {"xl/styles.xml",
            xmlHead
                + "<styleSheet xmlns=\"m\"><numFmts><numFmt numFmtId=\"170\" "
                  "formatCode=\"dd&quot;ngày&quot;/mm/yyyy\"/>"
                  "<numFmt numFmtId=\"171\" formatCode=\"[Red]0.00&quot; "
                  "d&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf "
                  "numFmtId=\"171\"/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", xmlHead + "<sst xmlns=\"m\">" + strings + "</sst>"},
        {"xl/worksheets/sheet1.xml",
            xmlHead + "<worksheet xmlns=\"m\"><sheetData>" + sheetData + "</sheetData>" + behind
                + "</worksheet>"}};
}

struct XlsxBench : RosterBench {
    QString write(const Parts& parts)
    {
        const QString path = folder.filePath("roster.xlsx");
        QFile::remove(path);
        zip* archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE, nullptr);
        REQUIRE(archive != nullptr);
        for (const auto& [name, bytes] : parts) {
            zip_source* source
                = zip_source_buffer(archive, bytes.constData(), static_cast<zip_uint64_t>(bytes.size()), 0);
            REQUIRE(zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
        }
        REQUIRE(zip_close(archive) == 0);
        return path;
    }
    QStringList rows(const Parts& parts) { return rowsOf(write(parts)); }
    /// "3: a|b|c" of each row, or the code word of the error that ended it.
    static QStringList rowsOf(const QString& path)
    {
        auto table = openTable(path);
        if (!table)
            return {QString::fromStdString(table.error().detail).section(u':', 0, 0)};
        QStringList all;
        TableRow row;
        auto more = (*table)->next(row);
        for (; more && *more; more = (*table)->next(row)) {
            QStringList cells;
            for (const TableCell& cell : row.cells)
                cells << cell.text;
            all << QStringLiteral("%1: %2").arg(row.number).arg(cells.join(u'|'));
        }
        if (!more)
            all << QString::fromStdString(more.error().detail).section(u':', 0, 0);
        return all;
    }
};

} // namespace

TEST_CASE("a spreadsheet's texts, numbers, dates and gaps are read as they stand", "[roster][xlsx]")
{
    XlsxBench bench;
    const QByteArray strings = "<si><t>Họ và tên</t></si><si><r><t>Lò </t></r><r><t "
                               "xml:space=\"preserve\">Văn</t></r><rPh><t>x</t></rPh></si>";
    CHECK(bench.rows(
              workbook("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>a "
                       "&amp; b</t></is></c></row>"
                       "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>1</v></c><c r=\"B5\" s=\"1\"><v>34408</v></c><c "
                       "r=\"C5\"><v>37161999002</v></c>"
                       "<c r=\"D5\" s=\"2\"><v>34408.75</v></c><c r=\"E5\" s=\"3\"><v>34408</v></c><c "
                       "r=\"F5\" t=\"b\"><v>1</v></c>"
                       "<c r=\"G5\" t=\"d\"><v>1994-03-15</v></c><c r=\"H5\" t=\"s\"><v>99</v></c></row>",
                  strings))
        == QStringList {
            "2: Họ và tên||a & b", "5: Lò Văn|1994-03-15|37161999002|1994-03-15|34408|1|1994-03-15"});
    // Without places of their own cells follow one another.
    CHECK(bench.rows(workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"))
        == QStringList {"1: 1|2", "2: |3"});
}

TEST_CASE("days are counted from 1904 where the workbook says so", "[roster][xlsx]")
{
    XlsxBench bench;
    Parts parts = workbook("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>32946</v></c></row>");
    parts["xl/workbook.xml"].replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    CHECK(bench.rows(parts) == QStringList {"1: 1994-03-15"});
}

TEST_CASE("a number format shows a day when it has a d or y outside of quotes and brackets", "[roster][xlsx]")
{
    for (const char* day : {"dd/mm/yyyy", "d", "[$-42A]dd mmmm yyyy", "\"ngày\" dd"})
        CHECK(showsDay(QString::fromUtf8(day)));
    for (const char* none : {"General", "0.00", "[Red]0", "0\" d\"", "\\d0", "hh:mm", "@"})
        CHECK_FALSE(showsDay(QString::fromUtf8(none)));
}

TEST_CASE(
    "a roster comes out of a spreadsheet as out of text, each cell named when it is bad", "[roster][xlsx]")
{
    XlsxBench bench;
    const auto text = [](const char* place, const char* words) {
        return QByteArray("<c r=\"") + place + "\" t=\"inlineStr\"><is><t>" + words + "</t></is></c>";
    };
    const QByteArray rows = "<row r=\"1\">" + text("A1", "DANH SÁCH") + "</row><row r=\"3\">"
        + text("A3", "Họ và tên") + text("B3", "Số ĐDCN") + text("C3", "Ngày sinh") + text("D3", "Giới tính")
        + text("E3", "Nơi ở") + text("G3", "SĐT") + "</row><row r=\"4\">" + text("E4", "Thôn")
        + text("F4", "Xã") + "</row><row r=\"5\">" + text("A5", "Lò Văn Thử Nghiệm")
        + "<c r=\"B5\"><v>12094999001</v></c><c r=\"C5\" s=\"1\"><v>34408</v></c>" + text("D5", "Nam")
        + text("E5", "Bản Mẫu 1") + text("F5", "Phong Thổ")
        + "<c r=\"G5\"><v>912345678</v></c></row><row r=\"6\">" + text("A6", "Phạm Thị Mẫu Đơn")
        + "<c r=\"B6\"><f>TEXT(1,\"0\")</f><v>037161999002</v></c></row><row r=\"7\">"
        + text("A7", "Vàng A Mẫu") + text("B7", "012090999007") + "<c r=\"C7\"><v>1990</v></c>"
        + text("D7", "Nam") + "</row>";
    const QString path = bench.write(
        workbook(rows, {}, "<mergeCells><mergeCell ref=\"E3:F3\"/><mergeCell ref=\"E5:E7\"/></mergeCells>"));
    const auto plan = bench.roster.plan(path);
    if (!plan)
        FAIL(plan.error().detail);
    CHECK(plan->file.sheet == QStringLiteral("Danh sách"));
    CHECK(plan->columns.headingRow == 4);
    CHECK(plan->columns.columns.value(RosterField::Commune) == 6);
    CHECK(saidAs(*plan, "headings-merged").size() == 1);
    CHECK(saidAs(*plan, "number-zero-restored")
        == QStringList {"5 B 12094999001 → 012094999001", "5 G 912345678 → 0912345678"});
    CHECK(saidAs(*plan, "formula") == QStringList {"6 B =TEXT(1,\"0\")"});
    // What stands in the first row of merged cells only is said, and given to nobody.
    CHECK(saidAs(*plan, "cells-merged") == QStringList {"5 E E5:E7"});
    CHECK(plan->badRows() == 1);
    RosterImportWish wish;
    wish.leaveOutBad = true;
    REQUIRE(bench.roster.import(*bench.roster.plan(path, wish)));
    CHECK(bench.person(1).facts[RosterField::Birth] == "1994-03-15");
    CHECK(bench.person(2).facts[RosterField::Birth] == "1990");
    CHECK(bench.person(2).facts[RosterField::Hamlet].isEmpty());
}

TEST_CASE("the first sheet that is shown is read, and the others are named", "[roster][xlsx]")
{
    XlsxBench bench;
    Parts parts = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    parts["xl/workbook.xml"].replace(
        "<sheets>", "<sheets><sheet name=\"ẩn\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/>");
    parts["xl/_rels/workbook.xml.rels"].replace("</Relationships>",
        "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>");
    CHECK(bench.rows(parts) == QStringList {"1: 1"});
    CHECK((*openTable(bench.write(parts)))->facts().otherSheets == QStringList {QStringLiteral("ẩn")});
}

TEST_CASE("a spreadsheet that is torn, foreign, or out of order is refused by name", "[roster][xlsx]")
{
    XlsxBench bench;
    const QByteArray row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    CHECK(bench.rows({{"word/document.xml", "<x/>"}}) == QStringList {"not-a-table"});
    Parts parts = workbook(row);
    parts["xl/worksheets/sheet1.xml"].chop(30);
    CHECK(bench.rows(parts).back() == "torn");
    parts = workbook(row);
    parts.erase("xl/worksheets/sheet1.xml");
    CHECK(bench.rows(parts) == QStringList {"torn"});
    CHECK(bench.rows(workbook("<row r=\"3\"/><row r=\"2\"/>")).back() == "torn");
    CHECK(bench.rows(workbook("<row r=\"2000000\"/>")).back() == "too-many-rows");
    CHECK(bench.rows(workbook("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>")).back() == "not-a-table");
    CHECK(bench
              .rows(workbook(
                  "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>" + QByteArray(40000, 'x') + "</v></c></row>"))
              .back()
        == "cell-too-long");
    parts = workbook(row);
    parts["xl/worksheets/sheet1.xml"].replace(
        xmlHead, "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>");
    parts["xl/worksheets/sheet1.xml"].replace("<v>1</v>", "<v>&b;</v>");
    CHECK(bench.rows(parts).back() == "not-a-table");
}

TEST_CASE("a spreadsheet cut or changed at any byte is refused or read as it was, never as something else",
    "[roster][xlsx]")
{
    XlsxBench bench;
    QByteArray many;
    for (int i = 1; i <= 200; ++i)
        many
            += QStringLiteral("<row r=\"%1\"><c r=\"A%1\"><v>%2</v></c></row>").arg(i).arg(i * 7919).toUtf8();
    const QString path = bench.write(workbook(many));
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    const QStringList rows = XlsxBench::rowsOf(path);
    REQUIRE(rows.size() == 200);
    int refused = 0;
    const auto isRefusedOrSame = [&](const QByteArray& bytes) {
        const QStringList now = XlsxBench::rowsOf(bench.file("damaged.xlsx", bytes));
        if (now == rows)
            return;
        ++refused;
        INFO(bytes.size() << " bytes, first other at "
                          << (std::mismatch(bytes.begin(), bytes.end(), whole.begin()).first - bytes.begin())
                          << " of " << whole.size());
        REQUIRE_FALSE(now.isEmpty());
        CHECK_FALSE(now.back().contains(u':')); // an error's word
    };
    for (qsizetype size = 17; size < whole.size(); size += 17)
        isRefusedOrSame(whole.left(size));
    for (qsizetype at = 0; at < whole.size(); at += 13) {
        QByteArray changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        isRefusedOrSame(changed);
    }
    CHECK(refused > 100);
}
