#pragma once

#include "app/station/case/fingers_presenter.h"
#include "app/station/case/step_page.h"

#include <QElapsedTimer>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace station {

class HandsView;
class PictureView;
class QualityBar;
class ReasonForm;

/// The two hands, the finger asked for, and what the reader sees.
class FingersPage final : public StepPage {
    Q_OBJECT

public:
    FingersPage(FingersPresenter& presenter, QWidget* parent);

    [[nodiscard]] PrimaryAction primary() const override;
    [[nodiscard]] StepHelp help() const override;
    void press() override;
    void enter() override;
    void leave() override;
    bool escape() override;
    void retranslate() override;
    /// Goes on when every finger is done, else to the next open finger; not within 700 ms of the page or the
    /// finger, so that a press meant for what stood there before does nothing.
    void oneKey() override;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* makeReading();
    void renderReading();
    void renderState();
    [[nodiscard]] QString instruction() const;
    [[nodiscard]] QString advice() const;
    [[nodiscard]] bool isGood() const;

    FingersPresenter& m_presenter;
    std::optional<FingerPosition> m_asked; ///< as drawn last
    QElapsedTimer m_sinceAsked;
    QLabel* m_instruction;
    QLabel* m_state;
    HandsView* m_hands;
    QLabel* m_legend;
    QStackedLayout* m_side;
    PictureView* m_print = nullptr;
    QualityBar* m_bar = nullptr;
    QLabel* m_attempt = nullptr;
    QLabel* m_advice = nullptr;
    QPushButton* m_skip = nullptr; ///< bedside mode only
    QPushButton* m_cannot = nullptr;
    ReasonForm* m_reason = nullptr;
};

} // namespace station
