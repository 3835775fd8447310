#pragma once

#include "app/station/case/slip.h"
#include "app/station/case/step_page.h"
#include "core/base/worker_thread.h"

class QLabel;
class QPushButton;

namespace station {

class SlipView;

/// Sealed and queued: the slip, on paper or as PDF, and the next person.
class DonePage final : public StepPage {
    Q_OBJECT

public:
    explicit DonePage(QWidget* parent);

    void setSlip(const Slip& slip);
    [[nodiscard]] PrimaryAction primary() const override;
    [[nodiscard]] StepHelp help() const override;
    void press() override;
    void enter() override;
    void leave() override;
    void retranslate() override;

    void print(); ///< asks for the printer
    void askForPdf(); ///< asks for the file
    void savePdf(const QString& path);

signals:
    void nextPerson();
    void pdfSaved(bool saved);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void said(const QString& text, const char* role);

    Slip m_slip;
    SlipView* m_view;
    QLabel* m_heading;
    QLabel* m_caseCaption;
    QLabel* m_case;
    QLabel* m_resultCaption;
    QLabel* m_result;
    QLabel* m_queue;
    QPushButton* m_print;
    QPushButton* m_pdf;
    QLabel* m_note;
    WorkerThread m_paper {QStringLiteral("paper")};
    QObject& m_worker; ///< on m_paper: paints pages away from the window
};

} // namespace station
