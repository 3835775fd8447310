#pragma once

#include "core/sync/curl_transport.h"
#include "tests/support/registry_bench.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <catch2/catch.hpp>

namespace station {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

inline QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

inline PacketId newPacketId() { return PacketId::create(SystemClock().now()); }

/// One station talking to a registry by hand, call by call.
class StationLine {
public:
    StationLine(RegistryBench& bench, const QString& name)
        : m_transport(TransportSettings {bench.url(), bench.identity(name)})
    {
    }
    explicit StationLine(const TransportSettings& settings)
        : m_transport(settings)
    {
    }

    Result<HttpResponse> ask(const QByteArray& method, const QString& path, const Headers& headers = {},
        const QByteArray& body = {})
    {
        return m_transport.send({method, path, headers, body});
    }
    HttpResponse get(const QString& path) { return must(ask("GET", path)); }

    HttpResponse manifest(const QJsonArray& packets, const QString& id = newPacketId().text())
    {
        return must(ask("PUT", "/v1/manifests/" + id, {{"Content-Type", "application/json"}},
            QJsonDocument(QJsonObject {{"packets", packets}, {"audit_head", ""}}).toJson()));
    }
    HttpResponse create(PacketId id, qint64 size, const QByteArray& hash)
    {
        return must(ask("POST", "/v1/files",
            {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", QByteArray::number(size)},
                {"Idempotency-Key", id.text().toLatin1()},
                {"Repr-Digest", "sha-256=:" + hash.toBase64() + ":"}}));
    }
    HttpResponse create(PacketId id, const QByteArray& whole)
    {
        return create(id, whole.size(), sha256(whole));
    }
    HttpResponse head(PacketId id)
    {
        return must(ask("HEAD", "/v1/files/" + id.text(), {{"Tus-Resumable", "1.0.0"}}));
    }
    Result<HttpResponse> tryPatch(PacketId id, qint64 offset, const QByteArray& chunk, const QByteArray& hash)
    {
        return ask("PATCH", "/v1/files/" + id.text(),
            {{"Tus-Resumable", "1.0.0"}, {"Content-Type", "application/offset+octet-stream"},
                {"Upload-Offset", QByteArray::number(offset)},
                {"Upload-Checksum", "sha256 " + hash.toBase64()}},
            chunk);
    }
    HttpResponse patch(PacketId id, qint64 offset, const QByteArray& chunk)
    {
        return must(tryPatch(id, offset, chunk, sha256(chunk)));
    }
    /// Creates and sends all of it in one chunk.
    HttpResponse upload(PacketId id, const QByteArray& whole)
    {
        REQUIRE(create(id, whole).status == 201);
        return patch(id, 0, whole);
    }
    QJsonArray events(qint64 after = 0)
    {
        return QJsonDocument::fromJson(get(QStringLiteral("/v1/events?after=%1").arg(after)).body)
            .object()
            .value("events")
            .toArray();
    }
    /// Until the packet is in `state`; processing takes some milliseconds.
    bool reaches(PacketId id, const QString& state)
    {
        for (int i = 0; i < 100; ++i) {
            for (const auto& event : events()) {
                if (event.toObject()["packet_id"].toString() == id.text()
                    && event.toObject()["state"].toString() == state)
                    return true;
            }
            QThread::msleep(50);
        }
        return false;
    }

private:
    static HttpResponse must(const Result<HttpResponse>& response)
    {
        INFO((response ? std::string() : response.error().detail));
        REQUIRE(response);
        return *response;
    }

    CurlTransport m_transport;
};

inline QString problemOf(const HttpResponse& response)
{
    return QJsonDocument::fromJson(response.body).object().value("type").toString().section(':', -1);
}

inline QJsonObject announcement(PacketId id, const QByteArray& whole, qint64 seq = 1)
{
    return {{"packet_id", id.text()}, {"seq", seq}, {"sha256", QString::fromLatin1(sha256(whole).toHex())},
        {"size", whole.size()}, {"procedure", "first-issue-14"}, {"captured_on", "2026-11-01"},
        {"priority", 0}};
}

inline QJsonObject answerAt(const HttpResponse& response, int i = 0)
{
    return QJsonDocument::fromJson(response.body).object().value("packets").toArray().at(i).toObject();
}

} // namespace station
