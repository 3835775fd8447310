#include "app/station/roster/roster_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/station/roster/class_form.h"
#include "app/station/roster/roster_model.h"
#include "app/words/roster_words.h"
#include "app/words/words.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr int cardWidth = 360; // pixels
constexpr int rowHeight = 56; // pixels: two lines of a name
constexpr int longestTyped = 400; // a card's QR code fits
constexpr std::array allLists {RosterShown::Found, RosterShown::Due, RosterShown::Turning14};

} // namespace

RosterPage::RosterPage(RosterPresenter& presenter, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_clock(clock)
    , m_model(new RosterModel(this))
    , m_heading(parts::label(this, "rosterHeading", "heading"))
    , m_overview(parts::wrapped(this, "rosterOverview", "hint"))
    , m_search(new QLineEdit(this))
    , m_count(parts::wrapped(this, "rosterCount", "hint"))
    , m_trouble(parts::wrapped(this, "trouble", "error"))
    , m_table(new QTableView(this))
{
    m_search->setObjectName(QStringLiteral("rosterSearch"));
    m_search->setMaxLength(longestTyped);
    m_search->setClearButtonEnabled(true);
    m_table->setObjectName(QStringLiteral("rosterPeople"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(RosterModel::Name, QHeaderView::Stretch);

    auto* left = new QVBoxLayout;
    left->setSpacing(look::space);
    left->addWidget(m_search);
    left->addWidget(buildChips());
    left->addWidget(m_count);
    left->addWidget(m_trouble);
    left->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * look::space);
    row->addLayout(left, 1);
    row->addWidget(buildCard());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(look::space);
    column->addWidget(m_heading);
    column->addWidget(m_overview);
    column->addLayout(row, 1);

    connect(m_search, &QLineEdit::textChanged, &m_presenter, &RosterPresenter::type);
    connect(m_search, &QLineEdit::returnPressed, &m_presenter, &RosterPresenter::chooseFirst);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            const qint64 person = m_model->at(current.row());
            if (person != 0)
                m_presenter.choose(person);
        });
    connect(&m_presenter, &RosterPresenter::changed, this, &RosterPage::render);
    retranslate();
}

QWidget* RosterPage::buildChips()
{
    static constexpr const char* names[lists] = {"rosterFound", "rosterDue", "rosterTurning14"};
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look::space);
    auto* exclusive = new QButtonGroup(bar);
    for (std::size_t i = 0; i < lists; ++i) {
        m_chips[i] = parts::button(bar, names[i], "chip");
        m_chips[i]->setCheckable(true);
        exclusive->addButton(m_chips[i]);
        row->addWidget(m_chips[i]);
        connect(m_chips[i], &QPushButton::clicked, this, [this, i] { m_presenter.show(allLists[i]); });
    }
    row->addStretch();
    return bar;
}

QWidget* RosterPage::buildCard()
{
    const auto [frame, column] = parts::card(this, "rosterCard");
    m_card = frame;
    m_name = parts::wrapped(frame, "personName", "heading");
    m_reading = new QWidget(frame);
    auto* reading = new QVBoxLayout(m_reading);
    reading->setContentsMargins(0, 0, 0, 0);
    reading->setSpacing(look::space);
    m_facts = parts::wrapped(m_reading, "personFacts");
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_class = parts::wrapped(m_reading, "personClass", "badge");
    m_next = parts::wrapped(m_reading, "personNext", "hint");
    m_answers = parts::wrapped(m_reading, "personAnswers");
    m_differences = parts::wrapped(m_reading, "personDifferences", "warning");
    m_saved = parts::wrapped(m_reading, "personSaved", "good");
    m_historyHeading = parts::label(m_reading, "personHistoryHeading");
    m_history = new QListWidget(m_reading);
    m_history->setObjectName(QStringLiteral("personHistory"));
    m_history->setSelectionMode(QAbstractItemView::NoSelection);
    parts::wrapItems(*m_history);
    m_edit = parts::button(m_reading, "personEdit", "primary");
    for (QWidget* each : std::initializer_list<QWidget*> {
             m_facts, m_class, m_next, m_answers, m_differences, m_saved, m_historyHeading})
        reading->addWidget(each);
    reading->addWidget(m_history, 9);
    reading->addStretch(1); // where nobody has changed anything
    reading->addWidget(m_edit);
    m_form = new ClassForm(frame);
    m_form->setObjectName(QStringLiteral("classForm"));
    auto* scroll = parts::scrolling(m_form, frame);
    scroll->setObjectName(QStringLiteral("classFormScroll"));
    scroll->hide();
    column->addWidget(m_name);
    column->addWidget(m_reading, 1);
    column->addWidget(scroll, 1);
    frame->setFixedWidth(static_cast<int>(cardWidth * look::textFactor()));
    connect(m_edit, &QPushButton::clicked, this, [this] { editing(true); });
    connect(m_form, &ClassForm::cancelled, this, [this] { editing(false); });
    connect(m_form, &ClassForm::given, &m_presenter, &RosterPresenter::change);
    return frame;
}

