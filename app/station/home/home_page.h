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
    void
    takeFocus(); ///< the newest draft, as soon as the drafts are read, or the button for a new enrollment
    /// The window before this one was torn away: said above the drafts, until one is taken up or discarded.
    void sayEndedSuddenly();
    bool closeQuestion(); ///< "why is it discarded?"; false when it was not open

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
    void placeFocus();
    void openChosen();
    void askDiscard(bool asking);
    [[nodiscard]] const DraftLine* chosen() const;

    HomePresenter& m_presenter;
    const Clock& m_clock;
    bool m_placeFocus = false; ///< the page was entered and its drafts are not read yet
    bool m_endedSuddenly = false;
    std::array<FigureCard, figures> m_figures;
    QPushButton* m_showNeedsYou = nullptr;
    QLabel* m_noNewCase = nullptr;
    QLabel* m_today = nullptr;
    StateLabel* m_health = nullptr;
    QPushButton* m_check = nullptr;
    QLabel* m_draftsHeading = nullptr;
    QLabel* m_noDrafts = nullptr;
    QLabel* m_sudden = nullptr; ///< the window before this one was torn away
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
