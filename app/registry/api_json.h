#pragma once

#include "app/registry/receiver.h"

#include <QByteArray>

#include <string>

namespace station {

/// {"packets":[{"packet_id","seq","sha256","size","procedure","captured_on","priority"}…],"audit_head"}
struct Manifest {
    std::vector<Announcement> packets;
    QString auditHead;
};
/// Strict about what it uses, deaf to what it does not know. Errors: BadRequest, TooLarge above `maxPackets`.
[[nodiscard]] Answer<Manifest> parseManifest(const QByteArray& body, int maxPackets);
/// {"packets":[{"packet_id","state","offset"?,"reason"?}…]} in the order asked
[[nodiscard]] QByteArray toJson(const std::vector<ManifestAnswer>& answers);

/// {"events":[{"seq","packet_id","state","reason"?}…],"next"}: ask again with after=next.
[[nodiscard]] QByteArray toJson(const std::vector<Event>& events, qint64 after);

/// Values of tus headers. Nothing when they cannot be read.
[[nodiscard]] std::optional<qint64> parseLength(const std::string& text);
/// "sha256 <base64>" -> 32 bytes
[[nodiscard]] std::optional<QByteArray> parseChecksum(const std::string& text);
/// "sha-256=:<base64>:" (RFC 9530) -> 32 bytes
[[nodiscard]] std::optional<QByteArray> parseReprDigest(const std::string& text);
/// "packet_id <base64>,sha256 <base64 of hex>"; unknown keys are skipped
[[nodiscard]] QString uploadMetadata(const std::string& text, const QByteArray& key);
/// Lower-case canonical text only, so that one packet has one name.
[[nodiscard]] PacketId parsePacketId(const QString& text);

/// The body of /.well-known/enrollment-registry. `certificates`: CMS SignedData over certificateList().
[[nodiscard]] QByteArray wellKnown(const Limits& limits, const QByteArray& certificates, Instant now);
/// {"type":"enrollment-certificates","recipients":[pem…],"receipts":[pem…]}
[[nodiscard]] QByteArray certificateList(const QByteArray& recipientPem, const QByteArray& receiptsPem);

} // namespace station
