#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/sync/transport.h"

#include <chrono>
#include <optional>
#include <vector>

namespace station {

// What the registry may say, read strictly. Whatever is not exactly that comes from somebody else (a captive
// portal, a proxy, a wrong address): RegistryUntrusted.

/// /.well-known/enrollment-registry
struct RegistryInfo {
    qint64 packetBytes = 0;
    qint64 chunkMin = 0;
    qint64 chunkMax = 0;
    int manifestPackets = 0;
    QByteArray certificates; ///< CMS SignedData over the certificate list
};

struct PacketAnswer {
    PacketId id;
    QString state; ///< "want", "received", "processing", "processed", "rejected", "resubmit", "conflict"
    qint64 offset = 0; ///< with "want"
    QString reason;
};

struct RegistryEvent {
    qint64 seq = 0;
    PacketId packet;
    QString state;
};

struct EventPage {
    std::vector<RegistryEvent> events;
    qint64 next = 0;
};

/// Who may send a bundle's packets.
enum class BundleAnswer {
    Accepted, ///< the desk they were handed to
    TakenBack, ///< the station that sealed them
};

/// Why a call did not do what it says.
struct Refusal {
    enum class Scope {
        Connection, ///< nothing about us or the packet: wait and try again
        Station, ///< this station is not welcome
        Packet, ///< this one packet; the next may go on
    };
    Error error;
    Scope scope = Scope::Connection;
    int status = 0; ///< HTTP; 0 when there was no answer
    QString problem; ///< last word of the problem's type: "wrong-offset", "content-conflict", …
    std::optional<std::chrono::seconds> retryAfter;
};

template<class T>
using Reply = tl::expected<T, Refusal>;

/// The header Date (RFC 9110, IMF-fixdate); nothing when it is missing or anything else.
[[nodiscard]] std::optional<Instant> readDate(const HttpResponse& response);
[[nodiscard]] Reply<RegistryInfo> readInfo(const HttpResponse& response);
/// Exactly the packets asked for, each once, in any order.
[[nodiscard]] Reply<std::vector<PacketAnswer>> readManifest(
    const HttpResponse& response, const std::vector<PacketId>& asked);
/// Numbers rise from `after`.
[[nodiscard]] Reply<EventPage> readEvents(const HttpResponse& response, qint64 after);
/// 200, 201 or 204 as `expected` with Tus-Resumable and an offset from 0 to `size`.
[[nodiscard]] Reply<qint64> readOffset(const HttpResponse& response, int expected, qint64 size);
[[nodiscard]] Reply<BundleAnswer> readBundle(const HttpResponse& response);
/// The signed bytes; they still have to be verified.
[[nodiscard]] Reply<QByteArray> readReceipt(const HttpResponse& response);

} // namespace station
