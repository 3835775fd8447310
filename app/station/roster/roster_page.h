#pragma once

#include "app/station/roster/roster_presenter.h"

#include <QWidget>

#include <array>

class QFrame;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableView;

namespace station {

class ClassForm;
class RosterModel;

/// Who is to be enrolled: found as one types, and why they are not yet. Draws what its presenter publishes.
class RosterPage : public QWidget {
    Q_OBJECT

public:
    RosterPage(RosterPresenter& presenter, const Clock& clock, QWidget* parent = nullptr);
    void takeFocus();
    void setSupervisor(bool supervisor); ///< may take people out of the target
    /// Esc: true when a form was open and is closed.
    bool closeForm();

protected:
    void changeEvent(QEvent* event) override;

private:
    static constexpr int lists = 3;

    QWidget* buildChips();
    QWidget* buildCard();
    void render(const RosterView& view);
    void renderCard(const RosterView& view);
    void forgetCard();
    void renderHistory(const RosterCard& card, const RosterClasses& classes);
    [[nodiscard]] QString countLine(const RosterView& view) const;
    [[nodiscard]] QString facts(const RosterPerson& person) const;
    [[nodiscard]] QString answers(const RosterPerson& person, const RosterClasses& classes) const;
    void editing(bool on);
    void retranslate();

    RosterPresenter& m_presenter;
    const Clock& m_clock;
    RosterModel* m_model;
    bool m_supervisor = false;
    qint64 m_shown = 0; ///< person on the card
    bool m_wasSaved = false;
    QLabel* m_heading;
    QLabel* m_overview;
    QLineEdit* m_search;
    std::array<QPushButton*, lists> m_chips {};
    QLabel* m_count;
    QLabel* m_trouble;
    QTableView* m_table;
    QFrame* m_card = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_class = nullptr;
    QLabel* m_next = nullptr;
    QLabel* m_answers = nullptr;
    QLabel* m_differences = nullptr;
    QLabel* m_saved = nullptr;
    QLabel* m_historyHeading = nullptr;
    QListWidget* m_history = nullptr;
    QPushButton* m_edit = nullptr;
    QWidget* m_reading = nullptr;
    ClassForm* m_form = nullptr;
};

} // namespace station
