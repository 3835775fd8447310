#include "core/roster/table.h"
#include "core/roster/text_file.h"

#include <QFile>
#include <QStringEncoder>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct TableBench {
    QTemporaryDir folder;

    Result<std::unique_ptr<TableReader>> open(const QByteArray& bytes)
    {
        QFile file(folder.filePath("table"));
        REQUIRE(file.open(QFile::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        file.close();
        return openTable(file.fileName());
    }
    /// Every row as "a|b|c", or the code word of the error that ended it.
    QStringList rows(const QByteArray& bytes)
    {
        QStringList all;
        auto table = open(bytes);
        if (!table)
            return {QString::fromStdString(table.error().detail).section(u':', 0, 0)};
        TableRow row;
        bool inOrder = true;
        auto more = (*table)->next(row);
        for (; more && *more; more = (*table)->next(row)) {
            QStringList cells;
            for (const TableCell& cell : row.cells)
                cells << cell.text;
            all << cells.join(u'|');
            inOrder = inOrder && row.number == all.size();
        }
        CHECK(inOrder);
        if (!more)
            all << QString::fromStdString(more.error().detail).section(u':', 0, 0);
        return all;
    }
};

QByteArray utf16(const QString& text, QStringConverter::Encoding encoding, bool mark)
{
    QStringEncoder encoder(
        encoding, mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    return encoder(text);
}

const QString people = QStringLiteral("Họ và tên;Xã\nLò Văn Thử;Phong Thổ\n");
const QStringList peopleRows {QStringLiteral("Họ và tên|Xã"), QStringLiteral("Lò Văn Thử|Phong Thổ")};

} // namespace

TEST_CASE("UTF-8 with and without mark and UTF-16 of both kinds are read alike", "[roster]")
{
    TableBench bench;
    CHECK(bench.rows(people.toUtf8()) == peopleRows);
    CHECK(bench.rows("\xEF\xBB\xBF" + people.toUtf8()) == peopleRows);
    for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE}) {
        CHECK(bench.rows(utf16(people, encoding, true)) == peopleRows);
        CHECK(bench.rows(utf16(people, encoding, false)) == peopleRows);
    }
    CHECK((*bench.open(utf16(people, QStringConverter::Utf16LE, true)))->facts().encoding == "UTF-16LE");
}

TEST_CASE("text of the 1990s is refused by its name and never read as something else", "[roster]")
{
    TableBench bench;
    // "Nguyễn Văn Đức" in TCVN3 and in windows-1258.
    CHECK(bench.rows("Ho ten;Xa\nNguy\xD4n V\xA8n \xA7\xF8"
                     "c;A\n")
        == QStringList {"encoding-tcvn3"});
    CHECK(bench.rows("Ho ten;Xa\nNguy\xEA\xDE"
                     "n V\xE3n \xD0\xFD\xEC"
                     "c;A\n")
        == QStringList {"encoding-windows1258"});
    CHECK(bench.rows("Ho ten;Xa\nM\x81ller;A\n") == QStringList {"encoding-unknown"});
    // Deep in the file: what stood before was read.
    QByteArray late = people.toUtf8();
    while (late.size() < (2 << 20))
        late += "Lò Văn Thử;Phong Thổ\n";
    late += "V\xA8n;A\n";
    CHECK(bench.rows(late).back() == "encoding-tcvn3");
    const auto opened = bench.open("Ho ten;Xa\nNguy\xD4n V\xA8n;A\n");
    REQUIRE_FALSE(opened);
    CHECK(opened.error().detail.find("line 2") != std::string::npos);
}

