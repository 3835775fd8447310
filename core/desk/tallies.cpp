#include "core/desk/tallies.h"

#include "core/desk/desk.h"
#include "core/store/database.h"

#include <QDateTime>

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
    return makeSheet(std::move(*head), question, *rows);
}

} // namespace station
