#include "app/station/case/sign_off_card.h"

#include "app/station/case/ui_parts.h"
#include "app/words/words.h"
#include "core/enroll/sign_off.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace station {
namespace {

const auto nobodyHere = QStringLiteral("no-second-officer");

QString wordFor(const WaivedCheck& check)
{
    if (check.field == QLatin1String("portrait"))
        return SignOffCard::tr("portrait");
    return words::forFinger(static_cast<FingerPosition>(check.field.mid(7).toInt()));
}

} // namespace

SignOffCard::SignOffCard(OpenCase& file, CaseKeeper& keeper, QWidget* parent)
    : QFrame(parent)
    , m_file(file)
    , m_keeper(keeper)
    , m_heading(makeLabel("heading", this, "signOff.heading"))
    , m_what(makeLabel("hint", this, "signOff.what"))
    , m_form(new QWidget(this))
    , m_officer(new QComboBox(m_form))
    , m_passphrase(new QLineEdit(m_form))
    , m_sign(makeButton("secondary", m_form, "signOff.sign"))
    , m_nobody(makeButton("flat", this, "signOff.nobody"))
    , m_question(new QWidget(this))
    , m_asked(makeLabel("warning", m_question, "signOff.question"))
    , m_yes(makeButton("secondary", m_question, "signOff.yes"))
    , m_no(makeButton("flat", m_question, "signOff.no"))
    , m_error(makeLabel("error", this, "signOff.error"))
{
    setProperty("role", "card");
    setObjectName(QStringLiteral("signOff"));
    m_officer->setObjectName(QStringLiteral("signOff.officer"));
    m_passphrase->setObjectName(QStringLiteral("signOff.passphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setContextMenuPolicy(Qt::NoContextMenu);
    auto* row = new QHBoxLayout(m_form);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look::space);
    row->addWidget(m_officer, 1);
    row->addWidget(m_passphrase, 1);
    row->addWidget(m_sign);
    auto* answer = new QVBoxLayout(m_question);
    answer->setContentsMargins(0, 0, 0, 0);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_yes);
    buttons->addWidget(m_no);
    buttons->addStretch();
    answer->addWidget(m_asked);
    answer->addLayout(buttons);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(4);
    for (QWidget* each : std::initializer_list<QWidget*> {m_heading, m_what, m_form, m_error, m_question})
        column->addWidget(each);
    column->addWidget(m_nobody, 0, Qt::AlignLeft);
    connect(m_sign, &QPushButton::clicked, this, &SignOffCard::sign);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &SignOffCard::sign);
    connect(m_passphrase, &QLineEdit::textChanged, this, &SignOffCard::render);
    connect(m_nobody, &QPushButton::clicked, this, [this] {
        m_asking = true;
        render();
        m_no->setFocus(Qt::OtherFocusReason);
    });
    connect(m_yes, &QPushButton::clicked, this, [this] { putOff(true); });
    connect(m_no, &QPushButton::clicked, this, [this] { putOff(false); });
    hide();
}

void SignOffCard::enter()
{
    m_error->clear();
    m_asking = false;
    m_keeper.officer([this](const std::optional<OfficerInfo>& officer) {
        m_atWork = officer ? officer->id : OfficerId {};
        m_keeper.officers([this](const Result<std::vector<OfficerInfo>>& officers) {
            m_officers = officers ? *officers : std::vector<OfficerInfo>();
            m_officer->clear();
            for (const OfficerInfo& each : m_officers)
                if (each.id != m_atWork)
                    m_officer->addItem(QStringLiteral("%1  ·  %2").arg(each.name, words::forRole(each.role)),
                        each.id.text());
            emit changed();
        });
    });
}

void SignOffCard::leave()
{
    m_passphrase->clear();
    m_error->clear();
    m_asking = false;
}

