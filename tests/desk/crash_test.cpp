#include "core/store/packet_files.h"
#include "tests/support/crash_point.h"
#include "tests/support/desk_bench.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// Each of the first touches, where files and log take turns; then every seventh of the many pages of a
/// transaction.
int nextTouch(int n)
{
    constexpr int dense = 16;
    return n < dense ? n + 1 : n + 7;
}

/// A station with one filled case, closed; made once, copied for each crash.
struct Prepared : DeskBench {
    PacketId id;
    Prepared()
    {
        id = openFilledCase();
        desk.reset();
    }
};

Prepared& prepared()
{
    static Prepared once;
    return once;
}

void copyFolder(const QDir& from, const QDir& to)
{
    QDirIterator files(from.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to.filePath(from.relativeFilePath(path));
        QDir().mkpath(QFileInfo(copy).path());
        REQUIRE(QFile::copy(path, copy));
    }
}

struct CrashBench {
    QTemporaryDir folder;
    QDir station {folder.filePath("station")};
    FixedClock& clock = prepared().clock;
    KeyPair& registry = prepared().registry;
    TestAuthority& authority = prepared().authority;
    OfficerId an = prepared().an;
    PacketId id = prepared().id;
    std::unique_ptr<Desk> desk;

    CrashBench() { copyFolder(prepared().station, station); }
    void restart(FileLayer& files = posixFiles())
    {
        desk.reset();
        auto opened = Desk::open(station, clock, files);
        if (!opened)
            FAIL(opened.error().detail);
        desk = std::move(*opened);
        REQUIRE(desk->signIn(an, DeskBench::anWords));
    }
    [[nodiscard]] QString packetPath() const
    {
        return station.filePath("packets/" + id.text().right(2) + "/" + id.text() + ".p7m");
    }
    /// In the child: opens, signs in, and then dies or fails at the planned touch.
    void work(const std::function<void(Desk&)>& step, const std::function<void()>& plan)
    {
        auto opened = Desk::open(station, clock, watchedFiles());
        if (!opened || !(*opened)->signIn(an, DeskBench::anWords))
            return;
        plan();
        step(**opened);
        CrashPoint::off();
    }
    [[nodiscard]] int packetFiles() const
    {
        int count = 0;
        QDirIterator files(station.filePath("packets"), QDir::Files, QDirIterator::Subdirectories);
        for (; files.hasNext(); files.next())
            ++count;
        return count;
    }
    [[nodiscard]] bool opensAtRegistry() const
    {
        QFile file(packetPath());
        return file.open(QFile::ReadOnly)
            && openPacket(file.readAll(), registry.certificatePem, registry.keyPem, authority.caPem());
    }
    /// Either the draft is whole and there is no packet, or there is one packet that opens and no draft.
    void isAllOrNothing()
    {
        const bool queued = desk->outbox().row(id).has_value();
        const auto draft = desk->resumeCase(id);
        CHECK(queued != draft.has_value());
        CHECK(packetFiles() == (queued ? 1 : 0));
        if (draft)
            CHECK(draft->confirmation.has_value());
        CHECK(desk->verifyLedger());
    }
};

} // namespace

TEST_CASE("killed before any touch of the disk while finishing, the case is whole or sealed, and finishing "
          "again ends in one packet",
    "[crash]")
{
    CrashPoint::install();
    const auto finish = [](PacketId id) { return [id](Desk& desk) { static_cast<void>(desk.finish(id)); }; };
    int n = 1;
    int sealedAlready = 0;
    for (;; n = nextTouch(n)) {
        CrashBench bench;
        const bool died = diesIn([&] { bench.work(finish(bench.id), [n] { CrashPoint::killAt(n); }); });
        if (!died)
            break;
        CAPTURE(n);
        bench.restart();
        sealedAlready += bench.desk->outbox().row(bench.id) ? 1 : 0;
        bench.isAllOrNothing();
        REQUIRE(bench.desk->finish(bench.id));
        bench.isAllOrNothing();
        CHECK(bench.desk->outbox().list({})->size() == 1);
        CHECK(bench.opensAtRegistry());
    }
    CHECK(n > 10); // write, fsync, rename, folder, log, log's fsync …
    CHECK(sealedAlready > 0); // some died after the transaction was durable
}

