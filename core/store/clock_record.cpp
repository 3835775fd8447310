#include "core/store/clock_record.h"

#include "core/store/ledger.h"
#include "core/store/storage.h"

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto worthWriting = 30s; // of movement between the two clocks
constexpr auto freshFor = 1h;

struct Kept {
    ClockEvidence evidence;
    QString trust = QString::fromLatin1(nameOf(ClockTrust::Unchecked));
};

/// Rows from before the registry's clock was heard say nothing more: they may be from a day when the clock
/// stood too late.
Instant latestRowAfter(Database& database, qint64 seq)
{
    Query query(database, "SELECT at_ms FROM ledger WHERE seq > ? ORDER BY at_ms DESC LIMIT 1");
    return query.with(seq).next() ? query.time(0) : Instant {};
}

Kept read(Database& database, const Clock& clock)
{
    Kept kept;
    kept.evidence.built = clock.built();
    qint64 heardSeq = 0;
    Query query(database, "SELECT server_ms, heard_boot, heard_since_ms, heard_seq, trust FROM clock_check");
    if (query.next()) {
        if (query.number(0) > 0)
            kept.evidence.server = ServerTime {
                query.time(0), {query.text(1).toStdString(), std::chrono::milliseconds(query.number(2))}};
        heardSeq = query.number(3);
        kept.trust = query.text(4);
    }
    kept.evidence.lastRow = latestRowAfter(database, heardSeq);
    return kept;
}

bool isNews(const ClockEvidence& before, Instant server, const Clock& clock)
{
    const BootTime boot = clock.boot();
    if (!before.server || before.server->heard.bootId != boot.bootId)
        return true;
    const auto passed = boot.since - before.server->heard.since;
    const auto moved = server - (before.server->server + passed);
    return passed > freshFor || std::chrono::abs(moved) > worthWriting;
}

void writeTrust(Database& database, const Clock& clock, const ClockJudgement& judgement)
{
    const QString name = QString::fromLatin1(nameOf(judgement.trust));
    Query(database,
        "INSERT INTO clock_check (one, server_ms, heard_boot, heard_since_ms, heard_seq, trust) "
        "VALUES (1, 0, '', 0, 0, ?) ON CONFLICT (one) DO UPDATE SET trust = excluded.trust")
        .with(name)
        .run();
    const QString detail
        = judgement.offset ? QStringLiteral("offset-ms %1").arg(judgement.offset->count()) : QString();
    Ledger(database).append(
        clock.now(), ("clock-" + name.toLatin1()).constData(), QStringLiteral("station"), detail, {});
}

} // namespace

Status ClockRecord::registrySaid(Instant server)
{
    if (server < m_clock.built())
        return {};
    const auto known = storage(m_database, [&] { return read(m_database, m_clock); });
    if (!known)
        return failed(known);
    if (!isNews(known->evidence, server, m_clock))
        return {};
    const BootTime boot = m_clock.boot();
    return transaction(m_database, [&] {
        Query(m_database,
            "INSERT INTO clock_check (one, server_ms, heard_boot, heard_since_ms, heard_seq, trust) "
            "VALUES (1, ?, ?, ?, (SELECT COALESCE(MAX(seq), 0) FROM ledger), 'unchecked') "
            "ON CONFLICT (one) DO UPDATE SET server_ms = excluded.server_ms, heard_boot = "
            "excluded.heard_boot, heard_since_ms = excluded.heard_since_ms, heard_seq = excluded.heard_seq")
            .with(server)
            .with(QString::fromStdString(boot.bootId))
            .with(static_cast<qint64>(boot.since.count()))
            .run();
    });
}

Result<ClockJudgement> ClockRecord::judge()
{
    const auto known = storage(m_database, [&] { return read(m_database, m_clock); });
    if (!known)
        return failed(known);
    const ClockJudgement judgement = judgeClock(known->evidence, m_clock.now(), m_clock.boot());
    if (known->trust == QLatin1String(nameOf(judgement.trust)))
        return judgement;
    return transaction(m_database, [&] {
        // Another connection may have written the same word in between: one change, one row.
        if (read(m_database, m_clock).trust != QLatin1String(nameOf(judgement.trust)))
            writeTrust(m_database, m_clock, judgement);
        return judgement;
    });
}

Result<ClockEvidence> ClockRecord::evidence() const
{
    return storage(m_database, [&] { return read(m_database, m_clock).evidence; });
}

} // namespace station
