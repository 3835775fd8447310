#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/file_layer.h"

#include <QDir>
#include <QString>

#include <memory>
#include <optional>

namespace station {

class Database;

/// What a recovery saved and what it lost: for the window, enrollctl and the ledger. No personal data.
struct RecoveryNotice {
    Instant at;
    QString why; ///< what SQLite or we found, English
    QString aside; ///< the name of the damaged file, which is kept for ever:
                   ///< "station.db.damaged-20261127T120000Z"
    int pages = 0; ///< of 4 KiB
    int pagesLost = 0;
    int draftsKept = 0;
    int draftsLost = 0; ///< as far as the ledger still knows of them
    int packetsKept = 0; ///< queue rows that were saved
    int packetsRebuilt = 0; ///< queue rows made anew from packet files
    int packetsHeld = 0; ///< of these: held until a supervisor has looked at them
    int packetsUnclear = 0; ///< packet files that are not whole, left as they are
    int officers = 0;
    bool keysFromCopy = false; ///< officers and facts of the station came from station.keys
    bool ledgerWhole = false;
};

enum class Look {
    WhenDue, ///< thoroughly after an unclean end or trouble, and once a day; else only the file's head
    Thorough,
};

/// Opens station.db of a station; first of all looks whether it is sound, and recovers it when it is damaged.
///
/// A recovery reads what is whole into a new file, rebuilds the queue from the packet files, and swaps: the
/// damaged file stays as station.db.damaged-<time> with its log, for ever. Nothing is deleted, and until the
/// new file is complete nothing is changed; killed at any point, the next call goes on. Looking and
/// recovering are done by one process alone while no other has the station open; whoever waits for it
/// meanwhile looks again when it died.
///
/// Trouble that is not damage (locked, unreadable, read-only, full) never leads to a recovery: it is
/// returned. A recovery needs every page, the log and station.keys to be given by the disk; a sector that is
/// bad for good wants a copy of the directory on another disk (ddrescue), in which it is damage. Errors:
/// NotFound, StorageTooNew, StorageFailed, StorageFull; Damaged when the file was never ours or cannot be
/// recovered now because another process works with it.
[[nodiscard]] Result<std::unique_ptr<Database>> openSound(
    const QDir& station, const Clock& clock, FileLayer& files = posixFiles(), Look look = Look::WhenDue);

/// The last recovery, until a supervisor has taken note of it.
[[nodiscard]] Result<std::optional<RecoveryNotice>> recoveryNotice(Database& database);
/// With its ledger row.
[[nodiscard]] Status acknowledgeRecovery(Database& database, const Clock& clock, OfficerId by);

/// A recovery was cut short before its last step: station.db is still the damaged file, and the sound one
/// lies beside it. Nobody works with either before openSound() has ended it.
[[nodiscard]] bool isSwapOpen(const QDir& station);

/// Written when the disk or SQLite said something that makes the file doubtful: the next opening looks
/// thoroughly.
void noteTrouble(const QDir& station, FileLayer& files, const std::string& what);

} // namespace station
