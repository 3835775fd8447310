#pragma once

#include "core/store/outbox.h"
#include "core/sync/sync_status.h"

#include <QAbstractTableModel>

#include <vector>

namespace station {

/// The rows of the queue as a table, as many as have been fetched. No names: the queue is shown to whoever
/// stands by. Threads: the window's.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { State, Case, Age, WhatToDo, columns };

    explicit QueueModel(const Clock& clock, QObject* parent = nullptr);

    /// Puts `rows` in the place of what is shown; selection and scroll position live when only contents
    /// changed.
    void replace(std::vector<QueueRow> rows, bool more);
    void append(std::vector<QueueRow> rows, bool more);
    [[nodiscard]] const QueueRow* at(int row) const;
    [[nodiscard]] int find(PacketId id) const; ///< -1 when not fetched
    void setLink(Link link); ///< what waits says why it is not sent
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void moreWanted(int offset); ///< answered with append(); asked once until then

private:
    [[nodiscard]] QString text(const QueueRow& row, Column column) const;

    const Clock& m_clock;
    std::vector<QueueRow> m_rows;
    Link m_link = Link::Unknown;
    bool m_more = false;
    bool m_asked = false;
};

} // namespace station
