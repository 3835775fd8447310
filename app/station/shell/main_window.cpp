#include "app/station/shell/main_window.h"

#include "app/station/hand_over/hand_over_page.h"
#include "app/station/health/health_page.h"
#include "app/station/help/help_panel.h"
#include "app/station/home/home_page.h"
#include "app/station/languages.h"
#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/station/practice_band.h"
#include "app/station/preferences.h"
#include "app/station/queue/queue_page.h"
#include "app/station/recovery/code_page.h"
#include "app/station/recovery/forgotten_page.h"
#include "app/station/roster/roster_page.h"
#include "app/station/settings/settings_page.h"
#include "app/station/setup/setup_page.h"
#include "app/station/shell/repair_band.h"
#include "app/station/shell/side_bar.h"
#include "app/station/shell/top_bar.h"
#include "app/station/sign_in/sign_in_page.h"
#include "app/words/health_words.h"
#include "app/words/words.h"

#include <QEvent>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace station {
namespace {

constexpr QSize smallest {1280, 720};
constexpr int helpWidth = 600; // pixels: some 75 letters a line

/// What the manual opens with on each page.
QString helpFor(Page page)
{
    switch (page) {
    case Page::Setup:
    case Page::SignIn:
    case Page::Lock: return QStringLiteral("signing-in");
    case Page::Forgotten:
    case Page::RecoveryCode: return QStringLiteral("passphrase");
    case Page::Case: return QStringLiteral("enrolling");
    case Page::Queue: return QStringLiteral("queue");
    case Page::HandOver: return QStringLiteral("usb");
    case Page::Roster: return QStringLiteral("roster");
    case Page::Devices:
    case Page::Check: return QStringLiteral("station-check");
    case Page::Starting:
    case Page::Home:
    case Page::Settings: break;
    }
    return QStringLiteral("index");
}

bool isWork(Page page)
{
    return page == Page::Home || page == Page::Queue || page == Page::HandOver || page == Page::Devices
        || page == Page::Settings || page == Page::Check || page == Page::Roster;
}

} // namespace

