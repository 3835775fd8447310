#include "app/station/roster/class_form.h"

#include "app/station/parts.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace station {
namespace {

const QString dayFormat = QStringLiteral("dd/MM/yyyy");
constexpr int longestText = 500; // as RosterClasses::answers

QString shown(const RosterQuestion& question, const QString& kept)
{
    if (question.type != RosterQuestion::Type::Date)
        return kept;
    const QDate day = QDate::fromString(kept, Qt::ISODate);
    return day.isValid() ? day.toString(dayFormat) : kept;
}

} // namespace

ClassForm::ClassForm(QWidget* parent)
    : QWidget(parent)
    , m_classLabel(parts::label(this, "classLabel"))
    , m_class(new QComboBox(this))
    , m_questions(new QFormLayout)
    , m_followUpLabel(parts::label(this, "followUpLabel"))
    , m_followUp(new QLineEdit(this))
    , m_reasonLabel(parts::label(this, "reasonLabel"))
    , m_reason(new QLineEdit(this))
    , m_whyNot(parts::wrapped(this, "classWhyNot", "hint"))
    , m_save(parts::button(this, "classSave", "primary"))
    , m_cancel(parts::button(this, "classCancel"))
{
    m_class->setObjectName(QStringLiteral("classChoice"));
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_class->setMinimumContentsLength(12);
    m_followUp->setObjectName(QStringLiteral("followUp"));
    m_reason->setObjectName(QStringLiteral("classReason"));
    m_reason->setMaxLength(longestText);
    m_questions->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_questions->setContentsMargins(0, 0, 0, 0);
    m_questions->setVerticalSpacing(2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_classLabel);
    column->addWidget(m_class);
    column->addLayout(m_questions);
    for (QWidget* each :
        std::initializer_list<QWidget*> {m_followUpLabel, m_followUp, m_reasonLabel, m_reason, m_whyNot})
        column->addWidget(each);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    column->addStretch();
    m_classLabel->setBuddy(m_class);
    m_followUpLabel->setBuddy(m_followUp);
    m_reasonLabel->setBuddy(m_reason);
    connect(m_class, &QComboBox::activated, this, &ClassForm::buildQuestions);
    connect(m_followUp, &QLineEdit::textEdited, this, &ClassForm::renderSave);
    connect(m_reason, &QLineEdit::textEdited, this, &ClassForm::renderSave);
    connect(m_reason, &QLineEdit::returnPressed, this, &ClassForm::give);
    connect(m_save, &QPushButton::clicked, this, &ClassForm::give);
    connect(m_cancel, &QPushButton::clicked, this, &ClassForm::cancelled);
    retranslate();
}

void ClassForm::begin(const RosterPerson& person, const RosterClasses& classes, bool mayTakeOut)
{
    m_person = person;
    m_classes = classes;
    m_mayTakeOut = mayTakeOut;
    m_editors.clear();
    while (m_questions->rowCount() > 0)
        m_questions->removeRow(0);
    m_class->clear();
    m_reason->setText({}); // clear() could be undone
    m_followUp->setText(
        person.record.followUp.isValid() ? person.record.followUp.toString(dayFormat) : QString());
    fillClasses();
    m_begunWith = m_class->currentData().toString();
    buildQuestions();
}

void ClassForm::fillClasses()
{
    const QString chosen = m_class->currentData().toString(); // "" before there was one
    const QString wanted = chosen.isEmpty() ? m_person.classCode() : chosen;
    m_class->clear();
    for (const RosterClass& each : m_classes.all())
        if (!each.leavesTarget || m_mayTakeOut || each.code == m_person.classCode())
            m_class->addItem(each.label.in(words::language()), each.code);
    m_class->setCurrentIndex(m_class->findData(wanted));
}

QWidget* ClassForm::editorFor(const RosterQuestion& question)
{
    const QString kept = m_person.record.fields.value(question.key);
    const QString name = QStringLiteral("answer.") + question.key;
    if (question.type == RosterQuestion::Type::Choice) {
        auto* box = new QComboBox(this);
        box->setObjectName(name);
        box->addItem(QString(), QString());
        for (const Choice& choice : question.choices)
            box->addItem(choice.label.in(words::language()), choice.code);
        box->setCurrentIndex(std::max(0, box->findData(kept)));
        connect(box, &QComboBox::activated, this, &ClassForm::renderSave);
        return box;
    }
    auto* edit = new QLineEdit(shown(question, kept), this);
    edit->setObjectName(name);
    edit->setMaxLength(longestText);
    if (question.type == RosterQuestion::Type::Date)
        edit->setPlaceholderText(tr("dd/mm/yyyy"));
    connect(edit, &QLineEdit::textEdited, this, &ClassForm::renderSave);
    return edit;
}

