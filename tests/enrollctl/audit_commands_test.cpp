#include "core/store/ledger.h"
#include "tests/enrollctl/program.h"
#include "tests/support/desk_bench.h"
#include "tests/support/sanitizers.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QtEndian>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include <cstdio>
#include <sqlite3.h>

using namespace station;

namespace {

struct AuditBench : DeskBench {
    AuditBench() { desk.reset(); }

    Ran run(const QStringList& arguments) const
    {
        return runProgram("enrollctl", QStringList {"--station", station.path(), "--json"} + arguments);
    }
    void tamper(const char* sql) const
    {
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
        CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
    }
};

/// By the words of `audit export --help` alone, as an auditor's own tool would.
QByteArray hashOf(const QByteArray& before, const QJsonObject& row)
{
    QByteArray bytes = before;
    for (const char* name : {"seq", "atMs", "event", "subject", "detail", "actor"}) {
        const QJsonValue value = row[QLatin1String(name)];
        const QByteArray text
            = value.isString() ? value.toString().toUtf8() : QByteArray::number(value.toInteger());
        const auto length = qToBigEndian(static_cast<quint32>(text.size()));
        bytes += QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + text;
    }
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

double processorSecondsOfChildren()
{
    rusage used {};
    ::getrusage(RUSAGE_CHILDREN, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

} // namespace

TEST_CASE("audit verify says what happened to which row, in words and in JSON", "[enrollctl][audit]")
{
    AuditBench bench;
    const Ran whole = bench.run({"audit", "verify"});
    CHECK(whole.code == 0);
    CHECK(whole.lines.back()["holds"].toBool());
    CHECK(whole.lines.back()["findings"].toArray().isEmpty());

    bench.tamper("UPDATE ledger SET actor = 'x' WHERE seq = 2; DELETE FROM ledger WHERE seq = 4");
    const Ran ran = bench.run({"audit", "verify"});
    CHECK(ran.code == 1);
    CHECK(ran.text.contains("Row 2 was changed after it was written, or row 1 before it was written anew."));
    CHECK(ran.text.contains("Row 4 was removed."));
    REQUIRE(ran.lines.size() == 2);
    const QJsonArray findings = ran.lines.front()["findings"].toArray();
    CHECK_FALSE(ran.lines.front()["holds"].toBool());
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].toObject()["fault"] == "row-changed-or-rewritten");
    CHECK(findings[0].toObject()["row"] == 2);
    CHECK(findings[1].toObject()["fault"] == "row-missing");
    CHECK(findings[1].toObject()["row"] == 4);
    CHECK(ran.lines.back()["error"] == "Damaged");
}

TEST_CASE("audit verify --holds notices a station that was put back whole", "[enrollctl][audit]")
{
    AuditBench bench;
    const QString older = bench.run({"audit", "verify"}).lines.back()["head"].toString();
    bench.restart();
    REQUIRE(bench.desk->openCase("cc-new-14"));
    bench.desk.reset();
    const QString head = bench.run({"audit", "verify", "--holds", older}).lines.back()["head"].toString();
    CHECK(head != older);
    bench.tamper(
        "DELETE FROM draft; DELETE FROM ledger WHERE event = 'case-opened'; UPDATE ledger_head SET (seq, "
        "hash) = (SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1)");
    CHECK(bench.run({"audit", "verify", "--holds", older}).code == 0);
    const Ran back = bench.run({"audit", "verify", "--holds", older, "--holds", head});
    CHECK(back.code == 1);
    CHECK(back.lines.front()["findings"].toArray().first().toObject()["fault"] == "put-back");
    CHECK(back.text.contains("put back to an older day"));
    CHECK(bench.run({"audit", "verify", "--holds", "12ab"}).lines.back()["error"] == "InvalidInput");
}

TEST_CASE("an auditor's own tools can check the chain of audit export", "[enrollctl][audit]")
{
    AuditBench bench;
    QFile words(bench.folder.filePath("an"));
    REQUIRE(words.open(QFile::WriteOnly));
    words.write(DeskBench::anWords);
    words.close();
    const Ran ran = bench.run({"audit", "export", "--officer", "An", "--passphrase-file", words.fileName()});
    REQUIRE(ran.lines.size() >= 5);
    QByteArray before(32, '\0');
    for (const QJsonObject& row : ran.lines) {
        const QByteArray hash = hashOf(before, row);
        CHECK(row["hash"] == QString::fromLatin1(hash.toHex()));
        before = hash;
    }
    CHECK(bench.run({"audit", "verify"}).lines.back()["head"] == QString::fromLatin1(before.toHex()));
}

TEST_CASE(
    "audit verify of a hundred thousand rows takes a second of processor time at most, the whole process",
    "[enrollctl][audit]")
{
    AuditBench bench;
    growLedger(bench.station, 100'000);
    static_cast<void>(bench.run({"audit", "verify"})); // the file is in memory then, as after any day's work
    const double before = processorSecondsOfChildren();
    QElapsedTimer wall;
    wall.start();
    const Ran ran = bench.run({"audit", "verify"});
    const double seconds = processorSecondsOfChildren() - before;
    std::printf("audit verify: 100,000 rows, %.2f s of processor time, %.2f s by the clock\n", seconds,
        static_cast<double>(wall.elapsed()) / 1000);
    CHECK(ran.code == 0);
    CHECK(ran.lines.back()["rows"] == 100'000);
    CHECK(seconds <= 1.0 * slower);
}
