#include "app/registry/http_api.h"

#include "app/registry/api_json.h"
#include "core/base/log.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <httplib.h>

namespace station {
namespace {

using httplib::Request;
using httplib::Response;

constexpr const char* idPattern = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

std::string text(const QByteArray& bytes) { return bytes.toStdString(); }

void sendProblem(Response& response, const Problem& what)
{
    response.status = statusOf(what.kind);
    response.set_header("Tus-Resumable", "1.0.0");
    if (what.offset)
        response.set_header("Upload-Offset", std::to_string(*what.offset));
    if (what.kind == ProblemKind::Storage)
        response.set_header("Retry-After", "5");
    if (what.retryAfter)
        response.set_header("Retry-After", std::to_string(what.retryAfter->count()));
    response.set_content(text(toJson(what)), "application/problem+json");
}

void sendJson(Response& response, const QByteArray& json)
{
    response.set_header("Cache-Control", "no-store");
    response.set_content(text(json), "application/json");
}

void sendUpload(Response& response, int status, const UploadState& state)
{
    response.status = status;
    response.set_header("Tus-Resumable", "1.0.0");
    response.set_header("Cache-Control", "no-store");
    response.set_header("Upload-Offset", std::to_string(state.offset));
    response.set_header("Upload-Length", std::to_string(state.size));
    if (state.expiresAt > 0) {
        const auto expires = QDateTime::fromMSecsSinceEpoch(state.expiresAt, Qt::UTC);
        response.set_header("Upload-Expires",
            QLocale::c().toString(expires, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toStdString());
    }
}

PacketId idIn(const Request& request) { return parsePacketId(QString::fromStdString(request.matches[1])); }

/// What can be said of a request before its body is read. Compressed bodies are refused: they could unfold to
/// any size.
std::optional<Problem> refusal(const Request& request)
{
    const bool hasBody = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (request.has_header("Transfer-Encoding")
        || (hasBody && !parseLength(request.get_header_value("Content-Length"))))
        return Problem {ProblemKind::LengthRequired, {}, {}};
    if (request.has_header("Content-Encoding"))
        return Problem {ProblemKind::WrongMediaType, QStringLiteral("no Content-Encoding is taken"), {}};
    const std::string type = request.get_header_value("Content-Type");
    if (request.method == "PATCH" && type != "application/offset+octet-stream")
        return Problem {ProblemKind::WrongMediaType, QStringLiteral("application/offset+octet-stream"), {}};
    const std::string put
        = request.path.starts_with("/v1/bundles/") ? "application/pkcs7-mime" : "application/json";
    if (request.method == "PUT" && type != put)
        return Problem {ProblemKind::WrongMediaType, QString::fromStdString(put), {}};
    if (request.method == "POST" && request.get_header_value("Content-Length") != "0")
        return Problem {ProblemKind::BadRequest, QStringLiteral("a creation has no body"), {}};
    const bool tus = request.path.starts_with("/v1/files") && request.method != "OPTIONS";
    if (tus && request.get_header_value("Tus-Resumable") != "1.0.0")
        return Problem {ProblemKind::WrongVersion, {}, {}};
    return std::nullopt;
}

/// The creation's id and digest: Idempotency-Key and Repr-Digest, or tus's own Upload-Metadata.
std::optional<Announcement> creationIn(const Request& request)
{
    const std::string metadata = request.get_header_value("Upload-Metadata");
    Announcement what;
    what.id = parsePacketId(QString::fromStdString(request.get_header_value("Idempotency-Key")));
    if (what.id.isNull())
        what.id = parsePacketId(uploadMetadata(metadata, "packet_id"));
    const auto digest = parseReprDigest(request.get_header_value("Repr-Digest"));
    what.sha256
        = digest ? QString::fromLatin1(digest->toHex()) : uploadMetadata(metadata, "sha256").toLower();
    const auto size = parseLength(request.get_header_value("Upload-Length"));
    if (what.id.isNull() || QByteArray::fromHex(what.sha256.toLatin1()).size() != 32
        || what.sha256.size() != 64 || !size || *size < 1)
        return std::nullopt;
    what.size = *size;
    what.origin = QString::fromStdString(request.get_header_value("Packet-Origin"));
    return what;
}

ProblemKind problemFor(Caller::Fault fault)
{
    switch (fault) {
    case Caller::Fault::None:
    case Caller::Fault::Unknown: return ProblemKind::UnknownStation;
    case Caller::Fault::Revoked: return ProblemKind::CertificateRevoked;
    case Caller::Fault::Expired: return ProblemKind::CertificateExpired;
    }
    return ProblemKind::UnknownStation;
}

Problem tooMany(std::chrono::seconds wait) { return {ProblemKind::TooManyRequests, {}, {}, wait}; }

class Api {
public:
    explicit Api(const ApiContext& context)
        : m_context(context)
    {
    }

    /// A handler that runs only for a station we know.
    template<class Call>
    httplib::Server::Handler forStations(Call call) const
    {
        return [context = &m_context, call](const Request& request, Response& response) {
            context->complete(request);
            const Caller caller = context->callerOf(request);
            if (!caller.isWelcome())
                return sendProblem(response, {problemFor(caller.fault), {}, {}});
            if (const auto wait
                = context->perStation.take(caller.station.toStdString(), std::chrono::steady_clock::now()))
                return sendProblem(response, tooMany(*wait));
            call(*context, caller.station, request, response);
        };
    }

private:
    const ApiContext& m_context;
};

void putManifest(
    const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const auto manifest
        = parseManifest(QByteArray::fromStdString(request.body), context.receiver.limits().manifestPackets);
    if (!manifest)
        return sendProblem(response, manifest.error());
    AuditHead audit = manifest->audit;
    audit.manifestId = QString::fromStdString(request.matches[1]);
    const auto reply = context.receiver.manifest(station, manifest->packets, audit);
    if (!reply)
        return sendProblem(response, reply.error());
    sendJson(response, toJson(*reply));
}

void createFile(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const auto what = creationIn(request);
    if (!what) {
        return sendProblem(response,
            {ProblemKind::BadRequest, QStringLiteral("needs Upload-Length, Idempotency-Key and Repr-Digest"),
                {}});
    }
    const auto state = context.receiver.create(station, *what);
    if (!state)
        return sendProblem(response, state.error());
    sendUpload(response, 201, *state);
    response.set_header("Location", "/v1/files/" + what->id.text().toStdString());
}

void headFile(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    if (request.method != "HEAD")
        return sendProblem(response, {ProblemKind::WrongMethod, {}, {}});
    const auto state = context.receiver.head(station, idIn(request));
    if (!state)
        return sendProblem(response, state.error());
    sendUpload(response, 200, *state);
}

void patchFile(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const auto offset = parseLength(request.get_header_value("Upload-Offset"));
    const auto checksum = parseChecksum(request.get_header_value("Upload-Checksum"));
    if (!offset || !checksum)
        return sendProblem(response,
            {ProblemKind::BadRequest, QStringLiteral("needs Upload-Offset and Upload-Checksum: sha256"), {}});
    const auto chunk
        = QByteArray::fromRawData(request.body.data(), static_cast<qsizetype>(request.body.size()));
    if (QCryptographicHash::hash(chunk, QCryptographicHash::Sha256) != *checksum)
        return sendProblem(response, {ProblemKind::WrongChecksum, {}, {}});
    const auto state = context.receiver.append(station, idIn(request), *offset, chunk);
    if (!state)
        return sendProblem(response, state.error());
    sendUpload(response, 204, *state);
    if (state->offset == state->size)
        context.packetReceived();
}

void deleteFile(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    if (auto gone = context.receiver.terminate(station, idIn(request)); !gone)
        return sendProblem(response, gone.error());
    response.status = 204;
    response.set_header("Tus-Resumable", "1.0.0");
}

void getReceipt(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const auto receipt = context.receiver.receipt(station, idIn(request));
    if (!receipt)
        return sendProblem(response, receipt.error());
    response.set_header("Cache-Control", "no-store");
    response.set_content(text(*receipt), "application/pkcs7-mime; smime-type=signed-data");
}

void getEvents(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const auto after = parseLength(request.has_param("after") ? request.get_param_value("after") : "0");
    if (!after)
        return sendProblem(response, {ProblemKind::BadRequest, QStringLiteral("after is a number"), {}});
    const auto events = context.receiver.events(station, *after);
    if (!events)
        return sendProblem(response, events.error());
    sendJson(response, toJson(*events, *after));
}

BundleId bundleIn(const Request& request) { return {idIn(request).value}; }

void sendBundle(Response& response, BundleId id, const Answer<BundleStanding>& standing)
{
    if (!standing)
        return sendProblem(response, standing.error());
    sendJson(response, toJson(id, *standing));
}

void putBundle(const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const BundleId id = bundleIn(request);
    sendBundle(response, id, context.bundles.present(station, id, QByteArray::fromStdString(request.body)));
}

void deleteBundle(
    const ApiContext& context, const QString& station, const Request& request, Response& response)
{
    const BundleId id = bundleIn(request);
    sendBundle(response, id, context.bundles.takeBack(station, id));
}

std::string httpDate(Instant now)
{
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(toMs(now), Qt::UTC),
            QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
        .toStdString();
}

void addFailures(httplib::Server& server)
{
    server.set_error_handler(httplib::Server::HandlerWithResponse([](const Request&, Response& response) {
        if (!response.body.empty())
            return httplib::Server::HandlerResponse::Unhandled;
        const ProblemKind kind = response.status == 413        ? ProblemKind::TooLarge
            : response.status == 414 || response.status == 431 ? ProblemKind::HeadersTooLarge
            : response.status == 404                           ? ProblemKind::NotFound
            : response.status >= 500                           ? ProblemKind::Internal
                                                               : ProblemKind::BadRequest;
        sendProblem(response, {kind, {}, {}});
        return httplib::Server::HandlerResponse::Handled;
    }));
    server.set_exception_handler([](const Request&, Response& response, std::exception_ptr) {
        LogLine("handler-threw").warning(logRegistry());
        sendProblem(response, {ProblemKind::Internal, {}, {}});
    });
}

} // namespace

void addApi(httplib::Server& server, const ApiContext& context)
{
    const Api api(context);
    const std::string file = std::string("/v1/files/") + idPattern;
    server.set_payload_max_length(
        static_cast<std::size_t>(std::max(context.receiver.limits().chunkMax, largestDocument)));
    server.set_pre_routing_handler([&context](const Request& request, Response& response) {
        response.set_header("Date", httpDate(context.clock.now())); // stations check their clocks by it
        auto refused = refusal(request);
        const std::string address = context.addressOf(request);
        if (!refused && !address.empty())
            if (const auto wait = context.perAddress.take(address, std::chrono::steady_clock::now()))
                refused = tooMany(*wait);
        if (!refused)
            return httplib::Server::HandlerResponse::Unhandled;
        sendProblem(response, *refused);
        response.set_header("Connection", "close"); // the body stays unread: nothing after it is a request
        return httplib::Server::HandlerResponse::Handled;
    });
    server.Get("/.well-known/enrollment-registry",
        api.forStations([](const ApiContext& c, const QString&, const Request&, Response& response) {
            sendJson(response, wellKnown(c.receiver.limits(), c.certificates, c.clock.now()));
        }));
    server.Put(std::string("/v1/manifests/") + idPattern, api.forStations(putManifest));
    server.Post("/v1/files", api.forStations(createFile));
    server.Get(file, api.forStations(headFile));
    server.Patch(file, api.forStations(patchFile));
    server.Delete(file, api.forStations(deleteFile));
    server.Get(std::string("/v1/receipts/") + idPattern, api.forStations(getReceipt));
    const std::string bundle = std::string("/v1/bundles/") + idPattern;
    server.Put(bundle, api.forStations(putBundle));
    server.Delete(bundle, api.forStations(deleteBundle));
    server.Get("/v1/events", api.forStations(getEvents));
    server.Options(
        "/v1/files", [size = context.receiver.limits().packetBytes](const Request&, Response& response) {
            response.status = 204;
            response.set_header("Tus-Resumable", "1.0.0");
            response.set_header("Tus-Version", "1.0.0");
            response.set_header("Tus-Max-Size", std::to_string(size));
            response.set_header("Tus-Extension", "creation,checksum,expiration,termination");
            response.set_header("Tus-Checksum-Algorithm", "sha256");
        });
    addFailures(server);
}

} // namespace station
