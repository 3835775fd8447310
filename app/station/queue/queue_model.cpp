#include "app/station/queue/queue_model.h"

#include "app/station/sign.h"
#include "app/words/words.h"

#include <QGuiApplication>

#include <algorithm>

namespace station {

QueueModel::QueueModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
{
}

void QueueModel::replace(std::vector<QueueRow> rows, bool more)
{
    m_more = more;
    m_asked = false;
    const bool sameRows = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const QueueRow& a, const QueueRow& b) { return a.id == b.id; });
    if (!sameRows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void QueueModel::append(std::vector<QueueRow> rows, bool more)
{
    m_more = more;
    m_asked = false;
    if (rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

const QueueRow* QueueModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int QueueModel::find(PacketId id) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&id](const QueueRow& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void QueueModel::setLink(Link link)
{
    if (link == m_link)
        return;
    m_link = link;
    if (!m_rows.empty())
        emit dataChanged(index(0, WhatToDo), index(rowCount() - 1, WhatToDo));
}

void QueueModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}
int QueueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    const QueueRow* row = at(index.row());
    if (!row || index.column() >= columns)
        return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(*row, column);
    if (role == Qt::DecorationRole && column == State)
        return picture(signOf(row->state), QGuiApplication::palette(), 20);
    return {};
}

QString QueueModel::text(const QueueRow& row, Column column) const
{
    const Instant now = m_clock.now();
    switch (column) {
    case State: return words::forState(row);
    case Case: return words::forCaseNumber(row.caseNumber);
    case Age: return words::age(row.sealedAt, now);
    case WhatToDo: return words::whatToDo(row, now, m_link);
    case columns: break;
    }
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case State: return tr("State");
    case Case: return tr("Case number");
    case Age: return tr("Age");
    case WhatToDo: return tr("What to do");
    case columns: break;
    }
    return {};
}

bool QueueModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more && !m_asked;
}

void QueueModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_asked = true;
    emit moreWanted(rowCount());
}

} // namespace station
