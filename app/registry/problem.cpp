#include "app/registry/problem.h"

#include "core/base/log.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace station {
namespace {

struct Words {
    int status;
    const char* type;
    const char* title;
    bool retryable;
    ProblemScope scope;
};

Words wordsFor(ProblemKind kind)
{
    using enum ProblemScope;
    switch (kind) {
    case ProblemKind::BadRequest: return {400, "bad-request", "The request cannot be read", false, Packet};
    case ProblemKind::UnknownStation:
        return {403, "unknown-station", "No station of this registry", false, Station};
    case ProblemKind::CertificateRevoked:
        return {403, "certificate-revoked", "This certificate was revoked", false, Station};
    case ProblemKind::CertificateExpired:
        return {403, "certificate-expired", "This certificate has expired", false, Station};
    case ProblemKind::NotFound: return {404, "not-found", "No such packet", true, Packet};
    case ProblemKind::WrongMethod: return {405, "wrong-method", "No such call", false, Packet};
    case ProblemKind::ContentConflict:
        return {409, "content-conflict", "Other bytes are known under this packet id", false, Packet};
    case ProblemKind::WrongOffset:
        return {409, "wrong-offset", "The upload goes on at another offset", true, Packet};
    case ProblemKind::AlreadyReceived:
        return {409, "already-received", "A received packet cannot be taken back", false, Packet};
    case ProblemKind::PacketCarried:
        return {409, "packet-carried", "Another station has been given this packet to send", true, Packet};
    case ProblemKind::BundleRefused:
        return {403, "bundle-refused", "No order that lets this station send these packets", false, Packet};
    case ProblemKind::Gone: return {410, "expired", "The half upload has expired", true, Packet};
    case ProblemKind::LengthRequired:
        return {411, "length-required", "Content-Length is missing", false, Packet};
    case ProblemKind::WrongVersion:
        return {412, "wrong-version", "Tus-Resumable must be 1.0.0", false, Station};
    case ProblemKind::TooLarge: return {413, "too-large", "Larger than this registry takes", false, Packet};
    case ProblemKind::WrongMediaType:
        return {415, "wrong-media-type", "Another Content-Type is needed", false, Packet};
    case ProblemKind::WrongBytes:
        return {422, "wrong-bytes", "The whole does not have the announced SHA-256", false, Packet};
    case ProblemKind::WrongChecksum:
        return {460, "wrong-checksum", "The chunk was damaged on the way", true, Packet};
    case ProblemKind::TooManyRequests:
        return {429, "too-many-requests", "Too many requests: wait", true, Connection};
    case ProblemKind::HeadersTooLarge: return {431, "headers-too-large", "Too many headers", false, Packet};
    case ProblemKind::Internal: return {500, "internal", "The registry failed", true, Connection};
    case ProblemKind::NoSpace:
        return {507, "insufficient-storage", "The registry has no room for more now", true, Connection};
    case ProblemKind::Storage: return {503, "storage", "The registry cannot store now", true, Connection};
    }
    return {500, "internal", "The registry failed", true, Connection};
}

QString nameOf(ProblemScope scope)
{
    switch (scope) {
    case ProblemScope::Connection: return QStringLiteral("connection");
    case ProblemScope::Station: return QStringLiteral("station");
    case ProblemScope::Packet: return QStringLiteral("packet");
    }
    return {};
}

} // namespace

tl::unexpected<Problem> storageProblem(const Error& error)
{
    LogLine("storage").with(error).warning(logRegistry());
    return problem(ProblemKind::Storage);
}

int statusOf(ProblemKind kind) { return wordsFor(kind).status; }

QByteArray toJson(const Problem& problem)
{
    const Words words = wordsFor(problem.kind);
    QJsonObject object {
        {"type", QLatin1String("urn:enrollment-registry:problem:") + QLatin1String(words.type)},
        {"title", QLatin1String(words.title)}, {"status", words.status}, {"retryable", words.retryable},
        {"scope", nameOf(words.scope)}};
    if (!problem.detail.isEmpty())
        object.insert("detail", problem.detail);
    if (problem.offset)
        object.insert("offset", *problem.offset);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace station
