#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/enroll/case_facts.h"
#include "core/store/outbox.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace station {

class Database;

/// One packet that this station has sealed: what it counts as, and how it stands.
struct TallyRow {
    PacketId id;
    QString caseNumber = {}; ///< empty where it is not known any more
    /// Nothing for a packet of an older release, or whose facts were lost with a damaged database: what its
    /// queue row and the ledger still say stands below, the rest is counted as unknown, never guessed.
    std::optional<CaseFacts> facts = {};
    QString procedureId = {};
    OfficerId officer = {}; ///< who sealed it; null: not known
    Instant sealedAt = {};
    std::optional<PacketState> state = {}; ///< nothing: counted once, and the queue does not know it any more
    Custody custody = Custody::Here;
    QString problem = {};
    Instant stateSince = {};
    std::optional<Instant> answeredAt = {}; ///< the first word of the registry that still holds
};

/// What the station's packets count as: rows written by Drafts::moveToQueue() in the queue row's transaction.
/// Threads: as its Database, one. Errors: StorageFailed.
class TallyFacts {
public:
    explicit TallyFacts(Database& database)
        : m_database(database)
    {
    }

    /// Every packet sealed by this station, in its own order, as of one moment. Packets that are carried for
    /// other stations are theirs to count.
    [[nodiscard]] Result<std::vector<TallyRow>> rows() const;

private:
    Database& m_database;
};

// For core/store only: inside the caller's transaction; throws SQLite::Exception.
void insertFacts(Database& database, PacketId id, const CaseFacts& facts);

} // namespace station
