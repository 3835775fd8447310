#include "core/desk/desk.h"
#include "core/desk/desk_parts.h"
#include "core/desk/machine_facts.h"
#include "core/store/ledger_check.h"
#include "core/store/store_check.h"

#include <QElapsedTimer>

#include <algorithm>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::days diskWindow {14};

std::optional<Error> troubleOf(const Status& status)
{
    return status ? std::nullopt : std::optional(status.error());
}

void addIdentity(StationFacts& facts, const QDir& folder)
{
    const auto identity = readIdentity(folder);
    if (!identity)
        return;
    facts.hasIdentity = checkIdentity(*identity).has_value();
    facts.stationCertificate = validityOf(identity->certificatePem);
    facts.registryCertificate = validityOf(identity->registryCertificatePem);
    facts.caCertificate = validityOf(identity->registryCaPem);
}

/// By what nobody can set, where this run of the computer knows it.
std::chrono::milliseconds since(const ServerTime& heard, const Clock& clock)
{
    const BootTime boot = clock.boot();
    if (!boot.bootId.empty() && boot.bootId == heard.heard.bootId)
        return boot.since - heard.heard.since;
    return std::max<std::chrono::milliseconds>(0ms, clock.now() - heard.server);
}

} // namespace

Result<StationFacts> Desk::facts()
{
    Parts& parts = *m_parts;
    StationFacts facts;
    facts.now = parts.clock.now();
    const auto clock = parts.clockRecord.judge();
    const auto evidence = parts.clockRecord.evidence();
    const auto made = parts.ledger.begin();
    const auto officers = parts.officers.officers();
    const auto waiting = waitingPackets(*parts.database);
    const auto totals = parts.outbox.totals();
    const auto perDay = packetBytesPerDay(*parts.database, facts.now - diskWindow);
    if (!clock || !evidence || !made)
        return !clock ? failed(clock) : !evidence ? failed(evidence) : failed(made);
    if (!officers || !waiting || !totals || !perDay)
        return !officers ? failed(officers)
            : !waiting   ? failed(waiting)
            : !totals    ? failed(totals)
                         : failed(perDay);
    facts.clock = *clock;
    facts.everHeard = evidence->server.has_value();
    facts.sinceRegistry = facts.everHeard
        ? since(*evidence->server, parts.clock)
        : std::max<std::chrono::milliseconds>(0ms, facts.now - made->value_or(facts.now));
    facts.bytesFree = parts.database->files().bytesFree(parts.database->station().path());
    facts.bytesPerDay = *perDay;
    facts.officers = static_cast<int>(officers->size());
    facts.supervisors = static_cast<int>(std::count_if(officers->begin(), officers->end(),
        [](const OfficerRecord& officer) { return officer.info.role == Role::Supervisor; }));
    const auto recovery = parts.vault.recoveryState();
    if (!recovery)
        return failed(recovery);
    facts.recovery = *recovery == RecoveryState::Kept;
    facts.hasRegistry = !parts.info.registry.isEmpty();
    addIdentity(facts, parts.identityFolder());
    facts.waiting = waiting->count;
    if (waiting->oldest)
        facts.oldestWaiting = facts.now - *waiting->oldest;
    facts.needsYou = totals->needsYou;
    const auto roster = RosterRows(*parts.database, parts.clock).lastImport();
    if (!roster)
        return failed(roster);
    if (*roster)
        facts.rosterAge = std::max<std::chrono::milliseconds>(0ms, facts.now - **roster);
    facts.openFiles = openFiles(parts.database->station().path());
    facts.memoryFree = memoryFree();
    facts.battery = battery();
    return facts;
}

StoreFacts Desk::checkStore()
{
    StoreFacts facts;
    QElapsedTimer timer;
    timer.start();
    facts.database = troubleOf(quickCheck(*m_parts->database));
    facts.databaseMs = timer.restart();
    facts.ledger = troubleOf(m_parts->ledger.verify());
    if (facts.ledger)
        if (const auto report = m_parts->ledger.inspect(); report && report->recovered)
            facts.ledgerHasKnownGap = true;
    facts.ledgerMs = timer.elapsed();
    const auto packets = comparePackets(*m_parts->database);
    if (packets) {
        facts.missingPackets = packets->missing;
        facts.extraPackets = packets->extra;
    } else if (!facts.database) {
        facts.database = packets.error();
    }
    return facts;
}

} // namespace station
