#include "core/store/packet_files.h"
#include "tests/support/desk_bench.h"
#include "tests/support/disk_journal.h"

#include <catch2/catch.hpp>

#include <array>

using namespace station;

namespace {

constexpr std::array everyKeeps {Keeps::Nothing, Keeps::Sectors, Keeps::Beginning, Keeps::Everything};
constexpr int seedsEach = 8;

const auto packetId = PacketId::create(fromMs(1795780800000));
const QByteArray packetBytes(5000, 'p');

/// An empty station directory, a packet store on it, and the history of its disk.
struct FilesBench {
    QTemporaryDir folder;
    QDir root {QDir(folder.path()).canonicalPath()};
    PacketFiles files {root, watchedFiles()};
    std::unique_ptr<DiskJournal> journal;

    ~FilesBench() { DiskWatch::set(nullptr); }
    void watch()
    {
        journal = std::make_unique<DiskJournal>(root);
        DiskWatch::set(journal.get());
    }
    /// Every cut at every touch, each in several ways.
    template<class Look>
    void everyCut(Look look) const
    {
        for (int n = 0; n <= journal->length(); ++n)
            for (const Keeps keeps : everyKeeps)
                for (unsigned seed = 0; seed < seedsEach; ++seed) {
                    std::mt19937 random(seed);
                    CAPTURE(n, nameOf(keeps), seed);
                    look(n, journal->cut(n, keeps, random));
                }
    }
    [[nodiscard]] std::optional<QByteArray> kept(const DiskImage& image) const
    {
        const auto file = image.files.find(root.relativeFilePath(files.path(packetId)));
        return file == image.files.end() ? std::nullopt : std::optional(file->second);
    }
};

} // namespace

TEST_CASE(
    "after a power cut while a packet is kept it is there whole or not at all, and once that was answered it "
    "is there",
    "[power][files]")
{
    FilesBench bench;
    bench.watch();
    REQUIRE(bench.files.keep(packetId, packetBytes));
    bench.everyCut([&](int n, const DiskImage& image) {
        const auto kept = bench.kept(image);
        CHECK((!kept || *kept == packetBytes));
        CHECK((kept || n < bench.journal->length()));
    });
}

TEST_CASE("after a power cut while a packet is kept a second time the old or the new bytes are there",
    "[power][files]")
{
    FilesBench bench;
    const QByteArray newBytes(7000, 'n');
    REQUIRE(bench.files.keep(packetId, packetBytes));
    bench.watch();
    REQUIRE(bench.files.keep(packetId, newBytes));
    bench.everyCut([&](int n, const DiskImage& image) {
        const auto kept = bench.kept(image);
        REQUIRE(kept);
        CHECK((*kept == newBytes || (*kept == packetBytes && n < bench.journal->length())));
    });
}

TEST_CASE("a packet on its way into quarantine is in its old or its new place after any power cut",
    "[power][files]")
{
    FilesBench bench;
    REQUIRE(bench.files.keep(packetId, packetBytes));
    bench.watch();
    REQUIRE(bench.files.quarantine(packetId));
    const QString aside = QStringLiteral("packets/quarantine/%1.p7m").arg(packetId.text());
    bench.everyCut([&](int n, const DiskImage& image) {
        const auto moved = image.files.find(aside);
        const bool there = moved != image.files.end() && moved->second == packetBytes;
        CHECK((there || bench.kept(image) == packetBytes));
        CHECK((there || n < bench.journal->length()));
    });
}

TEST_CASE("a removed packet stays removed after any power cut once that was answered", "[power][files]")
{
    FilesBench bench;
    REQUIRE(bench.files.keep(packetId, packetBytes));
    bench.watch();
    REQUIRE(bench.files.remove(packetId));
    bench.everyCut([&](int n, const DiskImage& image) {
        CHECK((bench.kept(image) == packetBytes || n > 0));
        CHECK((!bench.kept(image) || n < bench.journal->length()));
    });
}

TEST_CASE("a power cut while a supervisor installs another identity stops nobody's work", "[power][files]")
{
    DiskWatch::install();
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    bench.restart(watchedFiles());
    DiskJournal journal(bench.station);
    DiskWatch::set(&journal);
    REQUIRE(bench.desk->installIdentity(TestAuthority::identity(
        bench.authority, bench.authority.station("station-1"), bench.authority.registry())));
    DiskWatch::set(nullptr);
    bench.desk.reset();
    std::size_t way = 0;
    for (int n = 0; n <= journal.length(); ++n) {
        std::mt19937 random(static_cast<unsigned>(n));
        const Keeps keeps = everyKeeps.at(way++ % everyKeeps.size());
        journal.cut(n, keeps, random).putInto(bench.station);
        bench.restart();
        const auto sealed = bench.desk->finish(id);
        INFO("cut after touch " << n << ", kept " << nameOf(keeps) << ": "
                                << (sealed ? std::string() : sealed.error().detail));
        CHECK(sealed);
        bench.desk.reset();
    }
    CHECK(journal.length() > 20);
}
