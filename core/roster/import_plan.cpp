#include "core/roster/import_plan.h"

#include "core/person/names.h"
#include "core/roster/known_people.h"
#include "core/roster/row_reader.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <unordered_map>

namespace station {
namespace {

using Severity = RosterFinding::Severity;
constexpr std::size_t previewed = 20;

Result<QByteArray> digestOf(const QString& path)
{
    QFile file(path);
    QCryptographicHash digest(QCryptographicHash::Sha256);
    if (!file.open(QFile::ReadOnly) || !digest.addData(&file))
        return fail(ErrorCode::StorageFailed, "cannot read " + path.toStdString());
    return digest.result();
}

/// The row below the headings that counts the columns: (1) | (2) | A | B.
bool countsColumns(const TableRow& row)
{
    constexpr qsizetype longest = 4;
    const auto counts = [](const TableCell& cell) {
        const QString text = normalisedText(cell.text);
        const auto letters = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
        return text.size() <= longest && letters <= 1;
    };
    constexpr std::size_t enough = 3;
    return row.cells.size() >= enough && std::all_of(row.cells.begin(), row.cells.end(), counts);
}

bool differ(const QString& a, const QString& b) { return !a.isEmpty() && !b.isEmpty() && a != b; }

/// One file against the roster.
class Planner {
public:
    Planner(const RosterRows& rows, const Secret& dataKey, QDate today, const RosterProgress& progress)
        : m_rows(rows)
        , m_dataKey(dataKey)
        , m_today(today)
        , m_progress(progress)
    {
    }

    Result<RosterImportPlan> plan(const QString& path, const RosterImportWish& wish)
    {
        if (const Status begun = begin(path, wish); !begun)
            return failed(begun);
        auto table = openTable(path);
        if (!table)
            return failed(table);
        if (const Status read = readAll(**table, wish); !read)
            return failed(read);
        m_plan.file = (*table)->facts();
        sayOfFile();
        conclude();
        return std::move(m_plan);
    }

private:
    /// A row that was taken so far.
    struct Entry {
        qint64 row = 0;
        KnownPeople::Person* known = nullptr;
        quint64 facts = 0;
        QByteArray write; ///< empty: nothing to write
        std::vector<RosterFileChange::Field> changed;
        bool hasNumber = false;
        bool isDropped = false;
    };

    Status begin(const QString& path, const RosterImportWish& wish)
    {
        const auto extracts = m_rows.extracts(m_dataKey);
        const auto marks = m_rows.marks();
        if (!extracts || !marks)
            return extracts ? failed(marks) : failed(extracts);
        const auto digest = QFileInfo(path).isFile() ? digestOf(path) : Result<QByteArray>(QByteArray());
        if (!digest)
            return failed(digest);
        for (const RosterExtractRow& before : *extracts) {
            if (wish.on.isValid() && before.on > wish.on && !wish.older)
                return fail(ErrorCode::InvalidInput,
                    "older-extract: extract " + std::to_string(before.seq) + " shows a later day");
            if (before.sha256 == *digest)
                m_plan.sameFileAs = before.seq;
        }
        RosterExtractRow& extract = m_plan.writes.extract;
        const QString label = wish.label.isEmpty() ? QFileInfo(path).fileName() : wish.label;
        extract.words = QCborMap({{QStringLiteral("label"), normalisedText(label)},
                                     {QStringLiteral("version"), normalisedText(wish.version)}})
                            .toCborValue()
                            .toCbor();
        extract.sha256 = *digest;
        extract.on = wish.on;
        m_plan.writes.asOf = marks->extract;
        m_plan.leaveOutBad = wish.leaveOutBad;
        return m_known.read(m_rows, m_dataKey, m_progress);
    }

