#include "core/roster/search.h"

#include "core/person/card_qr.h"

namespace station {
namespace {

constexpr std::size_t mostLater = 50'000; ///< then the index is made anew

QString recordedPhone(const QByteArray& record)
{
    const auto opened = recordFrom(record);
    return opened ? opened->fields.value(QStringLiteral("phone")) : QString();
}

} // namespace

Result<RosterPerson> personFrom(const RosterRow& row)
{
    auto facts = factsFrom(row.facts);
    auto record = recordFrom(row.record);
    if (!facts || !record)
        return facts ? failed(record) : failed(facts);
    return RosterPerson {row.id, std::move(*facts), std::move(*record), row.addedIn, row.missingSince};
}

Status RosterSearch::prepare(const RosterRows& rows, const Secret& dataKey, const RosterProgress& progress)
{
    const auto marks = rows.marks();
    if (!marks)
        return failed(marks);
    if (m_index && *marks == m_marks)
        return {};
    if (m_index && marks->extract == m_marks.extract && m_index->added() < mostLater) {
        const auto changed = rows.changedAfter(m_marks.change);
        if (!changed)
            return failed(changed);
        for (const qint64 id : *changed)
            if (const auto row = rows.person(id, dataKey))
                m_index->addLater(id, recordedPhone(row->record));
        m_marks = *marks;
        return {};
    }
    m_index.reset();
    const auto all = rows.count();
    if (!all)
        return failed(all);
    RosterIndex index;
    const auto read = rows.each(dataKey, [&](const RosterRow& row) {
        if (const auto facts = factViews(row.facts))
            index.add(row.id, *facts, row.record.isEmpty() ? QString() : recordedPhone(row.record));
        constexpr std::size_t step = 1000;
        return !progress || index.people() % step != 0 || progress(static_cast<qint64>(index.people()), *all);
    });
    if (!read)
        return failed(read);
    index.finish();
    m_index = std::move(index);
    m_marks = *marks;
    return {};
}

Result<RosterHits> RosterSearch::hitsFor(const std::vector<std::string>& words, std::size_t most,
    const RosterRows& rows, const Secret& dataKey) const
{
    const RosterIndex::Found found = m_index->find(words, most);
    RosterHits hits;
    hits.all = found.all;
    for (const qint64 id : found.ids) {
        auto person = rows.person(id, dataKey).and_then(personFrom);
        if (!person)
            return failed(person);
        auto matches = explained(*person, words);
        if (matches.empty())
            --hits.all; // was so once
        else
            hits.hits.push_back({std::move(*person), std::move(matches)});
    }
    return hits;
}

Result<RosterHits> RosterSearch::find(
    const QString& typed, std::size_t most, const RosterRows& rows, const Secret& dataKey)
{
    if (const Status ready = prepare(rows, dataKey); !ready)
        return failed(ready);
    if (!typed.contains(u'|') && !typed.contains(QChar(0xFF5C))) // the bar, also full-width
        return hitsFor(searchWords(typed), most, rows, dataKey);
    const auto card = parseCardQr(typed);
    if (!card)
        return failed(card);
    auto hits = hitsFor({card->number.digits().toStdString()}, most, rows, dataKey);
    if (hits && hits->hits.empty() && !card->oldNumber.isEmpty())
        hits = hitsFor({card->oldNumber.toStdString()}, most, rows, dataKey);
    if (hits)
        hits->isCard = true;
    return hits;
}

} // namespace station
