#pragma once

#include "app/station/hand_over/hand_over_presenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace station {

/// The bundles given away and brought here, and what may be done about the chosen one.
class BundleList : public QWidget {
    Q_OBJECT

public:
    BundleList(HandOverPresenter& presenter, const Clock& clock, QWidget* parent = nullptr);
    void render(const HandOverView& view);
    void retranslate();

signals:
    void writeAgainAsked();

private:
    void buildTakeBack();
    void fill(const HandOverView& view);
    void askTakeBack(bool asking);

    HandOverPresenter& m_presenter;
    const Clock& m_clock;
    int m_drawn = -1; ///< HandOverView::reading
    QLabel* m_heading = nullptr;
    QLabel* m_none = nullptr;
    QListWidget* m_list = nullptr;
    QLabel* m_todo = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_back = nullptr;
    QLabel* m_backWhy = nullptr; ///< why it cannot be taken back by this officer
    QWidget* m_backPanel = nullptr;
    QLabel* m_backQuestion = nullptr;
    QComboBox* m_backReason = nullptr;
    QPushButton* m_backYes = nullptr;
    QPushButton* m_backNo = nullptr;
};

} // namespace station
