// One sheet in every format: what is read back is what was counted.
#include "core/tally/tally_csv.h"
#include "core/tally/tally_xlsx.h"
#include "tests/tally/tally_bench.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// Codes are their own words here, but for a team that somebody named to do harm.
TallyWords plainWords()
{
    return {[](const QString& code) { return code; },
        [](TallyBy, const std::optional<QString>& key) { return key.value_or("?"); },
        [](const QString& problem) { return problem; }};
}

TallySheet teamsSheet()
{
    std::vector<TallyRow> rows;
    for (const char* team :
        {"Đội 3", "=HYPERLINK(\"http://example.invalid\")", "+1", "-1", "@SUM(1)", "\tx", "a,\"b\"\nc"}) {
        TallyRow row = rows.size() % 2 == 0 ? packetOn(monday) : answered(monday, monday);
        row.facts->team = QString::fromUtf8(team);
        row.facts->fee = {25'000, {}};
        rows.push_back(row);
    }
    const auto sheet = makeSheet(headOn(monday), {monday, monday.addDays(1), TallyBy::Team}, rows);
    if (!sheet)
        FAIL(sheet.error().detail);
    return *sheet;
}

TallyTables teams() { return tablesOf(teamsSheet(), plainWords()).value(); }

/// RFC 4180, as a reader of its own.
std::vector<QStringList> readCsv(const QByteArray& bytes)
{
    REQUIRE(bytes.startsWith("\xEF\xBB\xBF"));
    const QString text = QString::fromUtf8(bytes.mid(3));
    std::vector<QStringList> rows(1);
    rows.back().append(QString());
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
            rows.back().back() += text[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            rows.back().append(QString());
        else if (!quoted && c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            ++i;
            rows.push_back({QString()});
        } else
            rows.back().back() += c;
    }
    CHECK_FALSE(quoted);
    return rows;
}

QByteArray partOf(const QByteArray& xlsx, const QString& name)
{
    QTemporaryDir folder;
    QFile file(folder.filePath("t.xlsx"));
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(xlsx);
    file.close();
    QProcess unzip;
    unzip.start("unzip", {"-p", file.fileName(), name});
    REQUIRE(unzip.waitForFinished());
    REQUIRE(unzip.exitCode() == 0);
    return unzip.readAllStandardOutput();
}

QStringList sharedStrings(const QByteArray& xlsx)
{
    QStringList strings;
    QXmlStreamReader xml(partOf(xlsx, "xl/sharedStrings.xml"));
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"t")
            strings.append(xml.readElementText());
    return strings;
}

/// A worksheet as texts and numbers; a formula fails.
std::vector<std::vector<TallyCell>> readSheet(const QByteArray& xlsx, int number)
{
    const QStringList strings = sharedStrings(xlsx);
    std::vector<std::vector<TallyCell>> rows;
    QXmlStreamReader xml(partOf(xlsx, QString("xl/worksheets/sheet%1.xml").arg(number)));
    bool isText = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        CHECK(xml.name() != u"f");
        if (xml.name() == u"row")
            rows.emplace_back();
        if (xml.name() == u"c")
            isText = xml.attributes().value("t") == u"s";
        if (xml.name() == u"v") {
            const QString value = xml.readElementText();
            rows.back().push_back(isText ? TallyCell(strings[value.toInt()]) : TallyCell(value.toLongLong()));
        }
    }
    return rows;
}

} // namespace

TEST_CASE("every number of the sheet comes back from CSV, and none is quoted", "[tally]")
{
    const TallyTables tables = teams();
    const auto rows = readCsv(csvOf(tables));
    std::size_t line = tables.facts.size() + 2; // an empty line, the title
    CHECK(rows[line++] == tables.counts.heads);
    for (const auto& row : tables.counts.rows) {
        for (std::size_t i = 1; i < row.size(); ++i)
            CHECK(rows[line][static_cast<qsizetype>(i)] == QString::number(std::get<qint64>(row[i])));
        ++line;
    }
    CHECK_FALSE(csvOf(tables).contains("\"25000\""));
    CHECK(csvOf(tables).contains(",25000,"));
}

TEST_CASE("no cell of CSV begins as a formula does", "[tally]")
{
    const auto rows = readCsv(csvOf(teams()));
    int harmless = 0;
    static const QRegularExpression formula("^[=+@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20-]");
    for (const QStringList& row : rows)
        for (const QString& cell : row) {
            CAPTURE(cell.toStdString());
            CHECK_FALSE(formula.match(cell).hasMatch());
            harmless += cell.startsWith('\'') ? 1 : 0;
        }
    CHECK(harmless == 5);
    CHECK(csvText("=1+1") == "'=1+1");
    CHECK(csvText("＝1") == "'＝1");
    CHECK(csvText("\r=1") == "\"'\r=1\"");
    CHECK(csvText("a=1") == "a=1");
    CHECK(csvText("") == "");
    CHECK(csvText("a,\"b\"") == "\"a,\"\"b\"\"\"");
}

TEST_CASE("XLSX holds the same numbers as numbers and the same texts as texts", "[tally]")
{
    const TallyTables tables = teams();
    const auto xlsx = xlsxOf(tables, headOn(monday).asOf);
    REQUIRE(xlsx);
    int number = 0;
    for (const TallyTable* table : {&tables.counts, &tables.days, &tables.open}) {
        const auto rows = readSheet(*xlsx, ++number);
        CAPTURE(number);
        REQUIRE(rows.size() == table->rows.size() + 1);
        for (std::size_t i = 0; i < table->rows.size(); ++i) {
            std::vector<TallyCell> expected = table->rows[i];
            std::erase(expected, TallyCell(QString())); // an empty text is no cell
            CHECK(rows[i + 1] == expected);
        }
    }
}

TEST_CASE("the heads of a workbook stay in view and a chart stands beside the counts", "[tally]")
{
    const auto xlsx = xlsxOf(teams(), headOn(monday).asOf);
    REQUIRE(xlsx);
    const QByteArray counts = partOf(*xlsx, "xl/worksheets/sheet1.xml");
    CHECK(counts.contains("state=\"frozen\""));
    CHECK(counts.contains("ySplit=\"1\""));
    CHECK(counts.contains("<drawing "));
    CHECK(partOf(*xlsx, "xl/charts/chart1.xml").contains("<c:barChart>"));
    CHECK(partOf(*xlsx, "xl/charts/chart2.xml").contains("<c:barChart>"));
    CHECK(xlsxOf(teams(), headOn(monday).asOf).value() != QByteArray());
}

TEST_CASE("no table is drawn from a sheet that does not add up", "[tally]")
{
    TallySheet sheet = teamsSheet();
    ++sheet.total.captured;
    const auto tables = tablesOf(sheet, plainWords());
    REQUIRE_FALSE(tables);
    CHECK(tables.error().code == ErrorCode::Damaged);
}
