#include "app/registry/schema.h"

namespace station {
namespace {

/// True for the one transaction that is to do it.
Result<bool> isFirst(Sql& sql, const QString& step)
{
    const auto made = sql.run("CREATE TABLE IF NOT EXISTS schema_steps (step TEXT PRIMARY KEY)");
    if (!made)
        return failed(made);
    return sql
        .run(
            "INSERT INTO schema_steps (step) VALUES (?) ON CONFLICT (step) DO NOTHING RETURNING step", {step})
        .map([](const SqlRows& rows) { return !rows.empty(); });
}

} // namespace

Status makeTable(Sql& sql, const char* name, const char* columns)
{
    const QString table = QLatin1String(name);
    const QString shape = QLatin1String(columns);
    const auto made = sql.run("CREATE TABLE IF NOT EXISTS " + table + ' ' + shape);
    if (!made)
        return failed(made);
    const auto first = isFirst(sql, "keyed-by-station:" + table);
    if (!first)
        return failed(first);
    if (!*first)
        return {};
    // neither engine changes a primary key in place with the other's words
    for (const QString& statement : {"CREATE TABLE " + table + "_keyed " + shape,
             "INSERT INTO " + table + "_keyed SELECT * FROM " + table, "DROP TABLE " + table,
             "ALTER TABLE " + table + "_keyed RENAME TO " + table}) {
        if (auto done = sql.run(statement); !done)
            return failed(done);
    }
    return {};
}

} // namespace station
