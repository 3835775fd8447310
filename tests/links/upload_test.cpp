#include "tests/links/station_side.h"

#include <QCoreApplication>
#include <QThread>

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <random>

using namespace station;

namespace {

/// With LINK_LONG=1 the times are the product's own: 30 s of silence, a link frozen for 45 s.
bool isLong() { return qEnvironmentVariableIntValue("LINK_LONG") == 1; }

unsigned seedsWanted()
{
    const int count = qEnvironmentVariableIntValue("LINK_SEEDS");
    return count > 0 ? static_cast<unsigned>(count) : 2;
}

unsigned firstSeed()
{
    const int seed = qEnvironmentVariableIntValue("LINK_SEED");
    return seed > 0 ? static_cast<unsigned>(seed) : 1;
}

/// One packet, two receipts, nothing else.
void isDeliveredOnce(LinkBench& bench, StationSide& station, PacketId id)
{
    CHECK(station.store->state(id) == PacketState::Processed);
    CHECK(station.store->at(id).row.attempts == 0); // never the packet's fault
    const auto shown = bench.registry.show();
    CHECK(shown["packets"].toObject().size() == 1);
    CHECK(shown.value("packets")["processed"].toInt() == 1);
    CHECK(shown["receipts"].toInt() == 2);
    CHECK(bench.registry.blobCount() == 1);
}

/// The largest body that was on its way at any time.
qint64 largestChunkOf(const std::vector<AccessLine>& log)
{
    qint64 largest = 0;
    for (const AccessLine& line : log) {
        if (line.method == "PATCH")
            largest = std::max(largest, line.received);
    }
    return largest;
}

std::ptrdiff_t countOf(const std::vector<AccessLine>& log, const char* method)
{
    return std::count_if(
        log.begin(), log.end(), [&](const AccessLine& line) { return line.method == QLatin1String(method); });
}

} // namespace

