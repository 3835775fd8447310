#pragma once

#include "app/station/queue/queue_presenter.h"

#include <QWidget>

#include <array>

class QLabel;
class QComboBox;
class QListWidget;
class QPushButton;
class QTableView;

namespace station {

class StateLabel;

/// The queue as a table, its filter chips, and the chosen packet's history with what may be done.
class QueuePage : public QWidget {
    Q_OBJECT

public:
    QueuePage(QueuePresenter& presenter, const Clock& clock, QWidget* parent = nullptr);
    void takeFocus();

signals:
    void handOverAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    static constexpr int groups = 5;

    QWidget* buildChips();
    QWidget* buildBudget();
    QWidget* buildDetail();
    void render(const QueueView& view);
    void renderDetail(const QueueView& view);
    void retranslate();
    void askHold(bool asking);

    QueuePresenter& m_presenter;
    const Clock& m_clock;
    QLabel* m_heading = nullptr;
    std::array<QPushButton*, groups> m_chips {};
    QPushButton* m_handOver = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_trouble = nullptr;
    QWidget* m_budgetPanel = nullptr;
    QLabel* m_budget = nullptr;
    QPushButton* m_sendNow = nullptr;
    QWidget* m_detail = nullptr;
    QLabel* m_case = nullptr;
    StateLabel* m_state = nullptr;
    QLabel* m_todo = nullptr;
    QLabel* m_historyHeading = nullptr;
    QListWidget* m_history = nullptr;
    QLabel* m_packet = nullptr;
    QPushButton* m_retry = nullptr;
    QPushButton* m_urgent = nullptr;
    QPushButton* m_hold = nullptr;
    QWidget* m_holdPanel = nullptr;
    QLabel* m_holdQuestion = nullptr;
    QComboBox* m_holdReason = nullptr;
    QPushButton* m_holdYes = nullptr;
    QPushButton* m_holdNo = nullptr;
};

} // namespace station
