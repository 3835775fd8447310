#include "tests/enrollctl/program_bench.h"

#include <QDate>
#include <QJsonArray>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct TallyBench : ProgramBench {
    [[nodiscard]] Ran tally(const QStringList& more = {}) const
    {
        return run(QStringList {"tally"} + more + signIn());
    }
    [[nodiscard]] static QJsonValue in(const Ran& ran, const char* key)
    {
        REQUIRE_FALSE(ran.lines.empty());
        return ran.lines.back().value(QLatin1String(key));
    }
    /// At home, by a team of both officers.
    [[nodiscard]] QStringList enrollAtHome() const
    {
        return enrollArguments()
            + QStringList {"--place", "home", "--team", "3", "--team-officer", "An", "--team-officer", "Bình",
                "--visit", "v-1"};
    }
};

} // namespace

TEST_CASE("what was enrolled today is in today's tally, by place and team", "[enrollctl]")
{
    TallyBench bench;
    CHECK(bench.in(bench.tally(), "total")["captured"] == 0);
    REQUIRE(bench.run(bench.enrollArguments()).code == 0);
    const Ran home = bench.run(bench.enrollAtHome());
    INFO(home.text.toStdString());
    REQUIRE(home.code == 0);
    const Ran tally = bench.tally({"--by", "place"});
    REQUIRE(tally.code == 0);
    CHECK(bench.in(tally, "from") == QDate::currentDate().toString(Qt::ISODate));
    CHECK(bench.in(tally, "total")["captured"] == 2);
    CHECK(bench.in(tally, "total")["waiting"] == 2);
    CHECK(bench.in(tally, "groups").toArray().size() == 2);
    CHECK(bench.in(tally, "groups")[1]["key"] == "home");
    CHECK(bench.in(bench.tally({"--by", "team"}), "groups")[1]["key"] == "3");
    CHECK(tally.text.contains("captured 2 = received 0 + waiting 2"));
}

TEST_CASE("a tally goes into a file whole or not at all", "[enrollctl]")
{
    TallyBench bench;
    const QString file = bench.folder.filePath("tally.json");
    REQUIRE(bench.tally({"--out", file}).code == 0);
    QFile written(file);
    REQUIRE(written.open(QFile::ReadOnly));
    CHECK(QJsonDocument::fromJson(written.readAll()).object().value("type") == "enrollment-tally");
    for (const char* format : {"csv", "xlsx", "pdf"}) {
        const QString sheet = bench.folder.filePath(format);
        CHECK(bench.tally({"--format", format, "--out", sheet}).code == 0);
        QFile drawn(sheet);
        REQUIRE(drawn.open(QFile::ReadOnly));
        const QByteArray begin = QString(format) == "csv" ? "\xEF\xBB\xBFTrạm,"
            : QString(format) == "xlsx"                   ? "PK\x03\x04"
                                                          : "%PDF-1.";
        CHECK(drawn.readAll().startsWith(begin));
    }
    CHECK(bench.tally({"--format", "xlsx"}).lines.back()["error"] == "InvalidInput");
    CHECK(bench.tally({"--out", bench.folder.filePath("no/such/tally.json")}).lines.back()["error"]
        == "StorageFailed");
}

TEST_CASE(
    "days that are none, ranges that end before they begin and unknown words are refused", "[enrollctl]")
{
    TallyBench bench;
    for (const char* day : {"2026-02-30", "28/11/2026", "2026-1-1", "yesterday", "20261128"}) {
        CAPTURE(day);
        CHECK(bench.tally({"--from", day}).lines.back()["error"] == "InvalidInput");
    }
    CHECK(
        bench.tally({"--from", "2026-11-28", "--to", "2026-11-27"}).lines.back()["error"] == "InvalidInput");
    CHECK(bench.tally({"--from", "1900-01-01"}).lines.back()["error"] == "InvalidInput");
    CHECK(bench.tally({"--by", "height"}).code == 2);
    CHECK(bench.tally({"--format", "doc"}).code == 2);
    CHECK(bench.run({"tally"}).lines.back()["error"] == "NotSignedIn");
}

TEST_CASE("a team of one, officers of no team and an unknown place open no case", "[enrollctl]")
{
    TallyBench bench;
    const auto with = [&](const QStringList& more) { return bench.enrollArguments() + more; };
    bench.refuses(with({"--team", "3", "--team-officer", "An"}), "2 to 4 officers");
    bench.refuses(with({"--team-officer", "An", "--team-officer", "Bình"}), "no team");
    bench.refuses(with({"--team", "3", "--team-officer", "An", "--team-officer", "Chi"}), "no officer");
    bench.refuses(with({"--team", "=1+1"}), "letters, digits");
    bench.refuses(with({"--fee-exempt", "rich"}), "exempt");
    CHECK(bench.run(with({"--place", "moon"})).code == 2);
}

TEST_CASE("a day is closed, verified, exported and verified as a file elsewhere", "[enrollctl]")
{
    TallyBench bench;
    REQUIRE(bench.run(bench.enrollArguments()).code == 0);
    const auto with = [&](const QStringList& more) { return bench.tally(more); };
    CHECK(with({"verify", "today"}).lines.back()["error"] == "NotFound");
    const Ran closed = with({"close", "today"});
    INFO(closed.text.toStdString());
    REQUIRE(closed.code == 0);
    CHECK(closed.lines.back()["captured"] == 1);
    CHECK(closed.lines.back()["closedBy"] == "An");
    const QString sha256 = closed.lines.back()["sha256"].toString();
    CHECK(sha256.size() == 64);
    CHECK(with({"verify", "today"}).lines.back()["sha256"] == sha256);
    CHECK(with({"close", "today"}).lines.back()["error"] == "InvalidInput");
    CHECK(with({"close", "2999-01-01"}).lines.back()["error"] == "InvalidInput");
    const QString file = bench.folder.filePath("day.p7s");
    REQUIRE(with({"export", "today", "--out", file}).code == 0);
    CHECK(with({"verify", file}).lines.back()["sha256"] == sha256);
    QFile altered(file);
    REQUIRE(altered.open(QFile::ReadWrite));
    altered.seek(altered.size() / 2);
    altered.write("~");
    altered.close();
    CHECK(with({"verify", file}).lines.back()["error"] == "Damaged");
    const Ran sheet = bench.tally();
    CHECK(bench.in(sheet, "closed")[0]["sha256"] == sha256);
    CHECK(bench.in(sheet, "closed")[0]["broken"] == false);
    CHECK(bench
              .run({"tally", "close", "2026-11-27", "--officer", "Bình", "--passphrase-file",
                  bench.folder.filePath("binh")})
              .lines.back()["error"]
        == "NotAllowed");
}
