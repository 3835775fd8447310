#include "app/station/sign_in/sign_in_page.h"

#include "app/station/health/health_page.h"
#include "app/station/parts.h"
#include "app/station/passphrase_edit.h"
#include "app/station/state_label.h"
#include "app/words/health_words.h"
#include "app/words/words.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr int formWidth = 480; // pixels: a passphrase of 40 characters is seen whole
constexpr int officersShown = 5;

} // namespace

SignInPage::SignInPage(
    SignInPresenter& presenter, const StationInfo& info, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_info(info)
    , m_clock(clock)
{
    build();
    connect(&m_presenter, &SignInPresenter::changed, this, &SignInPage::render);
    connect(m_enter, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_forgotten, &QPushButton::clicked, this, &SignInPage::forgottenAsked);
    connect(m_check, &QPushButton::clicked, this, &SignInPage::checkAsked);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &SignInPage::submit);
    connect(m_officers, &QListWidget::itemActivated, this, [this] { m_passphrase->setFocus(); });
    connect(m_officers, &QListWidget::currentRowChanged, this, [this](int row) {
        const auto& officers = m_presenter.view().officers;
        if (row < 0 || row >= static_cast<int>(officers.size()))
            return;
        const OfficerId before = m_presenter.view().chosen;
        m_presenter.choose(officers[static_cast<std::size_t>(row)].id);
        if (m_presenter.view().chosen != before)
            m_passphrase->forget(); // one officer's letters are not another's
    });
    connect(m_reveal, &QPushButton::toggled, this, [this](bool shown) {
        m_passphrase->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        retranslate();
    });
    m_passphrase->installEventFilter(this);
    retranslate();
}

void SignInPage::build()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8 * look::space, 4 * look::space, 8 * look::space, 4 * look::space);
    row->setSpacing(6 * look::space);
    row->addWidget(buildStation(), 1);
    row->addWidget(buildForm(), 0, Qt::AlignVCenter);
}

QWidget* SignInPage::buildStation()
{
    auto* side = new QWidget(this);
    m_station = parts::wrapped(side, "stationName", "citizen");
    m_commune = parts::wrapped(side, "commune", "heading");
    m_purpose = parts::wrapped(side, "purpose", "hint");
    m_waiting = new StateLabel(side);
    m_waiting->setObjectName(QStringLiteral("waiting"));
    m_link = new StateLabel(side);
    m_link->setObjectName(QStringLiteral("link"));
    m_link->setWrapping(true);
    m_health = new StateLabel(side);
    m_health->setObjectName(QStringLiteral("signInHealth"));
    m_health->setWrapping(true);
    m_health->hide();
    m_check = parts::button(side, "checkStation");
    m_certificate = new StateLabel(side);
    m_certificate->setObjectName(QStringLiteral("certificate"));
    m_certificate->setWrapping(true);
    auto* column = new QVBoxLayout(side);
    column->setSpacing(2 * look::space);
    column->addStretch();
    for (QWidget* part : std::initializer_list<QWidget*> {m_station, m_commune, m_purpose})
        column->addWidget(part);
    column->addSpacing(2 * look::space);
    column->addWidget(m_waiting);
    column->addWidget(m_link);
    column->addWidget(m_health);
    column->addWidget(m_check, 0, Qt::AlignLeft);
    column->addWidget(m_certificate);
    column->addStretch();
    return side;
}

QWidget* SignInPage::buildForm()
{
    const auto [frame, column] = parts::card(this, "signInCard");
    m_heading = parts::label(frame, "heading", "title");
    m_explain = parts::wrapped(frame, "explain", "hint");
    m_officerLabel = parts::label(frame, "officerLabel");
    m_officers = new QListWidget(frame);
    m_officers->setObjectName(QStringLiteral("officers"));
    m_officerLabel->setBuddy(m_officers);
    m_passphraseLabel = parts::label(frame, "passphraseLabel");
    m_passphrase = new PassphraseEdit("passphrase", frame);
    m_passphraseLabel->setBuddy(m_passphrase);
    m_reveal = parts::button(frame, "reveal");
    m_reveal->setCheckable(true);
    m_error = parts::wrapped(frame, "error", "error");
    m_notice = parts::wrapped(frame, "notice", "warning");
    m_forgotten = parts::button(frame, "forgotten");
    m_enter = parts::button(frame, "signIn", "primary");

    column->addWidget(m_heading);
    column->addWidget(m_explain);
    column->addSpacing(look::space);
    column->addWidget(m_officerLabel);
    column->addWidget(m_officers);
    column->addSpacing(look::space);
    column->addWidget(m_passphraseLabel);
    auto* secret = new QHBoxLayout;
    secret->setSpacing(look::space);
    secret->addWidget(m_passphrase, 1);
    secret->addWidget(m_reveal);
    column->addLayout(secret);
    column->addWidget(m_error);
    column->addWidget(m_notice);
    column->addSpacing(look::space);
    auto* ways = new QHBoxLayout;
    ways->addWidget(m_forgotten);
    ways->addStretch();
    ways->addWidget(m_enter);
    column->addLayout(ways);
    frame->setFixedWidth(static_cast<int>(formWidth * look::textFactor()));
    return frame;
}

void SignInPage::setStatus(const SyncStatus& status)
{
    m_status = status;
    m_link->show(signOf(status.link), words::connection(status, m_clock.now()));
}

void SignInPage::setHealth(const HealthView& health)
{
    m_health->setVisible(health.light() != CheckState::Ok);
    m_health->show(signOf(health.light()),
        health.light() == CheckState::Ok ? QString() : words::summary(health.verdicts));
}

void SignInPage::takeFocus()
{
    forget();
    m_passphrase->setFocus();
}

