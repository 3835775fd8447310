#include "app/registry/api_json.h"
#include "tests/fuzz/fuzz.h"

#include <QJsonDocument>

namespace station {
namespace {

constexpr int mostPackets = 50;

void manifest(const QByteArray& body)
{
    const auto parsed = parseManifest(body, mostPackets);
    if (!parsed)
        return;
    holds(parsed->packets.size() <= mostPackets, "no more packets than allowed");
    for (const Announcement& packet : parsed->packets) {
        holds(!packet.id.isNull() && packet.size >= 1, "a packet has an id and a size");
        holds(packet.sha256.size() == 64 && packet.sha256 == packet.sha256.toLower(), "a hash is 64 digits");
    }
}

void headers(const QByteArray& input)
{
    const std::string text = input.toStdString();
    if (const auto length = parseLength(text))
        holds(*length >= 0, "a length is not negative");
    if (const auto sum = parseChecksum(text))
        holds(sum->size() == 32, "a checksum has 32 bytes");
    if (const auto digest = parseReprDigest(text))
        holds(digest->size() == 32, "a digest has 32 bytes");
    (void)uploadMetadata(text, "packet_id");
    const QString name = QString::fromUtf8(input);
    if (const PacketId id = parsePacketId(name); !id.isNull())
        holds(id.text() == name, "one packet has one name");
}

} // namespace

void fuzzOne(const QByteArray& input)
{
    manifest(input);
    headers(input);
}

std::vector<QByteArray> fuzzSeeds()
{
    const QByteArray hash = QByteArray(32, '\x5a').toHex();
    return {"{\"packets\":[{\"packet_id\":\"01930000-0000-7000-8000-000000000001\",\"seq\":1,\"sha256\":\""
            + hash
            + "\",\"size\":81234,\"procedure\":\"cc-new-14\",\"captured_on\":\"2026-11-27\",\"priority\":0}],"
              "\"audit_head\":\"17:"
            + hash + "\"}",
        "1048576", "sha256 " + QByteArray(32, '\x5a').toBase64(),
        "sha-256=:" + QByteArray(32, '\x5a').toBase64() + ":",
        "packet_id " + QByteArray("01930000-0000-7000-8000-000000000001").toBase64() + ",sha256 "
            + hash.toBase64(),
        "01930000-0000-7000-8000-000000000001"};
}

} // namespace station