MainWindow::MainWindow(const WindowParts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_shell(parts.desk, parts.info)
    , m_setup(parts.desk)
    , m_signIn(parts.desk, parts.clock)
    , m_recovery(parts.desk, parts.clock)
    , m_repair(parts.desk)
    , m_home(parts.desk, parts.procedures)
    , m_queue(parts.desk, parts.clock)
    , m_handOver(parts.handOver, parts.info.id)
    , m_roster(parts.roster, parts.clock)
    , m_devices(parts.reader, parts.camera, parts.judge, parts.clock)
    , m_health(parts.desk, parts.reader, parts.camera, parts.info.practice, parts.clock)
{
    buildFrame();
    wirePresenters();
    wireRecovery();
    wireKeys();
    resize(smallest);
    render(m_shell.view());
}

MainWindow::~MainWindow()
{
    hide();
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::buildFrame()
{
    setObjectName(QStringLiteral("window"));
    setWindowTitle(m_parts.info.name);
    m_bar = new TopBar(m_parts.clock, this);
    m_bar->showLanguage(m_parts.languages.current());
    m_clockBand = parts::wrapped(this, "clockBand", "warning");
    m_clockBand->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    m_clockBand->hide();
    m_trouble = parts::wrapped(this, "shellTrouble", "error");
    m_trouble->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    m_trouble->hide();
    m_pages = new QStackedWidget(this);
    m_signInPage = new SignInPage(m_signIn, m_parts.info, m_parts.clock);
    m_signInPage->setObjectName(QStringLiteral("signInPage"));
    m_pages->addWidget(m_signInPage);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    if (m_parts.info.practice)
        column->addWidget(new PracticeBand(this));
    column->addWidget(new RepairBand(m_repair, this));
    column->addWidget(m_clockBand);
    column->addWidget(m_trouble);
    column->addWidget(m_pages, 1);

    connect(m_bar, &TopBar::lockAsked, &m_shell, &ShellPresenter::lock);
    connect(m_bar, &TopBar::helpAsked, this, [this] { toggleHelp(helpFor(m_shown)); });
    connect(m_bar, &TopBar::languageChosen, this, [this](const QString& code) {
        m_parts.languages.use(code);
        m_parts.preferences.setLanguage(code);
    });
    connect(&m_parts.languages, &Languages::changed, m_bar, &TopBar::showLanguage);
    connect(m_signInPage, &SignInPage::drawn, this, &MainWindow::signInDrawn);
    connect(m_signInPage, &SignInPage::drawn, &m_health, &HealthPresenter::keepGlancing);
    connect(m_signInPage, &SignInPage::checkAsked, this, [this] { m_shell.go(Page::Check); });
}

void MainWindow::wirePresenters()
{
    connect(&m_shell, &ShellPresenter::changed, this, &MainWindow::render);
    connect(&m_shell, &ShellPresenter::failed, this, &MainWindow::showTrouble);
    connect(&m_shell, &ShellPresenter::openNewCase, this, [this] { caseArea()->openNew(); });
    connect(
        &m_shell, &ShellPresenter::openDraft, this, [this](const PacketId& id) { caseArea()->resume(id); });
    connect(&m_shell, &ShellPresenter::closeCase, this, &MainWindow::closeCase);
    connect(&m_shell, &ShellPresenter::locked, &m_home, &HomePresenter::forget);
    connect(&m_shell, &ShellPresenter::locked, &m_roster, &RosterPresenter::forget);
    connect(&m_setup, &SetupPresenter::ready, &m_shell, &ShellPresenter::officersReady);
    connect(&m_signIn, &SignInPresenter::signedIn, &m_shell, &ShellPresenter::signedIn);
    connect(&m_queue, &QueuePresenter::released, this, &MainWindow::syncWanted);
    connect(&m_queue, &QueuePresenter::moved, &m_shell, &ShellPresenter::countWaiting);
    connect(&m_handOver, &HandOverPresenter::moved, this, [this] {
        m_shell.countWaiting();
        emit syncWanted();
    });
    connect(&m_health, &HealthPresenter::changed, this, &MainWindow::renderHealth);
    connect(&m_queue, &QueuePresenter::sendNowWanted, this, &MainWindow::sendNowWanted);
}

void MainWindow::wireRecovery()
{
    connect(m_signInPage, &SignInPage::forgottenAsked, &m_shell, &ShellPresenter::forgotten);
    connect(&m_recovery, &RecoveryPresenter::recovered, &m_shell, &ShellPresenter::recovered);
    connect(&m_recovery, &RecoveryPresenter::done, &m_shell, &ShellPresenter::recoveryLeft);
    connect(&m_shell, &ShellPresenter::recoveryCodeWanted, &m_recovery, &RecoveryPresenter::make);
}

void MainWindow::wireKeys()
{
    const auto key = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, action);
        return shortcut;
    };
    key(QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_shell.lock(); });
    key(QKeySequence(Qt::Key_F1), [this] { toggleHelp(helpFor(m_shown)); });
    m_workKeys = {
        key(QKeySequence(Qt::CTRL | Qt::Key_N), [this] { newCase(); }),
        key(QKeySequence(Qt::CTRL | Qt::Key_1), [this] { m_shell.go(Page::Home); }),
        key(QKeySequence(Qt::CTRL | Qt::Key_2), [this] { m_shell.go(Page::Queue); }),
        key(QKeySequence(Qt::CTRL | Qt::Key_3), [this] { m_shell.go(Page::Devices); }),
        key(QKeySequence(Qt::CTRL | Qt::Key_4), [this] { m_shell.go(Page::Settings); }),
        key(QKeySequence(Qt::CTRL | Qt::Key_5), [this] { m_shell.go(Page::Check); }),
        key(QKeySequence(Qt::CTRL | Qt::Key_6), [this] { m_shell.go(Page::Roster); }),
        key(QKeySequence(Qt::Key_Escape),
            [this] {
                if (m_shown == Page::Roster && m_rosterPage->closeForm())
                    return;
                if (m_shown != Page::Home || !m_homePage->closeQuestion())
                    m_shell.go(Page::Home);
            }),
    };
}

/// As the button on the home page, which says why not.
void MainWindow::newCase()
{
    if (m_home.view().counts.noNewCase)
        return m_shell.go(Page::Home);
    m_shell.newCase();
}

void MainWindow::render(const ShellView& view)
{
    m_bar->render(view);
    m_repair.setOfficer(view.officer);
    if (view.page != m_shown && (view.page == Page::SignIn || view.page == Page::Setup))
        m_repair.begin();
    for (QShortcut* shortcut : m_workKeys)
        shortcut->setEnabled(isWork(view.page));
    if (view.page != m_shown)
        enter(view.page);
}

