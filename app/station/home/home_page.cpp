#include "app/station/home/home_page.h"

#include "app/station/health/health_page.h"
#include "app/station/parts.h"
#include "app/station/state_label.h"
#include "app/words/health_words.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace station {
namespace {

enum DraftColumn { CaseNumber, Name, ProcedureTitle, Stopped, Changed, draftColumns };

QString stoppedAt(const DraftSummary& draft)
{
    if (draft.step == CaseStep::Fingers)
        return QStringLiteral("%1 %2/10").arg(words::forStep(draft.step)).arg(draft.fingersDone);
    return words::forStep(draft.step);
}

} // namespace

HomePage::HomePage(HomePresenter& presenter, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_clock(clock)
{
    m_today = parts::label(this, "todayHeading", "heading");
    m_health = new StateLabel(this);
    m_health->setObjectName(QStringLiteral("homeHealth"));
    m_check = parts::button(this, "homeCheck");
    m_health->hide();
    m_check->hide();
    m_draftsHeading = parts::label(this, "draftsHeading", "heading");
    m_sudden = parts::wrapped(this, "endedSuddenly", "warning");
    m_sudden->hide();
    m_noDrafts = parts::wrapped(this, "noDrafts", "hint");
    m_drafts = new QTableWidget(0, draftColumns, this);
    m_drafts->setObjectName(QStringLiteral("drafts"));
    m_drafts->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_drafts->setSelectionMode(QAbstractItemView::SingleSelection);
    m_drafts->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_drafts->setShowGrid(false);
    m_drafts->setTabKeyNavigation(false);
    m_drafts->verticalHeader()->hide();
    m_drafts->horizontalHeader()->setHighlightSections(false);
    m_drafts->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_drafts->installEventFilter(this);
    m_open = parts::button(this, "openDraft");
    m_discard = parts::button(this, "discardDraft", "danger");
    m_recovery = parts::wrapped(this, "recoveryMissing", "warning");
    m_makeCode = parts::button(this, "makeRecoveryCode");
    m_trouble = parts::wrapped(this, "trouble", "error");
    m_noNewCase = parts::wrapped(this, "noNewCase", "warning");
    m_noNewCase->hide();
    m_link = new StateLabel(this);
    m_link->setObjectName(QStringLiteral("link"));
    m_link->setWrapping(true);
    m_new = parts::button(this, "newEnrollment", "primary");
    m_new->setMinimumHeight(look::bedsideTarget);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(look::space);
    auto* top = new QHBoxLayout;
    top->setSpacing(look::space);
    top->addWidget(m_today);
    top->addStretch();
    top->addWidget(m_health);
    top->addWidget(m_check);
    column->addLayout(top);
    column->addWidget(buildFigures());
    column->addSpacing(look::space);
    column->addWidget(m_draftsHeading);
    column->addWidget(m_sudden);
    auto* drafts = new QVBoxLayout;
    drafts->addWidget(m_noDrafts);
    drafts->addWidget(m_drafts, 1);
    drafts->addStretch(); // takes the room while there is no table
    column->addLayout(drafts, 1);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(look::space);
    actions->addWidget(m_open);
    actions->addWidget(m_discard);
    actions->addStretch();
    column->addLayout(actions);
    column->addWidget(buildDiscard());
    auto* reminder = new QHBoxLayout;
    reminder->setSpacing(2 * look::space);
    reminder->addWidget(m_recovery, 1);
    reminder->addWidget(m_makeCode);
    column->addLayout(reminder);
    column->addWidget(m_trouble);
    column->addWidget(m_noNewCase);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(2 * look::space);
    bottom->addWidget(m_link, 1, Qt::AlignVCenter);
    bottom->addWidget(m_new);
    column->addLayout(bottom);

    connect(&m_presenter, &HomePresenter::changed, this, &HomePage::render);
    connect(m_new, &QPushButton::clicked, this, &HomePage::newEnrollment);
    connect(m_makeCode, &QPushButton::clicked, this, &HomePage::recoveryCodeAsked);
    connect(m_check, &QPushButton::clicked, this, &HomePage::checkAsked);
    connect(m_drafts, &QTableWidget::itemDoubleClicked, this, [this] { openChosen(); });
    connect(m_drafts, &QTableWidget::itemSelectionChanged, this, [this] {
        m_open->setEnabled(chosen() != nullptr);
        m_discard->setEnabled(chosen() != nullptr);
        askDiscard(false);
    });
    connect(m_open, &QPushButton::clicked, this, &HomePage::openChosen);
    connect(m_discard, &QPushButton::clicked, this, [this] { askDiscard(true); });
    retranslate();
}

QWidget* HomePage::buildFigures()
{
    static constexpr const char* names[figures] = {"captured", "received", "waiting", "needsYou"};
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * look::space);
    for (int i = 0; i < figures; ++i) {
        const auto [frame, column] = parts::card(row, names[i]);
        FigureCard& card = m_figures[static_cast<std::size_t>(i)];
        card.word = new StateLabel(frame);
        card.figure = parts::label(frame, "figure", "figure");
        card.detail = parts::label(frame, "detail", "hint");
        column->addWidget(card.word);
        auto* line = new QHBoxLayout;
        line->addWidget(card.figure);
        line->addStretch();
        if (i == NeedsYou) {
            m_showNeedsYou = parts::button(frame, "showNeedsYou");
            connect(m_showNeedsYou, &QPushButton::clicked, this, &HomePage::needsYou);
            line->addWidget(m_showNeedsYou);
        } else {
            line->addWidget(card.detail, 0, Qt::AlignBottom);
        }
        column->addLayout(line);
        layout->addWidget(frame, 1);
    }
    m_figures[NeedsYou].detail->hide();
    return row;
}

