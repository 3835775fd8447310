#include "core/base/clock_trust.h"

#include <algorithm>

namespace station {

const char* nameOf(ClockTrust trust)
{
    switch (trust) {
    case ClockTrust::ServerChecked: return "server-checked";
    case ClockTrust::Unchecked: return "unchecked";
    case ClockTrust::Wrong: return "wrong";
    }
    return "unchecked";
}

ClockJudgement judgeClock(const ClockEvidence& evidence, Instant now, const BootTime& boot)
{
    ClockJudgement judgement;
    judgement.floor = std::max(evidence.built, evidence.lastRow);
    if (evidence.server)
        judgement.floor = std::max(judgement.floor, evidence.server->server);
    if (evidence.server && !boot.bootId.empty() && evidence.server->heard.bootId == boot.bootId) {
        judgement.offset = evidence.server->server + (boot.since - evidence.server->heard.since) - now;
        judgement.trust = std::chrono::abs(*judgement.offset) <= clockTolerance ? ClockTrust::ServerChecked
                                                                                : ClockTrust::Wrong;
        return judgement;
    }
    if (now < judgement.floor - clockTolerance)
        judgement.trust = ClockTrust::Wrong;
    return judgement;
}

} // namespace station
