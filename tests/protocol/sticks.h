#pragma once

#include "core/base/ids.h"
#include "tests/protocol/dice.h"

#include <QDir>
#include <QStringList>

namespace station::model {

/// The sticks that people carry: folders that anybody tears, copies and loses.
class Sticks {
public:
    Sticks(const QDir& place, Dice& dice, Chronicle& chronicle);

    [[nodiscard]] QDir any();
    [[nodiscard]] QStringList bundles() const; ///< folders, of all sticks
    [[nodiscard]] QString anyBundle(); ///< empty when there is none
    /// A file is cut short or lost, the acknowledgement is lost, one stick is copied onto another, one is
    /// wiped.
    void harm();

private:
    void tear(const QString& bundle);

    std::vector<QDir> m_sticks;
    Dice& m_dice;
    Chronicle& m_chronicle;
};

} // namespace station::model