TEST_CASE(
    "killed before any touch of the disk while a step is saved, what was saved before is there", "[crash]")
{
    CrashPoint::install();
    struct SavedStep {
        const char* name;
        std::function<void(Desk&, PacketId, OfficerId)> save;
    };
    const SavedStep steps[] {
        {"form",
            [](Desk& desk, PacketId id, OfficerId) {
                FormValues form = sampleForm();
                form["occupation"].text = "nông dân";
                static_cast<void>(desk.saveForm(id, form));
            }},
        {"finger",
            [](Desk& desk, PacketId id, OfficerId officer) {
                static_cast<void>(
                    desk.saveFinger(id, sampleException(FingerPosition::RightThumb, officer, {})));
            }},
        {"portrait",
            [](Desk& desk, PacketId id, OfficerId) {
                Portrait portrait = samplePortrait({});
                portrait.byHand = true;
                static_cast<void>(desk.savePortrait(id, portrait));
            }},
        {"step",
            [](Desk& desk, PacketId id, OfficerId) {
                static_cast<void>(desk.saveStep(id, CaseStep::Portrait));
            }},
    };
    for (const SavedStep& step : steps) {
        int n = 1;
        for (;; n = nextTouch(n)) {
            CrashBench bench;
            const bool died = diesIn([&] {
                bench.work(
                    [&](Desk& desk) { step.save(desk, bench.id, bench.an); }, [n] { CrashPoint::killAt(n); });
            });
            CAPTURE(step.name, n);
            bench.restart();
            const auto draft = bench.desk->resumeCase(bench.id);
            REQUIRE(draft);
            CHECK(draft->fingers.size() == 10);
            CHECK(draft->portrait.has_value());
            CHECK(draft->form.value("pin").text == "001194012345");
            CHECK(bench.desk->verifyLedger());
            if (!died)
                break;
        }
        CHECK(n > 1);
    }
}

TEST_CASE("on a disk that fills up or breaks at any touch nothing is half-written, and the case can be "
          "finished later",
    "[crash]")
{
    CrashPoint::install();
    const auto trouble = GENERATE(CrashPoint::Trouble::Full, CrashPoint::Trouble::Broken);
    for (int n = 1;; n = nextTouch(n)) {
        CrashBench bench;
        bool said = false;
        {
            auto desk = Desk::open(bench.station, bench.clock, watchedFiles());
            REQUIRE(desk);
            REQUIRE((*desk)->signIn(bench.an, DeskBench::anWords));
            CrashPoint::failFrom(n, trouble);
            const auto done = (*desk)->finish(bench.id);
            said = !done;
            if (said) {
                const ErrorCode code = done.error().code;
                CHECK((code == ErrorCode::StorageFull || code == ErrorCode::StorageFailed));
            }
            CrashPoint::off();
        }
        CAPTURE(n);
        bench.restart();
        bench.isAllOrNothing();
        REQUIRE(bench.desk->finish(bench.id));
        CHECK(bench.opensAtRegistry());
        CHECK(bench.desk->verifyLedger());
        if (!said)
            break;
    }
}

TEST_CASE("after a failed fsync of the database nothing more is written until it is opened again", "[crash]")
{
    CrashPoint::install();
    CrashBench bench;
    auto desk = Desk::open(bench.station, bench.clock, watchedFiles());
    REQUIRE(desk);
    REQUIRE((*desk)->signIn(bench.an, DeskBench::anWords));
    CrashPoint::failFrom(1, CrashPoint::Trouble::Broken);
    CHECK((*desk)->saveStep(bench.id, CaseStep::Person).error().code == ErrorCode::StorageFailed);
    CrashPoint::off();
    CHECK((*desk)->saveStep(bench.id, CaseStep::Person).error().code == ErrorCode::StorageFailed);
    CHECK((*desk)->finish(bench.id).error().code == ErrorCode::StorageFailed);
    CHECK((*desk)->resumeCase(bench.id)); // reading goes on
    desk->reset();
    bench.restart();
    CHECK(bench.desk->saveStep(bench.id, CaseStep::Person));
}

TEST_CASE(
    "a new case is refused early while the last 500 MB are left, and open ones can be finished", "[desk]")
{
    struct NearlyFull final : FileLayer {
        Status write(const QString& path, const QByteArray& bytes) override
        {
            return posixFiles().write(path, bytes);
        }
        Status rename(const QString& from, const QString& to) override
        {
            return posixFiles().rename(from, to);
        }
        Status syncFolder(const QString& folder) override { return posixFiles().syncFolder(folder); }
        Status remove(const QString& path) override { return posixFiles().remove(path); }
        qint64 bytesFree(const QString&) const override { return 499'999'999; }
    } nearlyFull;
    CrashBench bench;
    bench.restart(nearlyFull);
    const auto refused = bench.desk->openCase("cc-new-14");
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error {ErrorCode::StorageFull, "only 499 MB are free; a new case needs 500 MB"});
    CHECK(bench.desk->finish(bench.id));
    bench.desk.reset();
}
