#pragma once

#include "app/station/case/step_page.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace station {

/// Why, what next, which keys. Shown where the window is wide enough.
class HelpColumn : public QWidget {
    Q_OBJECT

public:
    static constexpr int leastWindow = 1366; ///< pixels

    explicit HelpColumn(QWidget* parent);

    void render(const StepHelp& help);

private:
    QLabel* m_why;
    QLabel* m_heading;
    QGridLayout* m_keys;
};

} // namespace station
