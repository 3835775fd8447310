#include "tests/damage/disk_damage.h"
#include "tests/damage/worked_station.h"

#include <QProcess>
#include <QSet>
#include <QStandardPaths>

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <sqlite3.h>

using namespace station;

// The same damaged files given to our recovery and to SQLite's own shell: what does each give back?

namespace {

struct Kind {
    const char* name;
    const char* key; ///< a query: one line for each whole thing, by its bytes
};

// Without confirmations: where the file was damaged a recovery makes them void on purpose.
constexpr Kind kinds[] {{"packets in the queue", "SELECT id || hex(sha256) FROM outbox"},
    {"open cases",
        "SELECT draft.id || hex(wrapped_key) || (SELECT group_concat(part || hex(sealed), ',') FROM (SELECT "
        "part, "
        "sealed FROM draft_part WHERE draft_id = draft.id AND part <> 'confirmation' ORDER BY part)) FROM "
        "draft"},
    {"parts of them", "SELECT draft_id || part || hex(sealed) FROM draft_part WHERE part <> 'confirmation'"},
    {"ledger rows", "SELECT seq || hex(hash) FROM ledger"},
    {"receipts", "SELECT packet_id || state || hex(signed) FROM receipt"},
    {"officers", "SELECT id || hex(wrapped) FROM officer"}};

using Things = std::array<QSet<QByteArray>, std::size(kinds)>;

/// What cannot be read is not there.
Things thingsIn(const QString& path)
{
    Things things;
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(path.toUtf8().constData(), &handle) == SQLITE_OK);
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
        sqlite3_stmt* query = nullptr;
        if (sqlite3_prepare_v2(handle, kinds[i].key, -1, &query, nullptr) != SQLITE_OK)
            continue;
        while (sqlite3_step(query) == SQLITE_ROW)
            things[i].insert(QByteArray(reinterpret_cast<const char*>(sqlite3_column_text(query, 0))));
        sqlite3_finalize(query);
    }
    sqlite3_close(handle);
    return things;
}

/// SQLite's shell, and what it is asked. Debian 12's has the command `.recover` and a library without
/// SQLITE_ENABLE_DBPAGE_VTAB, which it needs: there it gives nothing, and `.dump` is what is left.
class Shell {
public:
    Shell()
        : m_program(qEnvironmentVariable("COMPARE_SQLITE3", "sqlite3"))
    {
    }
    [[nodiscard]] bool isThere() const
    {
        return !QStandardPaths::findExecutable(m_program).isEmpty() || QFileInfo(m_program).isExecutable();
    }
    void choose(const QString& sound, const QString& scratch)
    {
        bringBack(sound, scratch);
        if (thingsIn(scratch).front().isEmpty())
            m_command = ".dump";
    }
    [[nodiscard]] const char* command() const { return m_command; }
    void bringBack(const QString& damaged, const QString& into) const
    {
        QByteArray statements = run({damaged, m_command}, {});
        statements.replace("ROLLBACK; -- due to errors", "COMMIT;"); // .dump gives up what it had
        static_cast<void>(run({into}, statements));
    }

private:
    [[nodiscard]] QByteArray run(const QStringList& arguments, const QByteArray& input) const
    {
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(m_program, arguments);
        process.write(input);
        process.closeWriteChannel();
        REQUIRE(process.waitForFinished(60'000));
        return process.readAllStandardOutput();
    }

    QString m_program;
    const char* m_command = ".recover";
};

void damage(const QString& path, int seed, int run)
{
    Damage damage(static_cast<unsigned>(seed * 1'000'003 + run), path);
    const qint64 pages = QFileInfo(path).size() / pageBytes;
    for (int hit = 0; hit <= run % 4; ++hit) {
        const qint64 page = (run * 7 + hit * 13) % pages;
        damage.in(page * pageBytes, (page + 1) * pageBytes);
    }
}

} // namespace

TEST_CASE("of the same damaged databases our recovery gives back no less of anything than SQLite's own shell",
    "[compare]")
{
    Shell shell;
    if (!shell.isThere()) {
        WARN("SKIPPED: the sqlite3 shell is not installed");
        SUCCEED();
        return;
    }
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("COMPARE_RUNS", &given);
    const int runs = given ? asked : 16;
    const int seed = std::max(1, qEnvironmentVariableIntValue("COMPARE_SEED"));
    const WorkedStation& before = closedStation();
    {
        QTemporaryDir folder;
        before.copyTo(QDir(folder.filePath("station")));
        shell.choose(folder.filePath("station/station.db"), folder.filePath("scratch.db"));
    }
    std::array<qsizetype, std::size(kinds)> all {};
    std::array<qsizetype, std::size(kinds)> ours {};
    std::array<qsizetype, std::size(kinds)> theirs {};
    for (int run = 0; run < runs; ++run) {
        QTemporaryDir folder;
        const QDir place(folder.filePath("station"));
        before.copyTo(place);
        const QString path = place.filePath("station.db");
        const Things whole = thingsIn(path);
        damage(path, seed, run);
        const QString copy = folder.filePath("damaged.db");
        const QString recovered = folder.filePath("recovered.db");
        REQUIRE(QFile::copy(path, copy));
        shell.bringBack(copy, recovered);
        FixedClock clock(before.bench.clock.now() + std::chrono::hours(25));
        REQUIRE(Desk::open(place, clock));
        const Things byUs = thingsIn(path);
        const Things byShell = thingsIn(recovered);
        for (std::size_t i = 0; i < std::size(kinds); ++i) {
            all[i] += whole[i].size();
            ours[i] += (whole[i] & byUs[i]).size();
            theirs[i] += (whole[i] & byShell[i]).size();
        }
    }
    std::printf(
        "recovered of %d damaged databases (COMPARE_RUNS=%d COMPARE_SEED=%d), ours and SQLite's %s:\n", runs,
        runs, seed, shell.command());
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
        CAPTURE(kinds[i].name);
        CHECK(ours[i] >= theirs[i]);
        std::printf("  %-20s %6lld %6lld of %lld\n", kinds[i].name, static_cast<long long>(ours[i]),
            static_cast<long long>(theirs[i]), static_cast<long long>(all[i]));
    }
    CHECK(theirs[0] > 0); // it did run
}
