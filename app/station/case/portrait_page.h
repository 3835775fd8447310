#pragma once

#include "app/station/case/portrait_presenter.h"
#include "app/station/case/step_page.h"

#include <QElapsedTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;

namespace station {

class CameraView;
class CheckList;
class PictureView;

/// The live picture and its checks; then source and crop side by side.
class PortraitPage final : public StepPage {
    Q_OBJECT

public:
    PortraitPage(PortraitPresenter& presenter, QWidget* parent);

    [[nodiscard]] PrimaryAction primary() const override;
    [[nodiscard]] StepHelp help() const override;
    void press() override;
    void enter() override;
    void leave() override;
    void retranslate() override;
    void oneKey() override; ///< takes the picture; then uses a good one that has been in sight for a moment
    void resetTurn(); ///< another person: the camera stands upright until somebody says otherwise
    /// From the preview thread, queued.
    void showFrame(const QImage& frame, QSize full);

signals:
    void frameSizeWanted(QSize size);
    void active(bool on); ///< the camera is needed, or not
    void turnWanted(int quarters); ///< clockwise: of the camera's pictures from now on

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* makeLive();
    [[nodiscard]] QWidget* makeJudging();
    [[nodiscard]] QWidget* makeWaiver();
    void turn();
    void renderLive();
    [[nodiscard]] QString advice() const;
    void renderJudging();
    void renderWaiver();
    [[nodiscard]] QString instruction() const;

    PortraitPresenter& m_presenter;
    QLabel* m_instruction;
    QStackedLayout* m_stack;
    CameraView* m_camera = nullptr;
    CheckList* m_checks = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_turn = nullptr; ///< bedside mode only
    QPushButton* m_shutter = nullptr;
    PictureView* m_source = nullptr;
    PictureView* m_crop = nullptr;
    QLabel* m_sourceCaption = nullptr;
    QLabel* m_cropCaption = nullptr;
    CheckList* m_shotChecks = nullptr;
    QPushButton* m_again = nullptr;
    QWidget* m_waiver = nullptr;
    QLabel* m_waiverWhy = nullptr;
    QLabel* m_reasonLabel = nullptr;
    QComboBox* m_reason = nullptr;
    QLabel* m_noteLabel = nullptr;
    QLineEdit* m_note = nullptr;
    QString m_couldNot; ///< the last picture could not be made
    bool m_wasJudging = false;
    int m_quarters = 0; ///< 0 to 3
    QElapsedTimer m_inSight; ///< since the picture to be judged is shown
};

} // namespace station
