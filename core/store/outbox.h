#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/bundle_state.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace station {

class Database;

/// Forward only; each step is one transaction with its ledger row. A registry that was put back and has lost
/// its receipt sends a packet back to Sealed (receipt_chain.h).
///
///   Sealed -> Announced -> Uploading -> Received -> Processing -> Processed -> Purged
///   side exits: Rejected, Resubmit, Conflict (a person must look), Held (a person said stop; release goes
///   back)
enum class PacketState {
    Sealed,
    Announced,
    Uploading,
    Received,
    Processing,
    Processed,
    Purged,
    Rejected,
    Resubmit,
    Conflict,
    Held,
};
[[nodiscard]] const char* nameOf(PacketState state); ///< "sealed", …
[[nodiscard]] std::optional<PacketState> packetStateFrom(const QString& name);

/// Who may send a packet's bytes; see bundles.h.
enum class Custody {
    Here, ///< ours: this station sends it
    Handed, ///< ours, given to another station: not sent from here, its bytes stay until it is processed
    Taken, ///< another station's, brought here: not sent before the registry has agreed
    Carried, ///< another station's, sent from here
    Returned, ///< another station's, which took it back
};
[[nodiscard]] const char* nameOf(Custody custody); ///< "here", …
[[nodiscard]] std::optional<Custody> custodyFrom(const QString& name);

struct QueueRow {
    PacketId id;
    QString caseNumber;
    QString procedureId;
    PacketState state = PacketState::Sealed;
    qint64 seq = 0; ///< the station's own order
    qint64 size = 0; ///< bytes of the packet file
    qint64 offset = 0; ///< bytes the registry has acknowledged
    QByteArray sha256;
    int priority = 0; ///< higher goes first; 1 and above is urgent
    Instant sealedAt;
    Instant stateSince;
    Instant dueAt; ///< not before
    int attempts = 0; ///< failures that were this packet's own fault
    QString problem; ///< a stable word for app/words: "rejected:photo-unusable", "conflict", "held:officer",
                     ///< "receipt-refused", "lost-at-registry"; empty when fine
    qint64 receiptSeq = 0; ///< the registry's number; 0 before there is a receipt
    Custody custody = Custody::Here;
    QString origin = {}; ///< the station that sealed it; empty: this one
    qint64 originSeq = 0; ///< that station's own order
    QString bundle = {}; ///< id of the bundle it was last handed over in; empty: never
    QString peer = {}; ///< the other station of that bundle
    BundleState bundleState = BundleState::TakenBack; ///< of that bundle
    Instant bundleSince = {}; ///< since when it is in that state

    [[nodiscard]] bool maySend() const { return custody == Custody::Here || custody == Custody::Carried; }
};

/// No packet waits longer for its next try. One that seems to was postponed by a clock that stood elsewhere,
/// and is due at once.
inline constexpr std::chrono::milliseconds longestPostponement = std::chrono::hours(24);

struct QueueFilter {
    std::optional<PacketState> state;
    int offset = 0;
    int limit = 200;
};

struct HistoryEntry {
    Instant at;
    QString event; ///< "sealed", "announced", "offset", "received", …
    QString detail; ///< "65536/812345", a receipt number; no personal data
};

struct QueueTotals {
    int waiting = 0; ///< Sealed, Announced, Uploading: neither at the registry nor handed over
    qint64 waitingBytes = 0; ///< not yet acknowledged
    int needsYou = 0; ///< Rejected, Resubmit, Conflict, Held
    int delivered = 0; ///< Received and beyond
    int handed = 0; ///< given to another station by stick, and no receipt yet: in none of the three above
};

struct DayCounts {
    int sealed = 0; ///< by this station
    int delivered = 0; ///< of those, Received and beyond
};

/// The problem of a held packet whose waivers a supervisor still has to approve; retry() leaves it alone.
inline constexpr auto awaitsApproval = "held:approval";

/// The problem of a packet whose row a recovery made anew from its file, when nobody knows any more whether
/// it had been held or waited for approval; a supervisor looks at it and retry() lets it go.
inline constexpr auto heldByRecovery = "held:recovered";

