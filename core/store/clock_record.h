#pragma once

#include "core/base/clock_trust.h"
#include "core/base/result.h"

namespace station {

class Database;

/// What the station knows about its own clock, kept in station.db so that it survives restarts.
///
/// Promise: each change of the judgement leaves a ledger row ("clock-wrong", "clock-unchecked",
/// "clock-server-checked"). Order in the ledger and the queue never rests on the clock: it is that of their
/// numbers. Threads: as its Database, one.
class ClockRecord {
public:
    ClockRecord(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
    {
    }

    /// The registry's time, from an answer over the pinned connection. Written when it says something new: at
    /// the first answer in this run of the computer, when the clocks have moved apart by half a minute, or an
    /// hour after the last one. A time before the program was built is nobody's and is ignored.
    [[nodiscard]] Status registrySaid(Instant server);
    /// Now, by everything that is known.
    [[nodiscard]] Result<ClockJudgement> judge();
    [[nodiscard]] Result<ClockEvidence> evidence() const;

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace station
