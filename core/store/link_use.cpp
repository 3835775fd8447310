#include "core/store/link_use.h"

#include "core/store/settings.h"
#include "core/store/storage.h"

#include <algorithm>

namespace station {
namespace {

const auto meteringKey = QStringLiteral("sending-metered");
const auto meteredBytesKey = QStringLiteral("sending-metered-bytes");
const auto openBytesKey = QStringLiteral("sending-open-bytes");

QString carriedKey(bool metered)
{
    return metered ? QStringLiteral("carried-metered") : QStringLiteral("carried-open");
}

/// Of the newest day only: "2026-11-27 123456". Yesterday's count is of no use to anybody.
qint64 count(Database& database, QDate day, bool metered)
{
    Query query(database, "SELECT value FROM setting WHERE key = ?");
    if (!query.with(carriedKey(metered)).next())
        return 0;
    const auto words = query.text(0).split(QLatin1Char(' '));
    return words.size() == 2 && words.first() == day.toString(Qt::ISODate) ? words.last().toLongLong() : 0;
}

} // namespace

const char* nameOf(SendingPlan::Metering metering)
{
    switch (metering) {
    case SendingPlan::Metering::Automatic: return "auto";
    case SendingPlan::Metering::Always: return "yes";
    case SendingPlan::Metering::Never: return "no";
    }
    return "";
}

std::optional<SendingPlan::Metering> meteringFrom(const QString& name)
{
    for (const auto metering :
        {SendingPlan::Metering::Automatic, SendingPlan::Metering::Always, SendingPlan::Metering::Never}) {
        if (name == QLatin1String(nameOf(metering)))
            return metering;
    }
    return std::nullopt;
}

Result<SendingPlan> LinkUse::plan() const
{
    return Settings(m_database).all().map([](const QMap<QString, QString>& values) {
        return SendingPlan {
            meteringFrom(values.value(meteringKey)).value_or(SendingPlan::Metering::Automatic),
            std::max<qint64>(0, values.value(meteredBytesKey).toLongLong()),
            std::max<qint64>(0, values.value(openBytesKey).toLongLong())};
    });
}

Status LinkUse::setPlan(const SendingPlan& plan, Instant at, OfficerId by)
{
    if (plan.meteredBytes < 0 || plan.openBytes < 0)
        return fail(ErrorCode::InvalidInput, "a budget is 0 bytes or more");
    return Settings(m_database)
        .set({{meteringKey, QLatin1String(nameOf(plan.metering))},
                 {meteredBytesKey, QString::number(plan.meteredBytes)},
                 {openBytesKey, QString::number(plan.openBytes)}},
            "sending-plan-set", at, by);
}

Result<qint64> LinkUse::carried(QDate day, bool metered) const
{
    return storage(m_database, [&]() -> qint64 { return count(m_database, day, metered); });
}

Status LinkUse::carry(QDate day, bool metered, qint64 bytes)
{
    return transaction(m_database, [&] {
        const qint64 sum = count(m_database, day, metered) + bytes;
        Query(m_database,
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = "
            "excluded.value")
            .with(carriedKey(metered))
            .with(QStringLiteral("%1 %2").arg(day.toString(Qt::ISODate)).arg(sum))
            .run();
    });
}

} // namespace station
