#pragma once

#include "app/station/case/fingers_presenter.h"
#include "app/station/case/step_page.h"

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
    void oneKey() override; ///< goes on when every finger is done, else to the next open finger

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
