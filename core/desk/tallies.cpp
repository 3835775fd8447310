#include "core/desk/tallies.h"

#include "core/desk/desk.h"
#include "core/store/database.h"
#include "core/store/ledger.h"
#include "core/store/officers.h"
#include "core/store/tally_days.h"

#include <QDateTime>

#include <algorithm>

namespace station {

Result<TallySheet> Tallies::head() const
{
    const auto judged = m_site.judged();
    if (!judged)
        return failed(judged);
    const StationInfo info = m_site.info();
    TallySheet sheet;
    sheet.stationId = info.id;
    sheet.stationName = info.name;
    sheet.unit = info.communeCode;
    sheet.asOf = m_site.clock.now();
    sheet.utcOffset = QDateTime::fromMSecsSinceEpoch(toMs(sheet.asOf)).offsetFromUtc() / 60;
    sheet.clock = judged->trust;
    return sheet;
}

Result<TallySheet> Tallies::sheet(const TallyQuestion& question) const
{
    if (const auto may = m_site.allowed(DeskOperation::Tally); !may)
        return failed(may);
    auto head = this->head();
    if (!head)
        return head;
    const auto rows = TallyFacts(m_site.database).rows();
    if (!rows)
        return failed(rows);
    auto sheet = makeSheet(std::move(*head), question, *rows);
    if (!sheet)
        return sheet;
    const auto days = TallyDays(m_site.database).rows(question.from, question.to);
    if (!days)
        return failed(days);
    const auto identity = days->empty() ? Result<StationIdentity>() : m_site.identity();
    for (const TallyDayRow& row : *days) {
        const auto closed = identity.and_then([&](const auto& own) { return opened(row, own); });
        auto restated = closed.and_then([&](const ClosedDay& day) { return restate(day, *rows); });
        sheet->closed.push_back(restated ? std::move(*restated) : RestatedDay {row.day, true});
    }
    if (const Status sound = reconcile(*sheet); !sound)
        return failed(sound);
    return sheet;
}

Result<QString> Tallies::nameOf(OfficerId id) const
{
    return Officers(m_site.database, m_site.clock)
        .officers()
        .map([&](const std::vector<OfficerRecord>& known) {
            const auto officer = std::find_if(
                known.begin(), known.end(), [&](const OfficerRecord& each) { return each.info.id == id; });
            return officer == known.end() ? QString() : officer->info.name;
        });
}

Result<ClosedDay> Tallies::close(QDate day)
{
    const auto by = m_site.allowed(DeskOperation::TallyClose);
    if (!by)
        return failed(by);
    auto head = this->head();
    if (!head)
        return failed(head);
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMs(head->asOf)).date();
    if (!day.isValid() || day > today)
        return fail(ErrorCode::InvalidInput, "a day that has not come is not closed");
    const auto identity = m_site.identity();
    const auto name = nameOf(*by);
    const auto audit = Ledger(m_site.database).head();
    const auto all = TallyFacts(m_site.database).rows();
    if (!identity || !name)
        return identity ? failed(name) : failed(identity);
    if (!audit || !all)
        return audit ? failed(all) : failed(audit);
    ClosedDay closed;
    closed.rows = rowsOf(day, head->utcOffset, *all);
    auto sheet = makeSheet(std::move(*head), {day, day, {}}, closed.rows);
    if (!sheet)
        return failed(sheet);
    closed.sheet = std::move(*sheet);
    closed.closedBy = *by;
    closed.closedByName = *name;
    closed.auditHead = audit->hash;
    const auto document = signDay(closed, *identity);
    if (!document)
        return failed(document);
    const auto read = openDay(*document, identity->registryCaPem); // what we cannot read nobody can
    if (!read)
        return read;
    const Status kept
        = TallyDays(m_site.database).close({day, closed.sheet.asOf, *by, read->contentSha256, *document});
    return kept ? read : Result<ClosedDay>(failed(kept));
}

Result<ClosedDay> Tallies::opened(const TallyDayRow& row, const StationIdentity& identity) const
{
    auto closed = openDay(row.document, identity.registryCaPem);
    if (!closed)
        return closed;
    const auto witnessed = TallyDays(m_site.database).isWitnessed(row);
    if (!witnessed)
        return failed(witnessed);
    if (closed->sheet.from != row.day || closed->contentSha256 != row.contentSha256
        || closed->sheet.stationId != m_site.info().id || !*witnessed)
        return fail(ErrorCode::Damaged, "the day's document is not the one that was closed");
    return closed;
}

Result<ClosedDay> Tallies::checked(QDate day) const
{
    const auto row = TallyDays(m_site.database).row(day);
    if (!row)
        return failed(row);
    return m_site.identity().and_then([&](const StationIdentity& own) { return opened(*row, own); });
}

Result<ClosedDay> Tallies::verify(QDate day) const
{
    return m_site.allowed(DeskOperation::Tally).and_then([&](OfficerId) { return checked(day); });
}

Result<ClosedDay> Tallies::verify(const QByteArray& document) const
{
    return m_site.allowed(DeskOperation::Tally)
        .and_then([&](OfficerId) { return m_site.identity(); })
        .and_then([&](const StationIdentity& own) { return openDay(document, own.registryCaPem); });
}

Result<QByteArray> Tallies::document(QDate day) const
{
    return verify(day)
        .and_then([&](const ClosedDay&) { return TallyDays(m_site.database).row(day); })
        .map([](const TallyDayRow& row) { return row.document; });
}

} // namespace station
