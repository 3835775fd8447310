#pragma once

#include "core/enroll/bundle_document.h"
#include "core/store/drafts.h"
#include "core/store/outbox.h"

#include <optional>
#include <vector>

namespace station {

class Database;

struct BundleRow {
    BundleId id;
    bool incoming = false;
    QString peer; ///< the other station
    BundleState state = BundleState::Preparing;
    int packets = 0;
    Instant madeAt; ///< prepared, or imported
    Instant stateSince;
    QByteArray contentSha256;
    QByteArray document; ///< signed
    QByteArray ack; ///< signed; empty before there is one
};

/// What sync has to say about a bundle.
struct BundleTask {
    enum class Kind { Present, AskBack };
    Kind kind = Kind::Present;
    BundleId id;
    QByteArray document;
};
/// The registry's answer.
enum class BundleWord {
    Accepted, ///< to Present: send its packets
    TakenBack, ///< to either: the packets are their own station's
    Kept, ///< to AskBack: the desk has it and the registry counts on the desk
    Refused, ///< to Present: not from us
};

/// Packets that travel to the registry by way of another station, on a stick.
///
/// Custody is the right to send a packet's bytes; it lies in one place at any time:
///
///   origin --prepare--> [the bundle] --the registry accepts it from the desk--> desk
///      ^                     |
///      +----- taken back ----+    Preparing: by the origin alone. Later: only by the registry's word
///
/// A packet is marked Handed, durably, before a stick is touched, and the bundle is marked Out, durably,
/// before the signed order is written: so what may lie on a stick is never sent by its station, and what
/// certainly lies on none may be taken back at once. A stick can be copied and read anywhere, so importing
/// gives the desk the bytes, not yet the right: of "the desk presents the order" and "the origin takes it
/// back" the registry lets the first one through, once for all (bundle_table.h), and whoever comes second
/// learns it. The bytes stay at the origin until its packets are processed, whoever sends them.
///
/// Packets that were brought here are not handed on: one stick, one desk.
///
/// Every call is one transaction with its ledger rows. A call that finds its work done changes nothing.
/// Threads: as its Database, one.
class Bundles {
public:
    Bundles(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
    {
    }

    [[nodiscard]] Result<std::vector<BundleRow>> list() const; ///< newest first
    [[nodiscard]] Result<BundleRow> row(BundleId id) const; ///< Errors: NotFound
    [[nodiscard]] Result<std::vector<QueueRow>> packets(BundleId id) const; ///< in the document's order

    // At the origin
    /// Our own waiting packets that may be handed over, oldest first; at most `limit`.
    [[nodiscard]] Result<std::vector<QueueRow>> candidates(int limit) const;
    /// -> Preparing, its packets Handed. Errors: InvalidInput when one of them is not ours to send any more.
    [[nodiscard]] Status prepare(const BundleDocument& document, const QByteArray& signedDer, Actor by);
    /// Preparing -> Out. Errors: Cancelled when the bundle was taken back meanwhile: write no order.
    [[nodiscard]] Status out(BundleId id);
    /// Out -> Acknowledged. While it is AskedBack the word is kept and the registry decides.
    [[nodiscard]] Status acknowledged(BundleId id, const QByteArray& ack, Actor by);
    /// Preparing -> TakenBack at once; Out, Acknowledged -> AskedBack, and sync asks the registry.
    [[nodiscard]] Status takeBack(BundleId id, const QString& reason, Actor by);
    /// What a crash left in Preparing is taken back. Returns how many bundles.
    [[nodiscard]] Result<int> takeBackUnfinished();

    // At the desk
    /// Before a file of it is written. Errors: as take().
    [[nodiscard]] Status mayTake(const BundleDocument& document) const;
    /// -> Imported, its packets Taken; their files and the order (carried_orders.h) are durable already.
    /// Errors: InvalidInput when a packet is known here under other bytes or as our own.
    [[nodiscard]] Status take(
        const BundleDocument& document, const QByteArray& signedDer, const QByteArray& ack, Actor by);

    // Sync
    [[nodiscard]] Result<std::vector<BundleTask>> tasks() const;
    [[nodiscard]] Status answered(BundleId id, BundleWord word);

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace station