TEST_CASE(
    "the separator is guessed by the first row that has any, or obeyed when it is announced", "[roster]")
{
    TableBench bench;
    CHECK(bench.rows("a,b,c;d\n1,2\n") == QStringList {"a|b|c;d", "1|2"});
    CHECK(bench.rows("a;b;c,d\n1;2;3\n") == QStringList {"a|b|c,d", "1|2|3"});
    CHECK(bench.rows("a\tb\n1\t2\n") == QStringList {"a|b", "1|2"});
    CHECK(bench.rows("\"x;y;z\",b\n1,2\n") == QStringList {"x;y;z|b", "1|2"});
    CHECK(bench.rows("Danh sach\na;b\n") == QStringList {"Danh sach", "a|b"});
    auto table = bench.open("sep=,\r\na,b;c;d\r\n");
    REQUIRE(table);
    TableRow row;
    REQUIRE((*table)->next(row).value());
    CHECK(row.number == 2); // as a spreadsheet would count
    CHECK(row.text(1) == "b;c;d");
}

TEST_CASE("quotes, doubled quotes, line ends inside cells and every kind of line end", "[roster]")
{
    TableBench bench;
    CHECK(
        bench.rows("a;b\n\"x \"\"y\"\" z\";\"two\nlines\"\n") == QStringList {"a|b", "x \"y\" z|two\nlines"});
    CHECK(bench.rows("a;b\r\n1;2\r3;4\n") == QStringList {"a|b", "1|2", "3|4"});
    CHECK(bench.rows("a;b\n5\" pipe;c\n") == QStringList {"a|b", "5\" pipe|c"});
    CHECK(bench.rows("a;b\n\n1;;\n") == QStringList {"a|b", "", "1"});
    CHECK(bench.rows("").isEmpty());
}

TEST_CASE("a file that ends inside quotes or inside a character is torn", "[roster]")
{
    TableBench bench;
    CHECK(bench.rows("a;b\n1;\"2") == QStringList {"a|b", "torn"});
    CHECK(bench.rows(QByteArray("a;b\n1;Thổ").chopped(1)).back() == "torn");
    CHECK(bench.rows(utf16(people, QStringConverter::Utf16LE, true).chopped(1)).back() == "torn");
    // A quote that is never closed swallows no rows silently.
    CHECK(bench.rows("a;b\n\"" + QByteArray(40000, 'x') + "\n1;2\n").back() == "torn");
    auto whole = bench.open("a;b\n1;2");
    REQUIRE(whole);
    TableRow row;
    while ((*whole)->next(row).value_or(false)) { }
    CHECK((*whole)->facts().endsTorn);
}

TEST_CASE("what is no table is said: bytes, folders, too many rows, cells beyond a spreadsheet's", "[roster]")
{
    TableBench bench;
    CHECK(bench.rows(QByteArray("\x89PNG\0\0\0\0", 8)) == QStringList {"encoding-unknown"});
    CHECK(bench.rows(QByteArray("a;b\n\0;c", 7)).contains("not-a-table"));
    CHECK(bench.rows("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") == QStringList {"encrypted"});
    CHECK(bench.rows("a;" + QByteArray(40000, 'x') + "\n").back() == "cell-too-long");
    CHECK(bench.rows("a;b\n" + QByteArray(1 << 15, ';')).back() == "not-a-table");
    CHECK(openTable(bench.folder.path()).error().code == ErrorCode::InvalidInput);
    CHECK(openTable(bench.folder.filePath("none")).error().code == ErrorCode::NotFound);
    CHECK(bench.rows(QByteArray((1 << 20) + 1, '\n')).back() == "too-many-rows");
    CHECK(bench.rows(QByteArray(1 << 20, '\n')).back() == "");
}

TEST_CASE("pieces of a file meet inside characters, quotes and line ends", "[roster]")
{
    TableBench bench;
    // 1 MiB is a piece; the cell before it is as long as it takes.
    for (int shift = 0; shift < 6; ++shift) {
        QByteArray bytes = "a;b\n";
        while (bytes.size() < (1 << 20) - 40)
            bytes += "1;2\n";
        bytes += QByteArray((1 << 20) - bytes.size() - 6 + shift, 'x') + ";\"ổ\"\"\"\r\n3;4\r\n";
        const QStringList rows = bench.rows(bytes);
        CHECK(rows.at(rows.size() - 2).endsWith(QStringLiteral("x|ổ\"")));
        CHECK(rows.back() == "3|4");
    }
}