QWidget* HomePage::buildDiscard()
{
    const auto [frame, column] = parts::card(this, "discardPanel");
    m_discardPanel = frame;
    m_discardQuestion = parts::wrapped(frame, "discardQuestion");
    m_discardReason = new QComboBox(frame);
    m_discardReason->setObjectName(QStringLiteral("discardReason"));
    m_discardQuestion->setBuddy(m_discardReason);
    m_discardYes = parts::button(frame, "discardYes", "danger");
    m_discardNo = parts::button(frame, "discardNo");
    column->addWidget(m_discardQuestion);
    auto* row = new QHBoxLayout;
    row->setSpacing(look::space);
    row->addWidget(m_discardReason, 1);
    row->addWidget(m_discardYes);
    row->addWidget(m_discardNo);
    column->addLayout(row);
    frame->hide();
    connect(m_discardReason, &QComboBox::currentIndexChanged, this,
        [this](int chosenRow) { m_discardYes->setEnabled(chosenRow >= 0); });
    connect(m_discardNo, &QPushButton::clicked, this, [this] { askDiscard(false); });
    connect(m_discardYes, &QPushButton::clicked, this, [this] {
        if (const DraftLine* line = chosen()) {
            m_endedSuddenly = false; // seen
            m_presenter.discard(line->draft.id, m_discardReason->currentData().toString());
        }
        askDiscard(false);
    });
    return frame;
}

void HomePage::askDiscard(bool asking)
{
    if (asking == m_discardPanel->isVisibleTo(this))
        return;
    m_discardReason->setCurrentIndex(-1);
    m_discardYes->setEnabled(false);
    m_discardPanel->setVisible(asking);
    if (asking)
        m_discardReason->setFocus();
    else
        m_drafts->setFocus();
}

bool HomePage::closeQuestion()
{
    const bool open = m_discardPanel->isVisibleTo(this);
    askDiscard(false);
    return open;
}

const DraftLine* HomePage::chosen() const
{
    const auto& drafts = m_presenter.view().drafts;
    const auto rows = m_drafts->selectionModel()->selectedRows();
    const int row = rows.isEmpty() ? -1 : rows.front().row();
    return row >= 0 && row < static_cast<int>(drafts.size()) ? &drafts[static_cast<std::size_t>(row)]
                                                             : nullptr;
}

