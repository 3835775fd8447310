#include "core/store/recovered_database.h"

#include "core/store/case_number.h"
#include "core/store/database.h"
#include "core/store/key_copy.h"
#include "core/store/ledger.h"
#include "core/store/ledger_breaks.h"
#include "core/store/migrations.h"
#include "core/store/outbox.h"
#include "core/store/queue_rebuild.h"
#include "core/store/salvage.h"
#include "core/store/storage.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace station {
namespace {

const auto noticeKey = QStringLiteral("recovery-notice");
/// Numbers of the day that may have been given away and are known no longer: none is given twice.
constexpr qint64 serialsSkipped = 500;

int countOf(Database& database, const char* sql)
{
    Query query(database, sql);
    return query.next() ? query.integer(0) : 0;
}

void put(Database& database, const QString& key, const QString& value)
{
    Query(database, "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)").with(key).with(value).run();
}

/// Rows whose ids or hashes were hit are of no use; what hangs on them goes with them. All of it stays in the
/// file that was put aside.
void dropUseless(Database& database)
{
    const auto isId = [](const QString& text) {
        const PacketId id = PacketId::parse(text);
        return !id.isNull() && id.text() == text;
    };
    struct IdColumn {
        const char* all;
        const char* drop;
    };
    for (const IdColumn& ids : {IdColumn {"SELECT id FROM outbox", "DELETE FROM outbox WHERE id = ?"},
             {"SELECT id FROM draft", "DELETE FROM draft WHERE id = ?"},
             {"SELECT id FROM officer", "DELETE FROM officer WHERE id = ?"},
             {"SELECT packet_id FROM tally_fact", "DELETE FROM tally_fact WHERE packet_id = ?"}}) {
        QStringList wrong;
        Query all(database, ids.all);
        while (all.next())
            if (const QString id = all.text(0); !isId(id))
                wrong.append(id);
        for (const QString& id : wrong)
            Query(database, ids.drop).with(id).run();
    }
    QStringList unknownStates;
    Query states(database, "SELECT DISTINCT state FROM outbox");
    while (states.next())
        if (!packetStateFrom(states.text(0)))
            unknownStates.append(states.text(0));
    for (const QString& state : unknownStates)
        Query(database, "DELETE FROM outbox WHERE state = ?").with(state).run();
    Query(database, "DELETE FROM outbox WHERE length(sha256) <> 32 OR size <= 0").run();
    Query(database, "DELETE FROM receipt WHERE length(sha256) <> 32").run();
    Query(database, "DELETE FROM draft_part WHERE draft_id NOT IN (SELECT id FROM draft)").run();
    constexpr qint64 farthest = 100'000; // a row number that was hit: the ledger must go on in small numbers
    Query(database, "DELETE FROM ledger WHERE seq < 1 OR seq > (SELECT count(*) FROM ledger) + ?")
        .with(farthest)
        .run();
}

/// A case number carries its own check character; one that was hit is better said to be unknown.
void forgetHitCaseNumbers(Database& database)
{
    QStringList wrong;
    Query all(database, "SELECT case_number FROM outbox WHERE case_number <> '' AND origin = ''");
    while (all.next())
        if (const QString number = all.text(0); !isCaseNumber(number))
            wrong.append(number);
    for (const QString& number : wrong)
        Query(database, "UPDATE outbox SET case_number = '' WHERE case_number = ?").with(number).run();
}

/// True when rows came from the copy.
bool mendKeys(Database& database, const std::optional<KeyCopy>& copy)
{
    const KeyCopy saved = keysIn(database);
    const bool areWhole = isNoted(database, saved) && saved.change >= (copy ? copy->change : 0);
    if (!copy || *copy == saved || areWhole)
        return false;
    const auto officers = QStringLiteral("officer");
    const auto settings = QStringLiteral("setting");
    const bool savedIsNewer = saved.change > copy->change && saved.tables[officers].size() >= 2
        && saved.tables[settings].size() >= copy->tables[settings].size();
    if (savedIsNewer)
        return false;
    restoreKeys(database, *copy);
    return true;
}

/// The part of a counter's name that sorts; numbers go on behind everything that is known.
void mendCounters(Database& database, Instant now)
{
    const qint64 packets = std::max(countOf(database, "SELECT COALESCE(max(seq), 0) FROM outbox"),
        countOf(database,
            "SELECT COALESCE(max(CAST(value AS INTEGER)), 0) FROM setting WHERE key = 'packet-seq'"));
    put(database, QStringLiteral("packet-seq"), QString::number(packets));
    // In local time, as the case numbers are; yesterday and tomorrow too, for the clock may be what was
    // wrong.
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMs(now)).date();
    for (const QDate& day : {today.addDays(-1), today, today.addDays(1)}) {
        const QString key = QStringLiteral("serial-%1").arg(day.toString(Qt::ISODate));
        qint64 serial = 0;
        Query counter(database, "SELECT CAST(value AS INTEGER) FROM setting WHERE key = ?");
        if (counter.with(key).next())
            serial = counter.number(0);
        const QString pattern = QStringLiteral("%-%1-%").arg(day.toString(QStringLiteral("yyMMdd")));
        Query numbers(database,
            "SELECT case_number FROM draft WHERE case_number LIKE ?1 UNION ALL SELECT case_number FROM "
            "outbox WHERE "
            "case_number LIKE ?1");
        numbers.with(pattern);
        while (numbers.next())
            serial = std::max(serial, numbers.text(0).section(QLatin1Char('-'), 2, 2).toLongLong());
        if (serial > 0 || day == today)
            put(database, key, QString::number(serial + serialsSkipped));
    }
}

