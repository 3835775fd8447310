#include "app/station/hand_over/hand_over_page.h"

#include "app/station/hand_over/bundle_list.h"
#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/station/state_label.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSet>
#include <QStringListModel>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr int leftWidth = 520; // pixels
constexpr int longestStationId = 64;

QString sentence(HandOverFault fault)
{
    switch (fault) {
    case HandOverFault::None: return {};
    case HandOverFault::NoStick:
        return HandOverPage::tr("Plug in the stick and choose it, or choose a folder.");
    case HandOverFault::NoStation:
        return HandOverPage::tr(
            "Write the other station's id. It stands at the top of this page there, for example tram-14620.");
    case HandOverFault::OwnStation:
        return HandOverPage::tr(
            "This is our own station. Write the id of the one that will send the packets.");
    case HandOverFault::NothingChosen: return HandOverPage::tr("Choose at least one packet.");
    }
    return {};
}

} // namespace

HandOverPage::HandOverPage(HandOverPresenter& presenter, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_clock(clock)
{
    m_heading = parts::label(this, "handOverHeading", "heading");
    m_own = parts::label(this, "ownStation", "hint");
    m_own->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_leave = parts::button(this, "leaveHandOver", "flat");
    m_bundles = new BundleList(presenter, clock, this);
    auto* top = new QHBoxLayout;
    top->setSpacing(2 * look::space);
    top->addWidget(m_heading);
    top->addWidget(m_own, 1);
    top->addWidget(m_leave);
    auto* left = new QVBoxLayout;
    left->setSpacing(look::space);
    left->addWidget(buildStick());
    left->addWidget(buildGive(), 1);
    left->addWidget(buildTake());
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * look::space);
    row->addLayout(left);
    row->addWidget(m_bundles, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(look::space);
    column->addLayout(top);
    column->addWidget(buildState());
    column->addLayout(row, 1);

    connect(m_leave, &QPushButton::clicked, this, &HandOverPage::leave);
    connect(m_bundles, &BundleList::writeAgainAsked, this, [this] { m_presenter.writeAgain(stickPath()); });
    connect(&m_presenter, &HandOverPresenter::changed, this, &HandOverPage::render);
    retranslate();
}

QWidget* HandOverPage::buildStick()
{
    const auto [frame, column] = parts::card(this, "stickCard");
    m_stickLabel = parts::label(frame, "stickLabel");
    m_stick = new QComboBox(frame);
    m_stick->setObjectName(QStringLiteral("stick"));
    m_stick->setEditable(true);
    m_stick->lineEdit()->setObjectName(QStringLiteral("stickEdit"));
    m_stick->setInsertPolicy(QComboBox::NoInsert);
    m_stick->setMinimumContentsLength(14);
    m_stick->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_stickLabel->setBuddy(m_stick);
    m_browse = parts::button(frame, "browse");
    m_lookAgain = parts::button(frame, "lookAgain", "flat");
    auto* top = new QHBoxLayout;
    top->addWidget(m_stickLabel, 1);
    top->addWidget(m_lookAgain);
    auto* row = new QHBoxLayout;
    row->setSpacing(look::space);
    row->addWidget(m_stick, 1);
    row->addWidget(m_browse);
    column->addLayout(top);
    column->addLayout(row);
    frame->setFixedWidth(static_cast<int>(leftWidth * std::min(look::textFactor(), 1.2)));
    connect(m_browse, &QPushButton::clicked, this, &HandOverPage::browse);
    connect(m_lookAgain, &QPushButton::clicked, &m_presenter, &HandOverPresenter::refresh);
    return frame;
}

QWidget* HandOverPage::buildGive()
{
    const auto [frame, column] = parts::card(this, "giveCard");
    m_stationLabel = parts::label(frame, "stationLabel");
    m_station = new QLineEdit(frame);
    m_station->setObjectName(QStringLiteral("otherStation"));
    m_station->setMaxLength(longestStationId);
    m_peers = new QStringListModel(this);
    m_station->setCompleter(new QCompleter(m_peers, this));
    m_stationLabel->setBuddy(m_station);
    m_packetsLabel = parts::label(frame, "packetsLabel");
    m_all = parts::button(frame, "allOrNone", "flat");
    m_packets = new QListWidget(frame);
    m_packets->setObjectName(QStringLiteral("packets"));
    m_packets->setMinimumHeight(look::target);
    m_packetsLabel->setBuddy(m_packets);
    m_noPackets = parts::wrapped(frame, "noPackets", "hint");
    m_noPackets->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_give = parts::button(frame, "give", "primary");
    auto* row = new QHBoxLayout;
    row->addWidget(m_packetsLabel, 1);
    row->addWidget(m_all);
    column->addWidget(m_stationLabel);
    column->addWidget(m_station);
    column->addLayout(row);
    column->addWidget(m_packets, 1);
    column->addWidget(m_noPackets, 1);
    column->addWidget(m_give);
    connect(m_all, &QPushButton::clicked, this, [this] {
        const Qt::CheckState state = chosen().empty() ? Qt::Checked : Qt::Unchecked;
        for (int i = 0; i < m_packets->count(); ++i)
            m_packets->item(i)->setCheckState(state);
    });
    connect(m_packets, &QListWidget::itemChanged, this, &HandOverPage::countChosen);
    connect(m_give, &QPushButton::clicked, this,
        [this] { m_presenter.give(m_station->text().trimmed(), stickPath(), chosen()); });
    return frame;
}

QWidget* HandOverPage::buildTake()
{
    const auto [frame, column] = parts::card(this, "takeCard");
    m_takeHint = parts::wrapped(frame, "takeHint", "hint");
    m_takeOver = parts::button(frame, "takeOver");
    m_readWord = parts::button(frame, "readWord");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(look::space);
    buttons->addWidget(m_takeOver, 1);
    buttons->addWidget(m_readWord, 1);
    column->addWidget(m_takeHint);
    column->addLayout(buttons);
    connect(m_takeOver, &QPushButton::clicked, this, [this] { m_presenter.takeOver(stickPath()); });
    connect(m_readWord, &QPushButton::clicked, this, [this] { m_presenter.readWord(stickPath()); });
    return frame;
}

QWidget* HandOverPage::buildState()
{
    auto* panel = new QWidget(this);
    m_bar = new QProgressBar(panel);
    m_bar->setObjectName(QStringLiteral("handOverBar"));
    m_stop = parts::button(panel, "stopHandOver");
    m_done = new StateLabel(panel);
    m_done->setObjectName(QStringLiteral("handOverDone"));
    m_done->setWrapping(true);
    m_trouble = parts::wrapped(panel, "handOverTrouble", "error");
    auto* row = new QHBoxLayout;
    row->setSpacing(look::space);
    row->addWidget(m_bar, 1);
    row->addWidget(m_stop);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look::space);
    column->addLayout(row);
    column->addWidget(m_done);
    column->addWidget(m_trouble);
    connect(m_stop, &QPushButton::clicked, &m_presenter, &HandOverPresenter::stop);
    return panel;
}

