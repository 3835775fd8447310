#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/sync/sending_budget.h"

#include <QMetaType>

#include <optional>

namespace station {

enum class Link {
    Unknown, ///< not tried yet
    Online,
    Offline, ///< no network or the registry does not answer; work goes on
    LoginNeeded, ///< somebody else answers: a portal, another CA, a redirect. Nothing was sent
    Refused, ///< the registry does not accept this station's certificate; `trouble` may say why
    IdentityExchanged, ///< on the disk: a supervisor must install the registry's certificates again
    ClockWrong, ///< by this computer's clock a certificate is not valid: packets wait until it is set
    NotSetUp, ///< no registry address or no certificate installed
};

/// Something that a person should look into. Nothing stops for it.
enum class Notice {
    None,
    RegistryRewound, ///< the registry was put back to an older day; what it has lost is sent again
    StationCopied, ///< another copy of this station is at work, or this one was put back to an older day
};

/// What the window says about the connection and the queue, as one value.
struct SyncStatus {
    Link link = Link::Unknown;
    Instant since; ///< of the link's present state
    bool counted = false; ///< the four figures that follow are the queue's; false: nobody could look
    int waiting = 0;
    qint64 waitingBytes = 0;
    int handed = 0; ///< with another station, no receipt yet: not sent from here
    int needsYou = 0; ///< a person must decide about them
    PacketId current; ///< null when nothing is being sent
    qint64 sent = 0; ///< of the current packet, acknowledged
    qint64 total = 0;
    std::optional<Error> trouble;
    Notice notice = Notice::None; ///< the gravest since the program was started
    std::optional<Instant> nextTry;
    std::optional<BudgetPause> pause; ///< packets wait for tomorrow, or for somebody who wants them sent now
};

} // namespace station

Q_DECLARE_METATYPE(station::SyncStatus)
