#include "app/station/queue/queue_page.h"

#include "app/station/parts.h"
#include "app/station/state_label.h"
#include "app/words/words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr int detailWidth = 360; // pixels
constexpr int rowHeight = 56; // pixels: two lines of what to do

constexpr std::array allGroups {
    QueueGroup::All, QueueGroup::Waiting, QueueGroup::NeedsYou, QueueGroup::AtRegistry, QueueGroup::Done};

} // namespace

QueuePage::QueuePage(QueuePresenter& presenter, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_clock(clock)
{
    m_heading = parts::label(this, "queueHeading", "heading");
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("queue"));
    m_table->setModel(&m_presenter.model());
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true); // in rows of two lines
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(
        QHeaderView::Fixed); // no row is measured: 10,000 stay quick
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QueueModel::WhatToDo, QHeaderView::Stretch);
    m_empty = parts::wrapped(this, "queueEmpty", "hint");
    m_trouble = parts::wrapped(this, "trouble", "error");

    auto* left = new QVBoxLayout;
    left->setSpacing(look::space);
    left->addWidget(m_empty);
    left->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * look::space);
    row->addLayout(left, 1);
    row->addWidget(buildDetail());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(look::space);
    column->addWidget(m_heading);
    column->addWidget(buildChips());
    column->addWidget(buildBudget());
    column->addWidget(m_trouble);
    column->addLayout(row, 1);

    connect(&m_presenter, &QueuePresenter::changed, this, &QueuePage::render);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) { m_presenter.select(current.row()); });
    connect(&m_presenter.model(), &QAbstractItemModel::modelReset, this, [this] {
        const auto& selected = m_presenter.view().selected;
        const int same = selected ? m_presenter.model().find(selected->id) : -1;
        if (same >= 0)
            m_table->selectRow(same);
    });
    retranslate();
}

QWidget* QueuePage::buildChips()
{
    static constexpr const char* names[groups]
        = {"chipAll", "chipWaiting", "chipNeedsYou", "chipAtRegistry", "chipDone"};
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look::space);
    auto* exclusive = new QButtonGroup(bar);
    for (std::size_t i = 0; i < groups; ++i) {
        m_chips[i] = parts::button(bar, names[i], "chip");
        m_chips[i]->setCheckable(true);
        exclusive->addButton(m_chips[i]);
        row->addWidget(m_chips[i]);
        connect(m_chips[i], &QPushButton::clicked, this, [this, i] { m_presenter.show(allGroups[i]); });
    }
    row->addStretch();
    m_handOver = parts::button(bar, "goHandOver");
    row->addWidget(m_handOver);
    connect(m_handOver, &QPushButton::clicked, this, &QueuePage::handOverAsked);
    return bar;
}

QWidget* QueuePage::buildBudget()
{
    m_budgetPanel = new QWidget(this);
    m_budget = parts::wrapped(m_budgetPanel, "budget", "warning");
    m_sendNow = parts::button(m_budgetPanel, "sendNow");
    auto* row = new QHBoxLayout(m_budgetPanel);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look::space);
    row->addWidget(m_budget, 1);
    row->addWidget(m_sendNow);
    connect(m_sendNow, &QPushButton::clicked, &m_presenter, &QueuePresenter::sendNow);
    return m_budgetPanel;
}

