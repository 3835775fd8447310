#include "app/station/hand_over/bundle_list.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace station {

BundleList::BundleList(HandOverPresenter& presenter, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_clock(clock)
{
    const auto [frame, column] = parts::card(this, "bundleCard");
    m_heading = parts::label(frame, "bundlesHeading");
    m_none = parts::wrapped(frame, "bundlesNone", "hint");
    m_none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_list = new QListWidget(frame);
    m_list->setObjectName(QStringLiteral("bundles"));
    m_list->setMinimumHeight(look::target);
    m_list->setSpacing(look::space / 2); // two lines are one bundle
    parts::wrapItems(*m_list);
    m_todo = parts::wrapped(frame, "bundleTodo");
    m_again = parts::button(frame, "writeAgain");
    m_back = parts::button(frame, "takeBack", "danger");
    m_backWhy = parts::wrapped(frame, "takeBackWhy", "hint");
    buildTakeBack();
    column->addWidget(m_heading);
    column->addWidget(m_none, 1);
    column->addWidget(m_list, 1);
    for (QWidget* part : std::initializer_list<QWidget*> {m_todo, m_again, m_back, m_backWhy, m_backPanel})
        column->addWidget(part);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(frame);

    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (const auto* item = m_list->item(row))
            m_presenter.select(BundleId::parse(item->data(Qt::UserRole).toString()));
    });
    connect(m_again, &QPushButton::clicked, this, &BundleList::writeAgainAsked);
    connect(m_back, &QPushButton::clicked, this, [this] { askTakeBack(true); });
    connect(m_backNo, &QPushButton::clicked, this, [this] { askTakeBack(false); });
    connect(m_backReason, &QComboBox::currentIndexChanged, this,
        [this](int chosenRow) { m_backYes->setEnabled(chosenRow >= 0); });
    connect(m_backYes, &QPushButton::clicked, this, [this] {
        m_presenter.takeBack(m_backReason->currentData().toString());
        askTakeBack(false);
    });
}

void BundleList::buildTakeBack()
{
    m_backPanel = new QWidget(this);
    m_backQuestion = parts::wrapped(m_backPanel, "takeBackQuestion");
    m_backReason = new QComboBox(m_backPanel);
    m_backReason->setObjectName(QStringLiteral("takeBackReason"));
    m_backYes = parts::button(m_backPanel, "takeBackYes", "danger");
    m_backNo = parts::button(m_backPanel, "takeBackNo");
    auto* column = new QVBoxLayout(m_backPanel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look::space);
    for (QWidget* part : std::initializer_list<QWidget*> {m_backQuestion, m_backReason, m_backYes, m_backNo})
        column->addWidget(part);
    m_backPanel->hide();
}

void BundleList::askTakeBack(bool asking)
{
    m_backReason->setCurrentIndex(-1);
    m_backYes->setEnabled(false);
    m_backPanel->setVisible(asking);
    m_back->setVisible(!asking);
    (asking ? static_cast<QWidget*>(m_backReason) : m_list)->setFocus();
}

void BundleList::fill(const HandOverView& view)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const BundleRow& row : view.facts.bundles) {
        const QString whom
            = row.incoming ? tr("From station %1").arg(row.peer) : tr("To station %1").arg(row.peer);
        auto* item = new QListWidgetItem(
            QStringLiteral("%1 · %2\n%3, %4")
                .arg(whom, tr("packets: %1").arg(words::count(row.packets)), words::forBundle(row.state),
                    words::moment(row.stateSince, m_clock.now())),
            m_list);
        item->setData(Qt::UserRole, row.id.text());
        if (view.selected && view.selected->id == row.id)
            m_list->setCurrentItem(item);
    }
}

void BundleList::render(const HandOverView& view)
{
    if (m_drawn != view.reading)
        fill(view);
    m_drawn = view.reading;
    const bool none = view.reading > 0 && view.facts.bundles.empty();
    m_none->setVisible(none);
    m_list->setVisible(!none);
    const bool chosen = view.selected.has_value();
    const bool given = chosen && !view.selected->incoming;
    const bool open = view.canWriteAgain() || (given && view.busy());
    m_todo->setVisible(chosen);
    if (chosen)
        m_todo->setText(words::whatToDo(*view.selected, m_clock.now()));
    m_again->setVisible(open);
    m_again->setEnabled(view.canWriteAgain());
    m_back->setVisible(open && !m_backPanel->isVisibleTo(this));
    m_back->setEnabled(view.canTakeBack());
    m_backWhy->setVisible(open && !view.isSupervisor);
    if (!view.canTakeBack() && m_backPanel->isVisibleTo(this))
        askTakeBack(false);
}

void BundleList::retranslate()
{
    m_drawn = -1;
    m_heading->setText(tr("Handed over and brought here"));
    m_list->setAccessibleName(tr("Handed over and brought here"));
    m_none->setText(tr("Nothing has been handed over or brought here yet."));
    m_again->setText(tr("Write it again to the stick"));
    m_back->setText(tr("Take back…"));
    m_backWhy->setText(tr("Only a supervisor takes packets back."));
    m_backQuestion->setText(tr(
        "Why are they taken back? The registry then decides who sends them, so that nothing is sent twice."));
    m_backReason->setAccessibleName(tr("Reason"));
    m_backReason->setPlaceholderText(tr("Choose the reason"));
    parts::setChoices(*m_backReason,
        {{tr("The stick is lost or broken"), "stick-lost"},
            {tr("The other station cannot send them"), "peer-cannot-send"},
            {tr("It was handed over by mistake"), "mistake"}});
    m_backYes->setText(tr("Take the packets back"));
    m_backNo->setText(tr("Do not take back"));
}

} // namespace station
