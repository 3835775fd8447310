#pragma once

#include "core/biometrics/portrait_checks.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace station {

/// The portrait's checks, each with sign and word: passed, not passed, not yet measured.
class CheckList : public QWidget {
    Q_OBJECT

public:
    explicit CheckList(QWidget* parent);

    /// An empty list shows the checks as not yet measured.
    void render(const std::vector<PortraitCheck>& checks);

private:
    struct Row {
        QLabel* sign;
        QLabel* name;
        QLabel* state;
    };
    std::vector<Row> m_rows;
};

} // namespace station
