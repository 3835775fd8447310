#pragma once

#include "core/base/clock.h"
#include "core/desk/desk_rights.h"
#include "core/store/bundles.h"
#include "core/store/file_lock.h"
#include "core/vault/officer.h"

#include <QDir>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace station {

struct HandOverReport {
    BundleId id;
    QString folder; ///< on the stick
    QString peer; ///< the other station
    int packets = 0;
    qint64 bytes = 0;
    int damaged = 0; ///< export: packets left out because their file cannot be read or is not what was
                     ///< sealed
    bool known = false; ///< import: it was here already
    bool ackWritten = true; ///< import: false when the stick takes no writing; import again elsewhere
};

/// Told as packets are written or read, and asked whether to go on: false stops the work, which then leaves
/// custody where it was. On the thread of the call.
using HandOverProgress = std::function<bool(int done, int all)>;

/// Packets to the registry by way of another station's line, carried on a stick. What custody means and how
/// it moves: core/store/bundles.h.
///
///   origin: exportTo -> stick -> desk: importFrom, ACK on the stick -> origin: acknowledge
///
/// Promises: only sealed packets and signed documents are written to a stick. A call that fails or is killed
/// leaves custody where it was or in the bundle, never in two places; called again it ends as it would have.
/// Whatever a stick holds is data: nothing on it chooses a path or is followed.
/// Errors: NotSignedIn where an officer acts; SealingFailed without an identity; InvalidInput, Damaged,
/// StorageFailed and StorageFull with a sentence in `detail`. Threads: as its Desk, one.
class HandOver {
public:
    /// What of a Desk it works on.
    struct Site {
        Database& database;
        const Clock& clock;
        std::function<Result<StationIdentity>()> identity; ///< that a supervisor installed
        /// Whoever is signed in, if he may; errors as in Desk. Nobody for an operation that is anyone's.
        std::function<Result<OfficerId>(DeskOperation)> allowed;
    };

    explicit HandOver(Site site)
        : m_site(std::move(site))
        , m_bundles(m_site.database, m_site.clock)
    {
    }

    /// Marks `packets` (none: all that wait, oldest first, at most 200) as handed over to the station `to`,
    /// and writes them to the folder of a stick. When the stick fails before the signed order was begun,
    /// nothing is handed over. Errors: NotFound when nothing waits; Cancelled when `progress` said so.
    [[nodiscard]] Result<HandOverReport> exportTo(const QString& to, const QDir& stick,
        const std::vector<PacketId>& packets, const HandOverProgress& progress = {});
    /// The same bundle once more, byte for byte, to this or another stick: for a torn or lost one. Errors:
    /// Cancelled after it was taken back.
    [[nodiscard]] Result<HandOverReport> exportAgain(
        BundleId id, const QDir& stick, const HandOverProgress& progress = {});

    /// Takes over one bundle, whole or not at all, and writes the acknowledgement beside it. The same bundle
    /// again changes nothing and writes the same acknowledgement. Errors: Damaged with the names of what is
    /// missing or torn; InvalidInput when it is for another station; Cancelled when its station took it back.
    [[nodiscard]] Result<HandOverReport> importFrom(
        const QString& folder, const HandOverProgress& progress = {});

    /// Reads the acknowledgement in the folder. Errors: Damaged when it is not the desk's word about this
    /// very bundle.
    [[nodiscard]] Result<HandOverReport> acknowledge(const QString& folder);

    /// A supervisor's decision (NotAllowed). At once when its order certainly lies on no stick; else sync
    /// asks the registry, and the packets are ours again once the registry has said so.
    [[nodiscard]] Status takeBack(BundleId id, const QString& reason);

    [[nodiscard]] Result<std::vector<BundleRow>> list() const { return m_bundles.list(); }
    /// What may be handed over, oldest first; at most one bundle full.
    [[nodiscard]] Result<std::vector<QueueRow>> candidates() const
    {
        return m_bundles.candidates(largestBundle);
    }

    /// Takes back what a crash left half prepared and settles what is carried here (carried_sweep.h); not
    /// while another process exports or imports.
    [[nodiscard]] Status settle();

private:
    struct Choice {
        std::vector<QueueRow> rows; ///< in our own order
        int damaged = 0;
    };
    [[nodiscard]] Result<Choice> choose(const std::vector<PacketId>& packets) const;
    [[nodiscard]] Result<BundleRow> prepare(const QString& to, const Choice& choice, Actor by);
    [[nodiscard]] Result<HandOverReport> write(
        const BundleRow& bundle, const QDir& stick, const HandOverProgress& progress);
    [[nodiscard]] Result<HandOverReport> take(const QString& folder, const BundleDocument& document,
        const QByteArray& signedDer, Actor by, const HandOverProgress& progress);
    [[nodiscard]] Status keep(const QString& folder, const BundleDocument& document,
        const QByteArray& signedDer, Actor by, const HandOverProgress& progress);
    [[nodiscard]] Result<Actor> officer(DeskOperation operation) const;
    struct Self {
        StationIdentity identity;
        QString stationId;
    };
    [[nodiscard]] Result<Self> self() const;
    [[nodiscard]] QString lockPath() const;
    [[nodiscard]] Result<FileLock> alone() const;

    Site m_site;
    Bundles m_bundles;
};

} // namespace station
