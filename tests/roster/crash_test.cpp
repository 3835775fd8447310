#include "tests/roster/roster_bench.h"
#include "tests/support/crash_point.h"

#include <QFile>

using namespace station;

namespace {

QByteArray manyPeople(int from, int count)
{
    QByteArray csv = headings;
    for (int i = from; i < from + count; ++i)
        csv += QStringLiteral("Lò Văn Thử;0120941%1;1994;Nam;Xóm %2;Phong Thổ;\n")
                   .arg(i, 5, 10, QChar('0'))
                   .arg(i % 7)
                   .toUtf8();
    return csv;
}

/// An import of 200 people over 20, and what it left when its process ended at the n-th touch of the disk.
struct CrashBench : RosterBench {
    QString next;
    int touches = 0; ///< of the disk, by the last work()

    CrashBench()
    {
        CrashPoint::install();
        imported(manyPeople(0, 20));
        next = file("next.csv", manyPeople(10, 200));
        database.reset(); // the child opens its own
    }
    void work(const std::function<void()>& plan)
    {
        auto opened = Database::open(station, watchedFiles());
        if (!opened)
            return;
        database = std::move(*opened);
        Roster child = make();
        auto planned = child.plan(next);
        if (!planned)
            return;
        plan();
        (void)child.import(std::move(*planned));
        touches = CrashPoint::counted();
        CrashPoint::off();
    }
    /// Returns whether the import is there.
    bool isAllOrNothing()
    {
        reopen();
        Roster after = make();
        const qint64 people = after.count().value();
        const auto extracts = after.extracts().value();
        const bool isThere = extracts.size() == 2;
        CHECK(people == (isThere ? 210 : 20));
        CHECK(after.person(1)->missingSince == (isThere ? 2 : 0));
        CHECK(Ledger(*database).verify());
        CHECK(Ledger(*database).rows()->back().detail.startsWith(isThere ? "extract 2" : "extract 1"));
        CHECK(database->checkThoroughly());
        return isThere;
    }
};

} // namespace

TEST_CASE(
    "an import that is killed at any touch of the disk leaves the old roster or the new one", "[roster]")
{
    int touches = 0;
    {
        CrashBench bench;
        CrashPoint::count();
        bench.work(&CrashPoint::count);
        touches = bench.touches;
        bench.database.reset();
        CHECK(bench.isAllOrNothing());
    }
    REQUIRE(touches > 10);
    int old = 0;
    int died = 0;
    for (int n = 1; n <= touches; n += n < 16 ? 1 : 7) {
        CrashBench bench;
        died += diesIn([&] { bench.work([&] { CrashPoint::killAt(n); }); }) ? 1 : 0;
        INFO("touch " << n << " of " << touches);
        old += bench.isAllOrNothing() ? 0 : 1;
    }
    CHECK(died > 10);
    CHECK(old > 10);
    WARN("imports killed: " << died << ", of which " << old << " left the old roster");
}

TEST_CASE("a disk that fills up or breaks during an import leaves the old roster", "[roster]")
{
    for (const auto trouble : {CrashPoint::Trouble::Full, CrashPoint::Trouble::Broken})
        for (const int n : {1, 3, 8}) {
            CrashBench bench;
            bench.work([&] { CrashPoint::failFrom(n, trouble); });
            bench.database.reset();
            CHECK_FALSE(bench.isAllOrNothing());
        }
}
