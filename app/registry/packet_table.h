#pragma once

#include "app/registry/packet_key.h"
#include "app/registry/receipt_signer.h"
#include "app/registry/sql.h"
#include "core/base/clock.h"

#include <optional>

namespace station {

/// Announced -> Uploading -> Received -> Processing -> Processed | Rejected | Resubmit.
/// Uploading goes back to Announced when the half upload expires, is taken back or turns out to be other
/// bytes.
enum class RegistryState { Announced, Uploading, Received, Processing, Processed, Rejected, Resubmit };
[[nodiscard]] QString nameOf(RegistryState state);
[[nodiscard]] std::optional<RegistryState> registryStateFrom(const QString& name);

/// What a station says of a packet before it sends it.
struct Announcement {
    PacketId id;
    QString sha256; ///< 64 lower-case hex digits
    qint64 size = 0;
    qint64 seq = 0; ///< the station's own order
    QString procedure;
    QString capturedOn;
    int priority = 0;
    QString origin; ///< whose packet it is, as a carrier says; empty: the caller's own
};

struct PacketRow {
    PacketId id;
    QString station;
    QString sha256;
    qint64 size = 0;
    RegistryState state = RegistryState::Announced;
    QString reason;
    qint64 received = 0; ///< durable bytes
    qint64 expiresAt = 0; ///< of a half upload, ms since 1970

    [[nodiscard]] PacketKey key() const { return {station, id}; }
    /// All bytes are there, and it is not received yet.
    [[nodiscard]] bool isComplete() const { return state == RegistryState::Uploading && received == size; }
};

struct Event {
    qint64 seq = 0;
    PacketId packet;
    QString state;
    QString reason;
    QString receiptHash; ///< SHA-256 of the signed receipt, hex
};

struct EventList {
    std::vector<Event> events;
    QString afterHash; ///< of the station's receipt with the number that was named; empty when there is none
};

struct StationCount {
    QString station;
    RegistryState state = RegistryState::Announced;
    qint64 packets = 0;
    qint64 bytes = 0;
};

struct RecentPacket {
    PacketRow row;
    Instant changedAt;
};

/// The statements, each inside somebody's transaction. Order of locks everywhere: packet, then station.
/// Only a packet's key is unique among the tables that grow; `stations` holds one counter row each.
namespace packets {

[[nodiscard]] Status createTables(Sql& sql);
/// The row as it is now, inserted when the station had none of this id. That another station has one is an
/// alarm for the administrators (station_alarms.h) and changes nothing.
[[nodiscard]] Result<PacketRow> announce(
    Sql& sql, const QString& station, const Announcement& what, Instant now);
[[nodiscard]] Result<std::optional<PacketRow>> find(Sql& sql, const PacketKey& key);
/// Every station's packet of this id.
[[nodiscard]] Result<std::vector<PacketRow>> withId(Sql& sql, PacketId id);
/// Announced -> Uploading, or a later end of the half upload.
[[nodiscard]] Status openUpload(Sql& sql, const PacketKey& key, Instant expires, Instant now);
/// False when the offset is not `from` any more or the packet is not Uploading.
[[nodiscard]] Result<bool> advance(
    Sql& sql, const PacketKey& key, qint64 from, qint64 to, Instant expires, Instant now);
/// Uploading -> Announced with nothing received.
[[nodiscard]] Status forgetUpload(Sql& sql, const PacketKey& key, Instant now);
/// Moves a packet and writes the receipt that says so, with the station's next number. False, and nothing is
/// written, when the packet is not in state `from`: whoever comes second finds the work done.
[[nodiscard]] Result<bool> moveWithReceipt(Sql& sql, const ReceiptSigner& signer, const PacketKey& key,
    RegistryState from, RegistryState to, const QString& reason, Instant now);
/// Without a receipt: Received <-> Processing.
[[nodiscard]] Result<bool> move(
    Sql& sql, const PacketKey& key, RegistryState from, RegistryState to, Instant now);
/// Received, and not in a bundle under review; longest there first.
[[nodiscard]] Result<std::vector<PacketRow>> toProcess(Sql& sql, int limit);
[[nodiscard]] Result<std::vector<PacketRow>> inState(Sql& sql, RegistryState state, int limit);
/// A station's half uploads, those that moved last first.
[[nodiscard]] Result<std::vector<PacketRow>> uploadsOf(Sql& sql, const QString& station);
[[nodiscard]] Result<qint64> announcedCount(Sql& sql, const QString& station);
/// Forgets what a station has announced and not begun, beyond the last `keep`, but nothing that another
/// carries. Returns how many were forgotten.
[[nodiscard]] Result<int> trimAnnounced(Sql& sql, const QString& station, qint64 keep);
/// What a station has announced and not begun binds it no longer: the next announcement of an id counts,
/// whatever its bytes. The rows stay until then, as what the station had said. Returns how many there are.
[[nodiscard]] Result<int> releaseAnnounced(Sql& sql, const QString& station);
/// Of a station's packets that came whole since then.
[[nodiscard]] Result<qint64> bytesSince(Sql& sql, const QString& station, Instant since);
[[nodiscard]] Result<std::optional<QByteArray>> lastReceipt(Sql& sql, const PacketKey& key);
[[nodiscard]] Result<EventList> events(Sql& sql, const QString& station, qint64 after, int limit);
[[nodiscard]] Status seen(Sql& sql, const QString& station, const QString& auditHead, Instant now);
[[nodiscard]] Result<std::vector<StationCount>> counts(Sql& sql);
[[nodiscard]] Result<std::vector<RecentPacket>> recent(Sql& sql, int limit);
[[nodiscard]] Result<qint64> receiptCount(Sql& sql);

} // namespace packets

} // namespace station
