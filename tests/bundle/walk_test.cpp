#include "core/store/outbox_rules.h"
#include "tests/bundle/bundle_bench.h"

#include <QDirIterator>
#include <QThread>

#include <catch2/catch.hpp>

#include <cstdio>
#include <random>

using namespace station;

namespace {

std::vector<BundleRow> bundlesOf(const Post& post) { return post.handOver().list().value(); }

/// Everything people do with two laptops and a handful of sticks, in any order. BUNDLE_SEED and BUNDLE_WALKS
/// in the environment choose.
struct Walk {
    std::mt19937 random;
    RegistryBench registry;
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", registry.identity("station-1"), clock};
    Post desk {"desk-1", registry.identity("desk-1"), clock};
    Post other {"desk-2", registry.identity("desk-2"), clock};
    QTemporaryDir place;
    std::vector<QDir> sticks;
    std::vector<PacketId> packets;
    TakenBack takenBack;
    int faultsTried = 0;
    bool isUp = true;

    explicit Walk(unsigned seed)
        : random(seed)
    {
        for (int i = 0; i < 3; ++i) {
            sticks.emplace_back(place.filePath(QStringLiteral("stick%1").arg(i)));
            REQUIRE(QDir().mkpath(sticks.back().path()));
        }
        registry.start();
    }
    int upTo(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
    QDir& anyStick() { return sticks[static_cast<std::size_t>(upTo(3))]; }
    Post& anyDesk() { return upTo(4) == 0 ? other : desk; }

    void learnTakenBack()
    {
        for (const BundleRow& row : bundlesOf(origin))
            if (row.state == BundleState::TakenBack)
                takenBack[row.id.text()] = true;
    }
    void sync(Post& post) { (void)post.sync(registry.url()); }
    void exportAgain()
    {
        const auto all = *origin.handOver().list();
        if (!all.empty())
            (void)origin.handOver().exportAgain(
                all[static_cast<std::size_t>(upTo(static_cast<int>(all.size())))].id, anyStick());
    }
    void takeBack()
    {
        const auto all = *origin.handOver().list();
        if (!all.empty())
            (void)origin.handOver().takeBack(
                all[static_cast<std::size_t>(upTo(static_cast<int>(all.size())))].id, "stick-lost");
    }
    void readSticks(Post& post, bool import)
    {
        for (const QString& folder : stick::bundleFolders(anyStick().path()))
            import ? (void)post.handOver().importFrom(folder) : (void)post.handOver().acknowledge(folder);
    }
    /// One file of a stick is cut, turned, removed or put in another's place.
    void harm()
    {
        QStringList files;
        QDirIterator found(anyStick().path(), QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext())
            files.append(found.next());
        if (files.isEmpty())
            return;
        ++faultsTried;
        files.sort();
        const QString file = files[upTo(static_cast<int>(files.size()))];
        QByteArray bytes = contentOf(file);
        switch (upTo(4)) {
        case 0: bytes = bytes.left(upTo(static_cast<int>(bytes.size()) + 1)); break;
        case 1:
            if (!bytes.isEmpty()) {
                const int at = upTo(static_cast<int>(bytes.size()));
                bytes[at] = static_cast<char>(bytes[at] ^ 4);
            }
            break;
        case 2: REQUIRE(QFile::remove(file)); return;
        default: bytes = contentOf(files[upTo(static_cast<int>(files.size()))]); break;
        }
        put(file, bytes);
    }
    void copyStick()
    {
        const QDir from = anyStick();
        const QDir to = anyStick();
        if (from.path() != to.path())
            copyFolder(from, to);
    }
    void registryDies()
    {
        ++faultsTried;
        if (isUp)
            registry.kill();
        else
            registry.start({}, upTo(2) == 0 ? "bundle-accepted" : QString());
        isUp = !isUp;
    }
    void step()
    {
        clock.advance(std::chrono::seconds(1));
        if (isUp && !registry.isRunning())
            isUp = false; // at its fail point
        switch (upTo(14)) {
        case 0:
            if (packets.size() < 6)
                packets.push_back(origin.seal());
            break;
        case 1:
        case 2: (void)origin.handOver().exportTo("desk-1", anyStick(), {}); break;
        case 3: exportAgain(); break;
        case 4:
        case 5: readSticks(anyDesk(), true); break;
        case 6: readSticks(origin, false); break;
        case 7: takeBack(); break;
        case 8: sync(origin); break;
        case 9: sync(desk); break;
        case 10: harm(); break;
        case 11: copyStick(); break;
        case 12: registryDies(); break;
        default: (upTo(2) == 0 ? origin : desk).restart(); break;
        }
        learnTakenBack();
    }
    /// For whoever replays a seed that failed.
    [[nodiscard]] std::string standing() const
    {
        QString text;
        for (const Post* post : {&origin, &desk})
            for (const QueueRow& row : post->rows())
                text += QStringLiteral("\n%1 %2 %3 %4 %5 bundle %6")
                            .arg(post->name, row.id.text(), QLatin1String(nameOf(row.state)),
                                QLatin1String(nameOf(row.custody)), row.problem, row.bundle);
        for (const Post* post : {&origin, &desk})
            for (const BundleRow& row : bundlesOf(*post))
                text += QStringLiteral("\n%1 bundle %2 %3")
                            .arg(post->name, row.id.text(), QLatin1String(nameOf(row.state)));
        return text.toStdString();
    }
    [[nodiscard]] QString faults()
    {
        return custodyFaults(origin, {&desk, &other}, sticks, takenBack).join("; ");
    }

    /// Everybody comes online and does what is left: good sticks are read, lost bundles are asked back.
    bool ends()
    {
        if (registry.isRunning())
            registry.kill(); // it may have a fail point set
        registry.start();
        for (int i = 0; i < 60; ++i) {
            for (const BundleRow& row : bundlesOf(origin))
                if (i == 3 && row.state == BundleState::Out)
                    (void)origin.handOver().takeBack(row.id, "stick-lost");
            sync(desk);
            sync(origin);
            learnTakenBack();
            bool all = true;
            for (const PacketId& id : packets)
                all = all && origin.row(id).state == PacketState::Processed;
            if (all)
                return true;
            QThread::msleep(20);
            clock.advance(std::chrono::hours(25));
        }
        return false;
    }
};

int fromEnvironment(const char* name, int otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : otherwise;
}

} // namespace

TEST_CASE("whatever people do with sticks, a packet is sent by one station, and in the end each is at the "
          "registry once",
    "[walk]")
{
    STATION_NEEDS_DATABASE();
    const int seed = fromEnvironment("BUNDLE_SEED", 1);
    const int walks = fromEnvironment("BUNDLE_WALKS", 3);
    constexpr int steps = 60;
    int delivered = 0;
    int faults = 0;
    int bundles = 0;
    for (int i = 0; i < walks; ++i) {
        Walk walk(static_cast<unsigned>(seed + i));
        for (int n = 0; n < steps; ++n) {
            walk.step();
            if (const QString wrong = walk.faults(); !wrong.isEmpty())
                FAIL("BUNDLE_SEED=" << seed + i << " BUNDLE_WALKS=1, step " << n << ": "
                                    << wrong.toStdString());
        }
        if (!walk.ends())
            FAIL("BUNDLE_SEED=" << seed + i << " BUNDLE_WALKS=1: a packet did not arrive" << walk.standing());
        const auto shown = walk.registry.show();
        CHECK(shown.value("packets")["processed"].toInt() == static_cast<int>(walk.packets.size()));
        CHECK(walk.registry.blobCount() == static_cast<int>(walk.packets.size()));
        CHECK(walk.origin.desk->verifyLedger());
        CHECK(walk.desk.desk->verifyLedger());
        delivered += static_cast<int>(walk.packets.size());
        bundles += static_cast<int>(walk.origin.handOver().list()->size());
        faults += walk.faultsTried;
    }
    std::printf("walk: seed %d, %d walks of %d steps, %d bundles, %d faults, %d packets delivered once\n",
        seed, walks, steps, bundles, faults, delivered);
}
