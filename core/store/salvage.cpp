#include "core/store/salvage.h"

#include "core/store/migrations.h"
#include "core/store/storage.h"

#include <QMap>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <map>
#include <sqlite3.h>

namespace station {
namespace {

struct Column {
    QString name;
    QString type;
    bool mayBeAbsent = false; ///< NULL, or left out of a row that is older than the column
    bool isRowId = false; ///< INTEGER PRIMARY KEY: the record holds NULL
};

struct Table {
    QString name;
    bool hasRowIds = true;
    std::vector<Column> columns; ///< in the order of the record
};

std::vector<Column> columnsOf(Database& database, const QString& table, bool hasRowIds)
{
    std::vector<std::pair<int, Column>> found; // with the place in the primary key
    Query query(
        database, "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk FROM pragma_table_info(?)");
    query.with(table);
    int keys = 0;
    while (query.next()) {
        const bool nullable = query.integer(2) == 0 && query.integer(4) == 0;
        found.push_back(
            {query.integer(4), {query.text(0), query.text(1), nullable || query.integer(3) != 0, false}});
        keys += query.integer(4) > 0 ? 1 : 0;
    }
    std::vector<Column> columns;
    for (auto& [place, column] : found) {
        column.isRowId = hasRowIds && keys == 1 && place == 1 && column.type == QLatin1String("INTEGER");
        columns.push_back(column);
    }
    if (!hasRowIds) { // the record begins with the key
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return (a.first == 0 ? 1000 : a.first) < (b.first == 0 ? 1000 : b.first);
        });
        std::transform(found.begin(), found.end(), columns.begin(), [](const auto& f) { return f.second; });
    }
    return columns;
}

std::vector<Table> tablesOf(Database& database)
{
    std::vector<Table> tables;
    Query query(database,
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE "
        "'sqlite_%'");
    while (query.next())
        tables.push_back({query.text(0), query.integer(1) == 0, {}});
    for (Table& table : tables)
        table.columns = columnsOf(database, table.name, table.hasRowIds);
    return tables;
}

bool fits(const Column& column, const RawValue& value)
{
    if (column.type == QLatin1String("ANY") && value.kind != RawValue::Kind::Null)
        return true;
    switch (value.kind) {
    case RawValue::Kind::Null: return column.mayBeAbsent || column.isRowId;
    case RawValue::Kind::Integer:
        return !column.isRowId
            && (column.type.startsWith(QLatin1String("INT")) || column.type == QLatin1String("REAL"));
    case RawValue::Kind::Real: return column.type == QLatin1String("REAL");
    case RawValue::Kind::Text: return column.type == QLatin1String("TEXT");
    case RawValue::Kind::Blob: return column.type == QLatin1String("BLOB");
    }
    return false;
}

bool fits(const Table& table, const RawRow& row)
{
    if (row.values.empty() || row.values.size() > table.columns.size())
        return false;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        if (i >= row.values.size() ? !column.mayBeAbsent : !fits(column, row.values[i]))
            return false;
    }
    return true;
}

/// Which page belongs to which table, as far as the trees still say so.
class Trees {
public:
    explicit Trees(const RawPages& pages)
        : m_pages(pages)
    {
        std::vector<quint32> schema;
        walk(1, [&](quint32 page) { schema.push_back(page); });
        for (const quint32 page : schema)
            for (const RawRow& row : treePage(m_pages, page).rows)
                take(row);
    }
    /// Null name: an index. Nothing: no tree leads here.
    [[nodiscard]] std::optional<QString> ownerOf(quint32 page) const
    {
        const auto found = m_owner.constFind(page);
        return found == m_owner.constEnd() ? std::nullopt : std::optional(*found);
    }

private:
    void take(const RawRow& row)
    {
        const auto& v = row.values;
        if (v.size() != 5 || v[3].kind != RawValue::Kind::Integer || v[3].number < 2)
            return;
        const QString name = v[0].bytes == "table" ? QString::fromUtf8(v[1].bytes) : QString();
        walk(static_cast<quint32>(v[3].number), [&](quint32 page) {
            if (!m_owner.contains(page))
                m_owner.insert(page, name);
        });
    }
    template<class Visit>
    void walk(quint32 root, Visit visit)
    {
        QSet<quint32> seen;
        std::vector<quint32> open {root};
        while (!open.empty()) {
            const quint32 page = open.back();
            open.pop_back();
            if (page == 0 || page > m_pages.count() || seen.contains(page))
                continue;
            seen.insert(page);
            visit(page);
            const RawTreePage tree = treePage(m_pages, page);
            open.insert(open.end(), tree.children.begin(), tree.children.end());
        }
    }

    const RawPages& m_pages;
    QHash<quint32, QString> m_owner;
};

class Loader {
public:
    Loader(const RawPages& pages, Database& into)
        : m_pages(pages)
        , m_into(into)
        , m_tables(tablesOf(into))
        , m_trees(pages)
    {
    }

