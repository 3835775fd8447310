#include "app/station/roster/roster_model.h"

#include "app/words/roster_words.h"
#include "app/words/words.h"

#include <algorithm>

namespace station {

void RosterModel::replace(const std::vector<RosterHit>& people)
{
    const bool same = std::equal(people.begin(), people.end(), m_people.begin(), m_people.end(),
        [](const RosterHit& a, const RosterHit& b) { return a.person.id == b.person.id; });
    if (same) {
        m_people = people;
        if (!m_people.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
        return;
    }
    beginResetModel();
    m_people = people;
    endResetModel();
}

void RosterModel::setClasses(const RosterClasses& classes)
{
    m_classes = classes;
    retranslate();
}

void RosterModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!m_people.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

qint64 RosterModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? m_people[static_cast<std::size_t>(row)].person.id : 0;
}

int RosterModel::find(qint64 person) const
{
    const auto found = std::find_if(
        m_people.begin(), m_people.end(), [person](const RosterHit& hit) { return hit.person.id == person; });
    return found == m_people.end() ? -1 : static_cast<int>(found - m_people.begin());
}

int RosterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

int RosterModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant RosterModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columns)
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(m_people[static_cast<std::size_t>(index.row())], static_cast<Column>(index.column()));
    return {};
}

QVariant RosterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    switch (static_cast<Column>(section)) {
    case Name: return words::forRosterField(RosterField::Name);
    case Birth: return words::forRosterField(RosterField::Birth);
    case Hamlet: return words::forRosterField(RosterField::Hamlet);
    case Class: return words::forRosterField(RosterField::Class);
    case Why: return tr("Found by");
    }
    return {};
}

QString RosterModel::text(const RosterHit& hit, Column column) const
{
    switch (column) {
    case Name: return hit.person.facts[RosterField::Name];
    case Birth: return words::rosterValue(RosterField::Birth, hit.person.facts[RosterField::Birth]);
    case Hamlet: return hit.person.facts[RosterField::Hamlet];
    case Class: return words::forRosterClass(m_classes, hit.person.classCode());
    case Why: return words::whyFound(hit);
    }
    return {};
}

} // namespace station
