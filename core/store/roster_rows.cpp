#include "core/store/roster_rows.h"

#include "core/store/ledger.h"
#include "core/store/storage.h"
#include "core/vault/sealed.h"

namespace station {
namespace {

const auto ledgerSubject = QStringLiteral("roster");
constexpr std::size_t step = 1000; ///< rows between two questions whether to go on

CellName factsCell(qint64 id) { return {"roster_person", "facts", QString::number(id)}; }
CellName recordCell(qint64 id) { return {"roster_person", "record", QString::number(id)}; }
CellName wordsCell(qint64 seq) { return {"roster_extract", "words", QString::number(seq)}; }
CellName changeCell(qint64 id) { return {"roster_change", "change", QString::number(id)}; }

constexpr auto personColumns = "SELECT id, added_in, missing_since, facts, record FROM roster_person ";

/// A person nobody has recorded anything about has nothing sealed either.
Result<QByteArray> openRecord(const Secret& dataKey, qint64 id, const QByteArray& sealed)
{
    return sealed.isEmpty() ? Result<QByteArray>(QByteArray()) : openCell(dataKey, recordCell(id), sealed);
}
QByteArray sealRecord(const Secret& dataKey, qint64 id, const QByteArray& record)
{
    return record.isEmpty() ? QByteArray("") : sealCell(dataKey, recordCell(id), record);
}

Result<RosterRow> rowOf(Query& query, const Secret& dataKey)
{
    RosterRow row {query.number(0), query.number(1), query.number(2), {}, {}};
    auto facts = openCell(dataKey, factsCell(row.id), query.bytes(3));
    auto record = openRecord(dataKey, row.id, query.bytes(4));
    if (!facts || !record)
        return facts ? failed(record) : failed(facts);
    row.facts = std::move(*facts);
    row.record = std::move(*record);
    return row;
}

Result<RosterRow> find(Database& database, qint64 id, const Secret& dataKey)
{
    Query query(database, (std::string(personColumns) + "WHERE id = ?").c_str());
    if (!query.with(id).next())
        return fail(ErrorCode::NotFound, "nobody on the roster has the number " + std::to_string(id));
    return rowOf(query, dataKey);
}

qint64 last(Database& database, const char* sql)
{
    Query query(database, sql);
    return query.next() ? query.number(0) : 0;
}
qint64 lastExtract(Database& database)
{
    return last(database, "SELECT COALESCE(max(seq), 0) FROM roster_extract");
}
qint64 lastChange(Database& database)
{
    return last(database, "SELECT COALESCE(max(id), 0) FROM roster_change");
}

Status goOn(const RosterProgress& progress, std::size_t done, std::size_t all)
{
    if (progress && done % step == 0 && !progress(static_cast<qint64>(done), static_cast<qint64>(all)))
        return fail(ErrorCode::Cancelled, "stopped before it was done");
    return {};
}

void insertExtract(Database& database, const RosterExtractRow& extract, const Secret& dataKey)
{
    Query(database,
        "INSERT INTO roster_extract (seq, words, sha256, on_day, imported_ms, imported_by, row_count, added, "
        "changed, unchanged, missing, left_out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(extract.seq)
        .with(sealCell(dataKey, wordsCell(extract.seq), extract.words))
        .with(extract.sha256)
        .with(extract.on.isValid() ? extract.on.toString(Qt::ISODate) : QStringLiteral(""))
        .with(extract.importedAt)
        .with(extract.by)
        .with(extract.rows)
        .with(extract.added)
        .with(extract.changed)
        .with(extract.unchanged)
        .with(extract.missing)
        .with(extract.leftOut)
        .run();
}

/// Statements that are used once for each person of a file.
class PersonWriter {
public:
    PersonWriter(Database& database, const Secret& dataKey, qint64 extract)
        : m_insert(database.handle(),
            "INSERT INTO roster_person (id, added_in, missing_since, facts, record) VALUES (?, ?, 0, ?, "
            "x'')")
        , m_update(database.handle(), "UPDATE roster_person SET facts = ? WHERE id = ?")
        , m_missing(database.handle(), "UPDATE roster_person SET missing_since = ? WHERE id = ?")
        , m_dataKey(dataKey)
        , m_extract(extract)
    {
    }
    void insert(qint64 id, const QByteArray& facts)
    {
        m_insert.bind(1, static_cast<std::int64_t>(id));
        m_insert.bind(2, static_cast<std::int64_t>(m_extract));
        bind(m_insert, 3, sealCell(m_dataKey, factsCell(id), facts));
        run(m_insert);
    }
    void update(qint64 id, const QByteArray& facts)
    {
        bind(m_update, 1, sealCell(m_dataKey, factsCell(id), facts));
        m_update.bind(2, static_cast<std::int64_t>(id));
        run(m_update);
    }
    void setMissing(qint64 id, qint64 since)
    {
        m_missing.bind(1, static_cast<std::int64_t>(since));
        m_missing.bind(2, static_cast<std::int64_t>(id));
        run(m_missing);
    }

private:
    static void bind(SQLite::Statement& statement, int place, const QByteArray& bytes)
    {
        statement.bind(place, bytes.constData(), static_cast<int>(bytes.size())); // copies
    }
    static void run(SQLite::Statement& statement)
    {
        statement.exec();
        statement.reset();
    }
    SQLite::Statement m_insert;
    SQLite::Statement m_update;
    SQLite::Statement m_missing;
    const Secret& m_dataKey;
    qint64 m_extract;
};

/// Inside a transaction.
Status write(Database& database, const RosterWrites& writes, qint64 extract, const Secret& dataKey,
    const RosterProgress& progress)
{
    PersonWriter writer(database, dataKey, extract);
    qint64 next = last(database, "SELECT COALESCE(max(id), 0) FROM roster_person");
    for (std::size_t i = 0; i < writes.people.size(); ++i) {
        if (const Status on = goOn(progress, i, writes.people.size()); !on)
            return on;
        const RosterWrites::Person& person = writes.people[i];
        if (person.id == 0)
            writer.insert(++next, person.facts);
        else
            writer.update(person.id, person.facts);
    }
    for (const qint64 id : writes.missing)
        writer.setMissing(id, extract);
    for (const qint64 id : writes.back)
        writer.setMissing(id, 0);
    return {};
}

std::vector<qint64> numbers(Query& query)
{
    std::vector<qint64> found;
    while (query.next())
        found.push_back(query.number(0));
    return found;
}

Result<std::vector<RosterChangeRow>> changes(Query& query, const Secret& dataKey)
{
    std::vector<RosterChangeRow> rows;
    while (query.next()) {
        RosterChangeRow row {
            query.number(0), query.number(1), query.number(2), query.number(3), query.time(4), {}};
        auto change = openCell(dataKey, changeCell(row.id), query.bytes(5));
        if (!change)
            return failed(change);
        row.change = std::move(*change);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

Result<int> RosterRows::each(
    const Secret& dataKey, const std::function<bool(const RosterRow&)>& take, qint64 afterId) const
{
    return storage(m_database, [&]() -> Result<int> {
        int damaged = 0;
        Query query(m_database, (std::string(personColumns) + "WHERE id > ? ORDER BY id").c_str());
        query.with(afterId);
        while (query.next()) {
            auto row = rowOf(query, dataKey);
            if (!row) {
                ++damaged;
                continue;
            }
            const bool goes = take(*row);
            wipe(row->facts);
            wipe(row->record);
            if (!goes)
                return fail(ErrorCode::Cancelled, "stopped before it was done");
        }
        return damaged;
    });
}

Result<RosterRow> RosterRows::person(qint64 id, const Secret& dataKey) const
{
    return storage(m_database, [&] { return find(m_database, id, dataKey); });
}

Result<qint64> RosterRows::count() const
{
    return storage(m_database, [&] { return last(m_database, "SELECT count(*) FROM roster_person"); });
}

Result<std::vector<RosterExtractRow>> RosterRows::extracts(const Secret& dataKey) const
{
    return storage(m_database, [&]() -> Result<std::vector<RosterExtractRow>> {
        std::vector<RosterExtractRow> rows;
        Query query(m_database,
            "SELECT seq, words, sha256, on_day, imported_ms, imported_by, row_count, added, changed, "
            "unchanged, missing, left_out FROM roster_extract ORDER BY seq DESC");
        while (query.next()) {
            auto words = openCell(dataKey, wordsCell(query.number(0)), query.bytes(1));
            if (!words)
                return failed(words);
            rows.push_back({query.number(0), std::move(*words), query.bytes(2),
                QDate::fromString(query.text(3), Qt::ISODate), query.time(4), query.id<OfficerId>(5),
                query.integer(6), query.integer(7), query.integer(8), query.integer(9), query.integer(10),
                query.integer(11)});
        }
        return rows;
    });
}

Result<std::optional<Instant>> RosterRows::lastImport() const
{
    return storage(m_database, [&] {
        Query query(m_database, "SELECT imported_ms FROM roster_extract ORDER BY seq DESC LIMIT 1");
        return query.next() ? std::optional(query.time(0)) : std::nullopt;
    });
}

Result<RosterRows::Marks> RosterRows::marks() const
{
    return storage(m_database, [&] { return Marks {lastExtract(m_database), lastChange(m_database)}; });
}

Result<RosterExtractRow> RosterRows::import(
    const RosterWrites& writes, const Secret& dataKey, const RosterProgress& progress)
{
    return transaction(m_database, [&]() -> Result<RosterExtractRow> {
        if (lastExtract(m_database) != writes.asOf)
            return fail(ErrorCode::NotFound, "another import has changed the roster meanwhile");
        RosterExtractRow extract = writes.extract;
        extract.seq = writes.asOf + 1;
        extract.importedAt = m_clock.now();
        insertExtract(m_database, extract, dataKey);
        if (const Status written = write(m_database, writes, extract.seq, dataKey, progress); !written)
            return failed(written);
        Ledger(m_database)
            .append(extract.importedAt, "roster-imported", ledgerSubject,
                QStringLiteral("extract %1: %2 rows, %3 added, %4 changed, %5 unchanged, %6 missing, %7 left "
                               "out")
                    .arg(extract.seq)
                    .arg(extract.rows)
                    .arg(extract.added)
                    .arg(extract.changed)
                    .arg(extract.unchanged)
                    .arg(extract.missing)
                    .arg(extract.leftOut),
                extract.by.text());
        return extract;
    });
}

Result<qint64> RosterRows::change(const std::vector<RosterChangeWrite>& changes, qint64 undoes,
    const std::function<bool(const RosterRow&)>& same, const Secret& dataKey, Actor by)
{
    return transaction(m_database, [&]() -> Result<qint64> {
        const qint64 batch = lastChange(m_database) + 1;
        qint64 next = batch;
        for (const RosterChangeWrite& change : changes) {
            auto row = find(m_database, change.person, dataKey);
            if (!row)
                return failed(row);
            const bool isSame = same(*row);
            wipe(row->facts);
            wipe(row->record);
            if (!isSame)
                return fail(ErrorCode::NotFound, "another program has changed this person meanwhile");
            Query(m_database, "UPDATE roster_person SET record = ? WHERE id = ?")
                .with(sealRecord(dataKey, change.person, change.record))
                .with(change.person)
                .run();
            Query(m_database,
                "INSERT INTO roster_change (id, batch, person, undoes, at_ms, change) VALUES (?, ?, ?, ?, ?, "
                "?)")
                .with(next)
                .with(batch)
                .with(change.person)
                .with(undoes)
                .with(m_clock.now())
                .with(sealCell(dataKey, changeCell(next), change.change))
                .run();
            ++next;
        }
        const QString people
            = QStringLiteral("batch %1, %2 people").arg(batch).arg(static_cast<qint64>(changes.size()));
        Ledger(m_database)
            .append(m_clock.now(), undoes == 0 ? "roster-set" : "roster-undone", ledgerSubject,
                undoes == 0 ? people : people + QStringLiteral(", undoes %1").arg(undoes), by.officer.text());
        return batch;
    });
}

Result<std::vector<RosterChangeRow>> RosterRows::changesOf(qint64 person, const Secret& dataKey) const
{
    return storage(m_database, [&] {
        Query query(m_database,
            "SELECT id, batch, person, undoes, at_ms, change FROM roster_change WHERE person = ? ORDER BY "
            "id");
        query.with(person);
        return changes(query, dataKey);
    });
}

Result<std::vector<RosterChangeRow>> RosterRows::changesIn(qint64 batch, const Secret& dataKey) const
{
    return storage(m_database, [&] {
        Query query(m_database,
            "SELECT id, batch, person, undoes, at_ms, change FROM roster_change WHERE batch = ? ORDER BY id");
        query.with(batch);
        return changes(query, dataKey);
    });
}

Result<std::vector<qint64>> RosterRows::changedAfter(qint64 change) const
{
    return storage(m_database, [&] {
        Query query(m_database, "SELECT DISTINCT person FROM roster_change WHERE id > ? ORDER BY person");
        query.with(change);
        return numbers(query);
    });
}

Result<bool> RosterRows::isUndone(qint64 batch) const
{
    return storage(m_database, [&] {
        Query query(m_database, "SELECT 1 FROM roster_change WHERE undoes = ? LIMIT 1");
        return query.with(batch).next();
    });
}

} // namespace station