void HomePage::openChosen()
{
    if (const DraftLine* line = chosen()) {
        m_endedSuddenly = false; // seen
        emit resume(line->draft.id);
    }
}

void HomePage::setHealth(const HealthView& health)
{
    const bool fine = health.light() == CheckState::Ok;
    m_health->setVisible(!fine);
    m_check->setVisible(!fine);
    m_health->show(signOf(health.light()),
        health.light() == CheckState::Ok ? QString() : words::summary(health.verdicts));
}

void HomePage::takeFocus()
{
    m_placeFocus = true;
    placeFocus();
}

void HomePage::placeFocus()
{
    const HomeView& view = m_presenter.view();
    if (view.drafts.empty())
        m_new->setFocus();
    else
        m_drafts->setFocus();
    m_placeFocus = !view.draftsRead;
}

void HomePage::sayEndedSuddenly()
{
    m_endedSuddenly = true;
    render(m_presenter.view());
}

void HomePage::render(const HomeView& view)
{
    renderFigures(view);
    renderDrafts(view);
    if (m_placeFocus && view.draftsRead && isVisible())
        placeFocus();
    m_link->show(signOf(view.status.link), words::connection(view.status, m_clock.now()));
    m_recovery->setVisible(view.recovery.has_value());
    m_makeCode->setVisible(view.recovery.has_value() && view.supervisor);
    m_makeCode->setText(tr("Make the recovery code…"));
    if (view.recovery)
        m_recovery->setText(!view.supervisor
                ? tr("The station has no recovery code in its envelope. Tell a supervisor.")
                : *view.recovery == RecoveryState::None
                ? tr("The station has no recovery code: a forgotten passphrase could lose the open drafts.")
                : tr("Nobody has said that the recovery code lies in its envelope. If it was lost, make a "
                     "new one."));
    renderNoNewCase(view.counts.noNewCase);
    m_trouble->setVisible(view.trouble.has_value());
    if (view.trouble)
        m_trouble->setText(words::forError(*view.trouble));
}

void HomePage::renderNoNewCase(const std::optional<Error>& why)
{
    m_new->setEnabled(!why);
    m_noNewCase->setVisible(why.has_value());
    if (why)
        m_noNewCase->setText(why->code == ErrorCode::StorageFull
                ? tr("The disk is almost full: no new case can be begun. Cases that are open can be "
                     "finished. Free "
                     "some room on this computer.")
                : words::forError(*why));
}

void HomePage::renderFigures(const HomeView& view)
{
    using look::Glyph;
    using look::Tone;
    const auto draw = [this](Figure which, const Sign& sign, const QString& word, int figure) {
        const FigureCard& card = m_figures[which];
        card.word->show(sign, word);
        card.figure->setText(words::count(figure));
        card.figure->setAccessibleName(QStringLiteral("%1: %2").arg(word, words::count(figure)));
    };
    const TodayCounts& counts = view.counts;
    draw(Captured, {Glyph::Dot, Tone::Accent}, tr("Captured today"), counts.captured);
    draw(Received, {Glyph::Tick, Tone::Good}, tr("Received"), counts.received);
    draw(Waiting, {Glyph::Clock, counts.waiting > 0 ? Tone::Accent : Tone::Plain}, tr("Waiting to be sent"),
        counts.waiting);
    const bool calls = counts.needsYou > 0;
    draw(NeedsYou, {calls ? Glyph::Mark : Glyph::Tick, calls ? Tone::Attention : Tone::Good}, tr("Needs you"),
        counts.needsYou);
    m_figures[Received].detail->setText(tr("of today's"));
    m_figures[Waiting].detail->setText(view.status.handed > 0
            ? tr("%n handed over by USB", nullptr, view.status.handed)
            : counts.waiting > 0 ? words::size(counts.waitingBytes)
                                 : QString());
    m_showNeedsYou->setVisible(calls);
}

