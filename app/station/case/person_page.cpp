#include "app/station/case/person_page.h"

#include "app/station/case/form_field.h"
#include "app/station/case/ui_parts.h"
#include "app/words/words.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace station {

PersonPage::PersonPage(CasePresenter& frame, PersonPresenter& presenter, QWidget* parent)
    : StepPage(parent)
    , m_frame(frame)
    , m_presenter(presenter)
    , m_stack(new QStackedLayout(this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_stack->addWidget(makeChoosing());
    m_stack->addWidget(makeForm());
    connect(&m_presenter, &PersonPresenter::changed, this, &PersonPage::retranslate);
    connect(&m_frame, &CasePresenter::changed, this, &PersonPage::retranslate);
    retranslate();
}

QWidget* PersonPage::makeChoosing()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(3 * look::space, 3 * look::space, 3 * look::space, 3 * look::space);
    column->setSpacing(2 * look::space);
    m_question = makeLabel("title", page, "choose.question");
    m_scanHint = makeLabel("hint", page, "choose.scan");
    m_wishes = new QVBoxLayout;
    m_wishes->setSpacing(look::space);
    column->addWidget(m_question);
    column->addLayout(m_wishes);
    column->addWidget(m_scanHint);
    column->addStretch();
    return page;
}

QWidget* PersonPage::makeForm()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * look::space, look::space, 0, 0);
    column->setSpacing(look::space);
    m_title = makeLabel("heading", page, "person.title");
    m_cardNote = makeLabel("hint", page, "person.card");
    m_summary = new QFrame(page);
    m_summary->setObjectName(QStringLiteral("person.summary"));
    look::setRole(m_summary, "band");
    m_summaryLines = new QVBoxLayout(m_summary);
    m_summaryLines->setSpacing(0);
    m_scroll = new QScrollArea(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_title);
    column->addWidget(m_cardNote);
    column->addWidget(makeDestroying(page));
    column->addWidget(m_summary);
    column->addWidget(m_scroll, 1);
    return page;
}

QWidget* PersonPage::makeDestroying(QWidget* page)
{
    m_destroying = new QFrame(page);
    m_destroying->setObjectName(QStringLiteral("person.destroying"));
    look::setRole(m_destroying, "band");
    auto* column = new QVBoxLayout(m_destroying);
    m_destroyingText = makeLabel("error", m_destroying, "person.destroyingText");
    m_correctDate = makeButton("secondary", m_destroying, "person.correctDate");
    m_destroy = makeButton("danger", m_destroying, "person.destroy");
    auto* row = new QHBoxLayout;
    row->addWidget(m_correctDate);
    row->addWidget(m_destroy);
    row->addStretch();
    column->addWidget(m_destroyingText);
    column->addLayout(row);
    connect(m_correctDate, &QPushButton::clicked, this, [this] { show(QStringLiteral("dob")); });
    connect(m_destroy, &QPushButton::clicked, &m_presenter, &PersonPresenter::destroyCaptures);
    return m_destroying;
}

void PersonPage::renderDestroying()
{
    const auto& title = m_presenter.view().destroying;
    m_destroying->setVisible(title.has_value());
    m_correctDate->setText(tr("Correct the birth date"));
    m_destroy->setText(tr("Destroy portrait and fingers"));
    announce(*m_destroyingText,
        title
            ? tr("By this birth date it is: %1. No portrait and no fingers may be kept then. Check the date "
                 "first: what is destroyed can't be brought back.")
                  .arg(title->in(words::language()))
            : QString());
}

