#include "app/registry/api_json.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <charconv>

namespace station {
namespace {

constexpr int longestText = 100;

/// A whole number from 0 on that a double holds exactly.
std::optional<qint64> wholeNumber(const QJsonValue& value)
{
    const qint64 number = value.toInteger(-1);
    if (!value.isDouble() || number < 0 || number > (qint64(1) << 53))
        return std::nullopt;
    return number;
}

bool isHash(const QString& text)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    return hex.match(text).hasMatch();
}

std::optional<Announcement> parseAnnouncement(const QJsonObject& object)
{
    Announcement what;
    what.id = parsePacketId(object.value("packet_id").toString());
    what.sha256 = object.value("sha256").toString();
    what.procedure = object.value("procedure").toString();
    what.capturedOn = object.value("captured_on").toString();
    what.origin = object.value("origin").toString();
    const auto size = wholeNumber(object.value("size"));
    const auto seq = wholeNumber(object.value("seq"));
    const auto priority = object.value("priority").toInteger(0);
    if (what.id.isNull() || !isHash(what.sha256) || !size || *size < 1 || !seq
        || what.procedure.size() > longestText || what.capturedOn.size() > longestText || priority < -1000
        || priority > 1000)
        return std::nullopt;
    what.size = *size;
    what.seq = *seq;
    what.priority = static_cast<int>(priority);
    return what;
}

std::optional<QByteArray> sha256FromBase64(const QByteArray& text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != 32)
        return std::nullopt;
    return decoded.decoded;
}

} // namespace

Answer<Manifest> parseManifest(const QByteArray& body, int maxPackets)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(body, &error).object();
    if (error.error != QJsonParseError::NoError || !object.value("packets").isArray())
        return problem(ProblemKind::BadRequest, QStringLiteral("the body is no manifest"));
    const QJsonArray packets = object.value("packets").toArray();
    if (packets.size() > maxPackets)
        return problem(
            ProblemKind::TooLarge, QStringLiteral("a manifest lists at most %1 packets").arg(maxPackets));
    Manifest manifest;
    manifest.audit.hash = object.value("audit_head").toString();
    manifest.audit.seq = wholeNumber(object.value("audit_seq")).value_or(0); // an older station does not say
    if (!manifest.audit.hash.isEmpty() && !isHash(manifest.audit.hash))
        return problem(ProblemKind::BadRequest, QStringLiteral("audit_head is no SHA-256"));
    for (int i = 0; i < packets.size(); ++i) {
        const auto what = parseAnnouncement(packets.at(i).toObject());
        if (!what)
            return problem(ProblemKind::BadRequest, QStringLiteral("packets[%1] cannot be read").arg(i));
        manifest.packets.push_back(*what);
    }
    return manifest;
}

QByteArray toJson(const AnsweredManifest& reply)
{
    QJsonArray list;
    for (const auto& answer : reply.packets) {
        QJsonObject object {{"packet_id", answer.id.text()}, {"state", answer.state}};
        if (answer.state == QLatin1String("want"))
            object.insert("offset", answer.offset);
        if (!answer.reason.isEmpty())
            object.insert("reason", answer.reason);
        list.append(object);
    }
    QJsonObject whole {{"packets", list}};
    if (reply.seen.seq > 0)
        whole.insert("audit_seen", QJsonObject {{"seq", reply.seen.seq}, {"head", reply.seen.hash}});
    if (!reply.alarms.isEmpty())
        whole.insert("alarms", QJsonArray::fromStringList(reply.alarms));
    return QJsonDocument(whole).toJson(QJsonDocument::Compact);
}

QByteArray toJson(const EventList& found, qint64 after)
{
    QJsonArray list;
    for (const auto& event : found.events) {
        QJsonObject object {{"seq", event.seq}, {"packet_id", event.packet.text()}, {"state", event.state},
            {"receipt_sha256", event.receiptHash}};
        if (!event.reason.isEmpty())
            object.insert("reason", event.reason);
        list.append(object);
    }
    const qint64 next = found.events.empty() ? after : found.events.back().seq;
    return QJsonDocument(
        QJsonObject {{"events", list}, {"next", next}, {"after_receipt_sha256", found.afterHash}})
        .toJson(QJsonDocument::Compact);
}

std::optional<qint64> parseLength(const std::string& text)
{
    qint64 number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

std::optional<QByteArray> parseChecksum(const std::string& text)
{
    const auto parts = QByteArray::fromStdString(text).split(' ');
    if (parts.size() != 2 || parts.at(0) != "sha256")
        return std::nullopt;
    return sha256FromBase64(parts.at(1));
}

std::optional<QByteArray> parseReprDigest(const std::string& text)
{
    const QByteArray value = QByteArray::fromStdString(text);
    if (!value.startsWith("sha-256=:") || !value.endsWith(':') || value.size() < 10)
        return std::nullopt;
    return sha256FromBase64(value.mid(9, value.size() - 10));
}

QString uploadMetadata(const std::string& text, const QByteArray& key)
{
    for (const auto& pair : QByteArray::fromStdString(text).split(',')) {
        const auto parts = pair.trimmed().split(' ');
        if (parts.size() == 2 && parts.at(0) == key)
            return QString::fromUtf8(QByteArray::fromBase64(parts.at(1)));
    }
    return {};
}

PacketId parsePacketId(const QString& text)
{
    const auto id = PacketId::parse(text);
    return id.text() == text ? id : PacketId {};
}

QByteArray wellKnown(const Limits& limits, const QByteArray& certificates, Instant now)
{
    const QJsonObject object {{"type", "enrollment-registry"}, {"versions", QJsonArray {1}},
        {"limits",
            QJsonObject {{"packet_bytes", limits.packetBytes}, {"chunk_min", limits.chunkMin},
                {"chunk_max", limits.chunkMax}, {"manifest_packets", limits.manifestPackets},
                {"upload_seconds", qint64(limits.uploadLife.count() / 1000)},
                {"open_uploads", limits.openUploads}, {"open_bytes", limits.openBytes},
                {"requests_per_second", limits.perStation.perSecond},
                {"requests_burst", limits.perStation.burst},
                {"slowest_bytes_per_second", limits.slowestBytesPerSecond},
                {"connections", limits.connectionsPerStation}}},
        {"checksums", QJsonArray {"sha256"}}, {"certificates", QString::fromLatin1(certificates.toBase64())},
        {"time", QDateTime::fromMSecsSinceEpoch(toMs(now), Qt::UTC).toString(Qt::ISODateWithMs)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray certificateList(const QByteArray& recipientPem, const QByteArray& receiptsPem)
{
    const QJsonObject object {{"type", "enrollment-certificates"},
        {"recipients", QJsonArray {QString::fromLatin1(recipientPem)}},
        {"receipts", QJsonArray {QString::fromLatin1(receiptsPem)}}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace station
