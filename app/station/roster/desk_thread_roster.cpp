#include "app/station/roster/desk_thread_roster.h"

namespace station {
namespace {

Result<RosterCard> cardOf(Desk& desk, qint64 id)
{
    auto person = desk.roster().person(id);
    if (!person)
        return failed(person);
    auto history = desk.roster().history(id);
    if (!history)
        return failed(history);
    return RosterCard {std::move(*person), std::move(*history)};
}

Result<RosterOverview> overviewOf(Desk& desk)
{
    Roster& roster = desk.roster();
    RosterOverview overview;
    auto people = roster.count();
    if (!people)
        return failed(people);
    overview.people = *people;
    auto extracts = roster.extracts();
    if (!extracts)
        return failed(extracts);
    if (!extracts->empty())
        overview.newest = std::move(extracts->front());
    auto classes = roster.classes();
    if (!classes)
        return failed(classes);
    overview.classes = std::move(*classes);
    if (const Status ready = roster.prepareSearch(); !ready)
        return failed(ready);
    return overview;
}

} // namespace

void DeskThreadRoster::overview(QObject* context, Then<RosterOverview> then)
{
    m_desk.ask(context, overviewOf, std::move(then));
}

void DeskThreadRoster::search(QObject* context, const QString& typed, int most, Then<RosterHits> then)
{
    m_desk.ask(
        context, [typed, most](Desk& desk) { return desk.roster().search(typed, most); }, std::move(then));
}

void DeskThreadRoster::due(QObject* context, QDate on, int most, Then<RosterList> then)
{
    m_desk.ask(
        context, [on, most](Desk& desk) { return desk.roster().due(on, most); }, std::move(then));
}

void DeskThreadRoster::turning14(QObject* context, QDate from, QDate to, int most, Then<RosterList> then)
{
    m_desk.ask(
        context, [from, to, most](Desk& desk) { return desk.roster().turning14(from, to, most); },
        std::move(then));
}

void DeskThreadRoster::card(QObject* context, qint64 person, Then<RosterCard> then)
{
    m_desk.ask(
        context, [person](Desk& desk) { return cardOf(desk, person); }, std::move(then));
}

void DeskThreadRoster::set(
    QObject* context, qint64 person, const RosterSetting& setting, Then<RosterCard> then)
{
    m_desk.ask(
        context,
        [person, setting](Desk& desk) -> Result<RosterCard> {
            const auto batch = desk.roster().set({person}, setting);
            if (!batch)
                return failed(batch);
            return cardOf(desk, person);
        },
        std::move(then));
}

} // namespace station
