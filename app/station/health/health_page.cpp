#include "app/station/health/health_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/station/state_label.h"
#include "app/words/health_words.h"
#include "app/words/words.h"

#include <QDateTime>
#include <QEvent>
#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPrintDialog>
#include <QPrinter>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QTextDocument>
#include <QVBoxLayout>

namespace station {

Sign signOf(CheckState state)
{
    switch (state) {
    case CheckState::Ok: return {look::Glyph::Tick, look::Tone::Good};
    case CheckState::Warn: return {look::Glyph::Mark, look::Tone::Attention};
    case CheckState::Fail: return {look::Glyph::Cross, look::Tone::Stop};
    }
    return {};
}

CurePlace placeOf(Cure cure)
{
    switch (cure) {
    case Cure::PlugInReader:
    case Cure::ReplaceReader:
    case Cure::ReplugReader:
    case Cure::TryFinger:
    case Cure::PlugInCamera:
    case Cure::ReplugCamera:
    case Cure::UncoverCamera: return CurePlace::Devices;
    case Cure::Connect:
    case Cure::Decide: return CurePlace::Queue;
    case Cure::MakeRecovery: return CurePlace::RecoveryCode;
    case Cure::SetClock:
    case Cure::CompareClock:
    case Cure::FreeDisk:
    case Cure::AddOfficer:
    case Cure::AddSupervisor:
    case Cure::InstallIdentity:
    case Cure::RenewCertificate:
    case Cure::SetRegistry:
    case Cure::KeepDatabase:
    case Cure::KeepLedger:
    case Cure::KnowGap:
    case Cure::KeepPackets:
    case Cure::ImportRoster:
    case Cure::ProtectFiles:
    case Cure::CloseProgrammes:
    case Cure::ChargeBattery: break;
    }
    return CurePlace::Nowhere;
}

HealthPage::HealthPage(
    HealthPresenter& presenter, const StationInfo& info, const Clock& clock, bool withBack, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_info(info)
    , m_clock(clock)
    , m_alone(withBack)
{
    m_heading = parts::label(this, "healthHeading", "heading");
    m_summary = new StateLabel(this);
    m_summary->setObjectName(QStringLiteral("healthSummary"));
    m_progress = parts::label(this, "healthProgress", "hint");
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("healthBar"));
    m_bar->setRange(0, 3);
    m_bar->setTextVisible(false);
    m_trouble = parts::wrapped(this, "healthTrouble", "error");
    auto* inside = new QWidget;
    m_list = new QVBoxLayout(inside);
    m_list->setContentsMargins(0, 0, look::space, 0);
    m_list->setSpacing(look::space);
    m_list->addStretch();
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("healthList"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    m_kept = parts::wrapped(this, "healthKept", "hint");
    m_back = parts::button(this, "healthBack");
    m_back->setVisible(withBack);
    m_save = parts::button(this, "healthSave");
    m_print = parts::button(this, "healthPrint");
    m_again = parts::button(this, "healthAgain", "primary");

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(look::space);
    auto* top = new QHBoxLayout;
    top->addWidget(m_heading);
    top->addStretch();
    top->addWidget(m_summary);
    column->addLayout(top);
    auto* progress = new QHBoxLayout;
    progress->addWidget(m_progress);
    progress->addWidget(m_bar, 1);
    column->addLayout(progress);
    column->addWidget(m_trouble);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_kept);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(look::space);
    for (QWidget* button : std::initializer_list<QWidget*> {m_back, m_save, m_print})
        bottom->addWidget(button);
    bottom->addStretch();
    bottom->addWidget(m_again);
    column->addLayout(bottom);

    connect(&m_presenter, &HealthPresenter::changed, this, &HealthPage::render);
    connect(m_back, &QPushButton::clicked, this, &HealthPage::leave);
    connect(m_again, &QPushButton::clicked, &m_presenter, &HealthPresenter::run);
    connect(m_save, &QPushButton::clicked, this, &HealthPage::askWhereToKeep);
    connect(m_print, &QPushButton::clicked, this, &HealthPage::printReport);
    setMayKeep(false);
    retranslate();
}

void HealthPage::takeFocus() { m_again->setFocus(); }

void HealthPage::setMayKeep(bool supervisor)
{
    m_supervisor = supervisor;
    m_save->setVisible(supervisor);
    m_print->setVisible(supervisor);
    m_kept->setVisible(false);
    render(m_presenter.view());
}

HealthPage::Line& HealthPage::line(std::size_t at)
{
    if (at < m_lines.size())
        return *m_lines[at];
    auto made = std::make_unique<Line>();
    const auto [frame, column] = parts::card(this, "healthLine");
    made->widget = frame;
    made->state = new StateLabel(frame);
    made->finding = parts::label(frame, "healthFinding", "hint");
    made->cure = parts::wrapped(frame, "healthCure");
    made->go = parts::button(frame, "healthGo");
    made->help = parts::button(frame, "healthHelp");
    auto* head = new QHBoxLayout;
    head->addWidget(made->state);
    head->addStretch();
    head->addWidget(made->finding);
    column->addLayout(head);
    auto* foot = new QHBoxLayout;
    foot->addWidget(made->cure, 1);
    foot->addWidget(made->help, 0, Qt::AlignBottom);
    foot->addWidget(made->go, 0, Qt::AlignBottom);
    column->addLayout(foot);
    Line* raw = made.get();
    connect(made->go, &QPushButton::clicked, this, [this, raw] {
        if (raw->verdict.cure)
            emit placeAsked(placeOf(*raw->verdict.cure));
    });
    connect(made->help, &QPushButton::clicked, this, [this, raw] {
        if (raw->verdict.cure)
            emit helpAsked(QString::fromLatin1(nameOf(*raw->verdict.cure)));
    });
    m_list->insertWidget(static_cast<int>(at), frame);
    m_lines.push_back(std::move(made));
    return *m_lines.back();
}

void HealthPage::renderLine(Line& line, const Verdict& verdict)
{
    line.verdict = verdict;
    line.state->show(signOf(verdict.state), words::nameOf(verdict.check));
    line.finding->setText(words::finding(verdict));
    line.cure->setVisible(verdict.cure.has_value());
    line.help->setVisible(verdict.cure.has_value());
    const CurePlace place = verdict.cure ? placeOf(*verdict.cure) : CurePlace::Nowhere;
    // Before anybody has signed in there is only this page.
    line.go->setVisible(
        place != CurePlace::Nowhere && !m_alone && (place != CurePlace::RecoveryCode || m_supervisor));
    line.go->setText(place == CurePlace::Queue ? tr("Open the queue")
            : place == CurePlace::RecoveryCode ? tr("Make the code…")
                                               : tr("Open the devices"));
    line.help->setText(tr("How?"));
    if (verdict.cure) {
        line.cure->setText(words::forCure(*verdict.cure));
        line.help->setAccessibleName(tr("Help about: %1").arg(words::nameOf(verdict.check)));
    }
    line.widget->setVisible(true);
}

void HealthPage::render(const HealthView& view)
{
    using Running = HealthView::Running;
    const bool running = view.running != Running::No;
    m_progress->setVisible(running || view.checkedAt.has_value());
    m_bar->setVisible(running);
    m_bar->setValue(static_cast<int>(view.running) - 1);
    switch (view.running) {
    case Running::No:
        m_progress->setText(view.checkedAt
                ? tr("Checked at %1.").arg(words::moment(*view.checkedAt, m_clock.now()))
                : QString());
        break;
    case Running::Facts:
    case Running::Store: m_progress->setText(tr("Reading what is kept here…")); break;
    case Running::Devices: m_progress->setText(tr("Trying the reader and the camera…")); break;
    }
    m_summary->show(signOf(view.light()), words::summary(view.verdicts));
    m_again->setEnabled(!running);
    m_trouble->setVisible(view.trouble.has_value());
    if (view.trouble)
        m_trouble->setText(words::forError(*view.trouble));
    for (std::size_t i = 0; i < view.verdicts.size(); ++i)
        renderLine(line(i), view.verdicts[i]);
    for (std::size_t i = view.verdicts.size(); i < m_lines.size(); ++i)
        m_lines[i]->widget->setVisible(false);
}

QString HealthPage::report() const
{
    const HealthView& view = m_presenter.view();
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now()));
    QStringList lines {tr("Station check of %1 (%2)").arg(m_info.name, m_info.id),
        now.toString(QStringLiteral("dd/MM/yyyy HH:mm")) + QStringLiteral(" · ")
            + QStringLiteral(STATION_VERSION),
        QString()};
    for (const Verdict& verdict : view.verdicts) {
        const char* mark = verdict.state == CheckState::Ok ? "[ok]  "
            : verdict.state == CheckState::Warn            ? "[!]   "
                                                           : "[!!!] ";
        const QString found = words::finding(verdict);
        lines << QString::fromLatin1(mark) + words::nameOf(verdict.check)
                + (found.isEmpty() ? QString() : QStringLiteral(": ") + found);
        if (verdict.cure)
            lines << QStringLiteral("      ") + words::forCure(*verdict.cure);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void HealthPage::askWhereToKeep()
{
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Text (*.txt)"));
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QStringLiteral("station-check.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, &HealthPage::keepReport);
    dialog->open();
}

void HealthPage::keepReport(const QString& path)
{
    const QByteArray text = report().toUtf8();
    QSaveFile file(path);
    const bool kept = file.open(QFile::WriteOnly) && file.write(text) == text.size() && file.commit();
    m_kept->setText(kept ? tr("The report was saved.") : tr("The report could not be saved there."));
    m_kept->show();
}

void HealthPage::printReport()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QPrintDialog::finished, this, [this, printer](int answer) {
        if (answer != QDialog::Accepted)
            return;
        QTextDocument document;
        document.setPlainText(report());
        document.print(printer.get());
    });
    dialog->open();
}

void HealthPage::retranslate()
{
    m_heading->setText(tr("Check the station"));
    m_back->setText(tr("Back to sign-in (Esc)"));
    m_save->setText(tr("Save the report…"));
    m_print->setText(tr("Print the report…"));
    m_again->setText(tr("Check everything now"));
    m_scroll->setAccessibleName(m_heading->text());
    m_kept->hide();
    render(m_presenter.view());
}

void HealthPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
