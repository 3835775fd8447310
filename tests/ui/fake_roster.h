#pragma once

#include "app/station/roster/roster_desk.h"
#include "core/person/names.h"

#include <deque>

namespace station {

/// A roster in memory, as a FakeDesk: answers at once, or when told to while `holding`.
class FakeRoster final : public RosterDesk {
public:
    std::vector<RosterPerson> people;
    std::map<qint64, std::vector<RosterChange>> histories;
    std::optional<Error> trouble; ///< every act answers it
    std::optional<RosterExtract> newest;
    QStringList asked; ///< every search
    RosterSetting last;
    bool holding = false;

    RosterPerson& add(const QString& name, const QString& number, const QString& birth, const QString& hamlet)
    {
        RosterPerson person;
        person.id = static_cast<qint64>(people.size()) + 1;
        person.facts[RosterField::Name] = name;
        person.facts[RosterField::Number] = number;
        person.facts[RosterField::Birth] = birth;
        person.facts[RosterField::Hamlet] = hamlet;
        people.push_back(person);
        newest.emplace();
        newest->label = QStringLiteral("danh-sach.csv");
        newest->row.on = QDate(2026, 11, 1);
        return people.back();
    }
    void answer()
    {
        while (!m_pending.empty()) {
            auto next = std::move(m_pending.front());
            m_pending.pop_front();
            next();
        }
    }

    void overview(QObject*, Then<RosterOverview> then) override
    {
        RosterOverview overview;
        overview.people = static_cast<qint64>(people.size());
        overview.newest = newest;
        overview.classes = RosterClasses::load().value();
        give<RosterOverview>(then, std::move(overview));
    }
    void search(QObject*, const QString& typed, int most, Then<RosterHits> then) override
    {
        asked.append(typed);
        RosterHits hits;
        for (const RosterPerson& person : people)
            for (const RosterField field : {RosterField::Name, RosterField::Number, RosterField::Phone})
                if (const auto at = person.facts[field].indexOf(typed, 0, Qt::CaseInsensitive); at >= 0) {
                    hits.hits.push_back({person,
                        {RosterMatch {field, false, static_cast<int>(at), static_cast<int>(typed.size())}}});
                    break;
                }
        hits.all = static_cast<int>(hits.hits.size());
        if (hits.all > most)
            hits.hits.resize(static_cast<std::size_t>(most));
        give<RosterHits>(then, std::move(hits));
    }
    void due(QObject*, QDate on, int, Then<RosterList> then) override
    {
        RosterList list;
        for (const RosterPerson& person : people)
            if (person.record.followUp.isValid() && person.record.followUp <= on)
                list.people.push_back(person);
        give<RosterList>(then, std::move(list));
    }
    void turning14(QObject*, QDate, QDate, int, Then<RosterList> then) override
    {
        give<RosterList>(then, RosterList {});
    }
    void card(QObject*, qint64 person, Then<RosterCard> then) override
    {
        give<RosterCard>(then, {byId(person), histories[person]});
    }
    void set(QObject*, qint64 person, const RosterSetting& setting, Then<RosterCard> then) override
    {
        last = setting;
        if (!trouble) {
            RosterPerson& changed = byId(person);
            RosterChange change;
            change.before = changed.record;
            if (!setting.classCode.isEmpty())
                changed.record.classCode = setting.classCode;
            for (auto answer = setting.answers.constBegin(); answer != setting.answers.constEnd(); ++answer)
                changed.record.fields.insert(answer.key(), *answer);
            if (setting.followUp)
                changed.record.followUp = *setting.followUp;
            change.after = changed.record;
            change.reason = setting.reason;
            histories[person].push_back(change);
        }
        give<RosterCard>(then, {byId(person), histories[person]});
    }

private:
    RosterPerson& byId(qint64 id) { return people.at(static_cast<std::size_t>(id - 1)); }
    template<class T>
    void give(Then<T> then, T value)
    {
        auto work = [this, then = std::move(then), value = std::move(value)] {
            trouble ? then(tl::unexpected<Error>(*trouble)) : then(value);
        };
        if (holding)
            m_pending.emplace_back(std::move(work));
        else
            work();
    }

    std::deque<std::function<void()>> m_pending;
};

} // namespace station