    Status readAll(TableReader& table, const RosterImportWish& wish)
    {
        std::vector<TableRow> first;
        TableRow row;
        Result<bool> more = true;
        while (first.size() < rowsToLookAt && (more = table.next(row)) && *more)
            if (!row.isEmpty())
                first.push_back(row);
        if (!more)
            return failed(more);
        auto columns = findColumns(first, wish.columns, m_plan.findings);
        auto classes = RosterClasses::load();
        if (!columns || !classes)
            return columns ? failed(classes) : failed(columns);
        m_plan.columns = *columns;
        const RowReader reader(std::move(*columns), std::move(*classes), m_today);
        for (const TableRow& each : first)
            if (each.number > reader.columns().headingRow)
                take(reader, each);
        constexpr int step = 1000;
        for (int count = 1; *more; ++count) {
            more = table.next(row);
            if (!more)
                return failed(more);
            if (*more && !row.isEmpty())
                take(reader, row);
            if (count % step == 0 && m_progress && !m_progress(table.done(), table.all()))
                return fail(ErrorCode::Cancelled, "stopped before it was done");
        }
        if (m_plan.writes.extract.rows == 0) // it would make the whole roster missing
            return fail(ErrorCode::InvalidInput, "no-rows: there is nobody below the headings");
        const auto headings = static_cast<std::size_t>(reader.columns().headings.size());
        if (table.facts().endsTorn && m_lastWidth < headings && m_plan.writes.extract.rows > 0)
            return fail(ErrorCode::InvalidInput, "torn: the file ends within its last row");
        return {};
    }

    void take(const RowReader& reader, const TableRow& row)
    {
        if (m_plan.writes.extract.rows == 0 && m_plan.columns.headingRow > 0 && countsColumns(row)) {
            m_plan.findings.add(
                {Severity::Note, row.number, 0, {}, QStringLiteral("column-numbers"), row.text(0)});
            return;
        }
        ++m_plan.writes.extract.rows;
        m_lastWidth = row.width;
        const auto facts = reader.read(row, m_plan.findings);
        if (!facts) {
            ++m_plan.writes.extract.leftOut;
            return;
        }
        for (const int column : reader.columns().columns)
            if (row.width > 0 && static_cast<std::size_t>(column) > row.width) {
                say(Severity::Warning, row.number, "cells-missing", {});
                break;
            }
        if (m_plan.preview.size() < previewed)
            m_plan.preview.push_back(*facts);
        place(row.number, *facts);
    }

    /// Within the file first, then on the roster.
    void place(qint64 row, const RosterFacts& facts)
    {
        Entry entry;
        entry.row = row;
        entry.facts = factsKey(facts);
        const auto number = numberKey(facts[RosterField::Number]);
        entry.hasNumber = number.has_value();
        const quint64 identity = identityKey(facts);
        if (!number && facts[RosterField::Birth].isEmpty())
            return drop(row, "no-identity", facts);
        if (number) {
            if (const auto same = m_numbers.find(*number); same != m_numbers.end())
                return meet(m_entries[same->second], entry, "number-twice");
        }
        if (const auto same = m_identities.find(identity); same != m_identities.end()) {
            Entry& other = m_entries[same->second];
            if (!other.hasNumber || !number)
                return meet(other, entry, "person-twice");
            say(Severity::Warning, row, "two-numbers", facts[RosterField::Number]);
        }
        if (!find(entry, facts, number, identity))
            return;
        const std::size_t at = m_entries.size();
        if (number)
            m_numbers.emplace(*number, at);
        m_identities.emplace(identity, at);
        m_entries.push_back(std::move(entry));
    }

    /// Two rows about one person: word for word the same is one row, else nobody knows which is right.
    void meet(Entry& before, const Entry& now, const char* code)
    {
        if (before.facts == now.facts && !before.isDropped) {
            say(Severity::Note, now.row, "row-twice", QString::number(before.row));
            ++m_plan.writes.extract.unchanged;
            return;
        }
        if (!before.isDropped) {
            before.isDropped = true;
            ++m_plan.writes.extract.leftOut;
            say(Severity::Bad, before.row, code, QString::number(now.row));
        }
        ++m_plan.writes.extract.leftOut;
        say(Severity::Bad, now.row, code, QString::number(before.row));
    }

    /// False when the row cannot be taken.
    bool find(Entry& entry, const RosterFacts& facts, std::optional<quint64> number, quint64 identity)
    {
        KnownPeople::Person* known = number ? m_known.byNumber(*number) : nullptr;
        if (!known) {
            std::vector<KnownPeople::Person*> people = m_known.byIdentity(identity);
            if (number) // whoever has another number is another person
                people.erase(std::remove_if(people.begin(), people.end(),
                                 [](const KnownPeople::Person* each) { return each->hasNumber; }),
                    people.end());
            if (people.size() > 1) {
                for (KnownPeople::Person* each : people)
                    each->isSeen = true; // one of them is meant
                drop(entry.row, "person-ambiguous", facts);
                return false;
            }
            known = people.empty() ? nullptr : people.front();
            if (known && number)
                say(Severity::Note, entry.row, "number-new", facts[RosterField::Number]);
        }
        entry.known = known;
        if (!known) {
            entry.write = encoded(facts);
            return true;
        }
        if (known->isSeen) { // by a row with the number and by one without
            drop(entry.row, "person-twice", facts);
            return false;
        }
        known->isSeen = true;
        return known->facts == entry.facts || merge(entry, facts);
    }

