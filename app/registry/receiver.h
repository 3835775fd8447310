#pragma once

#include "app/registry/blob_store.h"
#include "app/registry/limits.h"
#include "app/registry/packet_table.h"
#include "app/registry/problem.h"
#include "app/registry/station_alarms.h"

namespace station {

struct ManifestAnswer {
    PacketId id;
    QString state; ///< "want", "received", "processing", "processed", "rejected", "resubmit", "conflict"
    qint64 offset = 0; ///< with "want"
    QString reason; ///< with "rejected" and "resubmit"
};

struct AnsweredManifest {
    std::vector<ManifestAnswer> packets; ///< in the order announced
    AuditHead seen; ///< the station's head in the manifest before this one
    QStringList
        alarms; ///< what is odd about the station: see station_alarms.h. Its packets are taken all the same
};

struct UploadState {
    qint64 offset = 0;
    qint64 size = 0;
    qint64 expiresAt = 0; ///< ms since 1970; 0 when the packet is whole
};

/// The use cases behind the calls. A station sees its own packets and those it carries for another
/// (bundle_table.h); the rest are as if there were none, so that nobody is kept from his own by what another
/// has said of the same id. A packet's row, its receipts and its events stay those of the station that sealed
/// it, whoever sends it. "conflict": that station itself has announced other bytes under this id.
///
/// Promise: offsets, states and receipts are told only after they are durable. Every call may be repeated,
/// also after a crash anywhere inside the one before; one packet of a station ends as one packet with one
/// receipt for each state. Threads: any.
class Receiver {
public:
    Receiver(SqlDatabase& database, BlobStore& blobs, const ReceiptSigner& signer, const Clock& clock,
        Limits limits);

    [[nodiscard]] const Limits& limits() const { return m_limits; }

    [[nodiscard]] Answer<AnsweredManifest> manifest(
        const QString& station, const std::vector<Announcement>& packets, const AuditHead& audit);
    [[nodiscard]] Answer<UploadState> create(const QString& station, const Announcement& what);
    [[nodiscard]] Answer<UploadState> head(const QString& station, PacketId id);
    /// All or nothing. With the last byte the packet is checked as a whole and received, or discarded
    /// (WrongBytes).
    [[nodiscard]] Answer<UploadState> append(
        const QString& station, PacketId id, qint64 offset, const QByteArray& chunk);
    [[nodiscard]] Answer<void> terminate(const QString& station, PacketId id);
    [[nodiscard]] Answer<QByteArray> receipt(const QString& station, PacketId id);
    [[nodiscard]] Answer<EventList> events(const QString& station, qint64 after);

    /// An administrator asks the station to capture again: a processed or rejected packet becomes Resubmit,
    /// with a receipt that says so. Errors: NotFound; InvalidInput for a reason that is no word of letters,
    /// digits and '-', for a packet in another state, and for the id of several stations' packets when
    /// `station` does not say whose; StorageFailed.
    [[nodiscard]] Status resubmit(PacketId id, const QString& reason, const QString& station = {});
    /// An administrator has revoked the station: what it has announced and half sent binds it no longer, so
    /// that who held its key leaves nothing in its way when it comes again. Returns how many packets.
    [[nodiscard]] Result<int> forgetUnreceived(const QString& station);

    /// At start: finishes what a crash left between two steps, lets expired uploads go, hands packets whose
    /// processing was cut off to processing again.
    [[nodiscard]] Status sweep();

private:
    struct Held; ///< a locked packet and its row
    [[nodiscard]] Answer<Held> hold(const QString& station, PacketId id);
    /// Forgets its station's half uploads beyond the limits, those still for longest first, but not this one.
    [[nodiscard]] Status trimUploads(const PacketKey& besides);
    /// NoSpace when the disk is too full for more.
    [[nodiscard]] Answer<void> findRoom();
    [[nodiscard]] Answer<PacketRow> finalise(const PacketRow& row);
    [[nodiscard]] Answer<UploadState> stateOf(const PacketRow& row);
    [[nodiscard]] Status settleUpload(const PacketKey& key);
    [[nodiscard]] Status forget(const PacketKey& key); ///< @pre locked
    [[nodiscard]] Problem discard(
        const PacketKey& key, ProblemKind why); ///< forgets; `why`, or why it could not
    [[nodiscard]] Instant expiry() const { return m_clock.now() + m_limits.uploadLife; }

    SqlDatabase& m_database;
    BlobStore& m_blobs;
    const ReceiptSigner& m_signer;
    const Clock& m_clock;
    Limits m_limits;
};

} // namespace station
