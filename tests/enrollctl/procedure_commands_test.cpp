#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

namespace {

struct Run {
    int exitCode = -1;
    QList<QJsonObject> lines;
    QString said; ///< stderr
};

Run enrollctl(const QStringList& arguments)
{
    QProcess program;
    program.start(QDir(qEnvironmentVariable("STATION_BIN")).filePath(QStringLiteral("enrollctl")), arguments);
    REQUIRE(program.waitForFinished(30000));
    REQUIRE(program.exitStatus() == QProcess::NormalExit);
    Run run;
    run.exitCode = program.exitCode();
    run.said = QString::fromUtf8(program.readAllStandardError());
    const QList<QByteArray> lines = program.readAllStandardOutput().split('\n');
    for (const QByteArray& line : lines) {
        if (line.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        REQUIRE(document.isObject());
        run.lines.append(document.object());
    }
    return run;
}

QString file(const QTemporaryDir& folder, const QByteArray& bytes)
{
    QFile made(folder.filePath(QStringLiteral("rules.json")));
    REQUIRE(made.open(QIODevice::WriteOnly));
    REQUIRE(made.write(bytes) == bytes.size());
    return made.fileName();
}

} // namespace

TEST_CASE("procedures list prints one JSON object a line, with what a form must hold", "[procedures]")
{
    const Run run = enrollctl({"procedures", "list", "--json"});
    CHECK(run.exitCode == 0);
    REQUIRE(run.lines.size() >= 4);
    QStringList ids;
    for (const QJsonObject& line : run.lines) {
        ids << line.value(QStringLiteral("id")).toString();
        CHECK(line.value(QStringLiteral("in_force")).toBool());
        CHECK(line.value(QStringLiteral("required")).toArray().contains(QStringLiteral("name_full")));
    }
    for (const char* id : {"cc-new-14", "cc-new-6-14", "cc-new-0-6", "cc-exchange"})
        CHECK(ids.contains(QLatin1String(id)));
}

TEST_CASE("procedures check takes the product's own files", "[procedures]")
{
    const QDir folder(qEnvironmentVariable("STATION_SOURCE") + QStringLiteral("/resources/procedures"));
    QStringList arguments {"procedures", "check", "--json"};
    for (const QString& name : folder.entryList({QStringLiteral("cc-*.json")}))
        arguments << folder.filePath(name);
    const Run run = enrollctl(arguments);
    CHECK(run.exitCode == 0);
    for (const QJsonObject& line : run.lines)
        CHECK(line.value(QStringLiteral("valid")).toBool());
}

TEST_CASE(
    "a procedure file with an unknown key, torn, huge or missing: one sentence with the place, exit code 1",
    "[procedures]")
{
    QTemporaryDir folder;
    Run run = enrollctl({"procedures", "check", file(folder, R"({"id": "x", "colour": 1})")});
    CHECK(run.exitCode == 1);
    CHECK(run.said.contains(QStringLiteral("key")));

    run = enrollctl({"procedures", "check", file(folder, "{\"id\":\n \"x")});
    CHECK(run.exitCode == 1);
    CHECK(run.said.contains(QStringLiteral("line 2, column")));

    run = enrollctl({"procedures", "check", file(folder, QByteArray(3 * 1024 * 1024, ' '))});
    CHECK(run.exitCode == 1);
    CHECK(run.said.contains(QStringLiteral("1 MiB")));

    run = enrollctl({"procedures", "check", folder.filePath(QStringLiteral("none.json"))});
    CHECK(run.exitCode == 1);
    run = enrollctl({"procedures", "check", folder.path()});
    CHECK(run.exitCode == 1);
    CHECK(run.said.contains(QStringLiteral("folder")));
}

TEST_CASE("every file is looked at, and one that is wrong makes the exit code 1", "[procedures]")
{
    QTemporaryDir folder;
    const QString good
        = qEnvironmentVariable("STATION_SOURCE") + QStringLiteral("/resources/procedures/cc-new-14.json");
    const Run run = enrollctl({"procedures", "check", "--json", file(folder, "[]"), good});
    CHECK(run.exitCode == 1);
    REQUIRE(run.lines.size() == 3);
    CHECK_FALSE(run.lines.at(0).value(QStringLiteral("valid")).toBool());
    CHECK(run.lines.at(1).value(QStringLiteral("valid")).toBool());
    CHECK(run.lines.at(2).value(QStringLiteral("error")).toString() == QStringLiteral("InvalidInput"));
}

TEST_CASE("procedures check without a file is wrong usage", "[procedures]")
{
    CHECK(enrollctl({"procedures", "check"}).exitCode == 2);
}