void ClassForm::buildQuestions()
{
    std::map<QString, QString> typed; // another class asks some of the same
    for (const auto& [key, editor] : m_editors)
        typed[key] = answer(key);
    while (m_questions->rowCount() > 0)
        m_questions->removeRow(0);
    m_editors.clear();
    const RosterClass* chosen = m_classes.find(m_class->currentData().toString());
    QStringList keys = chosen ? chosen->asks : QStringList();
    keys << QStringLiteral("phone") << QStringLiteral("note"); // with any class
    for (const QString& key : keys) {
        const RosterQuestion* question = m_classes.question(key);
        if (!question)
            continue;
        QWidget* editor = editorFor(*question);
        if (auto* edit = qobject_cast<QLineEdit*>(editor); edit && typed.contains(key))
            edit->setText(typed[key]);
        if (auto* box = qobject_cast<QComboBox*>(editor); box && typed.contains(key))
            box->setCurrentIndex(std::max(0, box->findData(typed[key])));
        const QString label = question->label.in(words::language());
        editor->setAccessibleName(label);
        const bool needed = chosen && chosen->needs.contains(key);
        m_questions->addRow(needed ? tr("%1 (must be said)").arg(label) : label, editor);
        m_editors[key] = editor;
    }
    renderSave();
}

QString ClassForm::answer(const QString& key) const
{
    const auto found = m_editors.find(key);
    if (found == m_editors.end())
        return {};
    if (const auto* box = qobject_cast<const QComboBox*>(found->second))
        return box->currentData().toString();
    return static_cast<const QLineEdit*>(found->second)->text().trimmed();
}

QString ClassForm::whyNot() const
{
    const RosterClass* chosen = m_classes.find(m_class->currentData().toString());
    for (const QString& key : chosen&& saysClass() ? chosen->needs : QStringList())
        if (answer(key).isEmpty())
            return tr("Still to be said: %1.").arg(m_classes.question(key)->label.in(words::language()));
    const QString day = m_followUp->text().trimmed();
    if (!day.isEmpty() && !QDate::fromString(day, dayFormat).isValid())
        return tr("Type the day to come back as dd/mm/yyyy.");
    if (m_reason->text().trimmed().isEmpty())
        return tr("Say how this is known.");
    return {};
}

bool ClassForm::saysClass() const
{
    const QString code = m_class->currentData().toString();
    if (code != m_begunWith || code == m_person.record.classCode)
        return true;
    // The extract's class: an officer who answers what it asks makes it his own word.
    const RosterClass* chosen = m_classes.find(code);
    return chosen && std::any_of(chosen->asks.begin(), chosen->asks.end(), [this](const QString& key) {
        return !m_classes.question(key)->always && !answer(key).isEmpty();
    });
}

void ClassForm::renderSave()
{
    const QString why = whyNot();
    m_whyNot->setText(why);
    m_whyNot->setVisible(!why.isEmpty());
    m_save->setEnabled(why.isEmpty() && !m_busy);
}

void ClassForm::setBusy(bool busy)
{
    m_busy = busy;
    renderSave();
}

void ClassForm::give()
{
    if (m_busy || !whyNot().isEmpty())
        return;
    RosterSetting setting;
    const QString code = m_class->currentData().toString();
    if (saysClass() && code != m_person.record.classCode)
        setting.classCode = code;
    for (const auto& [key, editor] : m_editors) {
        const QString typed = answer(key);
        const QString kept = m_person.record.fields.value(key);
        if (typed != shown(*m_classes.question(key), kept) && typed != kept)
            setting.answers.insert(key, typed);
    }
    const QString day = m_followUp->text().trimmed();
    const QDate followUp = QDate::fromString(day, dayFormat);
    if (followUp != m_person.record.followUp)
        setting.followUp = followUp;
    setting.reason = m_reason->text().trimmed();
    emit given(setting);
}

void ClassForm::retranslate()
{
    m_classLabel->setText(tr("Class"));
    m_class->setAccessibleName(tr("Class"));
    m_class->setPlaceholderText(tr("Choose the class"));
    m_followUpLabel->setText(tr("Come back on"));
    m_followUp->setAccessibleName(m_followUpLabel->text());
    m_followUp->setPlaceholderText(tr("dd/mm/yyyy"));
    m_reasonLabel->setText(tr("How is this known?"));
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_reason->setPlaceholderText(tr("e.g. said by the family on the phone"));
    m_save->setText(tr("Save"));
    m_cancel->setText(tr("Leave as it was"));
    if (m_class->count() > 0) {
        fillClasses();
        buildQuestions();
    }
    renderSave();
}

void ClassForm::takeFocus() { m_class->setFocus(); }

} // namespace station
