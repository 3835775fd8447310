#include "core/enroll/bundle_document.h"

#include "core/enroll/signed_document.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <set>

namespace station {
namespace {

constexpr int longestName = 64; // RFC 5280, ub-common-name
constexpr int longestProcedure = 100;
constexpr qint64 exactInDouble = qint64(1) << 53;
constexpr qsizetype hashBytes = 32;

tl::unexpected<Error> damaged(const char* why)
{
    return fail(ErrorCode::Damaged, std::string("bundle: ") + why);
}

QString timeText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Instant> timeIn(const QJsonObject& object)
{
    const auto time = QDateTime::fromString(object.value("time").toString(), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(fromMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

/// Empty unless it is a hash in lower-case hex, so that one value has one spelling.
QByteArray hashIn(const QJsonValue& value)
{
    const QByteArray text = value.toString().toLatin1();
    const QByteArray hash = QByteArray::fromHex(text);
    return hash.size() == hashBytes && hash.toHex() == text ? hash : QByteArray();
}

template<class IdType>
IdType idIn(const QJsonValue& value)
{
    const auto id = IdType::parse(value.toString());
    return id.text() == value.toString() ? id : IdType {};
}

std::optional<qint64> wholeNumber(const QJsonValue& value)
{
    const qint64 number = value.toInteger(-1);
    if (!value.isDouble() || number < 0 || number > exactInDouble)
        return std::nullopt;
    return number;
}

QJsonObject jsonOf(const BundlePacket& packet)
{
    return {{"packet_id", packet.id.text()}, {"seq", packet.seq},
        {"sha256", QString::fromLatin1(packet.sha256.toHex())}, {"size", packet.size},
        {"procedure", packet.procedureId}, {"captured_on", packet.sealedOn.toString(Qt::ISODate)},
        {"priority", packet.priority}};
}

std::optional<BundlePacket> packetIn(const QJsonObject& object)
{
    BundlePacket packet;
    packet.id = idIn<PacketId>(object.value("packet_id"));
    packet.sha256 = hashIn(object.value("sha256"));
    packet.procedureId = object.value("procedure").toString();
    packet.sealedOn = QDate::fromString(object.value("captured_on").toString(), Qt::ISODate);
    const auto size = wholeNumber(object.value("size"));
    const auto seq = wholeNumber(object.value("seq"));
    const qint64 priority = object.value("priority").toInteger(-1'000'000);
    if (packet.id.isNull() || packet.sha256.isEmpty() || !size || *size < 1 || *size > largestPacketFile
        || !seq || packet.procedureId.isEmpty() || packet.procedureId.size() > longestProcedure
        || !packet.sealedOn.isValid() || priority < -1000 || priority > 1000)
        return std::nullopt;
    packet.size = *size;
    packet.seq = *seq;
    packet.priority = static_cast<int>(priority);
    return packet;
}

/// What a document and its acknowledgement have in common, with whoever signed it.
struct Opened {
    QJsonObject object;
    QString signer;
    QByteArray contentSha256;
    QByteArray signerSerial;
};

Result<Opened> opened(const QByteArray& signedDer, const QByteArray& caPem, const char* type)
{
    if (signedDer.size() > largestDocument)
        return damaged("a document of an impossible size");
    const auto document = openDocument(signedDer, caPem);
    if (!document)
        return failed(document);
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(document->content, &error);
    const QJsonObject object = json.object();
    if (error.error != QJsonParseError::NoError || object.value("type").toString() != QLatin1String(type))
        return damaged("signed, but something else");
    if (object.value("version").toInt() != 1)
        return damaged("a version that this release does not know");
    const QString from = object.value("from").toString();
    const QString to = object.value("to").toString();
    if (!isStationId(from) || !isStationId(to) || from == to)
        return damaged("it does not say from whom to whom");
    if (idIn<BundleId>(object.value("bundle_id")).isNull() || !timeIn(object)
        || !object.value("packets").isArray() || object.value("packets").toArray().isEmpty()
        || object.value("packets").toArray().size() > largestBundle)
        return damaged("values are missing or impossible");
    return Opened {object, document->stationId,
        QCryptographicHash::hash(document->content, QCryptographicHash::Sha256), document->serial};
}

} // namespace

bool isStationId(const QString& text)
{
    bool good = !text.isEmpty() && text.size() <= longestName;
    for (const QChar c : text)
        good = good && c.unicode() < 0x80
            && (c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('_')
                || c == QLatin1Char('-'));
    return good;
}

Result<QByteArray> signBundle(const BundleDocument& document, const StationIdentity& identity)
{
    QJsonArray packets;
    for (const BundlePacket& packet : document.packets)
        packets.append(jsonOf(packet));
    const QJsonObject object {{"type", "enrollment-bundle"}, {"version", 1},
        {"bundle_id", document.id.text()}, {"from", document.from}, {"to", document.to},
        {"time", timeText(document.at)}, {"audit_head", QString::fromLatin1(document.auditHead.toHex())},
        {"packets", packets}};
    return signDocument(QJsonDocument(object).toJson(QJsonDocument::Compact), identity);
}

Result<QByteArray> signAck(const BundleAck& ack, const StationIdentity& identity)
{
    QJsonArray packets;
    for (const PacketId& id : ack.packets)
        packets.append(id.text());
    const QJsonObject object {{"type", "enrollment-bundle-ack"}, {"version", 1},
        {"bundle_id", ack.bundle.text()}, {"from", ack.from}, {"to", ack.to}, {"time", timeText(ack.at)},
        {"document_sha256", QString::fromLatin1(ack.documentSha256.toHex())}, {"packets", packets}};
    return signDocument(QJsonDocument(object).toJson(QJsonDocument::Compact), identity);
}

Result<BundleDocument> openBundle(const QByteArray& signedDer, const QByteArray& caPem)
{
    const auto known = opened(signedDer, caPem, "enrollment-bundle");
    if (!known)
        return failed(known);
    const QJsonObject& object = known->object;
    BundleDocument document;
    document.id = idIn<BundleId>(object.value("bundle_id"));
    document.from = object.value("from").toString();
    document.to = object.value("to").toString();
    document.at = *timeIn(object);
    document.contentSha256 = known->contentSha256;
    document.signerSerial = known->signerSerial;
    document.auditHead = hashIn(object.value("audit_head"));
    if (known->signer != document.from)
        return damaged("another station has signed it than the one that gives the packets away");
    if (document.auditHead.isEmpty())
        return damaged("values are missing or impossible");
    std::set<PacketId> seen;
    const QJsonArray packets = object.value("packets").toArray();
    for (const auto& value : packets) {
        const auto packet = packetIn(value.toObject());
        if (!packet || !seen.insert(packet->id).second)
            return damaged("a packet's entry is missing or impossible");
        document.packets.push_back(*packet);
    }
    return document;
}

Result<BundleAck> openAck(const QByteArray& signedDer, const QByteArray& caPem)
{
    const auto known = opened(signedDer, caPem, "enrollment-bundle-ack");
    if (!known)
        return failed(known);
    const QJsonObject& object = known->object;
    BundleAck ack {idIn<BundleId>(object.value("bundle_id")), object.value("from").toString(),
        object.value("to").toString(), *timeIn(object), hashIn(object.value("document_sha256")), {}};
    if (known->signer != ack.to)
        return damaged("another station has signed it than the one that took the packets over");
    if (ack.documentSha256.isEmpty())
        return damaged("values are missing or impossible");
    const QJsonArray packets = object.value("packets").toArray();
    for (const auto& value : packets) {
        const auto id = idIn<PacketId>(value);
        if (id.isNull())
            return damaged("a packet's entry is missing or impossible");
        ack.packets.push_back(id);
    }
    return ack;
}

} // namespace station
