#pragma once

#include "core/base/clock.h"
#include "core/store/link_use.h"

#include <atomic>
#include <optional>

namespace station {

// Pure: how much of a day's budget packets may take.

/// The last tenth is kept for what costs little and says much: manifests, events, receipts.
[[nodiscard]] constexpr qint64 packetShare(qint64 limit) { return limit - limit / 10; }

/// Whether `left` bytes of a packet may begin. One that is larger than a whole day's share goes as the first
/// of a day, as it would never go otherwise.
[[nodiscard]] constexpr bool mayBegin(qint64 limit, qint64 used, qint64 left)
{
    return limit == 0 || used + left <= packetShare(limit)
        || (left > packetShare(limit) && used < limit / 10);
}

/// The budget is used up for today.
struct BudgetPause {
    qint64 limit = 0; ///< bytes a day
    qint64 used = 0; ///< today, about
    bool metered = false;
    Instant until; ///< 00:00 of the next day on the officer's clock
};

/// The day's byte budget of the link in use. Counted are headers and bodies in both directions, whole or
/// broken off, and about what a handshake takes; not TCP's own headers and repetitions.
///
/// Promise: what was counted survives a restart. Threads: one, except setMetered() and goBeyond(), from any.
class SendingBudget {
public:
    SendingBudget(Database& database, const Clock& clock)
        : m_use(database)
        , m_clock(clock)
    {
    }

    /// What the system says about the connection; used where the plan leaves it to the system.
    void setMetered(bool metered) { m_hint = metered; }
    /// A person wants it sent now: while `beyond`, nothing is held, and everything is counted.
    void goBeyond(bool beyond) { m_beyond = beyond; }
    [[nodiscard]] bool isBeyond() const { return m_beyond; }

    /// Reads the plan anew, which another process may have changed.
    [[nodiscard]] Status refresh();
    [[nodiscard]] bool mayBeginPacket(qint64 left);
    /// Even small talk must wait.
    [[nodiscard]] bool isUsedUp();
    [[nodiscard]] Status carry(qint64 bytes);
    [[nodiscard]] BudgetPause pause();

private:
    [[nodiscard]] QDate today() const;
    [[nodiscard]] bool isMetered() const;
    [[nodiscard]] qint64 limit() const;
    [[nodiscard]] qint64 used();

    LinkUse m_use;
    const Clock& m_clock;
    SendingPlan m_plan;
    std::atomic<bool> m_hint {false};
    std::atomic<bool> m_beyond {false};
};

} // namespace station