void RosterPage::editing(bool on)
{
    const RosterView& view = m_presenter.view();
    if (on && !view.chosen)
        return;
    if (on)
        m_form->begin(view.chosen->person, view.overview.classes, m_supervisor);
    const bool worked = m_form->isAncestorOf(focusWidget() ? focusWidget() : this);
    m_reading->setVisible(!on);
    m_table->setEnabled(!on); // what is typed in the form is saved or given up first
    m_search->setEnabled(!on);
    for (QPushButton* chip : m_chips)
        chip->setEnabled(!on);
    findChild<QScrollArea*>(QStringLiteral("classFormScroll"))->setVisible(on);
    if (on)
        m_form->takeFocus();
    else if (isVisible() && worked)
        m_table->setFocus();
}

bool RosterPage::closeForm()
{
    const bool open = m_card->isVisible() && !m_reading->isVisible();
    if (open)
        editing(false);
    return open;
}

void RosterPage::takeFocus()
{
    m_search->setFocus();
    m_search->selectAll();
}

void RosterPage::setSupervisor(bool supervisor) { m_supervisor = supervisor; }

QString RosterPage::countLine(const RosterView& view) const
{
    if (view.trouble)
        return {};
    if (view.shown == RosterShown::Found && view.typed.trimmed().isEmpty())
        return tr("Type some letters of the name, without diacritics too, a number, a phone or the hamlet. A "
                  "card's QR code may be scanned here.");
    if (view.people.empty() && !view.asking)
        switch (view.shown) {
        case RosterShown::Found:
            return view.isCard ? tr("Nobody in the roster has this card's number.")
                               : tr("Nobody in the roster fits. Fewer letters find more.");
        case RosterShown::Due: return tr("Nobody is to be seen again by today.");
        case RosterShown::Turning14: return tr("Nobody turns 14 in the next 60 days.");
        }
    const int shown = static_cast<int>(view.people.size());
    if (view.all > shown)
        return tr("%1 of %2 people. More letters find fewer.")
            .arg(words::count(shown), words::count(view.all));
    return tr("%n people", nullptr, shown);
}

void RosterPage::render(const RosterView& view)
{
    for (std::size_t i = 0; i < lists; ++i)
        m_chips[i]->setChecked(allLists[i] == view.shown);
    if (m_search->text() != view.typed && view.typed.isEmpty())
        m_search->setText({}); // clear() could be undone, by the next officer too
    m_model->setClasses(view.overview.classes);
    m_model->replace(view.people);
    if (!view.ready)
        m_overview->setText(tr("The roster is being opened …"));
    else if (!view.overview.newest)
        m_overview->setText(
            tr("There is no roster yet. A supervisor brings it in: enrollctl roster import."));
    else
        m_overview->setText(
            tr("%1 people, as of %2 (%3)")
                .arg(words::count(view.overview.people), words::rosterDay(view.overview.newest->row),
                    view.overview.newest->label));
    m_count->setText(countLine(view));
    m_trouble->setVisible(view.trouble.has_value());
    if (view.trouble)
        m_trouble->setText(words::forRosterError(*view.trouble));
    renderCard(view);
}

QString RosterPage::facts(const RosterPerson& person) const
{
    QStringList lines;
    for (const RosterField field : {RosterField::Number, RosterField::OldNumber, RosterField::Birth,
             RosterField::Sex, RosterField::Hamlet, RosterField::Commune, RosterField::Household,
             RosterField::Address, RosterField::Phone, RosterField::Note, RosterField::Unread}) {
        const QString value = field == RosterField::Phone ? person.phone() : person.facts[field];
        if (!value.isEmpty())
            lines.append(
                QStringLiteral("%1: %2").arg(words::forRosterField(field), words::rosterValue(field, value)));
    }
    return lines.join(QLatin1Char('\n'));
}

