#pragma once

#include "tests/support/desk_bench.h"

#include <QDir>
#include <QMap>

#include <vector>

namespace station {

/// What a station that has worked for a while must still have after any damage to its database.
struct WorkedStation {
    DeskBench bench;
    struct Packet {
        QByteArray bytes; ///< of its file
        PacketState state;
        QString origin = {}; ///< the station that sealed it; empty: this one
    };
    QMap<QString, Packet> packets; ///< by id; those whose file is still here
    QMap<QString, QByteArray> atRegistry; ///< id -> SHA-256 of what was received there
    std::vector<PacketId> drafts;
    std::vector<AuditRow> ledger;

    /// Drafts open, packets in all states, two bundles of another station's packets, one of them accepted by
    /// the registry, three officers, some dozens of database pages. With `inLog`, nothing of the last half
    /// has left the log, and the station ended without closing its database.
    explicit WorkedStation(bool inLog);

    /// A copy of the directory as it lies on the disk.
    void copyTo(const QDir& place) const;

private:
    void work(int cases);
    void carry();
    void remember();
    qint64 m_registrySeq = 0;
    QTemporaryDir m_place;
    QDir m_frozen {m_place.filePath("frozen")};
};

/// Where its file lies in the station `place`.
[[nodiscard]] QString pathOf(const QDir& place, const QString& id, const WorkedStation::Packet& packet);

struct Outcome {
    QStringList wrong; ///< empty: every promise held
    bool recovered = false;
    int draftsOpened = 0;
    int pagesLost = 0;
};

/// Made once for each program, and only copied from then on.
[[nodiscard]] const WorkedStation& closedStation(); ///< ended as it should
[[nodiscard]] const WorkedStation& killedStation(); ///< everything of its last half lies in the log

/// Its database and log as they lie there.
struct DamagedFiles {
    QByteArray database;
    QByteArray log;
};
[[nodiscard]] DamagedFiles filesIn(const QDir& place);

/// Opens the station in `place` as an officer would and holds it against `before`; what is put aside against
/// `damaged`.
[[nodiscard]] Outcome judge(const QDir& place, const WorkedStation& before, const DamagedFiles& damaged);

} // namespace station
