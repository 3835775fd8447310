#include "tests/links/station_side.h"
#include "tests/registry/station_line.h"

#include <QLocalSocket>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>

using namespace station;

namespace {

int number(const char* name, int otherwise)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

/// What one measurement is about; compare.sh sets it.
struct Plan {
    LinkSpec link {qEnvironmentVariable("LINK_KBIT", "1000").toDouble(),
        qEnvironmentVariable("LINK_RTT", "100").toDouble(), qEnvironmentVariable("LINK_LOSS", "1").toDouble(),
        1, qEnvironmentVariable("LINK_CONGESTION", "bbr")};
    QString peer = qEnvironmentVariable("LINK_PEER_CONGESTION", "bbr"); ///< curl's congestion control
    int packets = number("LINK_PACKETS", 1);
    int runs = number("LINK_RUNS", 1);
    unsigned seed = static_cast<unsigned>(number("LINK_SEED", 1));
};

struct Figures {
    double kbits = 0; ///< of packet bytes
    qint64 up = 0; ///< IP bytes that the station's side sent
};

constexpr int packetBytes = 1'000'000; ///< about 1 MiB, and one PATCH of curl's

Figures figures(qint64 bytes, std::chrono::steady_clock::duration took, qint64 up)
{
    return {static_cast<double>(bytes) * 8 / 1000 / std::chrono::duration<double>(took).count(), up};
}

/// The whole of a pass: handshake, events, manifest, uploads, receipts.
Figures stationFigures(const Plan& plan, LinkSpec link)
{
    LinkBench bench(link);
    StationSide side(bench, "st-1");
    side.settings.stall = std::chrono::seconds(30);
    side.settings.connectTimeout = std::chrono::seconds(15);
    qint64 bytes = 0;
    for (int i = 0; i < plan.packets; ++i)
        bytes += side.store->at(side.add(packetBytes)).row.size;
    const auto started = std::chrono::steady_clock::now();
    auto ended = started;
    int whole = 0;
    side.onStep = [&](const SyncStep& step) {
        if (step.kind == SyncStep::Kind::Receipt && ++whole == plan.packets)
            ended = std::chrono::steady_clock::now();
    };
    bench.atStation([&] { REQUIRE(side.deliver()); });
    REQUIRE(whole >= plan.packets);
    CHECK(side.brokenPasses == 0);
    return figures(bytes, ended - started, bench.bytesOnLink().first);
}

/// Makes the upload behind curl's back, so that curl has nothing to do but to send bytes.
void createUpload(LinkBench& bench, const StationIdentity& identity, PacketId id, const QByteArray& bytes)
{
    QLocalSocket socket;
    socket.connectToServer(bench.socket());
    REQUIRE(socket.waitForConnected(5000));
    socket.write("POST /v1/files HTTP/1.1\r\nHost: registry\r\nContent-Length: 0\r\nTus-Resumable: 1.0.0\r\n"
                 "X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-Cert: "
        + identity.certificatePem.toPercentEncoding() + "\r\nUpload-Length: "
        + QByteArray::number(bytes.size()) + "\r\nIdempotency-Key: " + id.text().toLatin1()
        + "\r\nRepr-Digest: sha-256=:" + sha256(bytes).toBase64() + ":\r\n\r\n");
    REQUIRE(socket.waitForReadyRead(5000));
    REQUIRE(socket.readAll().startsWith("HTTP/1.1 201"));
}

/// The peer: one curl process, one connection kept alive, one PATCH for each packet and nothing else.
Figures curlFigures(const Plan& plan, LinkSpec link)
{
    LinkBench bench(link);
    const QDir keys = bench.registry.identityFolder("st-1");
    const auto identity = bench.registry.identity("st-1");
    QStringList arguments;
    qint64 sum = 0;
    for (int i = 0; i < plan.packets; ++i) {
        const auto id = newPacketId();
        const QByteArray bytes = sealedPacket(keys, "st-1", id, packetBytes);
        createUpload(bench, identity, id, bytes);
        const QString path = bench.registry.path("packet-" + QString::number(i));
        QFile file(path);
        REQUIRE(file.open(QFile::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        sum += bytes.size();
        if (i > 0)
            arguments << "--next";
        arguments << "--silent"
                  << "--show-error"
                  << "--fail"
                  << "--http1.1"
                  << "--tlsv1.3"
                  << "--cacert" << keys.filePath("ca.pem") << "--cert" << keys.filePath("station.pem")
                  << "--key" << keys.filePath("station.key") << "-X"
                  << "PATCH"
                  << "-H"
                  << "Expect:"
                  << "-H"
                  << "Tus-Resumable: 1.0.0"
                  << "-H"
                  << "Content-Type: application/offset+octet-stream"
                  << "-H"
                  << "Upload-Offset: 0"
                  << "-H"
                  << "Upload-Checksum: sha256 " + QString::fromLatin1(sha256(bytes).toBase64())
                  << "--data-binary"
                  << "@" + path << bench.url().toString() + "/v1/files/" + id.text();
    }
    QProcess process;
    bench.placeAtStation(process);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    const auto started = std::chrono::steady_clock::now();
    process.start("curl", arguments);
    REQUIRE(process.waitForFinished(3'600'000));
    const auto ended = std::chrono::steady_clock::now();
    CHECK(process.exitCode() == 0);
    CHECK(bench
              .waitForLog(static_cast<std::size_t>(plan.packets),
                  [](const AccessLine& line) { return line.status == 204; })
              .size()
        == static_cast<std::size_t>(plan.packets));
    return figures(sum, ended - started, bench.bytesOnLink().first);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

} // namespace

TEST_CASE("the station's goodput is at least 90 % of curl's on the same link", "[.compare]")
{
    STATION_NEEDS_LINK();
    const Plan plan;
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> ratios;
    double overhead = 0;
    for (int run = 0; run < plan.runs; ++run) {
        LinkSpec link = plan.link;
        link.seed = plan.seed + static_cast<unsigned>(run);
        const Figures own = stationFigures(plan, link);
        link.congestion = plan.peer;
        const Figures peer = curlFigures(plan, link);
        ours.push_back(own.kbits);
        theirs.push_back(peer.kbits);
        ratios.push_back(own.kbits / peer.kbits);
        overhead += static_cast<double>(own.up) / static_cast<double>(peer.up) / plan.runs;
        std::printf("  seed %u: station %.1f kbit/s, curl %.1f kbit/s, %.1f %%\n", link.seed, own.kbits,
            peer.kbits, 100 * own.kbits / peer.kbits);
        std::fflush(stdout);
    }
    const double ratio = median(ours) / median(theirs);
    const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf("%g kbit/s, %g ms, %g %%, station %s, curl %s: station %.1f kbit/s, curl %.1f kbit/s, "
                "%.1f %% (%.1f .. %.1f), bytes up %.3f of curl's; %d runs of %d packets, seed %u\n",
        plan.link.kbit, plan.link.roundTripMs, plan.link.lossPercent, qPrintable(plan.link.congestion),
        qPrintable(plan.peer), median(ours), median(theirs), 100 * ratio, 100 * *least, 100 * *most, overhead,
        plan.runs, plan.packets, plan.seed);
    CHECK(ratio >= 0.9);
}