void SignInPage::forget()
{
    m_passphrase->forget();
    m_reveal->setChecked(false);
}

void SignInPage::submit()
{
    if (!m_enter->isEnabled())
        return; // what was typed meanwhile stays for when the wait is over
    QByteArray secret = m_passphrase->take();
    m_passphrase->setFocus(); // before: the answer may bring another page
    m_presenter.submit(std::move(secret));
}

void SignInPage::render(const SignInView& view)
{
    renderOfficers(view);
    m_check->setVisible(!view.unlocking);
    m_heading->setText(view.unlocking ? tr("The station is locked") : tr("Sign in"));
    m_explain->setVisible(view.unlocking);
    m_explain->setText(view.caseOpen
            ? tr("The open case is kept behind this page. Unlock to go on where you were.")
            : tr("Unlock to go on where you were."));
    const bool waits = view.waitSeconds > 0;
    m_error->setVisible(waits || view.error.has_value());
    if (waits)
        m_error->setText(
            tr("Too many wrong passphrases. Try again in %n second(s).", nullptr, view.waitSeconds));
    else if (view.error && view.error->code == ErrorCode::DeviceMissing)
        m_error->setText(
            tr("Passphrases are bound to the security chip (TPM) of this station's computer, and it does "
               "not answer. A supervisor must use the recovery code: Forgotten passphrase."));
    else if (view.error)
        m_error->setText(words::forError(*view.error));
    m_error->setAccessibleName(m_error->text());
    m_notice->setVisible(view.closesCase());
    m_notice->setText(tr("Signing in as another officer closes the open case. It is kept as a draft."));
    m_enter->setText(view.busy ? tr("Checking…")
            : view.unlocking   ? tr("Unlock (Enter)")
                               : tr("Sign in (Enter)"));
    m_enter->setEnabled(!view.busy && !waits && !view.chosen.isNull());
    m_officers->setEnabled(!view.busy);
    m_forgotten->setEnabled(!view.busy);
    m_waiting->setVisible(view.counted);
    m_waiting->show(Sign {view.waiting > 0 ? look::Glyph::Clock : look::Glyph::Tick,
                        view.waiting > 0 ? look::Tone::Accent : look::Tone::Good},
        view.waiting > 0 ? tr("%n packet(s) waiting to be sent, %1", nullptr, view.waiting)
                               .arg(words::size(view.waitingBytes))
                         : tr("No packet is waiting to be sent"));
    renderCertificate(view);
    update();
}

void SignInPage::renderCertificate(const SignInView& view)
{
    m_certificate->setVisible(view.certificate != CertificateTerm::Valid);
    const Sign warning {look::Glyph::Mark, look::Tone::Attention};
    switch (view.certificate) {
    case CertificateTerm::Valid: break;
    case CertificateTerm::EndsSoon:
        m_certificate->show(warning,
            tr("The station's certificate ends in %n day(s). Ask for a new one: without it nothing is sent.",
                nullptr, view.certificateDays));
        break;
    case CertificateTerm::Expired:
        m_certificate->show({look::Glyph::Cross, look::Tone::Stop},
            tr("The station's certificate has expired. Work goes on and packets stay here; nothing is sent "
               "until a "
               "new one is installed."));
        break;
    case CertificateTerm::NotYetValid:
        m_certificate->show(warning,
            tr("By this computer's date the station's certificate is not valid yet. Check date and time; "
               "work goes "
               "on."));
        break;
    }
}

void SignInPage::renderOfficers(const SignInView& view)
{
    const QSignalBlocker quiet(m_officers);
    m_officers->clear();
    for (const OfficerInfo& officer : view.officers) {
        m_officers->addItem(QStringLiteral("%1  ·  %2").arg(officer.name, words::forRole(officer.role)));
        if (officer.id == view.chosen)
            m_officers->setCurrentRow(m_officers->count() - 1);
    }
    const int rows = std::clamp<int>(m_officers->count(), 2, officersShown);
    const int rowHeight = std::max(look::target + 2, m_officers->sizeHintForRow(0));
    m_officers->setFixedHeight(rows * rowHeight + look::space);
}

void SignInPage::retranslate()
{
    m_station->setText(m_info.name);
    m_commune->setText(
        m_info.communeName.isEmpty() ? tr("Commune %1").arg(m_info.communeCode) : m_info.communeName);
    m_commune->setVisible(!m_info.communeCode.isEmpty());
    m_purpose->setText(tr("Identity enrollment station. Everything is kept on this computer, sealed, until "
                          "the registry has it."));
    m_check->setText(tr("Check the station…"));
    m_officerLabel->setText(tr("&Officer"));
    m_passphraseLabel->setText(tr("&Passphrase"));
    m_reveal->setText(m_reveal->isChecked() ? tr("Hide") : tr("Show"));
    m_reveal->setAccessibleName(tr("Show the passphrase"));
    m_forgotten->setText(tr("Forgotten passphrase…"));
    m_officers->setAccessibleName(tr("Officer"));
    m_passphrase->setAccessibleName(tr("Passphrase"));
    setStatus(m_status);
    render(m_presenter.view());
}

void SignInPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        if (auto* frame = findChild<QFrame*>(QStringLiteral("signInCard")))
            frame->setFixedWidth(static_cast<int>(formWidth * look::textFactor()));
    QWidget::changeEvent(event);
}

bool SignInPage::eventFilter(QObject* watched, QEvent* event)
{
    // Up and Down in the passphrase choose the officer: hands stay where they are.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            const int row = m_officers->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < m_officers->count())
                m_officers->setCurrentRow(row);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SignInPage::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (!m_drawn && m_officers->count() > 0) {
        m_drawn = true;
        QTimer::singleShot(0, this, &SignInPage::drawn); // after the children have been painted and shown
    }
}

} // namespace station
