#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace station {

class Database;

/// One receipt as the registry lists it among this station's.
struct ChainLink {
    qint64 seq = 0; ///< the registry's number
    QByteArray hash; ///< SHA-256 of the signed receipt; empty when the registry does not say
};

/// How far this station has followed the registry's chain of receipts for it.
struct ChainPoint {
    qint64 seq = 0; ///< 0: nothing followed yet
    QByteArray hash; ///< of receipt `seq`; empty when the registry did not say
    qint64 highestKept = 0; ///< among the valid receipts kept here
};

/// The registry numbers and chains the receipts it signs for a station. This remembers which of them the
/// station has seen listed, and so notices a registry that was put back to an older day.
///
/// Promise: a receipt that the registry no longer lists is void: it is kept for ever, but it is no proof any
/// more. Its packet, unless purged, goes back to Sealed and is announced again. Nothing else moves a packet
/// back. Every call is one transaction with its ledger rows. Threads: as its Database, one.
class ReceiptChain {
public:
    ReceiptChain(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
    {
    }

    [[nodiscard]] Result<ChainPoint> point() const;
    /// Asked from `from`, the registry has listed these, in rising order, right after it; the point moves to
    /// the last of them. Returns how many receipts kept here under the same numbers are others, and void now.
    /// Does nothing when the point is another by now: somebody else follows at the same time and was faster.
    [[nodiscard]] Result<int> followed(const ChainPoint& from, const std::vector<ChainLink>& links);
    /// Asked from `from`, the registry has listed nothing more. Receipts with numbers from beyond it up to
    /// `from.highestKept`, which were kept before it was asked, are void. Until the next call purge() trusts
    /// what was processed before now. Returns how many are void. Does nothing when the point is another by
    /// now.
    [[nodiscard]] Result<int> reachedEnd(const ChainPoint& from);
    /// The registry does not know the receipt at the point: it was put back. Following starts at 0 again.
    [[nodiscard]] Status rewound();

private:
    [[nodiscard]] bool isStill(const ChainPoint& from) const;
    int makeVoid(PacketId packet, qint64 seq);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace station