void HandOverPage::browse()
{
    auto* dialog = new QFileDialog(this, tr("The stick's folder"), stickPath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_stick, &QComboBox::setEditText);
    dialog->open();
}

void HandOverPage::takeFocus() { m_stick->setFocus(); }

QString HandOverPage::stickPath() const
{
    const int known = m_stick->findText(m_stick->currentText());
    return known >= 0 ? m_stick->itemData(known).toString() : m_stick->currentText();
}

std::vector<PacketId> HandOverPage::chosen() const
{
    std::vector<PacketId> ids;
    for (int i = 0; i < m_packets->count(); ++i)
        if (m_packets->item(i)->checkState() == Qt::Checked)
            ids.push_back(PacketId::parse(m_packets->item(i)->data(Qt::UserRole).toString()));
    return ids;
}

void HandOverPage::countChosen()
{
    const auto count = static_cast<int>(chosen().size());
    m_give->setText(tr("Hand over by USB (packets: %1)").arg(words::count(count)));
    m_all->setText(count == 0 ? tr("Choose all") : tr("Choose none"));
}

void HandOverPage::renderSticks(const HandOverView& view)
{
    const QString kept = stickPath();
    m_stick->clear();
    for (const StickPlace& stick : view.facts.sticks) {
        const QString name = stick.name.isEmpty() ? stick.path : stick.name;
        m_stick->addItem(stick.readOnly ? tr("%1 (takes no writing)").arg(name)
                                        : tr("%1 (%2 free)").arg(name, words::size(stick.bytesFree)),
            stick.path);
    }
    const int same = m_stick->findData(kept);
    if (same >= 0)
        m_stick->setCurrentIndex(same);
    else if (!kept.isEmpty())
        m_stick->setEditText(kept);
}

void HandOverPage::renderPackets(const HandOverView& view)
{
    QSet<QString> left; // out of the choice
    QSet<QString> known;
    for (int i = 0; i < m_packets->count(); ++i) {
        const QString id = m_packets->item(i)->data(Qt::UserRole).toString();
        known.insert(id);
        if (m_packets->item(i)->checkState() != Qt::Checked)
            left.insert(id);
    }
    const QSignalBlocker quiet(m_packets);
    m_packets->clear();
    for (const QueueRow& row : view.facts.waiting) {
        auto* item
            = new QListWidgetItem(QStringLiteral("%1 · %2 · %3")
                                      .arg(words::forCaseNumber(row.caseNumber),
                                          words::age(row.sealedAt, m_clock.now()), words::size(row.size)),
                m_packets);
        item->setData(Qt::UserRole, row.id.text());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(left.contains(row.id.text()) ? Qt::Unchecked : Qt::Checked);
    }
    const bool none = view.facts.waiting.empty();
    m_packets->setVisible(!none);
    m_all->setVisible(!none);
    m_noPackets->setVisible(none);
    countChosen();
}

