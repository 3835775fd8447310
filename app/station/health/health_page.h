#pragma once

#include "app/station/health/health_presenter.h"
#include "app/station/sign.h"

#include <QWidget>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace station {

class StateLabel;

/// Where a cure can be done in this window.
enum class CurePlace { Nowhere, Devices, Queue, RecoveryCode };
[[nodiscard]] CurePlace placeOf(Cure cure);

/// The station check: failures first, each with its cure and the way there.
class HealthPage : public QWidget {
    Q_OBJECT

public:
    /// @param withBack  stands alone, before anybody has signed in
    HealthPage(HealthPresenter& presenter, const StationInfo& info, const Clock& clock, bool withBack,
        QWidget* parent = nullptr);
    void takeFocus();
    void setMayKeep(bool supervisor); ///< the report may be saved and printed
    /// Plain text, no personal data: what the officer sends to the help desk.
    [[nodiscard]] QString report() const;

signals:
    void leave();
    void placeAsked(station::CurePlace place);
    void helpAsked(const QString& anchor);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Line {
        QWidget* widget = nullptr;
        StateLabel* state = nullptr;
        QLabel* finding = nullptr;
        QLabel* cure = nullptr;
        QPushButton* go = nullptr;
        QPushButton* help = nullptr;
        Verdict verdict;
    };

    Line& line(std::size_t at);
    void render(const HealthView& view);
    void renderLine(Line& line, const Verdict& verdict);
    void retranslate();
    void askWhereToKeep();
    void keepReport(const QString& path);
    void printReport();

    HealthPresenter& m_presenter;
    StationInfo m_info;
    const Clock& m_clock;
    const bool m_alone; ///< no other page can be reached
    bool m_supervisor = false;
    QLabel* m_heading = nullptr;
    StateLabel* m_summary = nullptr;
    QLabel* m_progress = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_trouble = nullptr;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_list = nullptr;
    std::vector<std::unique_ptr<Line>> m_lines;
    QLabel* m_kept = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_print = nullptr;
    QPushButton* m_again = nullptr;
};

/// The icon of a check's state.
[[nodiscard]] Sign signOf(CheckState state);

} // namespace station
