#include "core/store/disk_reserve.h"
#include "tests/support/desk_bench.h"

#include <QFile>
#include <QProcess>

#include <catch2/catch.hpp>

#include <cstdio>
#include <unistd.h>

using namespace station;

namespace {

/// Small disks stand for large ones: every number of bytes that the reserve reckons with is this many times
/// smaller.
constexpr qint64 scale = 20;

class SmallDisk final : public FileLayer {
public:
    Status write(const QString& path, const QByteArray& bytes) override
    {
        return posixFiles().write(path, bytes);
    }
    Status rename(const QString& from, const QString& to) override { return posixFiles().rename(from, to); }
    Status syncFolder(const QString& folder) override { return posixFiles().syncFolder(folder); }
    Status remove(const QString& path) override { return posixFiles().remove(path); }
    Status preallocate(const QString& path, qint64 bytes) override
    {
        return posixFiles().preallocate(path, bytes / scale);
    }
    qint64 bytesFree(const QString& folder) const override { return posixFiles().bytesFree(folder) * scale; }
};

bool run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool done = process.waitForFinished(60000) && process.exitCode() == 0;
    if (!done)
        std::printf("%s", process.readAll().constData());
    return done;
}

/// A disk of our own: a file with ext4 in it, mounted.
class OwnDisk {
public:
    OwnDisk()
    {
        if (::geteuid() != 0) {
            m_why = "mounting needs root";
            return;
        }
        QFile image(m_folder.filePath("image"));
        if (!image.open(QFile::WriteOnly) || !image.resize(64 << 20) || !QDir().mkpath(mountPoint())
            || !run("mkfs.ext4", {"-q", "-F", "-m", "0", image.fileName()}))
            m_why = "mkfs.ext4 is missing or refused";
        else if (!mount())
            m_why = "mounting is not possible here";
    }
    ~OwnDisk()
    {
        if (m_why.isEmpty())
            run("umount", {"-l", mountPoint()});
    }
    [[nodiscard]] QString mountPoint() const { return m_folder.filePath("disk"); }
    [[nodiscard]] const QString& missing() const { return m_why; }
    [[nodiscard]] bool mount()
    {
        return run("mount", {"-o", "loop", m_folder.filePath("image"), mountPoint()});
    }
    [[nodiscard]] bool unmount() { return run("umount", {mountPoint()}); }
    /// What the kernel does after an error of the device.
    [[nodiscard]] bool goReadOnly() { return run("mount", {"-o", "remount,abort", mountPoint()}); }

    /// Another program eats the disk until so many bytes are free.
    void fillUpTo(qint64 left)
    {
        QFile ballast(QDir(mountPoint()).filePath("ballast"));
        REQUIRE(ballast.open(QFile::WriteOnly | QFile::Append | QFile::Unbuffered));
        const QByteArray block(16384, 'x');
        while (posixFiles().bytesFree(mountPoint()) > left)
            if (ballast.write(block) != block.size())
                break;
    }
    void empty() { REQUIRE(QFile::remove(QDir(mountPoint()).filePath("ballast"))); }

private:
    QTemporaryDir m_folder;
    QString m_why;
};

/// The station lies on that disk.
struct DiskBench {
    OwnDisk& disk;
    QByteArray before = qgetenv("TMPDIR");
    std::unique_ptr<DeskBench> bench;

    explicit DiskBench(OwnDisk& own)
        : disk(own)
    {
        qputenv("TMPDIR", disk.mountPoint().toUtf8());
        bench = std::make_unique<DeskBench>();
        before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
    }
};

#define NEEDS_DISK(disk)                                                                                     \
    if (!(disk).missing().isEmpty()) {                                                                       \
        WARN("SKIPPED: " << (disk).missing().toStdString());                                                 \
        SUCCEED();                                                                                           \
        return;                                                                                              \
    }

} // namespace