void MainWindow::enter(Page page)
{
    const Page before = m_shown;
    m_shown = page;
    leave(before);
    m_trouble->hide();
    if (page == Page::Lock) {
        m_focusBeforeLock = focusWidget();
        m_signIn.beginUnlock(*m_shell.lockedFor(), m_shell.view().caseOpen);
    }
    if (page == Page::SignIn)
        m_signIn.begin();
    if (page == Page::Setup)
        m_setup.begin();
    if (page == Page::Forgotten)
        m_recovery.begin(m_signIn.view().chosen);
    if (before == Page::Check)
        m_health.stop();
    QWidget* shown = pageFor(page);
    if (isWork(page) && shown != m_healthAlone) {
        m_workPages->setCurrentWidget(shown);
        m_side->showPage(page == Page::HandOver ? Page::Queue : page);
        m_pages->setCurrentWidget(m_work);
    } else {
        m_pages->setCurrentWidget(shown);
    }
    if (page == Page::Home)
        m_health.glance(); // what its line says is not older than the page
    if (page == Page::Home)
        m_home.refresh(m_shell.view().officer && m_shell.view().officer->role == Role::Supervisor);
    if (page == Page::Settings)
        m_settingsPage->showRecovery(
            m_shell.view().officer && m_shell.view().officer->role == Role::Supervisor);
    if (page == Page::Queue)
        m_queue.refresh();
    if (page == Page::HandOver)
        m_handOver.begin(m_shell.view().officer && m_shell.view().officer->role == Role::Supervisor);
    if (page == Page::Devices)
        m_devices.open();
    if (page == Page::Roster)
        m_roster.open();
    if (page == Page::Check)
        m_health.run();

    if (before == Page::Lock && m_focusBeforeLock && m_focusBeforeLock->isVisible())
        m_focusBeforeLock->setFocus();
    else if (shown == m_signInPage)
        m_signInPage->takeFocus();
    else if (shown == m_setupPage)
        m_setupPage->takeFocus();
    else if (shown == m_forgottenPage)
        m_forgottenPage->takeFocus();
    else if (shown == m_codePage)
        m_codePage->takeFocus();
    else if (shown == m_homePage)
        m_homePage->takeFocus();
    else if (shown == m_queuePage)
        m_queuePage->takeFocus();
    else if (shown == m_handOverPage)
        m_handOverPage->takeFocus();
    else if (shown == m_rosterPage)
        m_rosterPage->takeFocus();
    else if (page == Page::Check)
        static_cast<HealthPage*>(shown)->takeFocus();
}

/// What was typed or shown on a page that is left does not wait there.
void MainWindow::leave(Page page)
{
    if (page == Page::Forgotten)
        m_forgottenPage->forget();
    if (page == Page::RecoveryCode)
        m_recovery.leave();
    if (page == Page::Setup && m_setupPage)
        m_setupPage->forget();
    if (page == Page::SignIn || page == Page::Lock)
        m_signInPage->forget();
}

void MainWindow::renderHealth(const HealthView& view)
{
    const bool wrong = view.clock.trust == ClockTrust::Wrong;
    m_clockBand->setVisible(wrong);
    if (wrong)
        m_clockBand->setText(words::clockBand(view.clock));
    m_signInPage->setHealth(view);
    if (m_homePage)
        m_homePage->setHealth(view);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        renderHealth(m_health.view());
    QWidget::changeEvent(event);
}

void MainWindow::setStatus(const SyncStatus& status)
{
    m_shell.setStatus(status);
    m_signInPage->setStatus(status);
    m_home.setStatus(status);
    m_queue.setStatus(status);
    if (m_shown == Page::Queue)
        m_queue.refreshSoon();
    if (m_shown == Page::HandOver)
        m_handOver.refreshSoon();
}

void MainWindow::toggleHelp(const QString& page, const QString& anchor)
{
    if (m_help && m_help->isVisible() && anchor.isEmpty())
        return closeHelp();
    if (!m_help) {
        m_help = new HelpPanel(this);
        m_help->setObjectName(QStringLiteral("helpPanel"));
        connect(m_help, &HelpPanel::closeAsked, this, &MainWindow::closeHelp);
    }
    if (!m_help->isVisible())
        m_focusBeforeHelp = focusWidget();
    m_help->open(page, anchor);
    placeHelp();
    m_help->show();
    m_help->raise();
    m_help->takeFocus();
}

void MainWindow::closeHelp()
{
    m_help->hide();
    if (m_focusBeforeHelp && m_focusBeforeHelp->isVisible())
        m_focusBeforeHelp->setFocus();
}

void MainWindow::placeHelp()
{
    const int width = std::min(static_cast<int>(helpWidth * look::textFactor()), this->width() * 2 / 3);
    m_help->setGeometry(this->width() - width, m_bar->height(), width, height() - m_bar->height());
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_help)
        placeHelp();
}

void MainWindow::showTrouble(const Error& error)
{
    m_trouble->setText(words::forError(error));
    m_trouble->show();
}

} // namespace station