/// The registry's word that it holds the packet. Kept for ever; the packet bytes are not.
struct Receipt {
    PacketState state = PacketState::Received; ///< Received, Processing, Processed, Rejected or Resubmit
    QString reason; ///< for Rejected and Resubmit
    qint64 registrySeq = 0;
    QByteArray sha256; ///< of the packet, as the registry holds it
    QByteArray signedBytes; ///< CMS SignedData, DER
    QByteArray previous; ///< SHA-256 of the station's receipt before; empty for its first. Not stored again
};

/// The queue between this room and the registry. Packet bytes are files, see packet_files.h.
///
/// Promise: a packet's file goes only by purge(), and only against a processed receipt. A call that would
/// move a packet backwards changes nothing and is no error. Every call is one transaction.
/// Threads: as its Database, one.
class Outbox {
public:
    Outbox(Database& database, const Clock& clock);

    [[nodiscard]] Result<std::vector<QueueRow>> list(const QueueFilter& filter) const;
    [[nodiscard]] Result<QueueRow> row(PacketId id) const; ///< Errors: NotFound
    [[nodiscard]] Result<std::vector<HistoryEntry>> history(PacketId id) const;
    [[nodiscard]] Result<QueueTotals> totals() const;
    [[nodiscard]] Result<DayCounts> sealedSince(Instant from) const;
    /// Not yet Processed, not held and ours to send (QueueRow::maySend), or with a word of the registry that
    /// could not be believed; at most `limit`. What still has bytes to send comes before what waits for the
    /// registry's word, then by priority, then oldest: a registry that stops processing stops no upload.
    [[nodiscard]] Result<std::vector<QueueRow>> due(Instant now, int limit) const;

    // What the sync worker records
    [[nodiscard]] Status announced(const std::vector<PacketId>& ids);
    /// Errors: Cancelled when the packet is not ours to send any more: send nothing after it.
    [[nodiscard]] Status acknowledged(PacketId id, qint64 offset);
    [[nodiscard]] Status receipt(PacketId id, const Receipt& receipt);
    [[nodiscard]] Status conflict(PacketId id, const QString& why); ///< moves what waits or is held
    /// The registry has signed that it holds other bytes under this id: -> Conflict, also from what an older
    /// receipt said. What is purged stays so.
    [[nodiscard]] Status contradicted(PacketId id, const QString& why);
    [[nodiscard]] Status postpone(PacketId id, Instant until, const Error& why); ///< counts one attempt
    /// The registry has a word about it that cannot be fetched or does not verify. Moves nothing; due again
    /// at `until`, whatever its state, until a receipt that verifies ends the doubt. Counts one attempt.
    [[nodiscard]] Status doubt(PacketId id, Instant until, const Error& why);

    // What a person decides: through Desk only, which knows who may; changes nothing while another station
    // has custody
    [[nodiscard]] Status hold(PacketId id, const QString& reason, OfficerId by = {});
    /// One that is held, postponed or in conflict is due at once. Errors: NotAllowed while it awaits
    /// approval.
    [[nodiscard]] Status retry(PacketId id, OfficerId by = {});
    /// Before all that are not urgent, or no longer; nothing for a packet that has no bytes to send any more.
    [[nodiscard]] Status setUrgent(PacketId id, bool urgent, OfficerId by = {});
    /// Releases a packet that awaits approval. Errors: InvalidInput for any other.
    [[nodiscard]] Status approve(PacketId id, OfficerId by);
    /// Processed for longer than `keep` when the registry's list of receipts was last seen whole, so that a
    /// registry put back to a backup younger than `keep` still has them: unlinks the file, keeps row and
    /// receipt. Returns how many.
    [[nodiscard]] Result<int> purge(std::chrono::days keep, OfficerId by = {});

    /// The registry's newest word about a packet that is kept; nothing before there is one.
    [[nodiscard]] Result<std::optional<Receipt>> keptReceipt(PacketId id) const;
    /// Ends a purge that a crash cut short; the start-up sweep calls it. Returns how many.
    [[nodiscard]] Result<int> finishPurge();

private:
    [[nodiscard]] Result<bool> unlinkProcessed(PacketId id);
    void release(const QueueRow& packet, const char* event, OfficerId by);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace station
