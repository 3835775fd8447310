#include "core/store/officers.h"

#include "core/store/key_copy.h"
#include "core/store/ledger.h"
#include "core/store/ledger_breaks.h"
#include "core/store/storage.h"

#include <algorithm>

namespace station {
namespace {

const char* nameOf(Role role)
{
    switch (role) {
    case Role::Officer: return "officer";
    case Role::Supervisor: return "supervisor";
    }
    return "officer";
}

OfficerRecord recordOf(Query& query)
{
    OfficerRecord record;
    record.info = {query.id<OfficerId>(0), query.text(1),
        query.text(2) == QLatin1String("supervisor") ? Role::Supervisor : Role::Officer};
    record.added = query.time(3);
    record.slot.cost
        = {static_cast<unsigned long long>(query.number(4)), static_cast<std::size_t>(query.number(5))};
    record.slot.salt = query.bytes(6);
    record.slot.wrapped = query.bytes(7);
    record.slot.boxPublic = query.bytes(8);
    record.slot.boxedKey = query.bytes(9);
    record.wrong = query.integer(10);
    record.lastWrong = {query.text(11).toStdString(), std::chrono::milliseconds(query.number(12))};
    record.bound = query.integer(13) != 0;
    return record;
}

void put(Database& database, const OfficerRecord& record)
{
    Query(database,
        "INSERT INTO officer (id, name, role, added_ms, kdf_passes, kdf_memory, salt, wrapped, box_public, "
        "boxed_key, "
        "wrong, wrong_boot, wrong_since_ms, bound) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON "
        "CONFLICT (id) "
        "DO "
        "UPDATE SET "
        "name = excluded.name, role = excluded.role, kdf_passes = excluded.kdf_passes, kdf_memory = "
        "excluded.kdf_memory, "
        "salt = excluded.salt, wrapped = excluded.wrapped, box_public = excluded.box_public, "
        "boxed_key = excluded.boxed_key, wrong = excluded.wrong, wrong_boot = excluded.wrong_boot, "
        "wrong_since_ms = excluded.wrong_since_ms, bound = excluded.bound")
        .with(record.info.id)
        .with(record.info.name)
        .with(nameOf(record.info.role))
        .with(record.added)
        .with(static_cast<qint64>(record.slot.cost.passes))
        .with(static_cast<qint64>(record.slot.cost.memoryBytes))
        .with(record.slot.salt)
        .with(record.slot.wrapped)
        .with(record.slot.boxPublic)
        .with(record.slot.boxedKey)
        .with(record.wrong)
        .with(QString::fromStdString(record.lastWrong.bootId))
        .with(static_cast<qint64>(record.lastWrong.since.count()))
        .with(record.bound ? 1 : 0)
        .run();
}

std::vector<OfficerRecord> all(Database& database)
{
    std::vector<OfficerRecord> records;
    Query query(database,
        "SELECT id, name, role, added_ms, kdf_passes, kdf_memory, salt, wrapped, box_public, boxed_key, "
        "wrong, "
        "wrong_boot, wrong_since_ms, bound FROM officer ORDER BY added_ms, id");
    while (query.next())
        records.push_back(recordOf(query));
    return records;
}

std::optional<RecoverySlot> recoveryIn(Database& database)
{
    Query query(
        database, "SELECT id, wrapped, made_ms, kept, wrong, wrong_boot, wrong_since_ms FROM recovery");
    if (!query.next())
        return std::nullopt;
    return RecoverySlot {query.text(0), query.bytes(1), query.time(2), query.integer(3) != 0,
        query.integer(4), {query.text(5).toStdString(), std::chrono::milliseconds(query.number(6))}};
}

void put(Database& database, const RecoverySlot& slot)
{
    Query(database, "DELETE FROM recovery").run(); // the old page is overwritten: secure_delete
    Query(database,
        "INSERT INTO recovery (one, id, wrapped, made_ms, kept, wrong, last_wrong_ms, wrong_boot, "
        "wrong_since_ms) VALUES (1, ?, ?, ?, ?, ?, 0, ?, ?)")
        .with(slot.id)
        .with(slot.wrapped)
        .with(slot.made)
        .with(slot.kept ? 1 : 0)
        .with(slot.wrong)
        .with(QString::fromStdString(slot.lastWrong.bootId))
        .with(static_cast<qint64>(slot.lastWrong.since.count()))
        .run();
}

constexpr auto vouchedKey = "trust"; ///< its name from the time when it held nothing else
constexpr auto tpmKey = "tpm";

QByteArray settingIn(Database& database, const char* key)
{
    Query query(database, "SELECT sealed FROM sealed_setting WHERE key = ?");
    return query.with(key).next() ? query.bytes(0) : QByteArray();
}

void putSetting(Database& database, const char* key, const QByteArray& sealed)
{
    Query(database, "INSERT OR REPLACE INTO sealed_setting (key, sealed) VALUES (?, ?)")
        .with(key)
        .with(sealed)
        .run();
}

std::vector<OfficerId> subjects(Database& database, const char* sql, qint64 seq)
{
    std::vector<OfficerId> ids;
    Query query(database, sql);
    query.with(seq);
    while (query.next())
        ids.push_back(query.id<OfficerId>(0));
    return ids;
}

/// A recovery behind row `seq`, or after `at` where so many rows were lost that its own number is lower,
/// names every row that is lost, and some are: such a ledger is never clean again. The number alone when a
/// clock was wrong.
bool lostRowsSince(Database& database, qint64 seq, Instant at)
{
    const auto recovery = judgeRecovered(database).recovery;
    return recovery && !recovery->lost.isEmpty() && (recovery->row >= seq || recovery->at >= at);
}

OfficersNow nowIn(Database& database)
{
    OfficersNow now;
    now.officers = all(database);
    now.vouched = settingIn(database, vouchedKey);
    Query head(database, "SELECT seq, hash FROM ledger_head");
    if (head.next()) {
        now.seq = head.number(0);
        now.hash = head.bytes(1);
    }
    return now;
}

/// Inside the transaction: what the change was decided by still stands there.
bool isAsSeen(Database& database, const std::vector<OfficerRecord>& now, const OfficerChange& change)
{
    const auto stands
        = [&](const OfficerRecord& seen) { return std::find(now.begin(), now.end(), seen) != now.end(); };
    return now.size() == change.count.value_or(now.size())
        && (!change.seenRecovery || recoveryIn(database) == change.seenRecovery)
        && std::all_of(change.seen.begin(), change.seen.end(), stands);
}

bool replacesSlot(const std::vector<OfficerRecord>& now, const OfficerChange& change)
{
    return std::any_of(change.put.begin(), change.put.end(), [&](const OfficerRecord& next) {
        return std::any_of(now.begin(), now.end(),
            [&](const OfficerRecord& old) { return old.info.id == next.info.id && old.slot != next.slot; });
    });
}

} // namespace

Result<std::vector<OfficerRecord>> Officers::officers() const
{
    return storage(m_database, [&] { return all(m_database); });
}

Result<std::optional<RecoverySlot>> Officers::recovery() const
{
    return storage(m_database, [&] { return recoveryIn(m_database); });
}

Result<QByteArray> Officers::vouched() const
{
    return storage(m_database, [&] { return settingIn(m_database, vouchedKey); });
}

Result<LedgerWord> Officers::ledgerSince(qint64 seq, const QByteArray& hash, Instant at) const
{
    return storage(m_database, [&] {
        LedgerWord word;
        Query row(m_database, "SELECT 1 FROM ledger WHERE seq = ? AND hash = ?");
        word.holds = row.with(seq).with(hash).next() || lostRowsSince(m_database, seq, at);
        word.changed = subjects(m_database,
            "SELECT subject FROM ledger WHERE seq > ? AND event IN ('officer-added', 'supervisor-added', "
            "'passphrase-changed', 'recovery-used')",
            seq);
        word.removed = subjects(
            m_database, "SELECT subject FROM ledger WHERE seq > ? AND event = 'officer-removed'", 0);
        Query told(m_database,
            "SELECT detail FROM ledger WHERE event = 'officers-contradicted' AND seq > (SELECT "
            "COALESCE(MAX(seq), 0) FROM ledger WHERE event IN ('officer-added', 'supervisor-added', "
            "'passphrase-changed', 'recovery-used', 'officer-removed')) ORDER BY seq DESC LIMIT 1");
        if (told.next())
            word.doubtsTold = told.text(0);
        return word;
    });
}

Result<QByteArray> Officers::tpm() const
{
    return storage(m_database, [&] { return settingIn(m_database, tpmKey); });
}

Status Officers::change(const OfficerChange& change)
{
    bool slotGone = false; // an old one, which an old passphrase or code would still open
    const Status done = transaction(m_database, [&]() -> Status {
        const std::vector<OfficerRecord> now = all(m_database);
        if (!isAsSeen(m_database, now, change))
            return fail(ErrorCode::LockedOut, "1"); // another process was here first: try again in a second
        slotGone = change.remove || change.putRecovery || replacesSlot(now, change);
        for (const OfficerRecord& record : change.put)
            put(m_database, record);
        if (change.remove)
            Query(m_database, "DELETE FROM officer WHERE id = ?").with(*change.remove).run();
        if (change.putRecovery)
            put(m_database, *change.putRecovery);
        if (change.putTpm)
            putSetting(m_database, tpmKey, *change.putTpm);
        if (*change.event != '\0')
            Ledger(m_database)
                .append(m_clock.now(), change.event, change.subject.text(), change.detail,
                    change.actor.isNull() ? QString() : change.actor.text());
        if (change.vouch)
            putSetting(m_database, vouchedKey, change.vouch(nowIn(m_database)));
        countKeyChange(m_database);
        return {};
    });
    if (done)
        writeKeyCopy(m_database);
    if (done && slotGone)
        m_database.checkpoint(); // the slot's old pages leave the log as well
    return done;
}

} // namespace station
