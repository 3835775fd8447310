#include "core/sync/registry_answers.h"
#include "tests/fuzz/fuzz.h"

#include <set>

namespace station {
namespace {

const PacketId first = PacketId::parse(QStringLiteral("01930000-0000-7000-8000-000000000001"));
const PacketId second = PacketId::parse(QStringLiteral("01930000-0000-7000-8000-000000000002"));

/// Status line, headers, an empty line, the body: as little of HTTP as the readers look at.
HttpResponse responseFrom(const QByteArray& input)
{
    HttpResponse response;
    const qsizetype end = input.indexOf("\n\n");
    const QByteArray head = end < 0 ? input : input.left(end);
    response.body = end < 0 ? QByteArray() : input.mid(end + 2);
    const QList<QByteArray> lines = head.split('\n');
    response.status = lines.front().toInt();
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            response.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return response;
}

} // namespace

void fuzzOne(const QByteArray& input)
{
    const HttpResponse response = responseFrom(input);
    if (const auto info = readInfo(response))
        holds(info->chunkMin <= info->chunkMax && info->chunkMax >= 1 && info->manifestPackets >= 1,
            "limits are possible");
    if (const auto answers = readManifest(response, {first, second})) {
        std::set<PacketId> ids;
        for (const PacketAnswer& answer : answers->packets)
            ids.insert(answer.id);
        holds(answers->packets.size() == 2 && ids == std::set<PacketId>({first, second}),
            "exactly the packets asked for, each once");
    }
    if (const auto page = readEvents(response, 7)) {
        qint64 last = 7;
        for (const RegistryEvent& event : page->events) {
            holds(event.seq > last, "numbers rise");
            last = event.seq;
        }
        holds(page->next == last, "the end is the last event's number");
    }
    for (const int status : {200, 201, 204})
        if (const auto offset = readOffset(response, status, 1000))
            holds(*offset >= 0 && *offset <= 1000, "an offset from 0 to size");
    if (const auto receipt = readReceipt(response))
        holds(!receipt->isEmpty(), "a receipt has bytes");
}

std::vector<QByteArray> fuzzSeeds()
{
    const QByteArray ids[] {first.text().toLatin1(), second.text().toLatin1()};
    return {
        "200\ncontent-type: "
        "application/json\n\n{\"type\":\"enrollment-registry\",\"versions\":[1],\"limits\":"
        "{\"packet_bytes\":16842752,\"chunk_min\":32768,\"chunk_max\":1048576,\"manifest_packets\":200},"
        "\"certificates\":\"AAAA\",\"time\":\"2026-11-27T10:00:00Z\"}",
        "200\ncontent-type: application/json\n\n{\"packets\":[{\"packet_id\":\"" + ids[0]
            + "\",\"state\":\"want\",\"offset\":65536},{\"packet_id\":\"" + ids[1]
            + "\",\"state\":\"rejected\",\"reason\":\"does-not-open\"}]}",
        "200\ncontent-type: application/json\n\n{\"events\":[{\"seq\":8,\"packet_id\":\"" + ids[0]
            + "\",\"state\":\"received\"},{\"seq\":11,\"packet_id\":\"" + ids[1]
            + "\",\"state\":\"processed\"}],\"next\":11}",
        "204\ntus-resumable: 1.0.0\nupload-offset: 512\nupload-length: 1000\n",
        "409\ncontent-type: application/problem+json\nretry-after: 30\ntus-resumable: 1.0.0\n\n{\"type\":"
        "\"urn:enrollment-registry:problem:wrong-offset\",\"status\":409,\"scope\":\"packet\",\"retryable\":"
        "true}",
        "302\nlocation: http://portal.example.invalid/login\n",
        "200\ncontent-type: text/html\n\n<html><form>login</form></html>",
        "200\ncontent-type: application/pkcs7-mime; smime-type=signed-data\n\n0",
    };
}

} // namespace station