void HandOverPage::renderPeers(const HandOverView& view)
{
    QStringList peers;
    for (const BundleRow& row : view.facts.bundles)
        peers.append(row.peer);
    peers.removeDuplicates();
    m_peers->setStringList(peers);
}

void HandOverPage::renderState(const HandOverView& view)
{
    m_bar->setVisible(view.busy());
    m_bar->setRange(0, view.all);
    m_bar->setValue(view.done);
    m_bar->setFormat(view.all == 0 ? QString() : tr("%1 of %2").arg(view.done).arg(view.all));
    const bool mayStop
        = view.running && *view.running != HandOverAct::ReadWord && *view.running != HandOverAct::TakeBack;
    m_stop->setVisible(mayStop);
    m_stop->setEnabled(!view.stopping);
    QStringList done;
    QStringList wrong {sentence(view.fault)};
    if (view.outcome) {
        for (const HandOverReport& report : view.outcome->done)
            done.append(words::handedOver(view.outcome->act, report));
        for (const Error& error : view.outcome->refused)
            wrong.append(words::handOverTrouble(view.outcome->act, error));
    }
    if (view.trouble)
        wrong.append(words::forError(*view.trouble));
    wrong.removeAll(QString());
    m_done->setVisible(!done.isEmpty());
    m_done->show({look::Glyph::Tick, look::Tone::Good}, done.join(QLatin1Char('\n')));
    m_trouble->setVisible(!wrong.isEmpty());
    m_trouble->setText(wrong.join(QLatin1Char('\n')));
}

void HandOverPage::render(const HandOverView& view)
{
    if (m_drawn != view.reading) {
        renderSticks(view);
        renderPackets(view);
        renderPeers(view);
    }
    m_drawn = view.reading;
    if (view.busy() && !m_focusBefore)
        m_focusBefore = window()->focusWidget();
    renderState(view);
    m_bundles->render(view);
    for (QWidget* part : std::initializer_list<QWidget*> {m_takeOver, m_readWord, m_lookAgain})
        part->setEnabled(!view.busy());
    m_give->setEnabled(!view.busy() && !view.facts.waiting.empty());
    keepFocus(view.busy());
}

/// While it runs, on what stops it; then back on what was pressed.
void HandOverPage::keepFocus(bool busy)
{
    if (busy) {
        if (m_focusBefore && !m_focusBefore->isEnabled() && m_stop->isVisibleTo(this))
            m_stop->setFocus();
        return;
    }
    if (m_focusBefore && isAncestorOf(m_focusBefore))
        (m_focusBefore->isEnabled() && m_focusBefore->isVisibleTo(this) ? m_focusBefore.data() : m_stick)
            ->setFocus();
    m_focusBefore.clear();
}

void HandOverPage::retranslate()
{
    m_drawn = -1;
    m_heading->setText(tr("Hand over by USB"));
    m_own->setText(m_presenter.view().ownId.isEmpty()
            ? tr("This station has no certificate yet")
            : tr("This station's id: %1").arg(m_presenter.view().ownId));
    m_leave->setText(tr("Back to the queue"));
    m_stickLabel->setText(tr("USB stick"));
    m_stick->setAccessibleName(tr("USB stick"));
    m_stick->lineEdit()->setAccessibleName(tr("USB stick"));
    m_station->setAccessibleName(tr("Station that will send the packets"));
    m_stick->lineEdit()->setPlaceholderText(tr("Plug the stick in, or choose a folder"));
    m_browse->setText(tr("Choose a folder…"));
    m_lookAgain->setText(tr("Look again for sticks"));
    m_stationLabel->setText(tr("Station that will send the packets"));
    m_packetsLabel->setText(tr("Packets that wait here"));
    m_packets->setAccessibleName(tr("Packets that wait here"));
    m_noPackets->setText(tr("No packet waits here."));
    m_takeHint->setText(tr("Has another station given you a stick, or has yours come back?"));
    m_takeOver->setText(tr("Take over from USB"));
    m_readWord->setText(tr("Read acknowledgement"));
    m_stop->setText(tr("Stop"));
    m_bundles->retranslate();
    render(m_presenter.view());
}

void HandOverPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