    SalvageReport load()
    {
        m_report.pages = static_cast<int>(m_pages.count());
        std::vector<quint32> order(m_pages.count());
        for (quint32 i = 0; i < m_pages.count(); ++i)
            order[i] = i + 1;
        std::stable_sort(order.begin(), order.end(),
            [&](quint32 a, quint32 b) { return m_pages.recency(a) > m_pages.recency(b); });
        for (const quint32 page : order)
            loadPage(page);
        for (const quint32 page : m_unknown)
            m_report.pagesLost += m_rowEnds.contains(page) ? 0 : 1;
        return m_report;
    }

private:
    void loadPage(quint32 number)
    {
        const RawTreePage page = treePage(m_pages, number);
        if (page.kind == RawTreePage::Kind::None) {
            const QByteArray bytes = m_pages.page(number);
            if (bytes.isEmpty() || bytes.count('\0') != bytes.size())
                m_unknown.push_back(number);
            return;
        }
        const auto owner = m_trees.ownerOf(number);
        for (const quint32 end : page.overflow)
            m_rowEnds.insert(end);
        if (number == 1 || (owner && owner->isNull()))
            return;
        const bool isTable = page.kind == RawTreePage::Kind::TableLeaf;
        if (isTable || owner)
            m_report.rowsRefused += page.brokenRows;
        for (const RawRow& row : page.rows)
            if (const Table* table = tableOf(owner, row, isTable))
                put(*table, row);
    }

    /// The one the tree leads from, or the only one whose rows look like this.
    const Table* tableOf(const std::optional<QString>& owner, const RawRow& row, bool hasRowIds) const
    {
        const Table* found = nullptr;
        for (const Table& table : m_tables) {
            if (table.hasRowIds != hasRowIds || !fits(table, row))
                continue;
            if (owner && table.name == *owner)
                return &table;
            if (found)
                return nullptr; // two look alike: nobody knows
            found = &table;
        }
        return found;
    }

    void put(const Table& table, const RawRow& row)
    {
        try {
            SQLite::Statement& insert = statementFor(table, row.values.size());
            insert.tryReset(); // reset() would throw what the row before was refused for
            int place = 0;
            if (table.hasRowIds)
                insert.bind(++place, static_cast<std::int64_t>(row.rowId));
            for (std::size_t i = 0; i < row.values.size(); ++i)
                if (!table.columns[i].isRowId)
                    bind(insert, ++place, row.values[i]);
            ++(insert.exec() > 0 ? m_report.rowsKept : m_report.rowsRefused);
        } catch (const SQLite::Exception& e) {
            if (!isAboutTheRow(e.getExtendedErrorCode() & 0xff))
                throw;
            ++m_report.rowsRefused;
        }
    }

    static bool isAboutTheRow(int kind)
    {
        return kind == SQLITE_CONSTRAINT || kind == SQLITE_TOOBIG || kind == SQLITE_MISMATCH;
    }

    static void bind(SQLite::Statement& statement, int place, const RawValue& value)
    {
        switch (value.kind) {
        case RawValue::Kind::Null: statement.bind(place); break;
        case RawValue::Kind::Integer: statement.bind(place, static_cast<std::int64_t>(value.number)); break;
        case RawValue::Kind::Real: statement.bind(place, std::bit_cast<double>(value.number)); break;
        case RawValue::Kind::Text: statement.bind(place, value.bytes.toStdString()); break;
        case RawValue::Kind::Blob:
            statement.bind(place, value.bytes.constData(), static_cast<int>(value.bytes.size()));
            break;
        }
    }

    SQLite::Statement& statementFor(const Table& table, std::size_t values)
    {
        auto& made = m_inserts[{table.name, values}];
        if (made)
            return *made;
        QStringList names;
        if (table.hasRowIds)
            names.append(QStringLiteral("rowid"));
        for (std::size_t i = 0; i < values; ++i)
            if (!table.columns[i].isRowId)
                names.append(QLatin1Char('"') + table.columns[i].name + QLatin1Char('"'));
        const QStringList marks(names.size(), QStringLiteral("?"));
        made = std::make_unique<SQLite::Statement>(m_into.handle(),
            QStringLiteral("INSERT OR IGNORE INTO \"%1\" (%2) VALUES (%3)")
                .arg(table.name, names.join(QLatin1Char(',')), marks.join(QLatin1Char(',')))
                .toStdString());
        return *made;
    }

    const RawPages& m_pages;
    Database& m_into;
    std::vector<Table> m_tables;
    Trees m_trees;
    SalvageReport m_report;
    std::vector<quint32> m_unknown;
    QSet<quint32> m_rowEnds;
    std::map<std::pair<QString, std::size_t>, std::unique_ptr<SQLite::Statement>> m_inserts;
};

} // namespace

SalvageReport salvage(const RawPages& from, Database& into) { return Loader(from, into).load(); }

int versionIn(const QByteArray& head)
{
    constexpr qsizetype userVersion = 60; // https://www.sqlite.org/fileformat2.html#the_database_header
    constexpr qsizetype application = 68;
    constexpr qsizetype headBytes = 100;
    if (head.size() < headBytes || !head.startsWith("SQLite format 3")
        || qFromBigEndian<quint32>(head.constData() + application)
            != static_cast<quint32>(storeApplicationId))
        return 0;
    const auto version = qFromBigEndian<qint32>(head.constData() + userVersion);
    return version > 0 ? version : 0;
}

} // namespace station
