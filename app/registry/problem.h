#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

namespace station {

/// Who is affected: the whole line, this station, or one packet.
enum class ProblemScope { Connection, Station, Packet };

enum class ProblemKind {
    BadRequest, ///< 400: headers or body that cannot be read
    UnknownStation, ///< 403: no station certificate of this registry
    CertificateRevoked, ///< 403
    CertificateExpired, ///< 403
    NotFound, ///< 404: no such call or packet, or another station's
    WrongMethod, ///< 405
    ContentConflict, ///< 409: other bytes under an id that is taken
    WrongOffset, ///< 409: ask HEAD, go on from there
    AlreadyReceived, ///< 409: a received packet cannot be taken back
    PacketCarried, ///< 409: the packet was handed to another station, which sends it
    BundleRefused, ///< 403: no order by which the caller may send another station's packets
    Gone, ///< 410: the half upload has expired; create it again
    LengthRequired, ///< 411
    WrongVersion, ///< 412: Tus-Resumable is not 1.0.0
    TooLarge, ///< 413
    WrongMediaType, ///< 415
    WrongBytes, ///< 422: the whole packet does not have the announced SHA-256; the upload was discarded
    WrongChecksum, ///< 460: the chunk was damaged on the way and discarded
    TooManyRequests, ///< 429: Retry-After says when
    HeadersTooLarge, ///< 431
    Internal, ///< 500
    NoSpace, ///< 507: the disk, or a station's share of the day, is full; Retry-After says when to ask again
    Storage, ///< 503: database or disk; nothing was acknowledged
};

/// RFC 9457 problem+json. `detail` is for the integrator's log: never personal data.
struct Problem {
    ProblemKind kind = ProblemKind::Internal;
    QString detail;
    std::optional<qint64> offset; ///< with WrongOffset: where to go on
    std::optional<std::chrono::seconds> retryAfter = {}; ///< with TooManyRequests and NoSpace
};

template<class T>
using Answer = tl::expected<T, Problem>;

[[nodiscard]] inline tl::unexpected<Problem> problem(ProblemKind kind, QString detail = {})
{
    return tl::unexpected<Problem>(Problem {kind, std::move(detail), std::nullopt, std::nullopt});
}
/// A database or disk error as the station may see it; the reason stays in the registry's log.
[[nodiscard]] tl::unexpected<Problem> storageProblem(const Error& error);

[[nodiscard]] int statusOf(ProblemKind kind);
/// {"type","title","status","detail","retryable","scope"}; type is "urn:enrollment-registry:problem:<word>".
[[nodiscard]] QByteArray toJson(const Problem& problem);

} // namespace station
