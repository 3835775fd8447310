#include "tests/bundle/bundle_bench.h"
#include "tests/support/sanitizers.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <cstdio>
#include <unistd.h>

using namespace station;

namespace {

struct Bench : Crossing {
    HandOverReport out;
    HandOverReport other; ///< another bundle to the same desk
    int torn = 0;

    Bench()
    {
        for (int i = 0; i < 3; ++i)
            origin.seal();
        out = give();
        origin.seal();
        other = give();
    }
    /// A fresh copy of the bundle's folder with something done to it; imports it. Nothing of it may be kept.
    void refusesWhen(const char* what, const std::function<void(const QDir&)>& harm)
    {
        CAPTURE(what);
        const QTemporaryDir copy;
        const QDir folder(copy.filePath("B0000001"));
        copyFolder(QDir(out.folder), folder);
        harm(folder);
        const auto done = desk.handOver().importFrom(folder.path());
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::Damaged);
        CHECK(desk.rows().empty());
        CHECK(desk.files() == 0);
        CHECK(desk.handOver().list()->empty());
        CHECK_FALSE(QFileInfo::exists(folder.filePath("ACK.P7S")));
        ++torn;
    }
};

const auto second = QStringLiteral("00000002.P7M");

void turnBit(const QString& path, qsizetype at)
{
    QByteArray bytes = contentOf(path);
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    put(path, bytes);
}

} // namespace

TEST_CASE("a torn stick is refused whole, and nothing of it is kept", "[stick]")
{
    Bench bench;
    const QString path = QDir(bench.out.folder).filePath(second);
    const qsizetype size = contentOf(path).size();
    for (const qsizetype length : {qsizetype(0), qsizetype(1), qsizetype(512), size / 2, size - 1})
        bench.refusesWhen("a packet is cut short", [&](const QDir& folder) {
            put(folder.filePath(second), contentOf(folder.filePath(second)).left(length));
        });
    for (const qsizetype at : {qsizetype(0), qsizetype(20), size / 2, size - 1})
        bench.refusesWhen(
            "a bit of a packet is turned", [&](const QDir& f) { turnBit(f.filePath(second), at); });
    bench.refusesWhen("a packet is longer",
        [](const QDir& f) { put(f.filePath(second), contentOf(f.filePath(second)) + 'x'); });
    bench.refusesWhen(
        "a packet is all zeros", [&](const QDir& f) { put(f.filePath(second), QByteArray(size, '\0')); });
    for (const char* name : {"00000001.P7M", "00000002.P7M", "00000003.P7M", "BUNDLE.P7S"})
        bench.refusesWhen(
            "a file is missing", [&](const QDir& f) { REQUIRE(QFile::remove(f.filePath(name))); });
    bench.refusesWhen("two packets have changed places", [](const QDir& f) {
        const QByteArray first = contentOf(f.filePath("00000001.P7M"));
        put(f.filePath("00000001.P7M"), contentOf(f.filePath(second)));
        put(f.filePath(second), first);
    });
    bench.refusesWhen("the order is another bundle's", [&](const QDir& f) {
        put(f.filePath("BUNDLE.P7S"), contentOf(QDir(bench.other.folder).filePath("BUNDLE.P7S")));
    });
    const QByteArray order = contentOf(QDir(bench.out.folder).filePath("BUNDLE.P7S"));
    for (qsizetype length = 0; length < order.size(); length += 100)
        bench.refusesWhen("the order is cut short",
            [&](const QDir& f) { put(f.filePath("BUNDLE.P7S"), order.left(length)); });
    bench.refusesWhen("only a temporary order is there", [](const QDir& f) {
        REQUIRE(QFile::rename(f.filePath("BUNDLE.P7S"), f.filePath("BUNDLE.P7S.tmp")));
    });
    const auto done = bench.desk.handOver().importFrom(bench.out.folder);
    CHECK(done); // the whole one is taken all the same
    std::printf("stick: %d torn sticks refused\n", bench.torn);
}

