#pragma once

#include "app/station/case/case_presenter.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace station {

/// The steps of the case, each with its state; a press goes there.
class StepsColumn : public QWidget {
    Q_OBJECT

public:
    explicit StepsColumn(QWidget* parent);

    void render(const CaseView& view);

signals:
    void chosen(station::CaseStep step);

private:
    void renderStep(QPushButton& button, const StepView& step, bool current, int number) const;

    QVBoxLayout* m_column;
    QLabel* m_case;
    std::vector<QPushButton*> m_buttons;
    std::vector<CaseStep> m_steps;
};

} // namespace station