void PersonPage::rebuildFields()
{
    // Another age group may come while the officer is already in the next field: what she types there stays.
    QString focusedKey;
    QMap<QString, QString> unfinished;
    for (const FormField* each : m_fields) {
        if (each->isAncestorOf(focusWidget()))
            focusedKey = each->key();
        if (const auto text = each->unfinished())
            unfinished.insert(each->key(), *text);
    }
    m_fields.clear();
    m_groups.clear();
    m_body = new QWidget;
    auto* grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 2 * look::space, look::space);
    grid->setHorizontalSpacing(3 * look::space);
    grid->setVerticalSpacing(look::space);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    int row = 0;
    int column = 0;
    QString group;
    for (const FieldView& view : m_presenter.view().fields) {
        auto* each = new FormField(view, m_body);
        if (m_communes)
            each->offerCommunes(*m_communes);
        const bool newGroup = view.field.group != group;
        if (column == 1 && (newGroup || each->isWide())) {
            ++row;
            column = 0;
        }
        if (newGroup && !m_fields.empty()) {
            m_groups.emplace_back(makeLabel("heading", m_body), view.field.group);
            grid->addWidget(m_groups.back().first, row++, 0, 1, 2);
        }
        group = view.field.group;
        grid->addWidget(each, row, column, 1, each->isWide() ? 2 : 1, Qt::AlignTop);
        row += each->isWide() || column == 1 ? 1 : 0;
        column = each->isWide() ? 0 : 1 - column;
        connect(each, &FormField::left, &m_presenter, &PersonPresenter::fieldLeft);
        connect(each, &FormField::keep, &m_presenter, &PersonPresenter::keepAsDeclared);
        connect(each, &FormField::useCard, &m_presenter, &PersonPresenter::useCard);
        connect(each, &FormField::focused, this,
            [this](QWidget* focused) { m_scroll->ensureWidgetVisible(focused, 0, 24); });
        if (unfinished.contains(each->key()))
            each->resumeTyping(unfinished.value(each->key()));
        m_fields.push_back(each);
    }
    grid->setRowStretch(row + 1, 1);
    QWidget* old = m_scroll->takeWidget();
    m_scroll->setWidget(m_body);
    if (old)
        old->deleteLater(); // one of its fields may have called us
    if (FormField* again = field(focusedKey))
        again->focusEditor();
}

FormField* PersonPage::field(const QString& key) const
{
    const auto found
        = std::find_if(m_fields.begin(), m_fields.end(), [&](FormField* each) { return each->key() == key; });
    return found == m_fields.end() ? nullptr : *found;
}

void PersonPage::retranslate()
{
    const CaseStage stage = m_frame.view().stage;
    const bool choosing = stage == CaseStage::Choosing || stage == CaseStage::Opening;
    const bool formComes = !choosing && m_stack->currentIndex() == 0;
    if (stage == CaseStage::Opening && isAncestorOf(focusWidget()))
        setFocus(); // the buttons are about to be disabled, and the next one in order would get the keys
    m_stack->setCurrentIndex(choosing ? 0 : 1);
    renderChoosing();
    renderForm();
    emit primaryChanged();
    if (formComes && isVisible()) // after every listener: the fields are drawn when the case has been read
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (isVisible()) // a resumed case may have gone on to its own step by now
                    enter();
            },
            Qt::QueuedConnection);
}

void PersonPage::renderChoosing()
{
    m_question->setText(tr("What does the citizen want?"));
    m_scanHint->setText(m_presenter.view().card == CardState::Read
            ? tr("The card has been read. Choose what the citizen wants, and its data fill the form.")
            : tr("If there is an old card, scan its QR code now or at any later moment."));
    const auto& wishes = m_frame.wishes();
    while (m_wishes->count() < static_cast<int>(wishes.size())) {
        const int index = m_wishes->count();
        auto* button = makeButton("bedside", this, "");
        button->setObjectName(QStringLiteral("wish.%1").arg(index + 1));
        button->setStyleSheet(QStringLiteral("text-align: left;"));
        connect(button, &QPushButton::clicked, this,
            [this, index] { m_frame.choose(static_cast<std::size_t>(index)); });
        m_wishes->addWidget(button);
    }
    for (int i = 0; i < m_wishes->count(); ++i) {
        auto* button = static_cast<QPushButton*>(m_wishes->itemAt(i)->widget());
        const auto index = static_cast<std::size_t>(i);
        button->setVisible(index < wishes.size());
        button->setEnabled(m_frame.view().stage == CaseStage::Choosing);
        if (index < wishes.size())
            button->setText(
                QStringLiteral("%1    %2").arg(i + 1).arg(wishes[index].says.in(words::language())));
    }
}

void PersonPage::renderForm()
{
    const PersonView& view = m_presenter.view();
    const bool same = std::equal(m_fields.begin(), m_fields.end(), view.fields.begin(), view.fields.end(),
        [](const FormField* shown, const FieldView& wanted) { return shown->key() == wanted.field.key; });
    if (!same)
        rebuildFields();
    else
        for (std::size_t i = 0; i < m_fields.size(); ++i)
            m_fields[i]->render(view.fields[i]);
    for (const auto& [label, group] : m_groups)
        label->setText(groupName(group));
    const QString title = view.title.in(words::language());
    m_title->setText(view.age ? tr("%1 · %n year(s) old", nullptr, *view.age).arg(title) : title);
    switch (view.card) {
    case CardState::None:
        m_cardNote->setText(tr("Scan the old card's QR code at any moment, or type."));
        break;
    case CardState::Read: m_cardNote->setText(tr("Card read. Compare with what the citizen says.")); break;
    case CardState::Unreadable:
        m_cardNote->setText(
            tr("That code is not one of an identity card. Scan the code on the card, or type."));
        break;
    }
    look::setRole(m_cardNote, view.card == CardState::Unreadable ? "warning" : "hint");
    renderSummary();
    renderDestroying();
}

