#include "core/sync/registry_client.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace station {
namespace {

const std::pair<QByteArray, QByteArray> tus {"Tus-Resumable", "1.0.0"};

QString filePath(PacketId id) { return QStringLiteral("/v1/files/") + id.text(); }

QString bundlePath(BundleId id) { return QStringLiteral("/v1/bundles/") + id.text(); }

QJsonObject announcement(const QueueRow& row)
{
    const auto sealedOn = QDateTime::fromMSecsSinceEpoch(toMs(row.sealedAt), Qt::UTC).date();
    QJsonObject object {{"packet_id", row.id.text()}, {"seq", row.origin.isEmpty() ? row.seq : row.originSeq},
        {"sha256", QString::fromLatin1(row.sha256.toHex())}, {"size", row.size},
        {"procedure", row.procedureId}, {"captured_on", sealedOn.toString(Qt::ISODate)},
        {"priority", row.priority}};
    if (!row.origin.isEmpty())
        object.insert("origin", row.origin);
    return object;
}

} // namespace

Reply<HttpResponse> RegistryClient::send(const HttpRequest& request)
{
    auto response = m_transport.send(request);
    if (response) {
        if (const auto said = readDate(*response))
            m_lastSaid = said;
        return *response;
    }
    const ErrorCode code = response.error().code;
    const bool station = code == ErrorCode::RegistryRefused || code == ErrorCode::CertificateExpired
        || code == ErrorCode::CertificateRevoked;
    const auto scope = station ? Refusal::Scope::Station : Refusal::Scope::Connection;
    return tl::unexpected(Refusal {response.error(), scope, 0, {}, {}});
}

Reply<RegistryInfo> RegistryClient::info()
{
    return send({"GET", "/.well-known/enrollment-registry", {}, {}}).and_then(readInfo);
}

Reply<ManifestReply> RegistryClient::announce(
    const std::vector<QueueRow>& rows, const LedgerHead& auditHead, Instant now)
{
    QJsonArray packets;
    std::vector<PacketId> asked;
    for (const auto& row : rows) {
        packets.append(announcement(row));
        asked.push_back(row.id);
    }
    const QJsonObject body {{"packets", packets}, {"audit_seq", auditHead.seq},
        {"audit_head", QString::fromLatin1(auditHead.hash.toHex())}};
    const QString path = QStringLiteral("/v1/manifests/") + uuidV7(now).toString(QUuid::WithoutBraces);
    return send({"PUT", path, {{"Content-Type", "application/json"}},
                    QJsonDocument(body).toJson(QJsonDocument::Compact)})
        .and_then([&](const HttpResponse& response) { return readManifest(response, asked); });
}

Reply<qint64> RegistryClient::create(const QueueRow& row)
{
    HttpRequest request {"POST", "/v1/files",
        {tus, {"Upload-Length", QByteArray::number(row.size)}, {"Idempotency-Key", row.id.text().toLatin1()},
            {"Repr-Digest", "sha-256=:" + row.sha256.toBase64() + ":"}},
        {}};
    if (!row.origin.isEmpty())
        request.headers.push_back({"Packet-Origin", row.origin.toLatin1()});
    return send(request).and_then(
        [&](const HttpResponse& response) { return readOffset(response, 201, row.size); });
}

Reply<qint64> RegistryClient::offset(const QueueRow& row)
{
    return send({"HEAD", filePath(row.id), {tus}, {}}).and_then([&](const HttpResponse& response) {
        return readOffset(response, 200, row.size);
    });
}

Reply<qint64> RegistryClient::append(const QueueRow& row, qint64 offset, const QByteArray& chunk)
{
    const auto checksum = QCryptographicHash::hash(chunk, QCryptographicHash::Sha256).toBase64();
    return send(
        {"PATCH", filePath(row.id),
            {tus, {"Content-Type", "application/offset+octet-stream"},
                {"Upload-Offset", QByteArray::number(offset)}, {"Upload-Checksum", "sha256 " + checksum}},
            chunk})
        .and_then([&](const HttpResponse& response) { return readOffset(response, 204, row.size); });
}

Reply<QByteArray> RegistryClient::receipt(PacketId id)
{
    constexpr qint64 longestReceipt = 64 << 10;
    return send({"GET", QStringLiteral("/v1/receipts/") + id.text(), {}, {}, longestReceipt})
        .and_then(readReceipt);
}

Reply<EventPage> RegistryClient::events(qint64 after)
{
    return send({"GET", QStringLiteral("/v1/events?after=%1").arg(after), {}, {}})
        .and_then([&](const HttpResponse& response) { return readEvents(response, after); });
}

Reply<BundleAnswer> RegistryClient::presentBundle(BundleId id, const QByteArray& document)
{
    return send({"PUT", bundlePath(id), {{"Content-Type", "application/pkcs7-mime"}}, document})
        .and_then(readBundle);
}

Reply<BundleAnswer> RegistryClient::takeBundleBack(BundleId id)
{
    return send({"DELETE", bundlePath(id), {}, {}}).and_then(readBundle);
}

} // namespace station
