#pragma once

#include "core/roster/classes.h"
#include "core/roster/search.h"

#include <QAbstractTableModel>

#include <vector>

namespace station {

/// The people of the roster page's list, with why each was found. Threads: the window's.
class RosterModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Birth, Hamlet, Class, Why };
    static constexpr int columns = 5;

    using QAbstractTableModel::QAbstractTableModel;

    void replace(const std::vector<RosterHit>& people);
    void setClasses(const RosterClasses& classes);
    void retranslate();
    [[nodiscard]] qint64 at(int row) const; ///< 0: no such row
    [[nodiscard]] int find(qint64 person) const; ///< -1: not in the list

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const RosterHit& hit, Column column) const;

    std::vector<RosterHit> m_people;
    RosterClasses m_classes;
};

} // namespace station
