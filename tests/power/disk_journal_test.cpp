#include "tests/support/disk_journal.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// A directory with one file, "old", that is safe, and a journal of what is done from then on.
struct JournalBench {
    QTemporaryDir folder;
    QDir root {QDir(folder.path()).canonicalPath()};
    std::unique_ptr<DiskJournal> journal;
    std::mt19937 random {1};

    JournalBench()
    {
        REQUIRE(posixFiles().write(path("old"), "as it was"));
        journal = std::make_unique<DiskJournal>(root);
        DiskWatch::set(journal.get());
    }
    ~JournalBench() { DiskWatch::set(nullptr); }
    JournalBench(const JournalBench&) = delete;
    JournalBench& operator=(const JournalBench&) = delete;

    [[nodiscard]] QString path(const char* name) const { return root.filePath(QLatin1String(name)); }
    [[nodiscard]] DiskImage cut(Keeps keeps, const WeakDisk& weak = {})
    {
        return journal->cut(journal->length(), keeps, random, weak);
    }
};

} // namespace

TEST_CASE("a file whose folder was not synced is gone when nothing else is kept, and there after the sync",
    "[journal]")
{
    JournalBench bench;
    REQUIRE(watchedFiles().write(bench.path("new"), "bytes"));
    CHECK_FALSE(bench.cut(Keeps::Nothing).files.contains("new"));
    CHECK(bench.cut(Keeps::Everything).files.at("new") == "bytes");
    REQUIRE(watchedFiles().syncFolder(bench.root.path()));
    CHECK(bench.cut(Keeps::Nothing).files.at("new") == "bytes");
    CHECK_FALSE(bench.cut(Keeps::Nothing, {true, false, false}).files.contains("new"));
    CHECK(bench.cut(Keeps::Nothing, {false, true, false}).files.at("new").isEmpty());
}

TEST_CASE("a rename happens whole or not at all", "[journal]")
{
    JournalBench bench;
    REQUIRE(watchedFiles().write(bench.path("new.tmp"), "bytes"));
    REQUIRE(watchedFiles().rename(bench.path("new.tmp"), bench.path("old")));
    for (int i = 0; i < 50; ++i) {
        const DiskImage image = bench.cut(Keeps::Sectors);
        const QByteArray old = image.files.at("old");
        CHECK((old == "as it was" || (old == "bytes" && !image.files.contains("new.tmp"))));
    }
}

TEST_CASE("a file in a folder whose own name is not safe is lost with it", "[journal]")
{
    JournalBench bench;
    REQUIRE(bench.root.mkpath("a/b"));
    REQUIRE(watchedFiles().syncFolder(bench.path("a")));
    REQUIRE(watchedFiles().write(bench.path("a/b/file"), "bytes"));
    REQUIRE(watchedFiles().syncFolder(bench.path("a/b")));
    CHECK(bench.cut(Keeps::Nothing).files.size() == 1);
    REQUIRE(watchedFiles().syncFolder(bench.root.path()));
    CHECK(bench.cut(Keeps::Nothing).files.at("a/b/file") == "bytes");
}

TEST_CASE("two folders change places whole or not at all", "[journal]")
{
    JournalBench bench;
    for (const char* name : {"one", "two"}) {
        REQUIRE(makeFolder(watchedFiles(), bench.path(name)));
        REQUIRE(watchedFiles().write(bench.path(name) + QStringLiteral("/file"), name));
        REQUIRE(watchedFiles().syncFolder(bench.path(name)));
    }
    REQUIRE(watchedFiles().exchange(bench.path("one"), bench.path("two")));
    std::set<QByteArray> seen;
    for (int i = 0; i < 50; ++i) {
        const DiskImage image = bench.cut(Keeps::Sectors);
        seen.insert(image.files.at("one/file") + image.files.at("two/file"));
    }
    CHECK(seen == std::set<QByteArray> {"onetwo", "twoone"});
    REQUIRE(watchedFiles().syncFolder(bench.root.path()));
    CHECK(bench.cut(Keeps::Nothing).files.at("one/file") == "two");
    CHECK(DiskImage::of(bench.root) == bench.cut(Keeps::Nothing));
}

TEST_CASE("a removed file may come back until its folder is synced", "[journal]")
{
    JournalBench bench;
    REQUIRE(watchedFiles().remove(bench.path("old")));
    CHECK(bench.cut(Keeps::Nothing).files.at("old") == "as it was");
    REQUIRE(watchedFiles().syncFolder(bench.root.path()));
    CHECK(bench.cut(Keeps::Nothing).files.empty());
}

TEST_CASE("of a write without fsync any sectors may be kept, and the rest is as before", "[journal]")
{
    JournalBench bench;
    static_cast<void>(bench.journal->before({DiskTouch::Kind::Truncate, bench.path("old"), {}, {}, 0}));
    static_cast<void>(bench.journal->before({DiskTouch::Kind::SyncFile, bench.path("old")}));
    const QByteArray bytes(3 * 512, 'x');
    static_cast<void>(bench.journal->before({DiskTouch::Kind::Write, bench.path("old"), {}, bytes, 100}));
    std::set<QByteArray> seen;
    for (int i = 0; i < 200; ++i) {
        const QByteArray torn = bench.cut(Keeps::Sectors).files.at("old");
        seen.insert(torn);
        for (const auto& [from, to] : {std::pair(100, 512), {512, 1024}, {1024, 1536}, {1536, 1636}}) {
            const QByteArray sector = torn.mid(from, to - from);
            CHECK((sector.count('x') == sector.size() || sector.count('\0') == sector.size()));
        }
    }
    CHECK(seen.size() == 16);
    CHECK(bench.cut(Keeps::Nothing).files.at("old").isEmpty());
}

TEST_CASE("an image put into a directory is what stands there", "[journal]")
{
    JournalBench bench;
    DiskWatch::set(nullptr);
    const DiskImage image {{{"a/file", "bytes"}, {"top", ""}}, {"a", "empty"}};
    image.putInto(bench.root);
    CHECK(DiskImage::of(bench.root) == image);
}
