#include "app/station/case/reason_form.h"

#include "app/station/case/ui_parts.h"
#include "app/words/words.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDateEdit>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRadioButton>

#include <array>

namespace station {
namespace {

constexpr std::array reasons {FingerExceptionReason::Amputated, FingerExceptionReason::Bandaged,
    FingerExceptionReason::Worn, FingerExceptionReason::Bent, FingerExceptionReason::Paralysed,
    FingerExceptionReason::Refused, FingerExceptionReason::Other};

} // namespace

ReasonForm::ReasonForm(QWidget* parent)
    : QWidget(parent)
    , m_reasons(new QButtonGroup(this))
    , m_noteLabel(makeLabel(nullptr, this))
    , m_note(new QLineEdit(this))
    , m_temporary(new QCheckBox(this))
    , m_untilLabel(makeLabel(nullptr, this))
    , m_until(new QDateEdit(this))
    , m_whyNot(makeLabel("hint", this, "reason.whyNot"))
    , m_save(makeButton("primary", this, "reason.save"))
    , m_cancel(makeButton(nullptr, this, "reason.cancel"))
{
    m_note->setObjectName(QStringLiteral("reason.note"));
    m_note->setMaxLength(200);
    m_noteLabel->setBuddy(m_note);
    m_temporary->setObjectName(QStringLiteral("reason.temporary"));
    m_until->setObjectName(QStringLiteral("reason.until"));
    m_until->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_until->setDisplayFormat(QStringLiteral("dd/MM/yyyy"));
    m_untilLabel->setBuddy(m_until);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (const FingerExceptionReason reason : reasons) {
        auto* choice = new QRadioButton(this);
        choice->setObjectName(QStringLiteral("reason.%1").arg(static_cast<int>(reason)));
        m_reasons->addButton(choice, static_cast<int>(reason));
        column->addWidget(choice);
    }
    auto* note = new QHBoxLayout;
    note->addWidget(m_noteLabel);
    note->addWidget(m_note, 1);
    column->addLayout(note);
    auto* until = new QHBoxLayout;
    until->addWidget(m_temporary);
    until->addWidget(m_untilLabel);
    until->addWidget(m_until, 1);
    column->addLayout(until);
    column->addWidget(m_whyNot);
    column->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    buttons->addWidget(m_save);
    column->addLayout(buttons);

    connect(m_reasons, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            chosen(static_cast<FingerExceptionReason>(id));
    });
    connect(m_note, &QLineEdit::textChanged, this, [this] { judge(); });
    connect(m_temporary, &QCheckBox::toggled, this, [this] { judge(); });
    connect(m_save, &QPushButton::clicked, this, &ReasonForm::give);
    connect(m_cancel, &QPushButton::clicked, this, &ReasonForm::cancelled);
    retranslate();
}

void ReasonForm::begin(QDate proposedFollowUp)
{
    m_reasons->setExclusive(false);
    for (QAbstractButton* choice : m_reasons->buttons())
        choice->setChecked(false);
    m_reasons->setExclusive(true);
    m_note->clear();
    m_temporary->setChecked(false);
    m_until->setMinimumDate(proposedFollowUp.addDays(1 - 14)); // the day after today
    m_until->setDate(proposedFollowUp);
    judge();
    m_reasons->buttons().first()->setFocus(Qt::OtherFocusReason);
}

void ReasonForm::retranslate()
{
    setAccessibleName(tr("Why can't it be taken?"));
    for (QAbstractButton* choice : m_reasons->buttons()) {
        const int id = m_reasons->id(choice);
        choice->setText(QStringLiteral("%1  %2").arg(id + 1).arg(
            words::forExceptionReason(static_cast<FingerExceptionReason>(id))));
    }
    m_noteLabel->setText(tr("Note"));
    m_note->setAccessibleName(m_noteLabel->text());
    m_temporary->setText(tr("Temporary"));
    m_untilLabel->setText(tr("see again on"));
    m_until->setAccessibleName(tr("See again on"));
    m_save->setText(tr("Save reason"));
    m_cancel->setText(tr("Back (Esc)"));
    judge();
}

void ReasonForm::chosen(FingerExceptionReason reason)
{
    m_temporary->setChecked(reason == FingerExceptionReason::Bandaged);
    judge();
}

void ReasonForm::judge()
{
    m_untilLabel->setVisible(m_temporary->isChecked());
    m_until->setVisible(m_temporary->isChecked());
    const int id = m_reasons->checkedId();
    QString whyNot;
    if (id < 0)
        whyNot = tr("Choose a reason: keys 1 to 7.");
    else if (id == static_cast<int>(FingerExceptionReason::Other) && m_note->text().trimmed().isEmpty())
        whyNot = tr("Say in the note what the reason is.");
    m_whyNot->setText(whyNot);
    m_save->setEnabled(whyNot.isEmpty());
}

void ReasonForm::give()
{
    if (m_save->isEnabled())
        emit given(static_cast<FingerExceptionReason>(m_reasons->checkedId()), m_note->text().trimmed(),
            m_temporary->isChecked(), m_until->date());
}

void ReasonForm::keyPressEvent(QKeyEvent* event)
{
    const int digit = event->key() - Qt::Key_1;
    if (digit >= 0 && digit < static_cast<int>(reasons.size()) && !event->modifiers()) {
        QAbstractButton* choice = m_reasons->button(digit);
        choice->setChecked(true);
        if (reasons.at(static_cast<std::size_t>(digit)) == FingerExceptionReason::Other)
            m_note->setFocus(Qt::OtherFocusReason);
        else
            choice->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return give();
    QWidget::keyPressEvent(
        event); // 8, 9, 0 and X mean nothing here; the page must not take them for a finger
    event->accept();
}

} // namespace station