TEST_CASE("nothing on a hostile stick is followed, waited for or believed", "[stick]")
{
    Bench bench;
    const QTemporaryDir elsewhere;
    const QString secret = elsewhere.filePath("secret");
    put(secret, contentOf(QDir(bench.out.folder).filePath(second)));
    bench.refusesWhen("a packet is a link", [&](const QDir& f) {
        REQUIRE(QFile::remove(f.filePath(second)));
        REQUIRE(QFile::link(secret, f.filePath(second)));
    });
    bench.refusesWhen("the order is a link", [&](const QDir& f) {
        put(secret, contentOf(f.filePath("BUNDLE.P7S")));
        REQUIRE(QFile::remove(f.filePath("BUNDLE.P7S")));
        REQUIRE(QFile::link(secret, f.filePath("BUNDLE.P7S")));
    });
    bench.refusesWhen("a packet is a pipe that nobody writes to", [](const QDir& f) {
        REQUIRE(QFile::remove(f.filePath(second)));
        REQUIRE(::mkfifo(QFile::encodeName(f.filePath(second)).constData(), 0600) == 0);
    });
    bench.refusesWhen("a packet is a folder", [](const QDir& f) {
        REQUIRE(QFile::remove(f.filePath(second)));
        REQUIRE(f.mkdir(second));
    });
    QElapsedTimer timer;
    timer.start();
    bench.refusesWhen("a packet is huge", [](const QDir& f) {
        REQUIRE(::truncate(QFile::encodeName(f.filePath(second)).constData(), qint64(1) << 40) == 0);
    });
    bench.refusesWhen("the order is huge", [](const QDir& f) {
        REQUIRE(::truncate(QFile::encodeName(f.filePath("BUNDLE.P7S")).constData(), qint64(1) << 40) == 0);
    });
    CHECK(timer.elapsed() < 2000 * slower);
    const QTemporaryDir links;
    REQUIRE(QFile::link(bench.out.folder, links.filePath("B0000001")));
    CHECK(stick::bundleFolders(links.path()).isEmpty());
    CHECK_FALSE(bench.desk.handOver().importFrom(links.filePath("B0000001")));
}

TEST_CASE("nothing on a hostile stick is written through or waited for", "[stick]")
{
    Bench bench;
    const QTemporaryDir elsewhere;
    const QString mine = elsewhere.filePath("station.db");
    const QDir folder(bench.out.folder);
    const QString ack = folder.filePath("ACK.P7S");
    for (const QString& name : {ack, ack + ".tmp"}) {
        CAPTURE(name.toStdString());
        put(mine, "everything");
        QFile::remove(name);
        REQUIRE(QFile::link(mine, name));
        const auto done = bench.desk.handOver().importFrom(folder.path());
        REQUIRE(done);
        CHECK(done->ackWritten);
        CHECK(contentOf(mine) == "everything");
        CHECK_FALSE(QFileInfo(ack).isSymLink());
        REQUIRE(QFile::remove(ack));
        REQUIRE(::mkfifo(QFile::encodeName(name).constData(), 0600) == 0);
        REQUIRE(bench.desk.handOver().importFrom(folder.path()));
        CHECK(bench.origin.handOver().acknowledge(folder.path()));
    }
    for (const char* name : {"00000001.P7M.tmp", "BUNDLE.P7S.tmp"}) {
        REQUIRE(QFile::link(mine, folder.filePath(name)));
        REQUIRE(bench.origin.handOver().exportAgain(bench.out.id, bench.stick));
        CHECK(contentOf(mine) == "everything");
    }
    const QTemporaryDir other;
    REQUIRE(QFile::link(elsewhere.path(), QDir(other.path()).filePath(folder.dirName())));
    CHECK_FALSE(bench.origin.handOver().exportAgain(bench.out.id, QDir(other.path())));
    CHECK(QDir(elsewhere.path()).entryList(QDir::Files) == QStringList {"station.db"});
}