QString RosterPage::answers(const RosterPerson& person, const RosterClasses& classes) const
{
    QStringList lines;
    for (auto answer = person.record.fields.constBegin(); answer != person.record.fields.constEnd(); ++answer)
        if (const RosterQuestion* question = classes.question(answer.key()))
            lines.append(QStringLiteral("%1: %2").arg(
                question->label.in(words::language()), words::rosterAnswer(*question, *answer)));
    if (person.record.followUp.isValid())
        lines.append(tr("Come back on %1").arg(words::day(person.record.followUp)));
    return lines.join(QLatin1Char('\n'));
}

void RosterPage::renderCard(const RosterView& view)
{
    m_card->setVisible(view.chosen.has_value());
    m_table->setColumnHidden(
        RosterModel::Why, view.chosen || look::textFactor() > 1); // the name needs the room
    if (!view.chosen)
        return forgetCard();
    const RosterPerson& person = view.chosen->person;
    if (person.id != m_shown || (view.saved && !m_wasSaved))
        editing(false);
    m_wasSaved = view.saved;
    if (const int row = m_model->find(person.id); row >= 0 && m_table->currentIndex().row() != row)
        m_table->selectRow(row);
    m_shown = person.id;
    const RosterClasses& classes = view.overview.classes;
    const RosterClass* its = classes.find(person.classCode());
    m_name->setText(person.facts[RosterField::Name]);
    m_facts->setText(facts(person));
    m_class->setText(words::forRosterClass(classes, person.classCode()));
    m_next->setText(its ? tr("Next: %1").arg(its->next.in(words::language())) : QString());
    m_next->setVisible(its != nullptr);
    const QString said = answers(person, classes);
    m_answers->setText(said);
    m_answers->setVisible(!said.isEmpty());
    QStringList apart;
    for (const RosterDifference& each : differences(person))
        apart.append(
            tr("%1: an officer recorded “%2”, the extract says “%3”")
                .arg(words::rosterKey(classes, each.key), words::rosterText(classes, each.key, each.recorded),
                    words::rosterText(classes, each.key, each.extract)));
    m_differences->setText(apart.join(QLatin1Char('\n')));
    m_differences->setVisible(!apart.isEmpty());
    m_saved->setText(tr("Saved."));
    m_saved->setVisible(view.saved);
    renderHistory(*view.chosen, classes);
    m_form->setBusy(view.saving);
}

/// Nobody's name waits in a part that is not seen.
void RosterPage::forgetCard()
{
    if (m_shown == 0)
        return;
    m_shown = 0;
    editing(false);
    for (QLabel* each : {m_name, m_facts, m_class, m_next, m_answers, m_differences})
        each->clear();
    m_history->clear();
    m_form->begin({}, {}, false);
}

void RosterPage::renderHistory(const RosterCard& card, const RosterClasses& classes)
{
    m_history->clear();
    for (auto change = card.history.rbegin(); change != card.history.rend(); ++change) {
        QString what = tr("Details");
        if (change->before.classCode != change->after.classCode)
            what = tr("%1 → %2").arg(words::forRosterClass(classes, change->before.classCode),
                words::forRosterClass(classes, change->after.classCode));
        if (change->undoes != 0)
            what = tr("Taken back: %1").arg(what);
        m_history->addItem(QStringLiteral("%1   %2\n%3")
                               .arg(words::moment(change->at, m_clock.now()), what, change->reason));
    }
    m_history->setVisible(!card.history.empty());
    m_historyHeading->setVisible(!card.history.empty());
}

void RosterPage::retranslate()
{
    m_heading->setText(tr("Roster"));
    m_search->setPlaceholderText(tr("Name, number, phone or hamlet"));
    m_search->setAccessibleName(tr("Search in the roster"));
    m_table->setAccessibleName(tr("People"));
    m_chips[0]->setText(tr("Search"));
    m_chips[1]->setText(tr("To be seen again"));
    m_chips[2]->setText(tr("Turning 14"));
    m_historyHeading->setText(tr("What officers changed"));
    m_history->setAccessibleName(m_historyHeading->text());
    m_edit->setText(tr("Change class or details…"));
    m_form->retranslate();
    m_model->retranslate();
    const double factor = look::textFactor();
    m_table->verticalHeader()->setDefaultSectionSize(static_cast<int>(rowHeight * factor));
    m_table->setColumnWidth(RosterModel::Birth, static_cast<int>(112 * factor));
    m_table->setColumnWidth(RosterModel::Hamlet, static_cast<int>(110 * factor));
    m_table->setColumnWidth(RosterModel::Class, static_cast<int>(150 * factor));
    m_table->setColumnWidth(RosterModel::Why, static_cast<int>(150 * factor));
    m_card->setFixedWidth(static_cast<int>(cardWidth * std::min(factor, 1.2)));
    render(m_presenter.view());
}

void RosterPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
