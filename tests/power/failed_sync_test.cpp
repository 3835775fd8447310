#include "tests/support/desk_bench.h"
#include "tests/support/disk_journal.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>

using namespace station;

namespace {

struct Journalled {
    explicit Journalled(DiskJournal& journal) { DiskWatch::set(&journal); }
    ~Journalled() { DiskWatch::set(nullptr); }
};

FormValues formOf(const char* occupation)
{
    FormValues form = sampleForm();
    form["occupation"].text = occupation;
    return form;
}

Portrait otherPortrait()
{
    Portrait portrait = samplePortrait(fromMs(1795780800000));
    portrait.camera = "another";
    return portrait;
}

/// A desk whose fsync has just failed once, in the middle of saving a portrait; then its process was killed.
struct Failed {
    DeskBench bench;
    PacketId id;
    std::optional<Portrait> before;
    DiskImage seen; ///< by whoever reads the files
    DiskImage safe; ///< what the disk has

    Failed()
    {
        DiskWatch::install();
        id = bench.openFilledCase();
        bench.restart(watchedFiles());
        DiskJournal journal(bench.station);
        const Journalled on(journal);
        REQUIRE(bench.desk->saveForm(id, formOf("acknowledged")));
        before = bench.desk->resumeCase(id)->portrait;
        journal.failNextSync();
        const Status refused = bench.desk->savePortrait(id, otherPortrait());
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::StorageFailed);
        const auto shown = bench.desk->resumeCase(id); // reading goes on, and shows what was acknowledged
        REQUIRE(shown);
        CHECK(shown->form == formOf("acknowledged"));
        CHECK(shown->portrait == before);
        // The disk answers again, and all the same nothing is written: nobody knows what it has.
        CHECK(bench.desk->saveForm(id, formOf("later")).error().code == ErrorCode::StorageFailed);
        seen = DiskImage::of(bench.station);
        std::mt19937 random(1);
        safe = journal.cut(journal.length(), Keeps::Nothing, random);
    }
};

} // namespace

TEST_CASE(
    "after an fsync that failed a connection writes nothing more and reads what was acknowledged; a start "
    "after "
    "that, cut by a power cut at any touch of the disk, loses nothing and shows no half of what had failed",
    "[power][fsync]")
{
    const Failed failed;
    REQUIRE(failed.seen.files.at("station.db-wal") != failed.safe.files.at("station.db-wal"));
    QTemporaryDir folder;
    const QDir place(folder.filePath("station"));
    failed.seen.putInto(place);
    DiskJournal journal(place, failed.safe);
    int opened = 0;
    {
        const Journalled on(journal);
        auto desk = Desk::open(place, failed.bench.clock, watchedFiles());
        REQUIRE(desk);
        opened = journal.length();
        REQUIRE((*desk)->signIn(failed.bench.an, DeskBench::anWords));
        CHECK((*desk)->saveForm(failed.id, formOf("later"))); // work goes on
    }
    int cuts = 0;
    for (int n = 0; n <= opened; ++n)
        for (const Keeps keeps : {Keeps::Nothing, Keeps::Beginning, Keeps::Sectors, Keeps::Everything}) {
            std::mt19937 random(static_cast<unsigned>(n));
            QTemporaryDir after;
            const QDir left(after.filePath("station"));
            journal.cut(n, keeps, random).putInto(left);
            auto desk = Desk::open(left, failed.bench.clock);
            CAPTURE(n, opened, nameOf(keeps), n > 0 ? journal.describe(n - 1).toStdString() : "");
            REQUIRE(desk);
            ++cuts;
            CHECK_FALSE((*desk)->recoveryNotice().value().has_value());
            REQUIRE((*desk)->signIn(failed.bench.an, DeskBench::anWords));
            const auto draft = (*desk)->resumeCase(failed.id);
            REQUIRE(draft);
            CHECK(draft->form == formOf("acknowledged"));
            CHECK((draft->portrait == failed.before || draft->portrait == otherPortrait()));
        }
    std::printf("power: a start after a failed fsync, %d touches, %d cuts, nothing lost\n", opened, cuts);
}
