#include "app/station/roster/roster_presenter.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace station {

RosterPresenter::RosterPresenter(RosterDesk& desk, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_clock(clock)
{
}

QDate RosterPresenter::today() const { return QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now())).date(); }

void RosterPresenter::open()
{
    m_view.trouble.reset();
    m_desk.overview(this, [this, visit = m_visit](Result<RosterOverview> overview) {
        if (visit != m_visit)
            return;
        m_view.ready = true;
        if (overview)
            m_view.overview = std::move(*overview);
        else
            m_view.trouble = overview.error();
        emit changed(m_view);
    });
    if (m_view.shown == RosterShown::Found)
        ask();
    else
        askList(m_view.shown);
    if (m_view.chosen)
        choose(m_view.chosen->person.id);
    emit changed(m_view);
}

void RosterPresenter::type(const QString& text)
{
    if (text == m_view.typed && m_view.shown == RosterShown::Found)
        return;
    m_view.typed = text;
    m_view.shown = RosterShown::Found;
    ask();
}

void RosterPresenter::ask()
{
    if (m_view.typed.trimmed().isEmpty()) {
        if (!m_view.asking)
            return answered({}, 0);
    }
    if (m_view.asking)
        return; // the answer under way asks again
    m_view.asking = true;
    m_asked = m_view.typed;
    m_desk.search(this, m_asked, most, [this, visit = m_visit](Result<RosterHits> found) {
        if (visit != m_visit)
            return;
        m_view.asking = false;
        if (m_view.shown != RosterShown::Found)
            return;
        if (m_view.typed != m_asked)
            return ask();
        if (!found)
            return refused(found.error());
        m_view.isCard = found->isCard;
        const bool one = found->isCard && found->hits.size() == 1;
        answered(std::move(found->hits), found->all);
        if (one)
            choose(m_view.people.front().person.id);
    });
}

void RosterPresenter::answered(std::vector<RosterHit> people, int all)
{
    m_view.trouble.reset();
    m_view.people = std::move(people);
    m_view.all = all;
    const auto isChosen = [this](const RosterHit& hit) { return hit.person.id == m_view.chosen->person.id; };
    if (m_view.chosen && std::none_of(m_view.people.begin(), m_view.people.end(), isChosen))
        m_view.chosen.reset(); // somebody else's card stands beside no answer
    emit changed(m_view);
    if (std::exchange(m_firstWanted, false))
        chooseFirst();
}

void RosterPresenter::refused(const Error& error)
{
    m_view.people.clear();
    m_view.all = 0;
    m_view.trouble = error;
    emit changed(m_view);
}

void RosterPresenter::show(RosterShown what)
{
    m_view.shown = what;
    m_view.people.clear();
    m_view.all = 0;
    if (what == RosterShown::Found)
        ask();
    else
        askList(what);
    emit changed(m_view);
}

void RosterPresenter::askList(RosterShown what)
{
    const auto then = [this, what, visit = m_visit](Result<RosterList> list) {
        if (visit != m_visit || m_view.shown != what)
            return;
        if (!list)
            return refused(list.error());
        std::vector<RosterHit> people;
        for (RosterPerson& person : list->people)
            people.push_back({std::move(person), {}});
        const int all = static_cast<int>(people.size()) + list->more;
        answered(std::move(people), all);
    };
    if (what == RosterShown::Due)
        m_desk.due(this, today(), most, then);
    else
        m_desk.turning14(this, today(), today().addDays(turningDays), most, then);
}

void RosterPresenter::chooseFirst()
{
    m_firstWanted = m_view.asking; // then of the answer that is under way
    if (!m_firstWanted && !m_view.people.empty())
        choose(m_view.people.front().person.id);
}

void RosterPresenter::choose(qint64 person)
{
    m_desk.card(this, person, [this, person, visit = m_visit](Result<RosterCard> card) {
        if (visit != m_visit)
            return;
        if (card) {
            m_view.saved = m_view.saved && m_view.chosen && m_view.chosen->person.id == person;
            m_view.chosen = std::move(*card);
        } else {
            m_view.trouble = card.error();
        }
        emit changed(m_view);
    });
}

void RosterPresenter::change(const RosterSetting& setting)
{
    if (m_view.saving || !m_view.chosen)
        return;
    m_view.saving = true;
    m_view.saved = false;
    m_view.trouble.reset();
    emit changed(m_view);
    m_desk.set(this, m_view.chosen->person.id, setting, [this, visit = m_visit](Result<RosterCard> card) {
        if (visit != m_visit)
            return;
        m_view.saving = false;
        if (card) {
            for (RosterHit& hit : m_view.people)
                if (hit.person.id == card->person.id)
                    hit.person = card->person;
            if (m_view.chosen && m_view.chosen->person.id == card->person.id) {
                m_view.chosen = std::move(*card);
                m_view.saved = true;
            }
        } else {
            m_view.trouble = card.error();
        }
        emit changed(m_view);
    });
}

void RosterPresenter::forget()
{
    ++m_visit;
    m_view = {};
    m_asked.clear();
    m_firstWanted = false;
    emit changed(m_view);
}

} // namespace station
