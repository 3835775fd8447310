#include "app/station/recovery/forgotten_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/station/passphrase_edit.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr int formWidth = 720; // pixels: the code of 47 characters is seen whole

} // namespace

ForgottenPage::ForgottenPage(RecoveryPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
{
    build();
    connect(&m_presenter, &RecoveryPresenter::changed, this, &ForgottenPage::render);
    connect(m_supervisor, &QComboBox::activated, this, [this](int row) {
        const auto& supervisors = m_presenter.view().supervisors;
        if (row >= 0 && row < static_cast<int>(supervisors.size()))
            m_presenter.choose(supervisors[static_cast<std::size_t>(row)].id);
    });
    connect(m_enter, &QPushButton::clicked, this, &ForgottenPage::submit);
    connect(m_back, &QPushButton::clicked, this, &ForgottenPage::backAsked);
    connect(m_code, &QLineEdit::returnPressed, this, [this] { m_passphrase->setFocus(); });
    connect(m_passphrase, &QLineEdit::returnPressed, this, [this] { m_again->setFocus(); });
    connect(m_again, &QLineEdit::returnPressed, this, &ForgottenPage::submit);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(escape, &QShortcut::activated, this, [this] {
        if (!m_presenter.view().busy) // a code that is being used up is not walked away from
            emit backAsked();
    });
    retranslate();
}

void ForgottenPage::build()
{
    const auto [frame, column] = parts::card(this, "forgottenCard");
    m_title = parts::label(frame, "forgottenTitle", "title");
    m_explain = parts::wrapped(frame, "forgottenExplain", "hint");
    m_supervisorLabel = parts::label(frame, "forgottenSupervisorLabel");
    m_supervisor = new QComboBox(frame);
    m_supervisor->setObjectName(QStringLiteral("forgottenSupervisor"));
    m_codeLabel = parts::label(frame, "forgottenCodeLabel");
    m_code = new PassphraseEdit("forgottenCode", frame);
    m_code->setEchoMode(QLineEdit::Normal); // forty characters cannot be typed blind
    m_codeHint = parts::wrapped(frame, "forgottenCodeHint", "hint");
    m_passphraseLabel = parts::label(frame, "forgottenPassphraseLabel");
    m_passphrase = new PassphraseEdit("forgottenPassphrase", frame);
    m_againLabel = parts::label(frame, "forgottenAgainLabel");
    m_again = new PassphraseEdit("forgottenAgain", frame);
    m_error = parts::wrapped(frame, "forgottenError", "error");
    m_back = parts::button(frame, "forgottenBack");
    m_enter = parts::button(frame, "forgottenEnter", "primary");
    const std::pair<QLabel*, QWidget*> fields[] {{m_supervisorLabel, m_supervisor}, {m_codeLabel, m_code},
        {m_passphraseLabel, m_passphrase}, {m_againLabel, m_again}};
    column->addWidget(m_title);
    column->addWidget(m_explain);
    for (const auto& [label, field] : fields) {
        label->setBuddy(field);
        column->addWidget(label);
        column->addWidget(field);
        if (field == m_code)
            column->addWidget(m_codeHint);
    }
    column->addWidget(m_error);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch();
    buttons->addWidget(m_enter);
    column->addLayout(buttons);
    frame->setFixedWidth(static_cast<int>(formWidth * look::textFactor()));
    auto* page = new QVBoxLayout(this);
    auto* middle = new QHBoxLayout; // no alignment: it would cut off the last line of a wrapped text
    middle->addStretch();
    middle->addWidget(frame);
    middle->addStretch();
    page->addStretch();
    page->addLayout(middle);
    page->addStretch();
}

void ForgottenPage::takeFocus()
{
    forget();
    if (m_presenter.view().noCode)
        m_back->setFocus();
    else
        m_code->setFocus();
}

void ForgottenPage::forget()
{
    for (PassphraseEdit* field : {m_code, m_passphrase, m_again})
        field->forget();
}

void ForgottenPage::submit()
{
    // What was typed stays until it has led somewhere: forty characters are not typed twice for one slip.
    m_presenter.submit({m_code->text().toUtf8(), m_passphrase->text().toUtf8(), m_again->text().toUtf8()});
}

QString ForgottenPage::sentence(const RecoveryView& view) const
{
    const QString wait = view.waitSeconds > 0
        ? tr("Too many wrong codes. Try again in %n second(s).", nullptr, view.waitSeconds)
        : QString();
    if (view.error && view.error->code == ErrorCode::WrongPassphrase)
        return tr("This is not the code of this station, or it was replaced by a newer one. Look for the "
                  "newest envelope.")
            + (wait.isEmpty() ? QString() : QLatin1Char(' ') + wait);
    if (!wait.isEmpty())
        return wait;
    if (view.noCode || (view.error && view.error->code == ErrorCode::NotFound))
        return tr("This station has no recovery code. Another supervisor must sign in.");
    if (view.error && view.error->code == ErrorCode::InvalidInput)
        return tr("This passphrase is too easy to guess. Use a longer one, for example four words.");
    if (view.error)
        return words::forError(*view.error);
    switch (view.fault) {
    case RecoveryFault::None: return {};
    case RecoveryFault::CodeMistyped:
        return view.wrongGroup > 8
            ? tr("The code is too long: it has eight groups of five.")
            : tr("Group %1 of the code is mistyped. Compare it with the paper.").arg(view.wrongGroup);
    case RecoveryFault::PassphraseShort:
        return tr("The new passphrase is too short. Use at least %n character(s).", nullptr,
            RecoveryPresenter::shortestPassphrase);
    case RecoveryFault::PassphrasesDiffer: return tr("The two passphrases differ. Type both again.");
    }
    return {};
}

void ForgottenPage::render(const RecoveryView& view)
{
    const QSignalBlocker quiet(m_supervisor);
    m_supervisor->clear();
    for (const OfficerInfo& officer : view.supervisors) {
        m_supervisor->addItem(officer.name);
        if (officer.id == view.chosen)
            m_supervisor->setCurrentIndex(m_supervisor->count() - 1);
    }
    const QString said = sentence(view);
    m_error->setText(said);
    m_error->setAccessibleName(said);
    m_error->setVisible(!said.isEmpty());
    m_enter->setText(view.busy ? tr("Checking…") : tr("Set the passphrase (Enter)"));
    m_enter->setEnabled(!view.busy && view.waitSeconds == 0 && !view.chosen.isNull() && !view.noCode);
    for (QWidget* part : std::initializer_list<QWidget*> {m_supervisor, m_code, m_passphrase, m_again})
        part->setEnabled(!view.busy && !view.noCode);
    m_back->setEnabled(!view.busy);
    if (view.noCode && isVisible())
        m_back->setFocus();
    if (view.fault == RecoveryFault::CodeMistyped && !view.busy)
        m_code->setFocus();
}

void ForgottenPage::retranslate()
{
    m_title->setText(tr("Forgotten passphrase"));
    m_explain->setText(
        tr("With the recovery code from the sealed envelope a supervisor sets a new passphrase. The "
           "code is used up then, and a new one is shown. An officer's passphrase is set anew by a "
           "supervisor: remove the officer and add them again."));
    m_supervisorLabel->setText(tr("Supervisor"));
    m_codeLabel->setText(tr("Recovery code"));
    m_codeHint->setText(tr("Eight groups of five. Capital or small letters, with or without hyphens."));
    m_passphraseLabel->setText(tr("New passphrase"));
    m_againLabel->setText(tr("The same passphrase again"));
    m_back->setText(tr("Back (Esc)"));
    const std::pair<QLabel*, QWidget*> fields[] {{m_supervisorLabel, m_supervisor}, {m_codeLabel, m_code},
        {m_passphraseLabel, m_passphrase}, {m_againLabel, m_again}};
    for (const auto& [label, field] : fields)
        field->setAccessibleName(label->text());
    render(m_presenter.view());
}

void ForgottenPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        if (auto* frame = findChild<QFrame*>(QStringLiteral("forgottenCard")))
            frame->setFixedWidth(static_cast<int>(formWidth * look::textFactor()));
    QWidget::changeEvent(event);
}

} // namespace station
