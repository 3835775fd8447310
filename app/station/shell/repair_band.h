#pragma once

#include "app/station/shell/repair_presenter.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace station {

/// Over every page, until a supervisor has pressed "Noted".
class RepairBand : public QFrame {
    Q_OBJECT

public:
    explicit RepairBand(RepairPresenter& presenter, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void render(const RepairView& view);

    RepairPresenter& m_presenter;
    QLabel* m_title = nullptr;
    QLabel* m_what = nullptr;
    QPushButton* m_noted = nullptr;
};

} // namespace station
