#pragma once

#include "app/registry/receiver.h"

#include <QByteArray>

#include <string>

namespace station {

/// {"packets":[{"packet_id","seq","sha256","size","procedure","captured_on","priority"}…],
///  "audit_seq"?,"audit_head"}
struct Manifest {
    std::vector<Announcement> packets;
    AuditHead audit; ///< its manifest id is the call's
};
/// Strict about what it uses, deaf to what it does not know. Errors: BadRequest, TooLarge above `maxPackets`.
[[nodiscard]] Answer<Manifest> parseManifest(const QByteArray& body, int maxPackets);
/// {"packets":[{"packet_id","state","offset"?,"reason"?}…] in the order asked,
///  "audit_seen"?:{"seq","head"} of the manifest before, "alarms"?:["station-rewound"…]}
[[nodiscard]] QByteArray toJson(const AnsweredManifest& reply);

/// {"events":[{"seq","packet_id","state","reason"?,"receipt_sha256"}…],"next","after_receipt_sha256"}: ask
/// again with after=next. The last names the receipt `after`, empty when there is none: a station that knows
/// another one sees that this registry was put back.
[[nodiscard]] QByteArray toJson(const EventList& list, qint64 after);

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
