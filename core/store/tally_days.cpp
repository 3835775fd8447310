#include "core/store/tally_days.h"

#include "core/store/ledger.h"
#include "core/store/storage.h"

namespace station {
namespace {

constexpr auto closedEvent = "tally-closed";
const auto stationSubject = QStringLiteral("station");
constexpr auto columns = "SELECT day, closed_ms, closed_by, content_sha256, document FROM tally_day ";

QString textOf(QDate day) { return day.toString(Qt::ISODate); }

QString detailOf(const TallyDayRow& day)
{
    return textOf(day.day) + QStringLiteral(" sha256 ") + QString::fromLatin1(day.contentSha256.toHex());
}

TallyDayRow rowIn(Query& query)
{
    return {QDate::fromString(query.text(0), Qt::ISODate), query.time(1), query.id<OfficerId>(2),
        query.bytes(3), query.bytes(4)};
}

} // namespace

Status TallyDays::close(const TallyDayRow& day)
{
    return transaction(m_database, [&]() -> Status {
        Query known(m_database, "SELECT 1 FROM tally_day WHERE day = ?");
        if (known.with(textOf(day.day)).next())
            return fail(ErrorCode::InvalidInput, textOf(day.day).toStdString() + " is closed already");
        Query(m_database,
            "INSERT INTO tally_day (day, closed_ms, closed_by, content_sha256, document) "
            "VALUES (?, ?, ?, ?, ?)")
            .with(textOf(day.day))
            .with(day.closedAt)
            .with(day.closedBy)
            .with(day.contentSha256)
            .with(day.document)
            .run();
        Ledger(m_database)
            .append(day.closedAt, closedEvent, stationSubject, detailOf(day), day.closedBy.text());
        return {};
    });
}

Result<TallyDayRow> TallyDays::row(QDate day) const
{
    return storage(m_database, [&]() -> Result<TallyDayRow> {
        Query query(m_database, (std::string(columns) + "WHERE day = ?").c_str());
        if (!query.with(textOf(day)).next())
            return fail(ErrorCode::NotFound, textOf(day).toStdString() + " is not closed");
        return rowIn(query);
    });
}

Result<std::vector<TallyDayRow>> TallyDays::rows(QDate from, QDate to) const
{
    return storage(m_database, [&] {
        std::vector<TallyDayRow> rows;
        Query query(m_database, (std::string(columns) + "WHERE day BETWEEN ? AND ? ORDER BY day").c_str());
        query.with(textOf(from)).with(textOf(to));
        while (query.next())
            rows.push_back(rowIn(query));
        return rows;
    });
}

Result<bool> TallyDays::isWitnessed(const TallyDayRow& day) const
{
    return storage(m_database, [&] {
        Query query(m_database, "SELECT 1 FROM ledger WHERE subject = ? AND event = ? AND detail = ?");
        return query.with(stationSubject).with(closedEvent).with(detailOf(day)).next();
    });
}

} // namespace station