/// A saved row's time may be what was hit: from here on the clock is judged by rows after the recovery, as it
/// is by rows after the registry's clock was heard.
void forgetEarlierTimes(Database& database)
{
    Query(database,
        "INSERT INTO clock_check (one, server_ms, heard_boot, heard_since_ms, heard_seq, trust) "
        "VALUES (1, 0, '', 0, (SELECT MAX(seq) FROM ledger) - 1, 'unchecked') "
        "ON CONFLICT (one) DO UPDATE SET heard_seq = excluded.heard_seq")
        .run();
}

/// Behind which row the ledger has lost nothing; where its end is not known that is behind none.
qint64 ledgerWholeBehind(const LedgerCondition& saved)
{
    if (!saved.headFits || saved.rows == 0)
        return std::numeric_limits<qint64>::max();
    return saved.breaks.empty() ? 0 : saved.breaks.back().last;
}

/// What the citizen confirmed is no longer whole when a part of it is gone or older than it was.
int voidDoubtfulConfirmations(Database& database, const Clock& clock, bool anythingOlder)
{
    QStringList doubtful;
    Query query(database,
        "SELECT draft_id FROM draft_part AS confirmation WHERE part = 'confirmation' AND (?1 OR EXISTS ("
        "SELECT 1 FROM ledger WHERE subject = draft_id AND event IN ('circumstances-saved', 'form-saved', "
        "'portrait-taken', "
        "'portrait-waived', 'finger-taken', 'finger-excepted') AND NOT EXISTS (SELECT 1 FROM draft_part AS "
        "kept "
        "WHERE kept.draft_id = confirmation.draft_id AND kept.part = ledger.detail)))");
    query.with(anythingOlder ? 1 : 0);
    while (query.next())
        doubtful.append(query.text(0));
    for (const QString& id : doubtful) {
        Query(database, "DELETE FROM draft_part WHERE draft_id = ? AND part = 'confirmation'").with(id).run();
        Ledger(database).append(clock.now(), "confirmation-void", id, {}, {});
    }
    return static_cast<int>(doubtful.size());
}

int draftsLost(Database& database)
{
    return countOf(database,
        "SELECT count(DISTINCT subject) FROM ledger WHERE event = 'case-opened' "
        "AND subject NOT IN (SELECT id FROM draft) AND subject NOT IN (SELECT id FROM outbox) "
        "AND subject NOT IN (SELECT subject FROM ledger WHERE event IN ('case-discarded', 'sealed'))");
}

QJsonObject jsonOf(const RecoveryNotice& n)
{
    return {{"at", static_cast<qint64>(toMs(n.at))}, {"why", n.why}, {"aside", n.aside}, {"pages", n.pages},
        {"pagesLost", n.pagesLost}, {"draftsKept", n.draftsKept}, {"draftsLost", n.draftsLost},
        {"packetsKept", n.packetsKept}, {"packetsRebuilt", n.packetsRebuilt}, {"packetsHeld", n.packetsHeld},
        {"packetsUnclear", n.packetsUnclear}, {"officers", n.officers}, {"keysFromCopy", n.keysFromCopy},
        {"ledgerWhole", n.ledgerWhole}};
}

RecoveryNotice noticeFrom(const QJsonObject& json)
{
    const auto number = [&](const char* key) { return json.value(QLatin1String(key)).toInt(); };
    RecoveryNotice n;
    n.at = fromMs(json.value(QLatin1String("at")).toInteger());
    n.why = json.value(QLatin1String("why")).toString();
    n.aside = json.value(QLatin1String("aside")).toString();
    n.pages = number("pages");
    n.pagesLost = number("pagesLost");
    n.draftsKept = number("draftsKept");
    n.draftsLost = number("draftsLost");
    n.packetsKept = number("packetsKept");
    n.packetsRebuilt = number("packetsRebuilt");
    n.packetsHeld = number("packetsHeld");
    n.packetsUnclear = number("packetsUnclear");
    n.officers = number("officers");
    n.keysFromCopy = json.value(QLatin1String("keysFromCopy")).toBool();
    n.ledgerWhole = json.value(QLatin1String("ledgerWhole")).toBool();
    return n;
}

