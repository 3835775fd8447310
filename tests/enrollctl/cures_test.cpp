#include "tests/enrollctl/program_bench.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct CureBench : ProgramBench {
    QStringList by {"--by", "An", "--by-passphrase-file", folder.filePath("an")};
    QString stick = folder.filePath("stick");

    CureBench() { QDir().mkpath(stick); }
    /// Id and case number of one more sealed case.
    QJsonObject sealed()
    {
        const Ran ran = run(enrollArguments());
        INFO(ran.text.toStdString());
        REQUIRE(ran.code == 0);
        return ran.lines.back();
    }
    /// Refused, and this is what to do about it.
    void cures(const QStringList& arguments, const char* cure)
    {
        const Ran ran = run(arguments);
        INFO(arguments.join(' ').toStdString());
        INFO(ran.text.toStdString());
        CHECK(ran.code == 1);
        REQUIRE_FALSE(ran.lines.empty());
        CHECK(ran.lines.back()["cure"].toString().contains(cure));
    }
};

} // namespace

TEST_CASE("a case is named by the number on its slip as well as by its packet id", "[enrollctl]")
{
    CureBench bench;
    const QJsonObject packet = bench.sealed();
    const QString number = packet["caseNumber"].toString();
    const QString id = packet["id"].toString();
    CHECK(bench.run({"queue", "show", number}).lines.front()["id"] == id);
    CHECK(bench.run(QStringList {"queue", "hold", number.toLower()} + bench.signIn()).lines.front()["id"]
        == id);
    bench.cures({"queue", "show", "00019XYZ-271126-9999-A"}, "--station");
    bench.restart();
    const auto draft = bench.desk->openCase("cc-new-14").value();
    bench.desk.reset();
    CHECK(bench.run(QStringList {"draft", "show", draft.caseNumber} + bench.signIn()).lines.front()["id"]
        == draft.id.text());
    CHECK(bench.run(QStringList {"draft", "discard", draft.caseNumber} + bench.signIn()).code == 0);
    CHECK(bench.run({"draft", "list"}).lines.empty());
}

TEST_CASE("a held packet keeps its reason, and whoever holds it for another one is told", "[enrollctl]")
{
    CureBench bench;
    const QString id = bench.sealed()["id"].toString();
    const auto hold = [&](const char* reason) {
        return QStringList {"queue", "hold", id, "--reason", reason} + bench.signIn();
    };
    CHECK(bench.run(hold("citizen-asks")).code == 0);
    CHECK(bench.run(hold("citizen-asks")).code == 0);
    bench.cures(hold("officer"), "'queue retry'");
    CHECK(bench.run({"queue", "show", id}).lines.front()["problem"] == "held:citizen-asks");
}

TEST_CASE("station install wants a station.pem in the folder, and says until when it is good", "[enrollctl]")
{
    CureBench bench;
    const QString given = bench.folder.filePath("given");
    bench.cures(QStringList {"station", "install", "--identity", given} + bench.by, "--identity");
    QDir().mkpath(given);
    bench.cures(QStringList {"station", "install", "--identity", given} + bench.by, "--identity");
    write(given + "/station.pem", QByteArray([&] {
        QFile file(bench.station.filePath("identity/station.pem"));
        REQUIRE(file.open(QFile::ReadOnly));
        return file.readAll();
    }()));
    const Ran installed = bench.run(QStringList {"station", "install", "--identity", given} + bench.by);
    INFO(installed.text.toStdString());
    REQUIRE(installed.code == 0);
    CHECK(installed.lines.front()["id"] == "station-1");
    CHECK(installed.lines.front()["notAfter"].toString().endsWith("Z"));
}

TEST_CASE("a practice device captures nothing for a real station", "[enrollctl]")
{
    CureBench bench;
    changeStation(bench.station, "UPDATE setting SET value = '0' WHERE key = 'practice'");
    QFile::remove(bench.station.filePath("station.keys"));
    bench.refuses(QStringList {"enroll", "--procedure", "cc-new-14", "--form", bench.form, "--portrait",
                      bench.portrait, "--reader", "practice"}
            + bench.signIn(),
        "real station");
}

TEST_CASE("each refusal comes with the cure for it", "[enrollctl]")
{
    CureBench bench;
    const QString words = bench.folder.filePath("binh");
    bench.cures({"officer", "add", "Chi", "--passphrase-file", words}, "--by");
    bench.cures({"officer", "remove", "Bình"}, "--by");
    bench.cures({"station", "tpm", "bind"}, "--by");
    bench.cures({"station", "install", "--identity", bench.station.filePath("identity")}, "--by");
    bench.cures({"queue", "purge"}, "--officer");
    bench.cures(QStringList {"officer", "recovery-kept"} + bench.by, "'officer recovery-code'");
    bench.cures(QStringList {"bundle", "ack", bench.stick} + bench.signIn(), "--station"); // nothing on it

    const QString first = bench.sealed()["id"].toString();
    const QString held = bench.sealed()["caseNumber"].toString();
    REQUIRE(bench.run(QStringList {"queue", "hold", held} + bench.signIn()).code == 0);
    const QStringList out {"bundle", "export", "--to", "bench-2", "--out", bench.stick};
    const Ran exported = bench.run(out + bench.signIn());
    INFO(exported.text.toStdString());
    REQUIRE(exported.code == 0);
    const QString bundle = exported.lines.front()["bundle"].toString();
    CHECK(exported.text.contains("No bundle has gone to 'bench-2' from here before"));
    CHECK(exported.text.contains("take the stick to bench-2"));
    CHECK(exported.text.contains("Held packets stayed here: " + held));

    bench.cures(out + QStringList {first} + bench.signIn(), ("--again " + bundle).toUtf8().constData());
    bench.cures(QStringList {"bundle", "ack", bench.stick} + bench.signIn(), "'bundle import' there");
    bench.cures(QStringList {"bundle", "import", bench.stick} + bench.signIn(), "station that is named");

    REQUIRE(bench.run(QStringList {"queue", "retry", held} + bench.signIn()).code == 0);
    const Ran second = bench.run(out + bench.signIn());
    CHECK_FALSE(second.text.contains("before")); // bench-2 is known by now
    const QStringList import = QStringList {"bundle", "import", bench.stick} + bench.signIn();
    bench.cures(import, "0 of 2 bundles on the stick were imported");
}