void PersonPage::renderSummary()
{
    constexpr int most
        = 3; // the fields keep their own sentences; the summary must not push them off the screen
    const PersonView& view = m_presenter.view();
    QStringList keys;
    QStringList sentences;
    for (const FieldView& each : view.fields) {
        if (each.findings.empty() || (each.findings.front().severity == Severity::Warning && each.kept))
            continue;
        keys.append(each.field.key);
        sentences.append(words::forFinding(each.findings.front(), each.field.label.in(words::language())));
    }
    m_summary->setVisible(view.summary);
    if (!view.summary || sentences == m_summarised)
        return;
    m_summarised = sentences;
    while (QLayoutItem* item = m_summaryLines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](QWidget* line) {
        m_summaryLines->addWidget(line);
        line->show();
    };
    auto* heading = makeLabel("error", m_summary);
    heading->setText(tr("Not complete yet:"));
    add(heading);
    for (int i = 0; i < std::min<int>(most, static_cast<int>(keys.size())); ++i) {
        auto* line = makeButton("flat", m_summary, "");
        line->setObjectName(QStringLiteral("summary.%1").arg(keys.at(i)));
        line->setStyleSheet(QStringLiteral("text-align: left;"));
        line->setText(sentences.at(i));
        connect(line, &QPushButton::clicked, this, [this, key = keys.at(i)] { show(key); });
        add(line);
    }
    if (keys.size() > most) {
        auto* more = makeLabel("hint", m_summary);
        more->setText(tr("and %n more field(s)", nullptr, static_cast<int>(keys.size()) - most));
        add(more);
    }
}

QString PersonPage::groupName(const QString& group) const
{
    if (group == QLatin1String("residence"))
        return tr("Residence");
    if (group == QLatin1String("contact"))
        return tr("Contact");
    if (group == QLatin1String("representative"))
        return tr("Legal representative");
    if (group == QLatin1String("card"))
        return tr("Card");
    return tr("Person");
}

PrimaryAction PersonPage::primary() const
{
    const CaseView& frame = m_frame.view();
    if (frame.stage != CaseStage::Working)
        return {tr("Continue"), false, tr("First choose what the citizen wants.")};
    return {tr("Save and continue"), true, {}};
}

StepHelp PersonPage::help() const
{
    if (m_frame.view().stage != CaseStage::Working)
        return {tr("Ask in the citizen's own words. The age group follows from the birth date."),
            {{QStringLiteral("1 – 9"), tr("choose")}}};
    return {tr("Each field is saved as you leave it. What the law lets a citizen keep is amber; what can't "
               "be right is red."),
        {{QStringLiteral("Tab, Enter"), tr("next field")}, {QStringLiteral("Shift+Tab"), tr("field before")},
            {QStringLiteral("Ctrl+Enter"), tr("save and continue")},
            {QStringLiteral("Esc"), tr("save and leave")}}};
}

void PersonPage::press()
{
    leave();
    m_presenter.proceed([this](bool clean) {
        if (clean)
            return emit finished();
        if (m_presenter.view().destroying)
            return show(QStringLiteral("dob"));
        for (const FieldView& each : m_presenter.view().fields)
            if (!each.findings.empty() && (each.findings.front().severity == Severity::Error || !each.kept))
                return show(each.field.key);
    });
}

void PersonPage::enter()
{
    retranslate();
    if (m_stack->currentIndex() == 0) {
        if (m_wishes->count() > 0)
            m_wishes->itemAt(0)->widget()->setFocus();
        return;
    }
    const auto& fields = m_presenter.view().fields;
    const auto empty = std::find_if(fields.begin(), fields.end(),
        [](const FieldView& each) { return each.text.isEmpty() && each.field.required; });
    if (!m_fields.empty())
        show(empty == fields.end() ? m_fields.front()->key() : empty->field.key);
}

void PersonPage::leave()
{
    for (FormField* each : m_fields)
        each->commit();
}

void PersonPage::show(const QString& key)
{
    if (FormField* wanted = field(key)) {
        wanted->focusEditor();
        m_scroll->ensureWidgetVisible(wanted, 0, 24);
    }
}

void PersonPage::keyPressEvent(QKeyEvent* event)
{
    const int digit = event->key() - Qt::Key_1;
    if (m_stack->currentIndex() == 0 && digit >= 0 && digit < 9 && !event->modifiers())
        return m_frame.choose(static_cast<std::size_t>(digit));
    StepPage::keyPressEvent(event);
}

} // namespace station