TEST_CASE("what else lies on a stick is not looked at", "[stick]")
{
    Bench bench;
    const QDir folder(bench.out.folder);
    put(folder.filePath("00000004.P7M"), "not of this bundle");
    put(folder.filePath("..\\..\\station.db"), "x");
    put(folder.filePath("AUTORUN.INF"), "[autorun]");
    put(folder.filePath("ACK.P7S"), "a forged word");
    REQUIRE(bench.stick.mkdir("Bxxxxxxx"));
    REQUIRE(bench.stick.mkdir("Photos"));
    put(bench.stick.filePath("B0000009"), "a file, not a folder");
    CHECK(stick::bundleFolders(bench.stick.path()).size() == 2); // both bundles
    REQUIRE(bench.desk.handOver().importFrom(bench.out.folder));
    CHECK(bench.desk.files() == 3);
    CHECK(
        bench.origin.handOver().acknowledge(bench.out.folder)); // the desk's word took the forged one's place
}

TEST_CASE("a stick that takes no writing is imported, and the acknowledgement comes with the next import",
    "[stick]")
{
    Bench bench;
    const QString ack = QDir(bench.out.folder).filePath("ACK.P7S");
    REQUIRE(QDir(bench.out.folder).mkdir("ACK.P7S")); // nobody, not even root, writes a file there
    const auto done = bench.desk.handOver().importFrom(bench.out.folder);
    REQUIRE(done);
    CHECK_FALSE(done->ackWritten);
    REQUIRE(QDir(bench.out.folder).rmdir("ACK.P7S"));
    CHECK(bench.desk.handOver().importFrom(bench.out.folder)->ackWritten);
    CHECK(QFileInfo(ack).isFile());
}

TEST_CASE("another bundle's folder is not written over", "[stick]")
{
    Bench bench;
    const QByteArray foreign = contentOf(QDir(bench.other.folder).filePath("BUNDLE.P7S"));
    put(QDir(bench.out.folder).filePath("BUNDLE.P7S"), foreign);
    CHECK_FALSE(bench.origin.handOver().exportAgain(bench.out.id, bench.stick));
    CHECK(contentOf(QDir(bench.out.folder).filePath("BUNDLE.P7S")) == foreign);
}

TEST_CASE("a real stick with FAT carries a bundle there and the word back", "[stick][vfat]")
{
    if (::geteuid() != 0 || QStandardPaths::findExecutable("mkfs.vfat", {"/sbin", "/usr/sbin"}).isEmpty()) {
        WARN("SKIPPED: needs root and dosfstools");
        SUCCEED();
        return;
    }
    Bench bench;
    const QTemporaryDir place;
    const QString image = place.filePath("stick.img");
    const QString mount = place.filePath("stick");
    put(image, {});
    REQUIRE(::truncate(QFile::encodeName(image).constData(), 16 << 20) == 0);
    REQUIRE(QDir().mkdir(mount));
    REQUIRE(QProcess::execute("/usr/sbin/mkfs.vfat", {"-n", "STICK", image}) == 0);
    // The kernel's FAT where there is one, else fusefat's: both write what mkfs.vfat has laid out.
    const auto mounted = [&] {
        return QProcess::execute("mount", {"-o", "loop", "-t", "vfat", image, mount}) == 0
            || (!QStandardPaths::findExecutable("fusefat").isEmpty()
                && QProcess::execute("fusefat", {"-o", "rw+", image, mount}) == 0);
    };
    if (!mounted()) {
        WARN("SKIPPED: this machine mounts no FAT, neither by loop device nor by fusefat");
        SUCCEED();
        return;
    }
    const auto unmount = [&] {
        const bool done = QProcess::execute("umount", {mount}) == 0;
        QThread::msleep(500); // fusefat writes the image while it ends, after umount has returned
        return done;
    };
    const auto again = bench.origin.handOver().exportAgain(bench.out.id, QDir(mount));
    const bool away = unmount() && mounted();
    const auto folders = stick::bundleFolders(mount);
    const auto in = folders.isEmpty() ? again : bench.desk.handOver().importFrom(folders.front());
    const bool back = unmount() && mounted();
    const auto word = bench.origin.handOver().acknowledge(folders.value(0));
    const bool done = unmount();
    CHECK(again);
    CHECK(away);
    CHECK(in);
    CHECK(back);
    CHECK(word);
    CHECK(done);
    CHECK(bench.desk.rows().size() == 3);
}
