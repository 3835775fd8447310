#include "core/store/log_scan.h"
#include "core/store/log_wiper.h"
#include "tests/support/desk_bench.h"
#include "tests/support/disk_watch.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace station;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    return file.readAll();
}

/// The log as it stands on the disk, and what it held at each of its ends.
struct LogWatch final : DiskWatch {
    QByteArray log;
    bool synced = true;
    int ends = 0;
    int dirtyEnds = 0; ///< more than the mark and zeros, or not on the disk yet
    qint64 largest = 0;

    LogWatch()
    {
        install();
        set(this);
    }
    ~LogWatch() override { set(nullptr); }
    Answer before(const DiskTouch& touch) override
    {
        if (!touch.path.endsWith(QLatin1String("station.db-wal")))
            return Answer::Go;
        switch (touch.kind) {
        case DiskTouch::Kind::Write:
            if (log.size() < touch.at + touch.bytes.size())
                log.resize(touch.at + touch.bytes.size());
            std::copy(touch.bytes.begin(), touch.bytes.end(), log.begin() + touch.at);
            synced = false;
            largest = std::max<qint64>(largest, log.size());
            break;
        case DiskTouch::Kind::SyncFile: synced = true; break;
        case DiskTouch::Kind::Truncate: end(touch.at); break;
        case DiskTouch::Kind::Unlink: end(0); break;
        case DiskTouch::Kind::Create:
        case DiskTouch::Kind::Rename:
        case DiskTouch::Kind::Exchange:
        case DiskTouch::Kind::SyncFolder: break;
        }
        return Answer::Go;
    }

private:
    void end(qint64 size)
    {
        if (log.size() > size) {
            const QByteArray gone = log.mid(std::max<qint64>(size, 32));
            const bool clean = synced && std::count(gone.begin(), gone.end(), '\0') == gone.size();
            ++ends;
            dirtyEnds += clean ? 0 : 1;
        }
        log.truncate(size);
    }
};

} // namespace

TEST_CASE(
    "what stood in the log is overwritten and on the disk before the log is truncated or removed", "[log]")
{
    LogWatch watch;
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const int before = watch.ends;
    REQUIRE(bench.desk->finish(id));
    CHECK(watch.ends > before); // by the sealing
    bench.desk.reset();
    CHECK(watch.ends > before + 1); // by the end of the last connection
    CHECK(watch.largest > 100'000);
    CHECK(watch.dirtyEnds == 0);
    bench.restart();
    CHECK(bench.desk->outbox().row(id));
}

TEST_CASE("a log that a power cut left half overwritten is no damaged one", "[log]")
{
    DeskBench bench;
    bench.openFilledCase();
    const QByteArray real = bytesOf(bench.station.filePath("station.db-wal"));
    constexpr qsizetype headerBytes = 32;
    constexpr qsizetype frameBytes = 24 + 4096;
    const qsizetype frames = (real.size() - headerBytes) / frameBytes;
    REQUIRE(frames > 4);
    QTemporaryDir folder;
    const QString path = folder.filePath("log");
    const auto scanned = [&](const QByteArray& bytes) {
        QFile log(path);
        REQUIRE(log.open(QFile::WriteOnly));
        log.write(bytes);
        log.close();
        return scanLog(path);
    };
    CHECK_FALSE(scanned(real).newest.isEmpty());
    QByteArray otherMark = real;
    std::fill_n(otherMark.begin(), headerBytes, 'x');
    CHECK(scanned(otherMark).damaged); // the control: it is the mark that makes the difference
    for (qsizetype zeroed = 0; zeroed <= frames; ++zeroed) {
        QByteArray cut = real;
        std::copy(wipedLog.begin(), wipedLog.end(), cut.begin());
        std::fill_n(cut.begin() + headerBytes, zeroed * frameBytes, '\0');
        CAPTURE(zeroed);
        const LogScan found = scanned(cut);
        CHECK_FALSE(found.damaged);
        CHECK(found.newest.isEmpty());
    }
}
