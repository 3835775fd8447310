#include "core/roster/known_people.h"

#include "core/person/names.h"

#include <QRandomGenerator>

namespace station {
namespace {

/// Another one in each run: nobody makes up two people that fall together.
size_t seed()
{
    static const size_t drawn = QRandomGenerator::system()->generate64();
    return drawn;
}

quint64 hashOf(QByteArray bytes)
{
    const auto hash = static_cast<quint64>(qHash(QByteArrayView(bytes), seed()));
    wipe(bytes);
    return hash;
}

} // namespace

std::optional<quint64> numberKey(const QString& number)
{
    constexpr qsizetype digits = 12;
    bool isNumber = false;
    const quint64 key = number.size() == digits ? number.toULongLong(&isNumber) : 0;
    return isNumber ? std::optional(key) : std::nullopt;
}

quint64 identityKey(const RosterFacts& facts)
{
    return hashOf((searchKey(facts[RosterField::Name]) + u'|' + facts[RosterField::Birth] + u'|'
        + searchKey(facts[RosterField::Commune]))
                      .toUtf8());
}

quint64 factsKey(const RosterFacts& facts) { return hashOf(encoded(facts)); }

Status KnownPeople::read(const RosterRows& rows, const Secret& dataKey, const RosterProgress& progress)
{
    const auto count = rows.count();
    if (!count)
        return failed(count);
    m_people.reserve(static_cast<std::size_t>(*count));
    const auto read = rows.each(dataKey, [&](const RosterRow& row) {
        const auto facts = factsFrom(row.facts);
        if (!facts)
            return true; // counted by nobody here, as a row that does not open: the file brings them anew
        const auto place = static_cast<std::uint32_t>(m_people.size());
        const auto number = numberKey((*facts)[RosterField::Number]);
        if (number)
            m_byNumber.emplace(*number, place);
        m_byIdentity.emplace(identityKey(*facts), place);
        m_people.push_back({row.id, factsKey(*facts), number.has_value(), row.missingSince != 0, false});
        constexpr std::size_t step = 1000;
        return !progress || m_people.size() % step != 0 || progress(0, 0);
    });
    return read ? Status() : failed(read);
}

KnownPeople::Person* KnownPeople::byNumber(quint64 number)
{
    const auto found = m_byNumber.find(number);
    return found == m_byNumber.end() ? nullptr : &m_people[found->second];
}

std::vector<KnownPeople::Person*> KnownPeople::byIdentity(quint64 key)
{
    std::vector<Person*> people;
    const auto [first, last] = m_byIdentity.equal_range(key);
    for (auto each = first; each != last; ++each)
        people.push_back(&m_people[each->second]);
    return people;
}

} // namespace station
