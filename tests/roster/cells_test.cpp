#include "core/roster/cells.h"
#include "core/roster/columns.h"

#include <catch2/catch.hpp>

using namespace station;
using Kind = TableCell::Kind;

namespace {

const QDate today(2026, 11, 28);

QString birth(const QString& text, Kind kind = Kind::Text)
{
    const ReadCell read = readBirth({text, kind}, today);
    CHECK(read.isUnread == (read.value.isEmpty() && *read.code != '\0'));
    return read.value + (*read.code ? QStringLiteral(" ") + read.code : QString());
}
QString number(
    const QString& text, const QString& birthIso = {}, const QString& sex = {}, Kind kind = Kind::Text)
{
    const ReadCell read = readNumber({text, kind}, birthIso, sex);
    return read.value + (*read.code ? QStringLiteral(" ") + read.code : QString());
}

} // namespace

TEST_CASE(
    "birth dates as dd/mm/yyyy, ISO, month or year alone, spreadsheet dates and serial numbers", "[roster]")
{
    CHECK(birth("15/03/1994") == "1994-03-15");
    CHECK(birth("5-3-1994") == "1994-03-05");
    CHECK(birth("15031994") == "1994-03-15");
    CHECK(birth("1994-03-15") == "1994-03-15");
    CHECK(birth("1994-03-15 00:00:00") == "1994-03-15");
    CHECK(birth("1994-03-15T00:00:00", Kind::Date) == "1994-03-15");
    CHECK(birth("03/1994") == "1994-03");
    CHECK(birth("1994") == "1994");
    CHECK(birth("1994", Kind::Number) == "1994"); // no serial number of 1905
    CHECK(birth("34408") == "1994-03-15 date-serial");
    CHECK(birth("34408.5", Kind::Number) == "1994-03-15 date-serial");
    CHECK(birth("") == "");
    CHECK(birth(" - ") == "");
}

TEST_CASE("a birth date that cannot be is not guessed", "[roster]")
{
    CHECK(birth("31/02/1990") == " date-impossible");
    CHECK(birth("03/25/1994") == " date-impossible"); // an American's
    CHECK(birth("15/3/94") == " date-format");
    CHECK(birth("không rõ") == " date-format");
    CHECK(birth("123") == " date-format");
    CHECK(birth("999999", Kind::Number) == " date-format");
    CHECK(birth("15/03/2094") == "2094-03-15 date-future");
    CHECK(birth("1870") == "1870 date-old");
}

TEST_CASE("a lost zero is restored only where birth year and sex leave no doubt, and it is said", "[roster]")
{
    CHECK(number("012094999001") == "012094999001");
    CHECK(number("012 094 999 001") == "012094999001");
    CHECK(number("12094999001", "1994-03-15", "1") == "012094999001 number-zero-restored");
    CHECK(number("12094999001", "1994", "") == "012094999001 number-zero-restored");
    CHECK(number("1300999004", "2000-02-29", "2") == "001300999004 number-zero-restored");
    CHECK(number("12094999001", "", "1") == "12094999001 number-length"); // the year is not known
    CHECK(number("12094999001", "1995", "1") == "12094999001 number-length"); // another year
    CHECK(number("12094999001", "1994", "2") == "12094999001 number-length"); // another sex
    CHECK(number("97094999001", "1994", "1") == "97094999001 number-length"); // no province 097
    CHECK(number("12094999001", "1994", "1", Kind::Number) == "012094999001 number-zero-restored");
    CHECK(number("1.2094999001E10", "1994", "1", Kind::Number) == "012094999001 number-zero-restored");
}

TEST_CASE("numbers that are none, or contradict the person, are kept as they stand and said", "[roster]")
{
    CHECK(number("0120949990O1") == "0120949990O1 number-letters");
    CHECK(number("01209499900") == "01209499900 number-length");
    CHECK(number("1.20950E+10", "1995", "1") == "1.20950E+10 number-rounded");
    CHECK(number("097094999001") == "097094999001 number-prefix");
    CHECK(number("012194999001", "1994", "1") == "012194999001 number-sex");
    CHECK(number("012095999001", "1994", "1") == "012095999001 number-year");
    CHECK(number("999000002") == "999000002 number-is-old");
    CHECK(number("=\"012094999001\"", "1994", "1") == "012094999001 number-quoted");
    CHECK(number("") == "");
}

TEST_CASE("formulas and what a spreadsheet would take for one are no data", "[roster]")
{
    for (const char* text : {"=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+cmd|' /C calc'!A0",
             "-2+3+cmd|'x'!A0", " =HYPERLINK(\"http://example.invalid\")"})
        CHECK(isFormula({text, Kind::Text}));
    CHECK(isFormula({"37", Kind::Formula}));
    for (const char* text : {"+84 (0)912 345 678", "-", "- có con nhỏ", "=\"012094999001\"", "a=b", ""})
        CHECK_FALSE(isFormula({text, Kind::Text}));
}

