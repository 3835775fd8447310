#include "app/station/setup/setup_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/station/passphrase_edit.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace station {

SetupPage::SetupPage(SetupPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
{
    m_title = parts::label(this, "title", "title");
    m_explain = parts::wrapped(this, "explain", "hint");
    m_forms = {buildForm(QStringLiteral("supervisor"), false), buildForm(QStringLiteral("second"), true)};
    m_trouble = parts::wrapped(this, "trouble", "error");
    m_make = parts::button(this, "makeOfficers", "primary");

    auto* cards = new QHBoxLayout;
    cards->setSpacing(3 * look::space);
    for (const Form& form : m_forms)
        cards->addWidget(form.frame, 1, Qt::AlignTop);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_trouble, 1);
    bottom->addWidget(m_make);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6 * look::space, 3 * look::space, 6 * look::space, 3 * look::space);
    column->setSpacing(2 * look::space);
    column->addWidget(m_title);
    column->addWidget(m_explain);
    column->addLayout(cards);
    column->addStretch();
    column->addLayout(bottom);

    connect(&m_presenter, &SetupPresenter::changed, this, &SetupPage::render);
    connect(m_make, &QPushButton::clicked, this, &SetupPage::submit);
    for (const Form& form : m_forms)
        for (QLineEdit* field : std::initializer_list<QLineEdit*> {form.name, form.passphrase, form.again})
            connect(field, &QLineEdit::returnPressed, this, &SetupPage::submit);
    retranslate();
}

SetupPage::Form SetupPage::buildForm(const QString& prefix, bool withRole)
{
    const auto named = [&prefix](const char* part) { return (prefix + QLatin1String(part)).toLatin1(); };
    const auto [frame, column] = parts::card(this, named("Card").constData());
    Form form;
    form.frame = frame;
    form.heading = parts::label(frame, named("Heading").constData(), "heading");
    form.done = parts::wrapped(frame, named("Done").constData(), "good");
    column->addWidget(form.heading);
    column->addWidget(form.done);
    const auto field = [&, column = column, frame = frame](QLabel*& label, const char* part, auto* edit) {
        label = parts::label(frame, named((QByteArray(part) + "Label").constData()).constData());
        label->setBuddy(edit);
        column->addWidget(label);
        column->addWidget(edit);
        return edit;
    };
    form.name = field(form.nameLabel, "Name", new QLineEdit(frame));
    form.name->setObjectName(QString::fromLatin1(named("Name")));
    form.name->setContextMenuPolicy(Qt::NoContextMenu);
    if (withRole) {
        form.roleLabel = parts::label(frame, named("RoleLabel").constData());
        form.role = new QComboBox(frame);
        form.role->setObjectName(QString::fromLatin1(named("Role")));
        form.roleLabel->setBuddy(form.role);
        column->addWidget(form.roleLabel);
        column->addWidget(form.role);
    }
    form.passphrase = field(
        form.passphraseLabel, "Passphrase", new PassphraseEdit(named("Passphrase").constData(), frame));
    form.again = field(form.againLabel, "Again", new PassphraseEdit(named("Again").constData(), frame));
    form.error = parts::wrapped(frame, named("Error").constData(), "error");
    column->addWidget(form.error);
    return form;
}

void SetupPage::forget()
{
    for (const Form& form : m_forms)
        for (PassphraseEdit* field : {form.passphrase, form.again})
            field->forget();
}

void SetupPage::takeFocus()
{
    if (m_presenter.view().made == 0)
        m_forms[0].name->setFocus();
    else
        m_forms[0].passphrase->setFocus();
}

OfficerEntry SetupPage::entryOf(const Form& form)
{
    const bool supervisor = form.role == nullptr || form.role->currentIndex() == 1;
    return {form.name->text(), supervisor ? Role::Supervisor : Role::Officer, form.passphrase->text(),
        form.again->text()};
}

void SetupPage::submit() { m_presenter.submit(entryOf(m_forms[0]), entryOf(m_forms[1])); }

QString SetupPage::sentence(const SetupView& view, int at) const
{
    if (view.faultAt != at)
        return {};
    if (view.error)
        return view.error->code == ErrorCode::InvalidInput
            ? tr("This passphrase is too easy to guess. Use a longer one, for example four words.")
            : words::forError(*view.error);
    switch (view.fault) {
    case SetupFault::None: return {};
    case SetupFault::NameMissing: return tr("The name is missing. Enter it to go on.");
    case SetupFault::PassphraseMissing: return tr("Enter the passphrase to go on.");
    case SetupFault::PassphraseShort:
        return tr("The passphrase is too short. Use at least %n character(s).", nullptr,
            SetupPresenter::shortestPassphrase);
    case SetupFault::PassphrasesDiffer: return tr("The two passphrases differ. Type both again.");
    case SetupFault::SamePassphrase:
        return tr("Both officers have the same passphrase. Each chooses their own.");
    }
    return {};
}

void SetupPage::render(const SetupView& view)
{
    for (int at = 0; at < 2; ++at) {
        const Form& form = m_forms[static_cast<std::size_t>(at)];
        const bool exists = view.made > at;
        form.done->setVisible(exists);
        form.done->setText(
            tr("%1 is set up already. Only with this passphrase the second officer can be added.")
                .arg(view.firstName));
        for (QWidget* part :
            std::initializer_list<QWidget*> {form.nameLabel, form.name, form.againLabel, form.again})
            part->setVisible(!exists);
        for (QLineEdit* field : std::initializer_list<QLineEdit*> {form.name, form.passphrase, form.again})
            field->setEnabled(!view.busy);
        const QString said = sentence(view, at);
        form.error->setText(said);
        form.error->setVisible(!said.isEmpty());
    }
    const QString trouble = view.faultAt < 0 && view.error ? words::forError(*view.error) : QString();
    m_trouble->setText(trouble);
    m_make->setEnabled(!view.busy);
    m_make->setText(view.busy ? tr("Setting up…")
            : view.made == 0  ? tr("Set up both officers")
                              : tr("Set up the second officer"));
}

void SetupPage::retranslate()
{
    m_title->setText(tr("Set up this station"));
    m_explain->setText(
        tr("Two people must be able to open the station, so that one forgotten passphrase loses nothing. "
           "Each types their own passphrase; nobody can read it later."));
    m_forms[0].heading->setText(tr("Supervisor"));
    m_forms[1].heading->setText(tr("Second officer"));
    for (const Form& form : m_forms) {
        form.nameLabel->setText(tr("Name"));
        form.passphraseLabel->setText(tr("Passphrase"));
        form.againLabel->setText(tr("The same passphrase again"));
        form.name->setAccessibleName(form.heading->text() + QStringLiteral(": ") + form.nameLabel->text());
        form.passphrase->setAccessibleName(
            form.heading->text() + QStringLiteral(": ") + form.passphraseLabel->text());
        form.again->setAccessibleName(form.heading->text() + QStringLiteral(": ") + form.againLabel->text());
    }
    QComboBox* role = m_forms[1].role;
    const int chosen = std::max(0, role->currentIndex());
    role->clear();
    role->addItems({words::forRole(Role::Officer), words::forRole(Role::Supervisor)});
    role->setCurrentIndex(chosen);
    m_forms[1].roleLabel->setText(tr("Role"));
    role->setAccessibleName(tr("Role"));
    render(m_presenter.view());
}

void SetupPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