QWidget* QueuePage::buildDetail()
{
    const auto [frame, column] = parts::card(this, "queueDetail");
    m_detail = frame;
    m_case = parts::wrapped(frame, "detailCase", "heading");
    m_state = new StateLabel(frame);
    m_state->setObjectName(QStringLiteral("detailState"));
    m_todo = parts::wrapped(frame, "detailTodo");
    m_historyHeading = parts::label(frame, "historyHeading");
    m_history = new QListWidget(frame);
    m_history->setObjectName(QStringLiteral("history"));
    m_history->setSelectionMode(QAbstractItemView::NoSelection);
    parts::wrapItems(*m_history);
    m_packet = parts::wrapped(frame, "packetId", "hint");
    m_packet->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_retry = parts::button(frame, "retry");
    m_urgent = parts::button(frame, "urgent");
    m_hold = parts::button(frame, "hold");
    m_holdPanel = new QWidget(frame);
    m_holdQuestion = parts::wrapped(m_holdPanel, "holdQuestion");
    m_holdReason = new QComboBox(m_holdPanel);
    m_holdReason->setObjectName(QStringLiteral("holdReason"));
    m_holdQuestion->setBuddy(m_holdReason);
    m_holdYes = parts::button(m_holdPanel, "holdYes");
    m_holdNo = parts::button(m_holdPanel, "holdNo");
    auto* hold = new QVBoxLayout(m_holdPanel);
    hold->setContentsMargins(0, 0, 0, 0);
    hold->setSpacing(look::space);
    hold->addWidget(m_holdQuestion);
    hold->addWidget(m_holdReason);
    hold->addWidget(m_holdYes);
    hold->addWidget(m_holdNo);
    m_holdPanel->hide();

    for (QWidget* part : std::initializer_list<QWidget*> {m_case, m_state, m_todo, m_historyHeading})
        column->addWidget(part);
    column->addWidget(m_history, 1);
    for (QWidget* part : std::initializer_list<QWidget*> {m_packet, m_retry, m_urgent, m_hold, m_holdPanel})
        column->addWidget(part);
    frame->setFixedWidth(static_cast<int>(detailWidth * look::textFactor()));

    connect(m_history->verticalScrollBar(), &QScrollBar::rangeChanged, m_history,
        &QListWidget::scrollToBottom); // its lines break anew beside a scroll bar
    connect(m_retry, &QPushButton::clicked, &m_presenter, &QueuePresenter::retry);
    connect(m_urgent, &QPushButton::clicked, this,
        [this] { m_presenter.setUrgent(!m_presenter.view().isUrgent()); });
    connect(m_hold, &QPushButton::clicked, this, [this] { askHold(true); });
    connect(m_holdNo, &QPushButton::clicked, this, [this] { askHold(false); });
    connect(m_holdReason, &QComboBox::currentIndexChanged, this,
        [this](int chosenRow) { m_holdYes->setEnabled(chosenRow >= 0); });
    connect(m_holdYes, &QPushButton::clicked, this, [this] {
        m_presenter.hold(m_holdReason->currentData().toString());
        askHold(false);
    });
    return frame;
}

void QueuePage::askHold(bool asking)
{
    m_holdReason->setCurrentIndex(-1);
    m_holdYes->setEnabled(false);
    m_holdPanel->setVisible(asking);
    m_hold->setVisible(!asking);
    (asking ? static_cast<QWidget*>(m_holdReason) : m_table)->setFocus();
}

void QueuePage::takeFocus()
{
    m_table->setFocus();
    if (!m_table->currentIndex().isValid() && m_presenter.model().rowCount() > 0)
        m_table->selectRow(0);
}

void QueuePage::render(const QueueView& view)
{
    const QueueTotals& totals = view.totals;
    const int all = totals.waiting + totals.handed + totals.needsYou + totals.delivered;
    const QString texts[groups] = {tr("All %1").arg(words::count(all)),
        totals.handed == 0
            ? tr("Waiting %1").arg(words::count(totals.waiting))
            : tr("Waiting %1, by USB %2").arg(words::count(totals.waiting), words::count(totals.handed)),
        tr("Needs you %1").arg(words::count(totals.needsYou)), tr("At the registry"), tr("Processed")};
    for (std::size_t i = 0; i < groups; ++i) {
        m_chips[i]->setText(texts[i]);
        m_chips[i]->setChecked(allGroups[i] == view.group);
    }
    m_trouble->setVisible(view.trouble.has_value());
    if (view.trouble)
        m_trouble->setText(words::forError(*view.trouble));
    m_budgetPanel->setVisible(view.sync.pause.has_value());
    m_budget->setText(words::budget(view.sync));
    const bool empty = view.loaded && view.rows == 0;
    m_empty->setVisible(empty);
    m_empty->setText(view.group == QueueGroup::All
            ? tr("Nothing has been sealed yet. A finished case stands here until the registry has it.")
            : tr("No packet is in this state."));
    if (!view.selected && view.rows > 0 && m_table->hasFocus())
        m_table->selectRow(0);
    renderDetail(view);
}