TEST_CASE("letters of a TCVN3 font in a Unicode file are noticed", "[roster]")
{
    CHECK(isOldFont(QStringLiteral("NguyÔn V¨n")));
    CHECK(isOldFont(QStringLiteral("TrÇn ThÞ")));
    for (const char* name : {"Nguyễn Đức Ánh", "H'Hen Niê", "Ksor Y Blŏ", "Đinh Ñơng", "Müller"})
        CHECK_FALSE(isOldFont(QString::fromUtf8(name)));
}

namespace {

std::vector<TableRow> rowsOf(const std::vector<QStringList>& texts)
{
    std::vector<TableRow> rows;
    for (const QStringList& text : texts) {
        TableRow row {static_cast<qint64>(rows.size()) + 1, {}, 0};
        for (const QString& cell : text)
            row.cells.push_back({cell, Kind::Text});
        rows.push_back(row);
    }
    return rows;
}

QString columnsIn(const std::vector<QStringList>& texts, const RosterColumnWish& wish = {})
{
    RosterFindings findings;
    const auto found = findColumns(rowsOf(texts), wish, findings);
    if (!found)
        return QString::fromStdString(found.error().detail).section(u':', 0, 0);
    QStringList columns;
    for (auto column = found->columns.begin(); column != found->columns.end(); ++column)
        columns << QString::fromLatin1(nameOf(column.key())) + u'=' + columnName(*column);
    for (const RosterFinding& finding : findings.kept())
        columns << finding.code;
    return columns.join(u' ');
}

} // namespace

TEST_CASE("columns are guessed by Vietnamese and English headings", "[roster]")
{
    CHECK(columnsIn({{"STT", "Họ, chữ đệm và tên", "Số định danh cá nhân", "NTNS"}})
        == "number=C name=B birth=D");
    CHECK(columnsIn({{"FULL NAME (*)", "date of birth", "Phone no"}, {"a", "b", "c"}}) == "name=A birth=B");
    CHECK(columnsIn({{"ho va ten", "SO CCCD", "thon/xom", "xa, phuong"}})
        == "number=B name=A hamlet=C commune=D");
    CHECK(columnsIn({{"DANH SÁCH CÔNG DÂN"}, {"Kèm theo báo cáo"}, {"Họ tên", "Năm sinh"}, {"Lò A", "1994"}})
        == "name=A birth=B rows-above-headings");
    CHECK(columnsIn({{"(1) Họ tên", "2. Giới tính"}}) == "name=A sex=B");
}

TEST_CASE("headings that are merged over two rows are put together", "[roster]")
{
    CHECK(columnsIn({{"Họ và tên", "Nơi ở hiện nay", "", "Giới tính"}, {"", "Thôn", "Xã", ""},
              {"Lò A", "Xóm 1", "Phong Thổ", "Nam"}})
        == "name=A sex=D hamlet=B commune=C headings-merged");
    // A row of people is no second row of headings, whatever their hamlet is called.
    CHECK(
        columnsIn({{"Họ và tên", "Năm sinh", "Xóm"}, {"Lò A", "1994", "Xóm"}}) == "name=A birth=B hamlet=C");
}

TEST_CASE("nothing is guessed where two columns could be meant, and a person may say", "[roster]")
{
    CHECK(columnsIn({{"Họ tên", "CCCD", "Số định danh"}}) == "column-ambiguous");
    CHECK(columnsIn({{"Họ tên", "CCCD", "Số định danh"}}, {{RosterField::Number, "C"}}) == "number=C name=A");
    CHECK(columnsIn({{"Họ tên", "CCCD", "Số định danh"}}, {{RosterField::Number, "cccd"}})
        == "number=B name=A");
    CHECK(columnsIn({{"Họ tên", "CCCD", "Số định danh"}}, {{RosterField::Number, ""}}) == "name=A");
    CHECK(columnsIn({{"Họ tên", "CCCD"}}, {{RosterField::Phone, "9"}}) == "no-such-column");
    CHECK(columnsIn({{"CCCD", "Năm sinh"}}) == "no-name-column");
    CHECK(columnsIn({{"Lò Văn A", "1994"}, {"Lò Văn B", "1995"}}) == "no-headings");
    CHECK(columnsIn({{"Lò Văn A", "1994"}}, {{RosterField::Name, "1"}, {RosterField::Birth, "2"}})
        == "name=A birth=B");
    CHECK(columnsIn({}) == "no-headings");
}

TEST_CASE("columns are named as spreadsheets name them", "[roster]")
{
    CHECK(columnName(1) == "A");
    CHECK(columnName(26) == "Z");
    CHECK(columnName(27) == "AA");
    CHECK(columnName(703) == "AAA");
    CHECK(columnName(0) == "");
}
