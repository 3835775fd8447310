#include "app/station/recovery/code_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/words/words.h"

#include <QDateTime>
#include <QEvent>
#include <QFontDatabase>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QVBoxLayout>

#include <memory>

namespace station {
namespace {

constexpr int cardWidth = 760; // pixels
constexpr int codePoints = 26;

QString half(const QByteArray& code, int which)
{
    const auto groups = QString::fromLatin1(code).split(QLatin1Char('-'));
    return groups.mid(which * 4, 4).join(QStringLiteral("  "));
}

/// A sheet for the envelope, line under line.
void paintSheet(QPainter& painter, const QStringList& lines, const QByteArray& code, const QRectF& page)
{
    QFont font(QStringLiteral("Noto Sans"));
    const double line = page.height() / 24;
    font.setPixelSize(static_cast<int>(line * 0.6));
    painter.setFont(font);
    double y = page.top() + 2 * line;
    for (const QString& text : lines) {
        painter.drawText(QRectF(page.left(), y, page.width(), 3 * line), Qt::TextWordWrap, text);
        y += 2 * line;
    }
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(static_cast<int>(page.width() / 20));
    painter.setFont(fixed);
    for (int which = 0; which < 2; ++which, y += 2 * line)
        painter.drawText(QRectF(page.left(), y, page.width(), 2 * line), Qt::AlignLeft, half(code, which));
}

} // namespace

CodePage::CodePage(RecoveryPresenter& presenter, const StationInfo& info, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_info(info)
    , m_clock(clock)
    , m_worker(m_paper.adopt(std::make_unique<QObject>()))
{
    build();
    connect(&m_presenter, &RecoveryPresenter::changed, this, &CodePage::render);
    connect(m_print, &QPushButton::clicked, this, &CodePage::print);
    connect(m_put, &QPushButton::clicked, &m_presenter, &RecoveryPresenter::put);
    connect(m_later, &QPushButton::clicked, this, &CodePage::laterAsked);
    retranslate();
}

void CodePage::build()
{
    const auto [frame, column] = parts::card(this, "codeCard");
    m_title = parts::label(frame, "codeTitle", "title");
    m_explain = parts::wrapped(frame, "codeExplain");
    m_first = parts::label(frame, "codeFirst");
    m_second = parts::label(frame, "codeSecond");
    m_note = parts::wrapped(frame, "codeNote", "hint");
    m_error = parts::wrapped(frame, "codeError", "error");
    m_later = parts::button(frame, "codeLater");
    m_print = parts::button(frame, "codePrint");
    m_put = parts::button(frame, "codePut", "primary");
    for (QLabel* part : {m_first, m_second})
        part->setAlignment(Qt::AlignHCenter);
    column->setSpacing(2 * look::space);
    for (QWidget* part :
        std::initializer_list<QWidget*> {m_title, m_explain, m_first, m_second, m_note, m_error})
        column->addWidget(part);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(look::space);
    buttons->addWidget(m_later);
    buttons->addStretch();
    buttons->addWidget(m_print);
    buttons->addWidget(m_put);
    column->addLayout(buttons);
    auto* page = new QVBoxLayout(this);
    auto* middle = new QHBoxLayout; // no alignment: it would cut off the last line of a wrapped text
    middle->addStretch();
    middle->addWidget(frame);
    middle->addStretch();
    page->addStretch();
    page->addLayout(middle);
    page->addStretch();
}

void CodePage::takeFocus() { m_print->setFocus(); } // not on what says that it is done

void CodePage::render(const RecoveryView& view)
{
    const bool some = !view.code.isEmpty();
    if (!some && m_dialog)
        m_dialog->reject();
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(codePoints);
    for (QLabel* part : {m_first, m_second}) {
        part->setFont(fixed);
        part->setVisible(some);
    }
    m_first->setText(half(view.code, 0));
    m_second->setText(half(view.code, 1));
    m_error->setVisible(view.error.has_value());
    if (view.error)
        m_error->setText(words::forError(*view.error));
    const bool first = !m_print->isEnabled();
    m_print->setEnabled(some && !view.busy);
    if (first && m_print->isEnabled() && isVisible())
        m_print->setFocus();
    m_put->setEnabled(some && !view.busy);
}

void CodePage::retranslate()
{
    m_title->setText(tr("The station's recovery code"));
    m_explain->setText(
        tr("If a supervisor forgets the passphrase, this code opens the station. It is shown this once "
           "and kept nowhere. Print it or write it down, put it in an envelope, sign over the flap, "
           "and keep it where the laptop is not."));
    m_note->setText(
        tr("Whoever has the laptop and this paper reads everything. There is no 0/O or 1/I in doubt: the "
           "letters I, L, O and U are not used."));
    m_later->setText(tr("Later"));
    m_print->setText(tr("Print"));
    m_put->setText(tr("I have put it in the sealed envelope"));
    if (auto* frame = findChild<QFrame*>(QStringLiteral("codeCard")))
        frame->setFixedWidth(static_cast<int>(cardWidth * look::textFactor()));
    render(m_presenter.view());
}

void CodePage::print()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageSize(QPageSize(QPageSize::A5));
    printer->setDocName(m_info.name);
    auto* dialog = new QPrintDialog(printer.get(), this);
    m_dialog = dialog;
    dialog->setOption(QAbstractPrintDialog::PrintToFile, false); // not onto a disk
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QStringList lines {tr("Recovery code of the station %1").arg(m_info.name),
        QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now())).toString(QStringLiteral("dd/MM/yyyy")),
        tr("For the sealed envelope. On the sign-in page: Forgotten passphrase.")};
    connect(dialog, &QPrintDialog::finished, this, [this, printer, lines](int answer) {
        if (answer != QDialog::Accepted || m_presenter.view().code.isEmpty())
            return;
        QMetaObject::invokeMethod(&m_worker, [this, printer, lines, code = m_presenter.view().code] {
            QPainter painter;
            const bool begun = painter.begin(printer.get());
            if (begun)
                paintSheet(painter, lines, code, QRectF(0, 0, printer->width(), printer->height()));
            const bool ended = begun && painter.end();
            QMetaObject::invokeMethod(this, [this, ended] {
                m_note->setText(ended
                        ? tr("Sent to the printer. Compare the paper with the screen.")
                        : tr("The printer took nothing. Check that it is on and has paper, or write the "
                             "code down."));
                if (ended)
                    m_put->setFocus();
            });
        });
    });
    dialog->open();
}

void CodePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
