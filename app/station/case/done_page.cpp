#include "app/station/case/done_page.h"

#include "app/station/case/ui_parts.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace station {

/// The slip as it will be printed.
class SlipView : public QWidget {
public:
    explicit SlipView(QWidget* parent)
        : QWidget(parent)
    {
        setMinimumSize(240, 340);
    }
    void setSlip(const Slip& slip)
    {
        m_slip = slip;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        constexpr double a5 = 148.0 / 210;
        const double height = std::min<double>(this->height() - 2, (width() - 2) / a5);
        const QRectF page(1, 1, height * a5, height);
        paintSlip(painter, m_slip, page);
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRect(page);
    }

private:
    Slip m_slip;
};

DonePage::DonePage(QWidget* parent)
    : StepPage(parent)
    , m_view(new SlipView(this))
    , m_heading(makeLabel("title", this, "done.heading"))
    , m_caseCaption(makeLabel("hint", this))
    , m_case(makeLabel("figure", this, "done.case"))
    , m_resultCaption(makeLabel("hint", this))
    , m_result(makeLabel("heading", this, "done.result"))
    , m_queue(makeLabel(nullptr, this))
    , m_print(makeButton(nullptr, this, "done.print"))
    , m_pdf(makeButton(nullptr, this, "done.pdf"))
    , m_note(makeLabel("hint", this, "done.note"))
    , m_worker(m_paper.adopt(std::make_unique<QObject>()))
{
    setFocusPolicy(Qt::StrongFocus);
    m_case->setWordWrap(false); // read aloud and typed elsewhere: never over two lines
    m_view->setObjectName(QStringLiteral("done.slip"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, look::space);
    row->setSpacing(4 * look::space);
    auto* column = new QVBoxLayout;
    column->setSpacing(look::space);
    for (QWidget* each : std::initializer_list<QWidget*> {
             m_heading, m_caseCaption, m_case, m_resultCaption, m_result, m_queue})
        column->addWidget(each);
    column->addSpacing(2 * look::space);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_print);
    buttons->addWidget(m_pdf);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addWidget(m_note);
    column->addStretch();
    row->addLayout(column);
    row->addWidget(m_view, 1);
    connect(m_print, &QPushButton::clicked, this, &DonePage::print);
    connect(m_pdf, &QPushButton::clicked, this, &DonePage::askForPdf);
    retranslate();
}

void DonePage::setSlip(const Slip& slip)
{
    m_slip = slip;
    m_note->clear();
    retranslate();
}

void DonePage::retranslate()
{
    m_heading->setText(tr("✓ Sealed and queued"));
    m_caseCaption->setText(tr("Case number"));
    m_case->setText(m_slip.caseNumber);
    m_resultCaption->setText(tr("Come for the result from"));
    m_result->setText(m_slip.resultOn.toString(QStringLiteral("dd/MM/yyyy")));
    m_queue->setText(
        tr("The enrollment is safe on this station and is sent by itself when there is a connection."));
    m_print->setText(tr("Print the slip (Ctrl+P)"));
    m_pdf->setText(tr("Save as PDF"));
    m_view->setAccessibleName(tr("The slip as it will be printed"));
    m_view->setSlip(m_slip);
    emit primaryChanged();
}

PrimaryAction DonePage::primary() const { return {tr("Next person"), true, {}}; }

StepHelp DonePage::help() const
{
    return {tr("Give the citizen the slip. Its code holds the case number only."),
        {{QStringLiteral("Ctrl+P"), tr("print")}, {QStringLiteral("Enter"), tr("next person")},
            {QStringLiteral("Esc"), tr("to the start page")}}};
}

void DonePage::press() { emit nextPerson(); }
void DonePage::enter() { setFocus(); }
void DonePage::leave() { m_slip = {}; }

void DonePage::said(const QString& text, const char* role)
{
    look::setRole(m_note, role);
    announce(*m_note, text);
}

void DonePage::print()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageSize(QPageSize(QPageSize::A5));
    printer->setDocName(m_slip.caseNumber);
    auto* dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QPrintDialog::finished, this, [this, printer, slip = m_slip](int answer) {
        if (answer != QDialog::Accepted)
            return;
        said(tr("Printing …"), "hint");
        QMetaObject::invokeMethod(&m_worker, [printer, slip, self = this] {
            QPainter painter;
            const bool begun = painter.begin(printer.get());
            if (begun)
                paintSlip(painter, slip, QRectF(0, 0, printer->width(), printer->height()));
            const bool ended = begun && painter.end();
            QMetaObject::invokeMethod(self, [self, ended] {
                if (ended)
                    self->said(tr("Sent to the printer."), "good");
                else
                    self->said(tr("The printer took nothing. Check that it is on and has paper, or save the "
                                  "slip as PDF."),
                        "error");
            });
        });
    });
    dialog->open();
}

void DonePage::askForPdf()
{
    auto* dialog = new QFileDialog(this, tr("Save as PDF"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), QStringLiteral("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(m_slip.caseNumber + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &DonePage::savePdf);
    dialog->open();
}

void DonePage::savePdf(const QString& path)
{
    // The page outlives its thread: the destructor joins it before the page is gone.
    QMetaObject::invokeMethod(&m_worker, [self = this, slip = m_slip, path] {
        const bool saved = writeSlipPdf(slip, path).has_value();
        QMetaObject::invokeMethod(self, [self, saved] {
            if (saved)
                self->said(tr("The PDF is saved."), "good");
            else
                self->said(
                    tr("The PDF could not be written. Choose a folder you may write to, or free some space."),
                    "error");
            emit self->pdfSaved(saved);
        });
    });
}

void DonePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return press();
    StepPage::keyPressEvent(event);
}

} // namespace station