void HomePage::renderDrafts(const HomeView& view)
{
    const DraftLine* before = chosen();
    const PacketId kept = before ? before->draft.id : PacketId {};
    const bool some = !view.drafts.empty();
    m_drafts->setVisible(some);
    m_noDrafts->setVisible(!some);
    m_open->setVisible(some);
    m_discard->setVisible(some);
    const QSignalBlocker quiet(m_drafts->selectionModel());
    m_drafts->setRowCount(static_cast<int>(view.drafts.size()));
    int row = 0;
    int select = 0;
    for (const DraftLine& line : view.drafts) {
        const DraftSummary& draft = line.draft;
        const QString name = draft.personName.isEmpty() ? tr("No name yet") : draft.personName;
        const QString procedure = line.procedure.in(words::language());
        const QString texts[draftColumns]
            = {draft.caseNumber, name, procedure.isEmpty() ? draft.procedureId : procedure, stoppedAt(draft),
                words::moment(draft.changedAt, m_clock.now())};
        for (int column = 0; column < draftColumns; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            m_drafts->setItem(row, column, item);
        }
        if (draft.id == kept)
            select = row;
        ++row;
    }
    if (some)
        m_drafts->selectRow(select);
    m_open->setEnabled(some && !view.busy);
    m_discard->setEnabled(some && !view.busy);
    m_sudden->setVisible(m_endedSuddenly && some);
    if (m_endedSuddenly && some) {
        const DraftSummary& last = view.drafts.front().draft;
        m_sudden->setText(
            tr("The program ended suddenly last time. Case %1 is whole as it stood at %2: press Enter to go "
               "on with it.")
                .arg(last.caseNumber, words::moment(last.changedAt, m_clock.now())));
    }
}

void HomePage::retranslate()
{
    m_today->setText(tr("Today"));
    m_check->setText(tr("Look"));
    m_check->setAccessibleName(tr("Look at the station check"));
    m_draftsHeading->setText(tr("Open drafts"));
    m_noDrafts->setText(tr("No draft is open. A case that is left half done is kept here."));
    m_drafts->setHorizontalHeaderLabels(
        {tr("Case number"), tr("Name"), tr("Procedure"), tr("Stopped at"), tr("Last changed")});
    m_drafts->setAccessibleName(tr("Open drafts"));
    m_open->setText(tr("Go on with the draft (Enter)"));
    m_discard->setText(tr("Discard the draft…"));
    m_discardQuestion->setText(tr("Why is this draft discarded? What was captured for it is destroyed; the "
                                  "reason stays in the ledger."));
    m_discardReason->setAccessibleName(tr("Reason"));
    m_discardReason->setPlaceholderText(tr("Choose the reason"));
    parts::setChoices(*m_discardReason,
        {{tr("The citizen left"), "citizen-left"}, {tr("Opened for the wrong person"), "wrong-person"},
            {tr("The person has a case already"), "duplicate"}, {tr("Practice"), "practice"},
            {tr("Another reason"), "officer"}});
    m_discardYes->setText(tr("Discard for good"));
    m_discardNo->setText(tr("Keep the draft"));
    m_showNeedsYou->setText(tr("Look"));
    m_showNeedsYou->setAccessibleName(tr("Look at what needs you"));
    m_new->setText(tr("New enrollment (Ctrl+N)"));
    render(m_presenter.view());
    const double factor = look::textFactor();
    auto* header = m_drafts->horizontalHeader();
    m_drafts->verticalHeader()->setDefaultSectionSize(static_cast<int>(look::target * factor));
    header->setSectionResizeMode(ProcedureTitle, QHeaderView::Stretch);
    m_drafts->setColumnWidth(CaseNumber, static_cast<int>(220 * factor));
    m_drafts->setColumnWidth(Name, 240);
    m_drafts->setColumnWidth(Stopped, static_cast<int>(150 * factor));
    m_drafts->setColumnWidth(Changed, static_cast<int>(130 * factor));
}

void HomePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool HomePage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openChosen();
            return true;
        }
        if (key == Qt::Key_Delete) {
            askDiscard(chosen() != nullptr);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace station
