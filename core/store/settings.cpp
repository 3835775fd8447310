#include "core/store/settings.h"

#include "core/store/key_copy.h"
#include "core/store/ledger.h"
#include "core/store/storage.h"

namespace station {
namespace {

constexpr auto upsert
    = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

} // namespace

Result<QMap<QString, QString>> Settings::all() const
{
    return storage(m_database, [&] {
        QMap<QString, QString> values;
        Query query(m_database, "SELECT key, value FROM setting");
        while (query.next())
            values.insert(query.text(0), query.text(1));
        return values;
    });
}

Status Settings::set(const QMap<QString, QString>& values, const char* event, Instant at, OfficerId by)
{
    const Status done = transaction(m_database, [&] {
        for (auto value = values.begin(); value != values.end(); ++value)
            Query(m_database, upsert).with(value.key()).with(value.value()).run();
        Ledger(m_database)
            .append(at, event, QStringLiteral("station"), values.keys().join(QLatin1Char(' ')),
                by.isNull() ? QString() : by.text());
        countKeyChange(m_database);
    });
    if (done)
        writeKeyCopy(m_database);
    return done;
}

qint64 Settings::next(const QString& key)
{
    Q_ASSERT(isCounter(key)); // else the key copy would put it back
    Query query(m_database,
        "INSERT INTO setting (key, value) VALUES (?, '1') ON CONFLICT (key) DO UPDATE SET "
        "value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) RETURNING value");
    query.with(key);
    const qint64 value = query.next() ? query.text(0).toLongLong() : 0;
    static_cast<void>(query.next()); // a RETURNING statement is done when it has been read to its end
    return value;
}

} // namespace station
