#include "core/store/database.h"
#include "core/store/packet_files.h"
#include "core/store/raw_pages.h"
#include "core/store/whole_file.h"
#include "tests/damage/disk_damage.h"
#include "tests/damage/worked_station.h"
#include "tests/support/read_trouble.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;

// A disk that does not give some bytes (EIO) says nothing about them: they may be whole, and be given
// tomorrow.

namespace {

constexpr int frameBytes = pageBytes + 24;
constexpr int logHeadBytes = 32;

int wanted(const char* name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

struct Copy {
    QTemporaryDir folder;
    QDir place {folder.filePath("station")};
    const WorkedStation& before;
    FixedClock clock;

    /// `later`: 25 hours, and the look of the day is due.
    explicit Copy(const WorkedStation& station, std::chrono::hours later = std::chrono::hours(25))
        : before(station)
        , clock(before.bench.clock.now() + later)
    {
        before.copyTo(place);
    }
    [[nodiscard]] QString database() const { return place.filePath("station.db"); }
    [[nodiscard]] QString log() const { return place.filePath("station.db-wal"); }
    /// What a recovery leaves.
    [[nodiscard]] QStringList recovery() const
    {
        return place.entryList({"station.db.damaged*", "station.db.recovered*", "station.db.building*"});
    }
    void overwrite(const QString& path, qint64 at, const QByteArray& bytes) const
    {
        QFile file(path);
        REQUIRE(file.open(QFile::ReadWrite));
        REQUIRE(file.seek(at));
        REQUIRE(file.write(bytes) == bytes.size());
    }
    /// As in recovery_test: the tree pages of the queue and of the officers.
    void breakDatabase() const { overwrite(database(), 2 * pageBytes, QByteArray(12 * pageBytes, '\0')); }
    /// The disk answers again.
    [[nodiscard]] Outcome judged() const { return judge(place, before, filesIn(place)); }
};

struct Figures {
    int met = 0; ///< runs in which a read failed
    int refused = 0; ///< openings that were refused
};

/// Opens with the trouble, then without.
void tryOpening(const Copy& copy, const QString& file, qint64 begin, qint64 end, int times, Figures& figures)
{
    CAPTURE(file.section('/', -1).toStdString(), begin, times);
    {
        const ReadTrouble trouble(file, begin, end, times);
        const auto desk = Desk::open(copy.place, copy.clock);
        figures.met += trouble.refused() > 0 ? 1 : 0;
        figures.refused += desk ? 0 : 1;
        if (!desk) {
            CAPTURE(desk.error().detail);
            CHECK(desk.error().code == ErrorCode::StorageFailed);
        } else {
            CHECK_FALSE((*desk)->recoveryNotice().value_or(std::nullopt).has_value());
        }
    }
    CHECK(copy.recovery().join(' ').toStdString() == "");
    const Outcome later = copy.judged();
    CHECK(later.wrong.join("; ").toStdString() == "");
    CHECK_FALSE(later.recovered);
    CHECK(later.draftsOpened == static_cast<int>(copy.before.drafts.size()));
}

} // namespace

TEST_CASE("a page of the database or of its log that the disk does not give is no damage, the opening says "
          "that the "
          "disk failed, nothing is recovered, and once the disk answers everything is there",
    "[read]")
{
    const int runs = wanted("READ_RUNS", 12);
    Figures figures;
    for (int run = 0; run < runs; ++run) {
        const bool inLog = run % 3 == 2;
        const Copy copy(inLog ? killedStation() : closedStation());
        const QString file = inLog ? copy.log() : copy.database();
        const qint64 head = inLog ? logHeadBytes : 0;
        const qint64 unit = inLog ? frameBytes : pageBytes;
        const qint64 units = (QFileInfo(file).size() - head) / unit;
        const qint64 at = head + (run * 7 % units) * unit;
        const int times = run % 4 == 3 ? 1 : -1;
        tryOpening(copy, file, at, at + unit, times, figures);
    }
    CHECK(figures.met > runs / 2);
    CHECK(figures.refused > 0);
    std::printf("read errors: READ_RUNS=%d; met in %d openings, %d refused, no recovery, nothing lost\n",
        runs, figures.met, figures.refused);
}

TEST_CASE(
    "while the disk does not give what a recovery needs it changes nothing, and is done later without loss",
    "[read]")
{
    const Copy copy(GENERATE(true, false) ? closedStation() : killedStation());
    copy.breakDatabase();
    const DamagedFiles damaged = filesIn(copy.place);
    QString file;
    qint64 begin = 0;
    const QString keys = copy.place.filePath("station.keys");
    const QByteArray keysBefore = wholeFile(keys, 1 << 20).value();
    SECTION("another page of the database")
    {
        file = copy.database();
        begin = 20 * pageBytes;
    }
    SECTION("the second copy of officers and facts") { file = keys; }
    SECTION("the second copy behind its first 500 bytes")
    {
        file = keys;
        begin = 500;
    }
    SECTION("a frame of the log")
    {
        if (damaged.log.isEmpty())
            return;
        file = copy.log();
        begin = logHeadBytes + 7 * frameBytes;
    }
    SECTION("the end of a frame of the log")
    {
        if (damaged.log.isEmpty())
            return;
        file = copy.log();
        begin = logHeadBytes + 7 * frameBytes + 500;
    }
    {
        const ReadTrouble trouble(file, begin, begin + pageBytes);
        const auto refused = Desk::open(copy.place, copy.clock);
        CHECK(trouble.refused() > 0);
        REQUIRE_FALSE(refused);
        CAPTURE(refused.error().detail);
        CHECK(refused.error().code == ErrorCode::StorageFailed);
        CHECK(copy.recovery().join(' ').toStdString() == "");
    }
    CHECK(filesIn(copy.place).database == damaged.database);
    CHECK(filesIn(copy.place).log == damaged.log);
    CHECK(wholeFile(keys, 1 << 20).value() == keysBefore);
    const Outcome later = judge(copy.place, copy.before, damaged);
    CHECK(later.wrong.join("; ").toStdString() == "");
    CHECK(later.recovered);
}

TEST_CASE("a packet file that cannot be read during a recovery stays where it is, and comes back into the "
          "queue as soon "
          "as it can be read",
    "[read]")
{
    const bool ledgerIsThere = GENERATE(true, false);
    const qint64 readable = GENERATE(0, 500);
    const auto packets = closedStation().packets;
    for (auto packet = packets.begin(); packet != packets.end(); ++packet) {
        const Copy one(closedStation());
        if (ledgerIsThere)
            one.breakDatabase();
        else
            REQUIRE(QFile::resize(one.database(), 0));
        const QString name = packet.key();
        CAPTURE(name.toStdString(), ledgerIsThere, readable);
        {
            const ReadTrouble trouble("/" + name + ".p7m", readable);
            const auto desk = Desk::open(one.place, one.clock);
            REQUIRE(desk);
            CHECK(
                (trouble.refused() > 0 || (ledgerIsThere && !packet->origin.isEmpty()))); // a row that stands
            CHECK((*desk)->recoveryNotice().value().has_value());
        }
        const auto desk = Desk::open(one.place, one.clock);
        REQUIRE(desk);
        CHECK((*desk)->outbox().row(PacketId::parse(name)));
        QStringList found;
        QDirIterator files(one.place.path(), {name + ".p7m"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found.append(one.place.relativeFilePath(files.next()));
        CHECK(found.size() == 1);
        CHECK_FALSE(found.join(' ').contains("quarantine"));
    }
}

TEST_CASE(
    "a part of a draft that the disk does not give is neither gone nor damaged, and is there once it answers",
    "[read]")
{
    const Copy copy(
        closedStation(), std::chrono::hours(1)); // no look of the day: only what the work reads is read
    const qint64 pages = QFileInfo(copy.database()).size() / pageBytes;
    int met = 0;
    for (qint64 page = 1; page < pages; page += wanted("READ_STEP", 9)) {
        auto desk = Desk::open(copy.place, copy.clock);
        REQUIRE(desk);
        const auto in = (*desk)->signIn(copy.before.bench.an, DeskBench::anWords);
        CAPTURE(page, in ? "" : in.error().detail);
        REQUIRE(in);
        {
            const ReadTrouble trouble(copy.database(), page * pageBytes, (page + 1) * pageBytes);
            for (const PacketId& id : copy.before.drafts) {
                const auto draft = (*desk)->resumeCase(id);
                if (draft)
                    continue;
                CAPTURE(page, draft.error().detail);
                CHECK(draft.error().code == ErrorCode::StorageFailed);
            }
            met += trouble.refused() > 0 ? 1 : 0;
        }
        desk->reset();
        auto again = Desk::open(copy.place, copy.clock);
        REQUIRE(again);
        REQUIRE((*again)->signIn(copy.before.bench.an, DeskBench::anWords));
        for (const PacketId& id : copy.before.drafts)
            CHECK((*again)->resumeCase(id));
    }
    CHECK(met > 0);
    CHECK(copy.recovery().join(' ').toStdString() == "");
}

TEST_CASE(
    "a packet file that the disk does not give is told apart from one that is gone and one that is another",
    "[read]")
{
    const QTemporaryDir folder;
    PacketFiles files {QDir(folder.path())};
    const PacketId id = PacketId::create(fromMs(1795780800000));
    const QByteArray bytes(100'000, 'p');
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    CHECK(files.read(id, hash).error().code == ErrorCode::NotFound);
    REQUIRE(files.keep(id, bytes));
    {
        const ReadTrouble trouble(files.path(id), 50'000, 60'000);
        CHECK(files.read(id, hash).error().code == ErrorCode::StorageFailed);
    }
    CHECK(files.read(id, hash));
    CHECK(files.read(id, QByteArray(32, 'x')).error().code == ErrorCode::Damaged);
}

TEST_CASE("a page of a damaged database that the disk gives in part is not taken for the page", "[read]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("station.db");
    REQUIRE(posixFiles().write(file, QByteArray(3 * pageBytes, 'p')));
    const auto pages = RawPages::open(file, folder.filePath("station.db-wal"));
    REQUIRE(pages);
    {
        const ReadTrouble trouble(file, pageBytes + 512, pageBytes + 1024);
        CHECK(pages->page(2).isEmpty());
        CHECK(pages->isUnreadable());
    }
    CHECK(pages->page(2) == QByteArray(pageBytes, 'p'));
}
