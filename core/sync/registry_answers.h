#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/sync/transport.h"

#include <chrono>
#include <optional>
#include <set>
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
    QByteArray receiptHash; ///< SHA-256 of the signed receipt; empty when the registry does not say
};

struct EventPage {
    std::vector<RegistryEvent> events;
    qint64 next = 0;
    /// SHA-256 of the receipt with the number `after`: empty when the registry has none, nothing when it does
    /// not say.
    std::optional<QByteArray> afterHash;
};

/// What is odd about the station that announces, as the registry sees it.
enum class StationAlarm {
    Rewound, ///< its audit ledger has fewer rows than before: an older copy of its disk is at work
    Forked, ///< another row stands under a number the registry has seen: two copies are at work
    SeqReused, ///< it has given one number to two packets
};
[[nodiscard]] const char* nameOf(StationAlarm alarm); ///< "station-rewound", "station-forked", "seq-reused"

struct ManifestReply {
    std::vector<PacketAnswer> packets;
    std::set<StationAlarm> alarms;
    qint64 auditSeq = 0; ///< the head of the ledger in the manifest before this one; 0: none
    QByteArray auditHash;
};

/// Who may send a bundle's packets.
enum class BundleAnswer {
    Accepted, ///< the desk they were handed to
    TakenBack, ///< the station that sealed them
    NotOffered, ///< an older registry, which knows nothing of bundles
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
[[nodiscard]] Reply<ManifestReply> readManifest(
    const HttpResponse& response, const std::vector<PacketId>& asked);
/// Numbers rise from `after`.
[[nodiscard]] Reply<EventPage> readEvents(const HttpResponse& response, qint64 after);
/// 200, 201 or 204 as `expected` with Tus-Resumable and an offset from 0 to `size`.
[[nodiscard]] Reply<qint64> readOffset(const HttpResponse& response, int expected, qint64 size);
[[nodiscard]] Reply<BundleAnswer> readBundle(const HttpResponse& response);
/// The signed bytes; they still have to be verified.
[[nodiscard]] Reply<QByteArray> readReceipt(const HttpResponse& response);

} // namespace station
