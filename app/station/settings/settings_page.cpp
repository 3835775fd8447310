#include "app/station/settings/settings_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"

#include <QCheckBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace station {

SettingsPage::SettingsPage(Preferences& preferences, QWidget* parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_heading(parts::label(this, "settingsHeading", "heading"))
{
    const auto [frame, inside] = parts::card(this, "settingsCard");
    m_largeText = new QCheckBox(frame);
    m_largeText->setObjectName(QStringLiteral("largeText"));
    m_largeTextHint = parts::wrapped(frame, "largeTextHint", "hint");
    m_sound = new QCheckBox(frame);
    m_sound->setObjectName(QStringLiteral("sound"));
    m_idleLabel = parts::label(frame, "idleLabel");
    m_idle = new QSpinBox(frame);
    m_idle->setObjectName(QStringLiteral("idleMinutes"));
    m_idle->setRange(static_cast<int>(Preferences::shortestIdle.count()),
        static_cast<int>(Preferences::longestIdle.count()));
    m_idle->setMinimumWidth(20 * look::space);
    m_idleLabel->setBuddy(m_idle);
    m_idleHint = parts::wrapped(frame, "idleHint", "hint");
    inside->setSpacing(2 * look::space);
    inside->addWidget(m_largeText);
    inside->addWidget(m_largeTextHint);
    inside->addWidget(m_sound);
    inside->addWidget(m_idleLabel);
    inside->addWidget(m_idle, 0, Qt::AlignLeft);
    inside->addWidget(m_idleHint);
    m_recoveryHint = parts::wrapped(frame, "recoveryHint", "hint");
    m_recovery = parts::button(frame, "renewRecovery");
    inside->addWidget(m_recovery, 0, Qt::AlignLeft);
    inside->addWidget(m_recoveryHint);
    m_renewPanel = new QWidget(frame);
    m_renewQuestion = parts::wrapped(m_renewPanel, "renewQuestion", "warning");
    m_renewYes = parts::button(m_renewPanel, "renewYes", "danger");
    m_renewNo = parts::button(m_renewPanel, "renewNo");
    auto* question = new QVBoxLayout(m_renewPanel);
    question->setContentsMargins(0, 0, 0, 0);
    question->addWidget(m_renewQuestion);
    auto* answers = new QHBoxLayout;
    answers->setSpacing(look::space);
    answers->addWidget(m_renewYes);
    answers->addWidget(m_renewNo);
    answers->addStretch();
    question->addLayout(answers);
    inside->addWidget(m_renewPanel);
    showRecovery(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(2 * look::space);
    column->addWidget(m_heading);
    column->addWidget(frame);
    column->addStretch();

    connect(m_recovery, &QPushButton::clicked, this, [this] { askRenew(true); });
    connect(m_renewNo, &QPushButton::clicked, this, [this] { askRenew(false); });
    connect(m_renewYes, &QPushButton::clicked, this, &SettingsPage::recoveryCodeAsked);
    connect(m_largeText, &QCheckBox::toggled, &m_preferences, &Preferences::setLargeText);
    connect(m_sound, &QCheckBox::toggled, &m_preferences, &Preferences::setSound);
    connect(m_idle, &QSpinBox::valueChanged, &m_preferences,
        [this](int minutes) { m_preferences.setIdleMinutes(std::chrono::minutes {minutes}); });
    connect(&m_preferences, &Preferences::changed, this, &SettingsPage::render);
    retranslate();
}

void SettingsPage::showRecovery(bool supervisor)
{
    m_recovery->setVisible(supervisor);
    m_recoveryHint->setVisible(supervisor);
    m_renewPanel->hide();
}

void SettingsPage::askRenew(bool asking)
{
    m_renewPanel->setVisible(asking);
    m_recovery->setVisible(!asking);
    m_recoveryHint->setVisible(!asking);
    (asking ? m_renewNo : m_recovery)->setFocus(); // Enter without reading keeps the old one
}

void SettingsPage::render()
{
    const QSignalBlocker quietText(m_largeText);
    const QSignalBlocker quietSound(m_sound);
    const QSignalBlocker quietIdle(m_idle);
    m_largeText->setChecked(m_preferences.largeText());
    m_sound->setChecked(m_preferences.sound());
    m_idle->setValue(static_cast<int>(m_preferences.idleMinutes().count()));
}

void SettingsPage::retranslate()
{
    m_heading->setText(tr("Settings"));
    m_largeText->setText(tr("Large text"));
    m_largeTextHint->setText(tr("For tired eyes and for reading from a distance."));
    m_sound->setText(tr("A short sound when a finger or a portrait has been taken"));
    m_idleLabel->setText(tr("Lock after this many minutes without input"));
    m_idle->setSuffix(tr(" min"));
    m_idle->setAccessibleName(m_idleLabel->text());
    m_recovery->setText(tr("New recovery code…"));
    m_recoveryHint->setText(
        tr("For a new envelope, when the old one was opened or is lost. The old code is void then."));
    m_renewQuestion->setText(
        tr("As soon as the new code is shown, the paper in the old envelope opens nothing any more. Have "
           "a printer or a pen and a new envelope at hand."));
    m_renewYes->setText(tr("Show a new code"));
    m_renewNo->setText(tr("Keep the old one"));
    m_idleHint->setText(tr("An open case stays open behind the lock; nothing is lost."));
    render();
}

void SettingsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