TEST_CASE(
    "a link that is cut at any byte: the upload resumes, and at most one chunk is sent again", "[links]")
{
    STATION_NEEDS_LINK();
    for (unsigned seed = firstSeed(); seed < firstSeed() + seedsWanted(); ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        LinkBench bench({2000, 60, 0.5, seed, {}});
        StationSide station(bench, "st-1");
        const auto id = station.add(400'000);
        const auto after = 15'000 + random() % 400'000;
        bench.link("cut-after " + QByteArray::number(static_cast<qint64>(after)) + " 3500");
        bench.atStation([&] { CHECK(station.deliver()); });
        bench.waitForLink("cut");
        isDeliveredOnce(bench, station, id);
        WARN("seed " << seed << ": cut after " << after << " bytes on the link, " << station.sentAgain(id)
                     << " bytes sent again of a packet of " << station.store->at(id).row.size
                     << ", largest chunk " << station.largestChunk());
        CHECK(station.sentAgain(id) <= station.largestChunk() + smallTalk);
        // The dead connection still hangs in nginx, which has not logged its request; it blocked nobody.
        for (const AccessLine& line : bench.accessLog())
            CHECK(line.status != 408);
    }
}

TEST_CASE(
    "a link that freezes is given up by the stall timer, and the upload goes on at its offset", "[links]")
{
    STATION_NEEDS_LINK();
    LinkBench bench({1000, 100, 0, 1, {}});
    StationSide station(bench, "st-1");
    if (isLong())
        station.settings.stall = std::chrono::seconds(30),
        station.settings.connectTimeout = std::chrono::seconds(15);
    const auto id = station.add(400'000);
    std::vector<std::pair<SyncStep::Kind, qint64>> steps;
    station.onStep = [&](const SyncStep& step) {
        if (step.kind == SyncStep::Kind::Sending || step.kind == SyncStep::Kind::Acknowledged)
            steps.emplace_back(step.kind, step.offset);
    };
    // libcurl's speed is a mean of five seconds, so a stall of 2 s is seen after up to 7 s of silence.
    bench.link(isLong() ? "freeze-after 250000 45000" : "freeze-after 250000 12000");
    bench.atStation([&] { CHECK(station.deliver()); });
    isDeliveredOnce(bench, station, id);
    if (isLong()) { // given up after 35 s, asked for the offset anew, and answered when the link thawed
        CHECK(countOf(bench.accessLog(), "HEAD") > 0);
    } else {
        CHECK(station.brokenPasses > 0);
        CHECK(station.lastError.code == ErrorCode::RegistryUnreached);
    }
    qint64 reached = 0;
    for (const auto& [kind, offset] : steps) {
        CHECK(offset >= reached); // nothing that was acknowledged is sent again
        reached = std::max(reached, offset);
    }
    CHECK(station.sentAgain(id) <= station.largestChunk() + smallTalk);
}

TEST_CASE("nginx and the registry start again in the middle of an upload: one packet", "[links]")
{
    STATION_NEEDS_LINK();
    LinkBench bench;
    StationSide station(bench, "st-1");
    const auto id = station.add(600'000);
    bool stopped = false;
    station.onStep = [&](const SyncStep& step) {
        if (step.kind == SyncStep::Kind::Acknowledged && step.offset > 100'000 && !stopped) {
            stopped = true;
            ::kill(static_cast<pid_t>(bench.registry.processId()), SIGKILL);
        }
    };
    bench.atStation([&] {
        station.open();
        SyncReport report;
        const auto done = station.session->run(report);
        REQUIRE_FALSE(done);
        CHECK(done.error().error.code == ErrorCode::RegistryUnreached);
    });
    REQUIRE(stopped);
    const qint64 acknowledged = station.store->at(id).row.offset;
    CHECK(acknowledged > 100'000);
    bench.registry.waitUntilDead();
    bench.startRegistry();
    bench.restartNginx();
    station.clock.advance(std::chrono::hours(24 * 365)); // and the station's clock jumps a year ahead
    qint64 first = -1;
    station.onStep = [&](const SyncStep& step) {
        if (step.kind == SyncStep::Kind::Sending && first < 0)
            first = step.offset;
        station.clock.advance(std::chrono::hours(-24 * 30)); // and back, again and again
    };
    bench.atStation([&] { CHECK(station.deliver()); });
    CHECK(first == acknowledged);
    isDeliveredOnce(bench, station, id);
}

TEST_CASE(
    "the station's connection uses the congestion control it asks for, and another one where the kernel has "
    "not got it",
    "[links]")
{
    STATION_NEEDS_LINK();
    const QByteArray wanted = GENERATE("reno", "nonsense"); // every kernel has reno
    CAPTURE(wanted.toStdString());
    LinkBench bench;
    StationSide station(bench, "st-1");
    station.settings.congestion = wanted;
    station.store->addMadeUp(100'000);
    QByteArray said;
    station.onStep = [&](const SyncStep& step) {
        if (step.kind != SyncStep::Kind::Acknowledged || step.offset == 0)
            return;
        QProcess sockets; // in the station's namespace, as the thread that starts it
        sockets.start("ss", {"-tinH"});
        REQUIRE(sockets.waitForFinished(5000));
        said += sockets.readAllStandardOutput();
    };
    bench.atStation([&] { CHECK(station.deliver()); });
    CHECK(said.contains("192.0.2.2:8443"));
    CHECK(said.contains(" reno ") == (wanted == "reno"));
}

TEST_CASE("a computer that sleeps in the middle of an upload goes on when it wakes", "[links]")
{
    STATION_NEEDS_LINK();
    const bool lineDies = GENERATE(false, true);
    CAPTURE(lineDies);
    LinkBench bench({4000, 40, 0, 1, {}});
    StationSide station(bench, "st-1");
    const auto id = station.add(900'000);
    QFile packet(bench.registry.path("packet"));
    REQUIRE(packet.open(QFile::WriteOnly));
    packet.write(station.store->at(id).bytes);
    packet.close();

    QProcess sleeper;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LINK_URL", bench.url().toString());
    environment.insert("LINK_IDENTITY", bench.registry.identityFolder("st-1").path());
    environment.insert("LINK_PACKET", packet.fileName());
    environment.insert("LINK_PACKET_ID", id.text());
    sleeper.setProcessEnvironment(environment);
    sleeper.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    bench.placeAtStation(sleeper);
    sleeper.start(QCoreApplication::applicationFilePath(), {"the station of the sleeping computer"});
    QByteArray said;
    while (!said.contains("acknowledged")) {
        REQUIRE(sleeper.waitForReadyRead(20'000));
        said += sleeper.readAllStandardOutput();
    }
    REQUIRE(::kill(static_cast<pid_t>(sleeper.processId()), SIGSTOP) == 0);
    if (lineDies)
        bench.restartNginx();
    QThread::sleep(3); // longer than the stall time
    REQUIRE(::kill(static_cast<pid_t>(sleeper.processId()), SIGCONT) == 0);
    REQUIRE(sleeper.waitForFinished(60'000));
    said += sleeper.readAllStandardOutput();
    CHECK(said.contains("delivered"));
    const auto shown = bench.registry.show();
    CHECK(shown.value("packets")["processed"].toInt() == 1);
    CHECK(bench.registry.blobCount() == 1);
    qint64 received = 0;
    for (const AccessLine& line : bench.accessLog())
        received += line.method == "PATCH" ? line.received : 0;
    CHECK(received <= station.store->at(id).row.size + largestChunkOf(bench.accessLog()) + smallTalk);
}

TEST_CASE("the station of the sleeping computer", "[.child]")
{
    const auto content = [](const QString& path) {
        QFile file(path);
        REQUIRE(file.open(QFile::ReadOnly));
        return file.readAll();
    };
    const QDir folder(qEnvironmentVariable("LINK_IDENTITY"));
    TransportSettings settings;
    settings.registry = QUrl(qEnvironmentVariable("LINK_URL"));
    settings.identity = {content(folder.filePath("station.pem")), content(folder.filePath("station.key")),
        content(folder.filePath("registry.pem")), content(folder.filePath("ca.pem"))};
    settings.stall = std::chrono::seconds(2);
    const auto store = std::make_shared<MemoryStore>();
    const auto id = store->add(PacketId::parse(qEnvironmentVariable("LINK_PACKET_ID")),
        content(qEnvironmentVariable("LINK_PACKET")));
    const SystemClock clock;
    SyncSession session(
        std::make_unique<MemoryQueue>(store), settings, "st-1", clock, [](const SyncStep& step) {
            if (step.kind == SyncStep::Kind::Acknowledged && step.offset > 100'000) {
                std::printf("acknowledged\n");
                std::fflush(stdout);
            }
        });
    for (int i = 0; i < 100 && store->state(id) != PacketState::Processed; ++i) {
        SyncReport report;
        (void)session.run(report);
        QThread::msleep(50);
    }
    CHECK(store->state(id) == PacketState::Processed);
    if (store->state(id) == PacketState::Processed)
        std::printf("delivered\n");
}
