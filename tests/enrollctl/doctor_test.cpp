#include "tests/enrollctl/program.h"
#include "tests/support/desk_bench.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

Ran doctor(const DeskBench& bench, const QStringList& options)
{
    return runProgram("enrollctl",
        QStringList {"--station", bench.station.path(), "--json", "station", "doctor"} + options);
}

QJsonObject about(const Ran& ran, const QString& check)
{
    for (const QJsonObject& line : ran.lines)
        if (line["check"] == check)
            return line;
    FAIL("no line about " << check.toStdString());
    return {};
}

} // namespace

TEST_CASE("station doctor says one line a check and fails only for failures", "[doctor]")
{
    DeskBench bench;
    bench.desk.reset();
    const Ran ran = doctor(bench, {"--no-devices"});
    CHECK(ran.code == 0);
    CHECK(ran.lines.size() >= 14);
    for (const QJsonObject& line : ran.lines) {
        CHECK(QStringList {"ok", "warn"}.contains(line["state"].toString()));
        CHECK(line["cure"].isNull() == (line["state"] == "ok"));
        CHECK(line.contains("figure"));
    }
    CHECK(about(ran, "recovery")["cure"] == "make-recovery");
    CHECK(about(ran, "certificate-station")["unit"] == "days");
    CHECK(about(ran, "ledger")["state"] == "ok");
    CHECK(about(ran, "roster")["state"] == "ok");
}

TEST_CASE("station doctor exits with 1 when something fails, and names the cure", "[doctor]")
{
    DeskBench bench;
    bench.desk.reset();
    REQUIRE(QFile::setPermissions(bench.station.filePath("identity/station.key"),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const Ran ran = doctor(bench, {"--no-devices"});
    CHECK(ran.code == 1);
    CHECK(about(ran, "files")["state"] == "fail");
    CHECK(about(ran, "files")["cure"] == "protect-files");
    const Ran text
        = runProgram("enrollctl", {"--station", bench.station.path(), "station", "doctor", "--no-devices"});
    CHECK(text.code == 1);
    CHECK(text.text.contains("chmod"));
}

TEST_CASE("station doctor takes a print and a picture from the practice devices", "[doctor]")
{
    DeskBench bench; // a practice station
    bench.desk.reset();
    const Ran ran = doctor(bench, {"--capture"});
    CHECK(about(ran, "reader")["state"] == "ok");
    CHECK(about(ran, "camera")["state"] == "ok");
    CHECK(ran.code == 0);
}
