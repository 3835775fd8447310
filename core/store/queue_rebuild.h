#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace station {

class Database;

struct QueueRebuild {
    int kept = 0; ///< rows that stood
    int rebuilt = 0; ///< rows made anew from files
    int mended = 0; ///< rows whose hash or size was not their file's
    int held = 0; ///< of the rebuilt: a supervisor releases them
    int unclear = 0; ///< files that are not whole, not readable or of a discarded case: left where they are
};

/// After a database was lost in part: every whole packet file has its row again, exactly one, with the file's
/// hash and size; also those put aside in packets/quarantine, which come back. A draft of a packet that is
/// queued goes: the packet was finished. The state is where a saved receipt puts it, else Held as the ledger
/// knows it, else Sealed: the registry's next answer repairs the rest. A row is Held (heldByRecovery) when
/// the ledger does not know the packet, or has lost a row behind its sealing: that might have said "held".
/// Case number and procedure are those that a draft or the ledger still knows, else empty. Inside the
/// caller's transaction; throws SQLite::Exception. A file that the disk does not give is unclear, and the
/// ledger remembers it (requeue()). What is carried for other stations: carried_rebuild.h.
/// `ledgerWholeBehind`: behind this row the ledger has lost nothing.
[[nodiscard]] QueueRebuild rebuildQueue(Database& database, const Clock& clock, qint64 ledgerWholeBehind);

enum class Requeued { No, Yes, Unreadable, Doubtful };
/// A packet file of ours without a row: made anew when the ledger knows that these bytes were sealed, or that
/// a recovery could not read the file (held then, a supervisor lets it go). Doubtful when only the latter,
/// while its draft is open: it may never have been accepted, and the draft may have been corrected since. Not
/// for any other file, and not while the disk does not give it. Errors: StorageFailed of the database.
[[nodiscard]] Result<Requeued> requeue(Database& database, const Clock& clock, PacketId id);

/// Inside a transaction: the state where a saved receipt puts the row, unless the receipt is void. False when
/// there is none.
[[nodiscard]] bool applyKeptReceipt(Database& database, PacketId id, const QByteArray& sha256);

/// A row whose hash is not what the ledger says it was sealed with, while its file's is: the row was damaged.
/// Returns how many were put right. Errors: StorageFailed.
[[nodiscard]] Result<int> mendHashes(Database& database, const Clock& clock);

/// The detail of the ledger row "sealed": size and hash, so that the chain is a second witness of both.
[[nodiscard]] QString sealedDetail(qint64 size, const QByteArray& sha256);

} // namespace station
