#include "core/store/ledger_breaks.h"

#include "core/store/ledger.h"
#include "core/store/storage.h"

#include <algorithm>

namespace station {
namespace {

constexpr auto recoveredEvent = "recovered";

/// "120-134 missing, 150 changed"
QString named(const std::vector<LedgerBreak>& breaks)
{
    constexpr std::size_t mostNamed = 40; // a ledger row stays one line
    QStringList words;
    for (std::size_t i = 0; i < std::min(breaks.size(), mostNamed); ++i) {
        const LedgerBreak& gap = breaks[i];
        const QString rows = gap.first == gap.last ? QString::number(gap.first)
                                                   : QStringLiteral("%1-%2").arg(gap.first).arg(gap.last);
        words.append(rows + (gap.changed ? QStringLiteral(" changed") : QStringLiteral(" missing")));
    }
    if (breaks.size() > mostNamed)
        words.append(QStringLiteral("and %1 more").arg(breaks.size() - mostNamed));
    return words.join(QStringLiteral(", "));
}

std::vector<LedgerBreak> before(const std::vector<LedgerBreak>& breaks, qint64 seq)
{
    std::vector<LedgerBreak> found;
    std::copy_if(
        breaks.begin(), breaks.end(), std::back_inserter(found), [&](const auto& b) { return b.last < seq; });
    return found;
}

struct Recovered {
    qint64 seq = 0;
    Instant at;
    QString detail;
};

std::optional<Recovered> lastRecovery(Database& database)
{
    Query query(database, "SELECT seq, at_ms, detail FROM ledger WHERE event = ? ORDER BY seq DESC LIMIT 1");
    if (!query.with(recoveredEvent).next())
        return std::nullopt;
    return Recovered {query.number(0), query.time(1), query.text(2)};
}

/// A row that a sealed packet names and that is neither there nor named as lost.
qint64 unexplainedRow(Database& database, const std::vector<LedgerBreak>& breaks)
{
    Query query(database,
        "SELECT audit_seq FROM outbox LEFT JOIN ledger ON ledger.seq = audit_seq AND ledger.hash = "
        "audit_hash "
        "WHERE ledger.seq IS NULL AND audit_seq > 0 ORDER BY audit_seq");
    while (query.next()) {
        const qint64 seq = query.number(0);
        const bool explained = std::any_of(breaks.begin(), breaks.end(),
            [&](const LedgerBreak& gap) { return gap.first <= seq && seq <= gap.last; });
        if (!explained)
            return seq;
    }
    return 0;
}

} // namespace

LedgerCondition conditionOf(Database& database)
{
    LedgerCondition found;
    found.lastHash = QByteArray(32, '\0');
    Query query(database, "SELECT seq, at_ms, event, subject, detail, actor, hash FROM ledger ORDER BY seq");
    while (query.next()) {
        const AuditRow row {query.number(0), query.time(1), query.text(2), query.text(3), query.text(4),
            query.text(5), query.bytes(6)};
        const bool follows = row.seq == found.lastSeq + 1;
        if (!follows)
            found.breaks.push_back({found.lastSeq + 1, row.seq - 1, false});
        // Over a gap nothing chains, except what a recovery has appended.
        const bool chains = follows || row.event == QLatin1String(recoveredEvent);
        if (chains && row.hash != ledgerHash(found.lastHash, row))
            found.breaks.push_back({row.seq, row.seq, true});
        found.lastSeq = row.seq;
        found.lastHash = row.hash;
        ++found.rows;
    }
    Query head(database, "SELECT seq, hash FROM ledger_head");
    const bool there = head.next();
    found.headFits
        = there ? head.number(0) == found.lastSeq && head.bytes(1) == found.lastHash : found.rows == 0;
    return found;
}

void continueLedger(Database& database, Instant at, const LedgerCondition& saved, const QString& aside)
{
    Query known(database,
        "SELECT max(COALESCE((SELECT max(audit_seq) FROM outbox), 0), COALESCE((SELECT seq FROM "
        "ledger_head), 0))");
    const qint64 knownSeq = known.next() ? known.number(0) : 0;
    // A head flipped to some far number is not believed: the ledger would never see such numbers again.
    constexpr qint64 believable = 100'000;
    qint64 head = saved.lastSeq;
    const bool endIsKnown = saved.headFits && saved.rows > 0; // a station's ledger begins with its making
    if (!endIsKnown || knownSeq > head)
        head = knownSeq > head && knownSeq - head < believable ? knownSeq : head + 1;
    std::vector<LedgerBreak> breaks = saved.breaks;
    if (head > saved.lastSeq)
        breaks.push_back({saved.lastSeq + 1, head, false});
    Query(database, "INSERT OR REPLACE INTO ledger_head (one, seq, hash) VALUES (1, ?, ?)")
        .with(head)
        .with(saved.lastHash)
        .run();
    const QString lost = breaks.empty() ? QStringLiteral("whole") : named(breaks);
    Ledger(database).append(
        at, recoveredEvent, QStringLiteral("station"), aside + QStringLiteral("; ledger: ") + lost, {});
}

RecoveredLedger judgeRecovered(Database& database)
{
    const auto recovery = lastRecovery(database);
    if (!recovery)
        return {};
    const LedgerCondition found = conditionOf(database);
    for (const LedgerBreak& gap : found.breaks)
        if (gap.last >= recovery->seq)
            return {{},
                "ledger row " + std::to_string(gap.first) + (gap.changed ? " was changed" : " is missing")};
    const QString lost = named(before(found.breaks, recovery->seq));
    if (!recovery->detail.endsWith(
            QStringLiteral("; ledger: ") + (lost.isEmpty() ? QStringLiteral("whole") : lost)))
        return {{},
            "the ledger before row " + std::to_string(recovery->seq)
                + " is not as the recovery left it: " + lost.toStdString()};
    if (!found.headFits)
        return {
            {}, "ledger row " + std::to_string(found.lastSeq) + " is not the one the ledger's head names"};
    if (const qint64 row = unexplainedRow(database, found.breaks); row > 0)
        return {{}, "ledger row " + std::to_string(row) + " is not the one a sealed packet was chained to"};
    return {LedgerRecovery {recovery->seq, recovery->at, lost}, {}};
}

} // namespace station
