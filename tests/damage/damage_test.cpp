#include "tests/damage/disk_damage.h"
#include "tests/damage/worked_station.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <cstdio>

using namespace station;

namespace {

int wanted(const char* name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

struct Figures {
    int tried = 0;
    int recovered = 0;
    int drafts = 0;
    int packets = 0;
    int wrong = 0;
};

void print(const char* what, const Figures& f, const WorkedStation& before, int seed)
{
    std::printf("%s: DAMAGE_RUNS=%d DAMAGE_SEED=%d; recovered %d, packets lost %d of %lld, drafts opened %d "
                "of %lld\n",
        what, f.tried, seed, f.recovered, f.packets, static_cast<long long>(f.tried) * before.packets.size(),
        f.drafts, static_cast<long long>(f.tried) * static_cast<long long>(before.drafts.size()));
}

void take(Figures& figures, const Outcome& verdict)
{
    ++figures.tried;
    figures.recovered += verdict.recovered ? 1 : 0;
    figures.drafts += verdict.draftsOpened;
    figures.packets += static_cast<int>(verdict.wrong.filter("not in the queue").size());
    figures.wrong += verdict.wrong.isEmpty() ? 0 : 1;
}

} // namespace

TEST_CASE("whatever is damaged in any page of the database, every packet is in the queue once, nothing is "
          "deleted and "
          "work goes on",
    "[damage]")
{
    const WorkedStation& before = closedStation();
    const int runs = wanted("DAMAGE_RUNS", 24);
    const int seed = wanted("DAMAGE_SEED", 1);
    const int only = wanted("DAMAGE_ONLY", -1);
    Figures figures;
    for (int run = 0; run < runs; ++run) {
        if (only >= 0 && run != only)
            continue;
        QTemporaryDir folder;
        const QDir place(folder.filePath("station"));
        before.copyTo(place);
        const QString path = place.filePath("station.db");
        const qint64 pages = QFileInfo(path).size() / pageBytes;
        const qint64 page = (run * 7) % pages; // every page in turn, whatever the number of runs
        const char* what = "";
        {
            Damage damage(static_cast<unsigned>(seed * 1'000'003 + run), path);
            what = run % 9 == 8 ? damage.cutAt(page * pageBytes + (run % 2) * 1000)
                : run % 2 == 0  ? damage.flip(page * pageBytes, (page + 1) * pageBytes)
                                : damage.in(page * pageBytes, (page + 1) * pageBytes);
        }
        const Outcome verdict = judge(place, before, filesIn(place));
        CAPTURE(run, seed, page, pages, what, verdict.recovered);
        CHECK(verdict.wrong.join("; ").toStdString() == "");
        take(figures, verdict);
    }
    CHECK(figures.recovered > 0);
    print("damaged pages", figures, before, seed);
}

TEST_CASE("whatever is damaged in the log of a station that was killed, every packet is in the queue once",
    "[damage]")
{
    const WorkedStation& before = killedStation();
    const int runs = wanted("DAMAGE_RUNS", 14);
    const int seed = wanted("DAMAGE_SEED", 1);
    const int only = wanted("DAMAGE_ONLY", -1);
    Figures figures;
    for (int run = 0; run < runs; ++run) {
        if (only >= 0 && run != only)
            continue;
        QTemporaryDir folder;
        const QDir place(folder.filePath("station"));
        before.copyTo(place);
        const QString path = place.filePath("station.db-wal");
        const qint64 frames = (QFileInfo(path).size() - 32) / (pageBytes + 24);
        REQUIRE(frames > 50);
        const qint64 frame = (run * 31) % frames;
        const qint64 begin = run % 13 == 12 ? 0 : 32 + frame * (pageBytes + 24);
        const char* what = "";
        {
            Damage damage(static_cast<unsigned>(seed * 1'000'003 + run), path);
            what = run % 2 == 0 ? damage.flip(begin, begin + (begin == 0 ? 32 : pageBytes + 24))
                                : damage.in(begin, begin + (begin == 0 ? 32 : pageBytes + 24));
        }
        const Outcome verdict = judge(place, before, filesIn(place));
        CAPTURE(run, seed, frame, frames, what, verdict.recovered);
        CHECK(verdict.wrong.join("; ").toStdString() == "");
        take(figures, verdict);
    }
    CHECK(figures.recovered > 0);
    print("damaged logs", figures, before, seed);
}