/// One transaction over what was salvaged.
Result<RecoveryNotice> putInOrder(Database& database, const Clock& clock, const std::optional<KeyCopy>& copy,
    const SalvageReport& salvaged, bool anythingOlder, const RecoveryCause& cause)
{
    return transaction(database, [&] {
        RecoveryNotice notice {clock.now(), cause.why, cause.aside, salvaged.pages, salvaged.pagesLost};
        notice.keysFromCopy = mendKeys(database, copy);
        dropUseless(database);
        forgetHitCaseNumbers(database);
        mendCounters(database, clock.now());
        const LedgerCondition ledger = conditionOf(database);
        notice.ledgerWhole = ledger.breaks.empty() && ledger.headFits && ledger.rows > 0;
        continueLedger(database, clock.now(), ledger, cause.aside);
        forgetEarlierTimes(database);
        const QueueRebuild queue = rebuildQueue(database, clock, ledgerWholeBehind(ledger));
        notice.packetsKept = queue.kept;
        notice.packetsRebuilt = queue.rebuilt;
        notice.packetsHeld = queue.held;
        notice.packetsUnclear = queue.unclear;
        voidDoubtfulConfirmations(database, clock, anythingOlder || !notice.ledgerWhole);
        notice.draftsKept = countOf(database, "SELECT count(*) FROM draft");
        notice.draftsLost = draftsLost(database);
        notice.officers = countOf(database, "SELECT count(*) FROM officer");
        put(database, noticeKey,
            QString::fromUtf8(QJsonDocument(jsonOf(notice)).toJson(QJsonDocument::Compact)));
        countKeyChange(database); // the notice is a setting too
        return notice;
    });
}

} // namespace

Result<RecoveryNotice> buildRecovered(const QDir& station, const QString& fileName, const Clock& clock,
    FileLayer& files, const RecoveryCause& cause)
{
    const auto pages = RawPages::open(
        station.filePath(QStringLiteral("station.db")), station.filePath(QStringLiteral("station.db-wal")));
    if (!pages)
        return failed(pages);
    const auto read = readKeyCopy(station);
    if (!read)
        return failed(read);
    const std::optional<KeyCopy>& copy = *read;
    const int inHead = versionIn(pages->page(1));
    const int version = inHead > 0 && inHead <= storeVersion() ? inHead
        : copy                                                 ? copy->storeVersion
                                                               : storeVersion();
    auto database = Database::build(station, fileName, version, files);
    if (!database)
        return failed(database);
    (*database)->handle().exec("PRAGMA foreign_keys=OFF"); // parts may come before their draft
    const auto salvaged = transaction(**database, [&] { return salvage(*pages, **database); });
    if (!salvaged)
        return failed(salvaged);
    if (pages->isUnreadable())
        return fail(ErrorCode::StorageFailed, "the disk does not give all of the damaged database");
    if (salvaged->rowsKept == 0 && !copy)
        return fail(ErrorCode::Damaged,
            "station.db holds nothing that this program wrote: " + cause.why.toStdString());
    if (const Status migrated = migrate(**database); !migrated)
        return failed(migrated);
    const bool anythingOlder = pages->log().badFrames > 0;
    const auto notice = putInOrder(**database, clock, copy, *salvaged, anythingOlder, cause);
    if (!notice)
        return notice;
    if (const Status whole = (*database)->checkThoroughly(); !whole)
        return failed(whole);
    return notice;
}

Result<std::optional<RecoveryNotice>> recoveryNotice(Database& database)
{
    return storage(database, [&]() -> std::optional<RecoveryNotice> {
        Query query(database, "SELECT value FROM setting WHERE key = ?");
        if (!query.with(noticeKey).next() || query.text(0).isEmpty())
            return std::nullopt;
        return noticeFrom(QJsonDocument::fromJson(query.text(0).toUtf8()).object());
    });
}

Status acknowledgeRecovery(Database& database, const Clock& clock, OfficerId by)
{
    const Status done = transaction(database, [&] {
        put(database, noticeKey, QStringLiteral(""));
        Ledger(database).append(clock.now(), "recovery-noted", QStringLiteral("station"), {}, by.text());
        countKeyChange(database);
    });
    if (done)
        writeKeyCopy(database);
    return done;
}

} // namespace station