    /// What the file says over what the roster has. An empty cell says nothing.
    bool merge(Entry& entry, const RosterFacts& facts)
    {
        auto row = m_rows.person(entry.known->id, m_dataKey);
        auto before = row ? factsFrom(row->facts) : Result<RosterFacts>(failed(row));
        if (!before) {
            drop(entry.row, "person-damaged", facts);
            return false;
        }
        wipe(row->facts);
        wipe(row->record);
        const bool isAnother = searchKey((*before)[RosterField::Name]) != searchKey(facts[RosterField::Name])
            && differ((*before)[RosterField::Birth], facts[RosterField::Birth]);
        if (isAnother) {
            drop(entry.row, "number-of-another", facts);
            return false;
        }
        RosterFacts after = *before;
        for (const RosterField field : everyRosterField()) {
            const bool losesNumber
                = field == RosterField::Number && entry.known->hasNumber && !numberKey(facts[field]);
            if (!facts[field].isEmpty() && facts[field] != (*before)[field] && !losesNumber) {
                after[field] = facts[field];
                entry.changed.push_back({field, (*before)[field], facts[field]});
            }
        }
        if (!entry.changed.empty())
            entry.write = encoded(after);
        return true;
    }

    /// What a spreadsheet shows and its rows do not tell.
    void sayOfFile()
    {
        if (!m_plan.file.otherSheets.isEmpty())
            say(Severity::Note, 0, "sheets-not-read", m_plan.file.otherSheets.join(QStringLiteral(", ")));
        const auto& columns = m_plan.columns.columns;
        for (const TableFacts::Merged& merged : m_plan.file.merged)
            if (merged.lastRow > m_plan.columns.headingRow
                && std::find(columns.begin(), columns.end(), merged.column) != columns.end())
                m_plan.findings.add({Severity::Warning, merged.firstRow, merged.column,
                    columns.key(merged.column), QStringLiteral("cells-merged"), merged.range});
    }

    void say(Severity severity, qint64 row, const char* code, const QString& text)
    {
        m_plan.findings.add({severity, row, 0, {}, QString::fromLatin1(code), text});
    }
    void drop(qint64 row, const char* code, const RosterFacts& facts)
    {
        ++m_plan.writes.extract.leftOut;
        say(Severity::Bad, row, code, facts[RosterField::Name]);
    }

    void conclude()
    {
        RosterExtractRow& extract = m_plan.writes.extract;
        for (Entry& entry : m_entries) {
            if (entry.isDropped) {
                wipe(entry.write);
                continue;
            }
            if (entry.write.isEmpty()) {
                ++extract.unchanged;
                continue;
            }
            ++(entry.known ? extract.changed : extract.added);
            const qint64 id = entry.known ? entry.known->id : 0;
            m_plan.writes.people.push_back({id, std::move(entry.write)});
            for (const RosterFileChange::Field& field : entry.changed)
                ++m_plan.changedFields[field.field];
            if (entry.known && m_plan.changes.size() < RosterImportPlan::mostShown)
                m_plan.changes.push_back({id, entry.row, std::move(entry.changed)});
        }
        for (const KnownPeople::Person& person : m_known.all()) {
            if (!person.isSeen)
                ++extract.missing;
            if (!person.isSeen && !person.isMissing)
                m_plan.writes.missing.push_back(person.id);
            if (person.isSeen && person.isMissing)
                m_plan.writes.back.push_back(person.id);
        }
    }

    const RosterRows& m_rows;
    const Secret& m_dataKey;
    QDate m_today;
    const RosterProgress& m_progress;
    RosterImportPlan m_plan;
    KnownPeople m_known;
    std::vector<Entry> m_entries;
    std::unordered_map<quint64, std::size_t> m_numbers;
    std::unordered_map<quint64, std::size_t> m_identities;
    std::size_t m_lastWidth = 0;
};

} // namespace

Result<RosterImportPlan> planImport(const QString& path, const RosterImportWish& wish, const RosterRows& rows,
    const Secret& dataKey, QDate today, const RosterProgress& progress)
{
    return Planner(rows, dataKey, today, progress).plan(path, wish);
}

} // namespace station
