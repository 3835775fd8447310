#pragma once

#include "app/station/case/case_presenter.h"
#include "app/station/case/case_tools.h"
#include "app/station/context.h"

#include <QWidget>

#include <memory>

namespace station {

/// One enrollment as one page: person, portrait, fingers, review, done. Draws its own column of steps and its
/// bottom row.
///
/// Promise: whatever was accepted before Esc, a lock or a kill stands again when the case is resumed, on the
/// same step. Threads: the window's; the analysis of frames, the scoring of prints and paper have threads of
/// their own.
class CasePage : public QWidget {
    Q_OBJECT

public:
    explicit CasePage(const StationContext& context, QWidget* parent = nullptr);
    /// With other tools or another keeper than the product's: tests, and demonstrations without a desk.
    CasePage(const StationContext& context, CaseTools tools, std::unique_ptr<CaseKeeper> keeper,
        QWidget* parent = nullptr);
    ~CasePage() override;

    void openNew();
    void resume(PacketId id);
    /// At a bed: the prompts of portrait and fingers readable from 2 m, few big buttons, and Page Down (a
    /// pedal) or Space for what comes next there; one press does one thing, and never confirms or seals.
    /// Loses nothing of the case.
    void setBedside(bool on);

    [[nodiscard]] const CaseView& view() const;

signals:
    void left(); ///< saved and laid aside; the start page takes over
    void caseFinished(); ///< sealed and queued; the slip is shown
    void bedsideChosen(bool on); ///< switched by the officer
    void nextPerson(); ///< the next case has been opened

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Parts;
    void build();
    void connectCase();
    void connectDevices();
    void makeShortcuts();
    void showStep(CaseStep step);
    void showDone();
    void goTo(CaseStep step);
    void back();
    void leaveCase();
    void switchBedside();
    void escape();
    void render();
    void renderBottom();

    std::unique_ptr<Parts> m_parts;
};

} // namespace station
