#pragma once

#include "app/station/health/health_presenter.h"
#include "app/station/home/home_presenter.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace station {

class StateLabel;

/// Today's figures, the drafts, and the way into a new enrollment.
class HomePage : public QWidget {
    Q_OBJECT

public:
    HomePage(HomePresenter& presenter, const Clock& clock, QWidget* parent = nullptr);
    void setHealth(const HealthView& health); ///< said only when something is not fine
    void takeFocus(); ///< the newest draft, or the button for a new enrollment

signals:
    void newEnrollment();
    void resume(const station::PacketId& id);
    void recoveryCodeAsked();
    void checkAsked(); ///< the station check
    void needsYou(); ///< the officer wants to see what a person must decide

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum Figure { Captured, Received, Waiting, NeedsYou, figures };
    struct FigureCard {
        StateLabel* word = nullptr;
        QLabel* figure = nullptr;
        QLabel* detail = nullptr;
    };

    QWidget* buildFigures();
    QWidget* buildDiscard();
    void render(const HomeView& view);
    void renderNoNewCase(const std::optional<Error>& why);
    void renderFigures(const HomeView& view);
    void renderDrafts(const HomeView& view);
    void retranslate();
    void openChosen();
    void askDiscard(bool asking);
    [[nodiscard]] const DraftLine* chosen() const;

    HomePresenter& m_presenter;
    const Clock& m_clock;
    std::array<FigureCard, figures> m_figures;
    QPushButton* m_showNeedsYou = nullptr;
    QLabel* m_noNewCase = nullptr;
    QLabel* m_today = nullptr;
    StateLabel* m_health = nullptr;
    QPushButton* m_check = nullptr;
    QLabel* m_draftsHeading = nullptr;
    QLabel* m_noDrafts = nullptr;
    QTableWidget* m_drafts = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_discard = nullptr;
    QWidget* m_discardPanel = nullptr;
    QLabel* m_discardQuestion = nullptr;
    QComboBox* m_discardReason = nullptr;
    QPushButton* m_discardYes = nullptr;
    QPushButton* m_discardNo = nullptr;
    QLabel* m_recovery = nullptr; ///< the station has no code in an envelope
    QPushButton* m_makeCode = nullptr;
    QLabel* m_trouble = nullptr;
    StateLabel* m_link = nullptr;
    QPushButton* m_new = nullptr;
};

} // namespace station