TEST_CASE(
    "on a full disk no case begins, what is open is finished from the reserve, and nothing is half-written",
    "[disk]")
{
    OwnDisk disk;
    NEEDS_DISK(disk);
    DiskBench on(disk);
    DeskBench& bench = *on.bench;
    SmallDisk files;
    bench.restart(files);
    const PacketId first = bench.openFilledCase();
    const PacketId second = bench.openFilledCase();
    const QString reserve = bench.station.filePath("station.reserve");
    CHECK(QFileInfo(reserve).size() == DiskReserve::reserveBytes / scale);
    CHECK_FALSE(bench.desk->today()->noNewCase);

    disk.fillUpTo(DiskReserve::newCaseNeeds / scale - 100'000);
    const auto today = bench.desk->today();
    REQUIRE(today);
    REQUIRE(today->noNewCase); // said before anybody begins
    CHECK(today->noNewCase->code == ErrorCode::StorageFull);
    CHECK(bench.desk->openCase("cc-new-14").error().code == ErrorCode::StorageFull);
    CHECK(QFileInfo::exists(reserve));

    const bool reserveIsThere = GENERATE(true, false);
    if (!reserveIsThere) // the control: a comparison with free bytes alone saves nobody
        REQUIRE(QFile::remove(reserve));
    disk.fillUpTo(0);
    CHECK(posixFiles().bytesFree(disk.mountPoint()) < 65536);
    const auto sealed = bench.desk->finish(first);
    const auto also = bench.desk->finish(second);
    if (reserveIsThere) {
        CHECK_FALSE(QFileInfo::exists(reserve));
        CHECK(sealed);
        CHECK(also);
    } else {
        CHECK((!sealed || !also));
    }
    // Whatever failed: after room was made and the station opened again, each case is whole or sealed.
    disk.empty();
    bench.restart(files);
    for (const PacketId& id : {first, second}) {
        const bool queued = bench.desk->outbox().row(id).has_value();
        const auto draft = bench.desk->resumeCase(id);
        CHECK(queued != draft.has_value());
        CHECK(bench.desk->finish(id));
        CHECK(QFileInfo::exists(bench.packetPath(id)));
    }
    CHECK(bench.desk->verifyLedger());
    CHECK_FALSE(bench.desk->recoveryNotice()->has_value());
    CHECK(bench.desk->openCase("cc-new-14"));
    bench.desk.reset();
}

TEST_CASE("every save that fails on a full disk changes nothing, at any fill", "[disk]")
{
    OwnDisk disk;
    NEEDS_DISK(disk);
    DiskBench on(disk);
    DeskBench& bench = *on.bench;
    SmallDisk files;
    bench.restart(files);
    const PacketId id = bench.openFilledCase();
    int refused = 0;
    for (int left = 400'000; left >= 0; left -= 40'000) {
        disk.fillUpTo(left);
        FormValues form = sampleForm();
        form["occupation"].text = QString::number(left);
        const FormValues before = bench.desk->resumeCase(id)->form;
        const Status saved = bench.desk->saveForm(id, form);
        if (!saved) {
            ++refused;
            CHECK((saved.error().code == ErrorCode::StorageFull
                || saved.error().code == ErrorCode::StorageFailed));
            bench.desk.reset();
            disk.empty();
            bench.restart(files);
        }
        CHECK(bench.desk->resumeCase(id)->form == (saved ? form : before));
    }
    for (int i = 0; refused == 0 && i < 400; ++i) { // the log had room inside: go on until it has none
        FormValues form = sampleForm();
        form["occupation"].text = QString::number(i);
        refused += bench.desk->saveForm(id, form) ? 0 : 1;
    }
    CHECK(refused > 0);
    bench.desk.reset();
}

TEST_CASE("a disk that turns read-only in mid-work is said, and nothing is lost once it is writable again",
    "[disk]")
{
    OwnDisk disk;
    NEEDS_DISK(disk);
    DiskBench on(disk);
    DeskBench& bench = *on.bench;
    SmallDisk files;
    bench.restart(files);
    const PacketId id = bench.openFilledCase();
    REQUIRE(disk.goReadOnly());
    const Status saved = bench.desk->saveStep(id, CaseStep::Person);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == ErrorCode::StorageFailed);
    CHECK(bench.desk->finish(id).error().code == ErrorCode::StorageFailed);
    CHECK(bench.desk->resumeCase(id)); // reading goes on
    const auto today = bench.desk->today();
    REQUIRE(today);
    REQUIRE(today->noNewCase);
    CHECK(today->noNewCase->code == ErrorCode::StorageFailed);
    bench.desk.reset();
    const auto refused = Desk::open(bench.station, bench.clock);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::StorageFailed);
    REQUIRE(disk.unmount());
    REQUIRE(disk.mount());
    bench.restart(files);
    CHECK_FALSE(bench.desk->recoveryNotice()->has_value());
    const auto draft = bench.desk->resumeCase(id);
    REQUIRE(draft);
    CHECK(draft->confirmation);
    CHECK(bench.desk->finish(id));
    CHECK(bench.desk->verifyLedger());
    bench.desk.reset();
}
