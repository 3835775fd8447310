#pragma once

#include "app/station/case/case_presenter.h"
#include "app/station/case/open_case.h"
#include "app/station/case/review_points.h"
#include "app/station/case/step_page.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace station {

class CitizenSheet;
class HandsView;
class PictureView;
class SignOffCard;

/// Left what the citizen checks, right what was captured and what still wants a look.
class ReviewPage final : public StepPage {
    Q_OBJECT

public:
    ReviewPage(OpenCase& file, CasePresenter& frame, CaseKeeper& keeper, QWidget* parent);
    ~ReviewPage() override;

    [[nodiscard]] PrimaryAction primary() const override;
    [[nodiscard]] StepHelp help() const override;
    void press() override;
    void enter() override;
    void leave() override;
    bool escape() override;
    void retranslate() override;
    /// F11: the citizen's half alone, on the second screen if there is one.
    void toggleCitizenView();
    /// Who is signed in, as last asked; stands on the slip.
    [[nodiscard]] const QString& officerName() const { return m_officerName; }

signals:
    void jump(const station::ReviewPoint& point);

private:
    [[nodiscard]] QWidget* makeRight();
    void renderPoints();
    void renderConfirmation();
    void confirm();
    [[nodiscard]] QString sentence(const ReviewPoint& point) const;
    [[nodiscard]] bool isConfirmed() const;
    [[nodiscard]] QString signerName() const;

    OpenCase& m_file;
    CasePresenter& m_frame;
    CaseKeeper& m_keeper;
    CitizenSheet* m_sheet;
    QLabel* m_instruction;
    PictureView* m_portrait = nullptr;
    HandsView* m_hands = nullptr;
    QVBoxLayout* m_points = nullptr;
    SignOffCard* m_signOff = nullptr;
    QCheckBox* m_representative = nullptr;
    QLineEdit* m_name = nullptr;
    QCheckBox* m_checked = nullptr;
    QLabel* m_officer = nullptr;
    QString m_officerName;
    std::vector<ReviewPoint> m_shown;
    QStringList m_sentences; ///< the points that stand in the list
    QWidget* m_fullScreen = nullptr;
    CitizenSheet* m_fullSheet = nullptr;
    QByteArray m_portraitShown; ///< the JPEG that was decoded last
};

} // namespace station