void QueuePage::renderDetail(const QueueView& view)
{
    m_detail->setVisible(view.selected.has_value());
    if (!view.selected)
        return;
    const QueueRow& row = *view.selected;
    QString number = words::forCaseNumber(row.caseNumber);
    number.replace(QLatin1Char('-'), QChar(0x2011)); // its check letter does not stand alone on a line
    m_case->setText(tr("Case %1").arg(number));
    m_state->show(signOf(row.state), tr("%1, %2").arg(words::forState(row), words::size(row.size)));
    m_todo->setText(words::whatToDo(row, m_clock.now(), view.sync.link));
    m_packet->setText(tr("Packet %1").arg(row.id.text()));
    m_history->clear();
    for (const HistoryEntry& entry : view.history)
        m_history->addItem(
            QStringLiteral("%1   %2").arg(words::moment(entry.at, m_clock.now()), words::forHistory(entry)));
    m_history->scrollToBottom(); // the newest
    m_retry->setText(view.awaitsApproval() ? tr("Approve") : tr("Send again"));
    m_retry->setEnabled(view.canRetry());
    m_retry->setVisible(
        view.canRetry() || view.busy); // where there is nothing to send again it is not offered
    m_urgent->setText(view.isUrgent() ? tr("Not urgent any more") : tr("Send before the others"));
    m_urgent->setEnabled(view.canHold());
    m_urgent->setVisible(view.canHold());
    m_hold->setEnabled(view.canHold());
    m_hold->setVisible((view.canHold() || view.busy) && !m_holdPanel->isVisibleTo(m_detail));
    if (!view.canHold() && m_holdPanel->isVisibleTo(m_detail))
        askHold(false);
}

void QueuePage::retranslate()
{
    m_heading->setText(tr("Queue"));
    m_table->setAccessibleName(tr("Queue"));
    m_historyHeading->setText(tr("History"));
    m_history->setAccessibleName(tr("History of the packet"));
    m_sendNow->setText(tr("Send now all the same"));
    m_handOver->setText(tr("Hand over by USB…"));
    m_hold->setText(tr("Hold…"));
    m_holdQuestion->setText(tr("Why is it held? It is not sent until somebody lets it go."));
    m_holdReason->setAccessibleName(tr("Reason"));
    m_holdReason->setPlaceholderText(tr("Choose the reason"));
    parts::setChoices(*m_holdReason,
        {{tr("Something in the case is wrong"), "wrong-case"},
            {tr("A supervisor must look at it"), "supervisor"}, {tr("Another reason"), "officer"}});
    m_holdYes->setText(tr("Hold the packet"));
    m_holdNo->setText(tr("Do not hold"));
    m_presenter.model().retranslate();
    const double factor = look::textFactor();
    m_table->verticalHeader()->setDefaultSectionSize(static_cast<int>(rowHeight * factor));
    const bool large = factor > 1; // what to do stands in the detail too
    m_table->horizontalHeader()->setSectionResizeMode(
        QueueModel::Age, large ? QHeaderView::Stretch : QHeaderView::Interactive);
    m_table->setColumnHidden(QueueModel::WhatToDo, large);
    m_table->setColumnWidth(QueueModel::State, static_cast<int>(164 * factor));
    m_table->setColumnWidth(QueueModel::Case, static_cast<int>(220 * factor));
    m_table->setColumnWidth(QueueModel::Age, static_cast<int>(80 * factor));
    m_detail->setFixedWidth(static_cast<int>(detailWidth * std::min(factor, 1.2)));
    render(m_presenter.view());
}

void QueuePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