bool SignOffCard::isOpen() const
{
    const auto checks = waivedChecks(m_file.draft(), m_file.procedure());
    // By field: the desk signs what lies on the disk, which names the officer who waived as well.
    return std::any_of(checks.begin(), checks.end(), [&](const WaivedCheck& check) {
        const auto& given = m_file.draft().signOffs;
        return std::none_of(
            given.begin(), given.end(), [&](const SignOff& each) { return each.waiver == check.field; });
    });
}

QString SignOffCard::whatIsSigned() const
{
    QStringList fields;
    bool supervisor = false;
    for (const WaivedCheck& check : waivedChecks(m_file.draft(), m_file.procedure())) {
        fields.append(wordFor(check));
        supervisor = supervisor || check.by == SignOffBy::Supervisor;
    }
    const QString list = fields.join(QStringLiteral(", "));
    return supervisor ? tr("Waived: %1. A supervisor must sign.").arg(list) : tr("Waived: %1.").arg(list);
}

QString SignOffCard::nameOf(OfficerId id) const
{
    for (const OfficerInfo& each : m_officers)
        if (each.id == id)
            return each.name;
    return {};
}

void SignOffCard::render()
{
    const bool needed = m_file.isOpen() && !waivedChecks(m_file.draft(), m_file.procedure()).empty();
    setVisible(needed);
    if (!needed)
        return;
    const bool open = isOpen();
    const auto& given = m_file.draft().signOffs;
    const bool putOff
        = std::any_of(given.begin(), given.end(), [](const SignOff& each) { return !each.putOff.isEmpty(); });
    m_heading->setText(open ? tr("A second officer signs off")
            : putOff        ? tr("No second officer: to be approved later")
                            : tr("✓ Signed off by %1").arg(nameOf(given.back().officer)));
    m_what->setText(putOff && !open
            ? tr("The case can be sealed. It is sent when a supervisor has approved it in the queue.")
            : whatIsSigned());
    m_form->setVisible(open || putOff);
    m_officer->setAccessibleName(tr("Second officer"));
    m_passphrase->setPlaceholderText(tr("Own passphrase"));
    m_passphrase->setAccessibleName(tr("The second officer's passphrase"));
    m_sign->setText(m_busy ? tr("Checking…") : tr("Sign off"));
    m_sign->setEnabled(!m_busy && !m_passphrase->text().isEmpty() && m_officer->count() > 0);
    m_nobody->setText(tr("No second officer is here"));
    m_nobody->setVisible(open && !m_asking && !m_file.procedure().signOff.putOff.isEmpty());
    m_question->setVisible(open && m_asking);
    m_asked->setText(tr("Then the packet waits on this computer until a supervisor approves it. Go on?"));
    m_yes->setText(tr("Yes, approve later"));
    m_no->setText(tr("No"));
    m_error->setVisible(!m_error->text().isEmpty());
}

void SignOffCard::sign()
{
    if (!m_sign->isEnabled() || !m_file.isOpen())
        return;
    QByteArray secret = m_passphrase->text().toUtf8();
    m_busy = true;
    m_error->clear();
    m_passphrase->clear();
    m_file.signOff(OfficerId::parse(m_officer->currentData().toString()), std::move(secret),
        [this](const Status& done) { answered(done); });
    render();
}

void SignOffCard::putOff(bool really)
{
    m_asking = false;
    if (!really || !m_file.isOpen()) {
        render();
        return m_passphrase->setFocus(Qt::OtherFocusReason);
    }
    m_busy = true;
    m_file.putOffSignOff(nobodyHere, [this](const Status& done) { answered(done); });
}

void SignOffCard::answered(const Status& done)
{
    m_busy = false;
    if (!done && done.error().code == ErrorCode::NotAllowed)
        m_error->setText(
            tr("This officer can't sign here: whoever waived or is at work can't, and some reasons "
               "need a supervisor."));
    else
        m_error->setText(done ? QString() : words::forError(done.error()));
    render();
    if (!done)
        m_passphrase->setFocus(Qt::OtherFocusReason);
    emit changed();
}

} // namespace station
