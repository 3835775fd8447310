#include "app/station/devices/devices_page.h"
#include "app/station/hand_over/hand_over_page.h"
#include "app/station/health/health_page.h"
#include "app/station/home/home_page.h"
#include "app/station/queue/queue_page.h"
#include "app/station/recovery/code_page.h"
#include "app/station/recovery/forgotten_page.h"
#include "app/station/roster/roster_page.h"
#include "app/station/settings/settings_page.h"
#include "app/station/setup/setup_page.h"
#include "app/station/shell/main_window.h"
#include "app/station/shell/side_bar.h"
#include "app/station/sign_in/sign_in_page.h"

#include <QHBoxLayout>
#include <QStackedWidget>

// The window's pages: each is made when it is first wanted, and connected here with what it leads to.

namespace station {
namespace {

constexpr int sideBarWidth = 216; // pixels

} // namespace

QWidget* MainWindow::pageFor(Page page)
{
    switch (page) {
    case Page::Starting:
    case Page::SignIn:
    case Page::Lock: return m_signInPage;
    case Page::Setup:
        if (!m_setupPage) {
            m_setupPage = new SetupPage(m_setup);
            m_setupPage->setObjectName(QStringLiteral("setupPage"));
            m_pages->addWidget(m_setupPage);
        }
        return m_setupPage;
    case Page::Forgotten:
        if (!m_forgottenPage) {
            m_forgottenPage = new ForgottenPage(m_recovery);
            m_forgottenPage->setObjectName(QStringLiteral("forgottenPage"));
            m_pages->addWidget(m_forgottenPage);
            connect(m_forgottenPage, &ForgottenPage::backAsked, &m_shell, &ShellPresenter::rememberedAgain);
        }
        return m_forgottenPage;
    case Page::RecoveryCode:
        if (!m_codePage) {
            m_codePage = new CodePage(m_recovery, m_parts.info, m_parts.clock);
            m_codePage->setObjectName(QStringLiteral("codePage"));
            m_pages->addWidget(m_codePage);
            connect(m_codePage, &CodePage::laterAsked, &m_shell, &ShellPresenter::recoveryLeft);
        }
        return m_codePage;
    case Page::Case: return caseArea();
    case Page::Home: buildWork(); return m_homePage;
    case Page::Queue: buildWork(); return m_queuePage;
    case Page::HandOver: return handOverPage();
    case Page::Devices: buildWork(); return m_devicesPage;
    case Page::Settings: buildWork(); return m_settingsPage;
    case Page::Check: return healthPage();
    case Page::Roster: return rosterPage();
    }
    return m_signInPage;
}

QWidget* MainWindow::handOverPage()
{
    buildWork();
    if (!m_handOverPage) {
        m_handOverPage = new HandOverPage(m_handOver, m_parts.clock);
        m_handOverPage->setObjectName(QStringLiteral("handOverPage"));
        m_workPages->addWidget(m_handOverPage);
        connect(m_handOverPage, &HandOverPage::leave, this, [this] { m_shell.go(Page::Queue); });
    }
    return m_handOverPage;
}

QWidget* MainWindow::rosterPage()
{
    buildWork();
    if (!m_rosterPage) {
        m_rosterPage = new RosterPage(m_roster, m_parts.clock);
        m_rosterPage->setObjectName(QStringLiteral("rosterPage"));
        m_workPages->addWidget(m_rosterPage);
    }
    m_rosterPage->setSupervisor(m_shell.view().officer && m_shell.view().officer->role == Role::Supervisor);
    return m_rosterPage;
}

QWidget* MainWindow::healthPage()
{
    if (m_shell.view().officer) {
        buildWork();
        m_healthPage->setMayKeep(m_shell.view().officer->role == Role::Supervisor);
        return m_healthPage;
    }
    if (!m_healthAlone) {
        m_healthAlone = new HealthPage(m_health, m_parts.info, m_parts.clock, true);
        m_healthAlone->setObjectName(QStringLiteral("healthAlonePage"));
        m_pages->addWidget(m_healthAlone);
        connect(m_healthAlone, &HealthPage::helpAsked, this,
            [this](const QString& anchor) { toggleHelp(QStringLiteral("station-check"), anchor); });
        connect(m_healthAlone, &HealthPage::leave, this, [this] { m_shell.go(Page::Home); });
    }
    return m_healthAlone;
}

QWidget* MainWindow::buildWork()
{
    if (m_work)
        return m_work;
    m_work = new QWidget;
    m_side = new SideBar(m_work);
    m_side->setMinimumWidth(sideBarWidth);
    m_workPages = new QStackedWidget(m_work);
    m_homePage = new HomePage(m_home, m_parts.clock);
    m_queuePage = new QueuePage(m_queue, m_parts.clock);
    m_devicesPage = new DevicesPage(m_devices, m_parts.clock);
    m_healthPage = new HealthPage(m_health, m_parts.info, m_parts.clock, false);
    m_settingsPage = new SettingsPage(m_parts.preferences);
    const std::pair<QWidget*, const char*> pages[] {{m_homePage, "homePage"}, {m_queuePage, "queuePage"},
        {m_devicesPage, "devicesPage"}, {m_healthPage, "healthPage"}, {m_settingsPage, "settingsPage"}};
    for (const auto& [page, name] : pages) {
        page->setObjectName(QString::fromLatin1(name));
        m_workPages->addWidget(page);
    }
    auto* row = new QHBoxLayout(m_work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_side);
    row->addWidget(m_workPages, 1);
    m_pages->addWidget(m_work);
    connect(m_side, &SideBar::chosen, &m_shell, &ShellPresenter::go);
    connect(m_queuePage, &QueuePage::handOverAsked, this, [this] { m_shell.go(Page::HandOver); });
    connect(m_homePage, &HomePage::newEnrollment, this, &MainWindow::newCase);
    connect(m_homePage, &HomePage::recoveryCodeAsked, &m_shell, &ShellPresenter::makeRecoveryCode);
    connect(m_settingsPage, &SettingsPage::recoveryCodeAsked, &m_shell, &ShellPresenter::makeRecoveryCode);
    connect(m_homePage, &HomePage::resume, &m_shell, &ShellPresenter::resumeCase);
    connect(m_homePage, &HomePage::needsYou, this, [this] {
        m_queue.show(QueueGroup::NeedsYou);
        m_shell.go(Page::Queue);
    });
    connect(m_homePage, &HomePage::checkAsked, this, [this] { m_shell.go(Page::Check); });
    connect(m_healthPage, &HealthPage::helpAsked, this,
        [this](const QString& anchor) { toggleHelp(QStringLiteral("station-check"), anchor); });
    connect(m_healthPage, &HealthPage::placeAsked, this, [this](CurePlace place) {
        if (place == CurePlace::RecoveryCode)
            return m_shell.makeRecoveryCode();
        m_shell.go(place == CurePlace::Queue ? Page::Queue : Page::Devices);
    });
    m_homePage->setHealth(m_health.view());
    if (m_parts.endedSuddenly)
        m_homePage->sayEndedSuddenly();
    return m_work;
}

CaseArea* MainWindow::caseArea()
{
    if (m_case)
        return m_case;
    m_case = m_parts.makeCase(m_pages);
    m_pages->addWidget(m_case);
    m_case->setBedside(m_parts.preferences.bedside());
    connect(m_case, &CaseArea::bedsideChosen, &m_parts.preferences, &Preferences::setBedside);
    connect(m_case, &CaseArea::left, &m_shell, &ShellPresenter::caseLeft);
    connect(m_case, &CaseArea::caseFinished, this, [this] {
        m_shell.countWaiting();
        emit syncWanted();
    });
    return m_case;
}

void MainWindow::closeCase()
{
    if (!m_case)
        return;
    m_pages->removeWidget(m_case);
    m_case->hide();
    m_case->deleteLater();
    m_case.clear();
}

void MainWindow::buildAll()
{
    for (const Page page :
        {Page::Setup, Page::Forgotten, Page::RecoveryCode, Page::Home, Page::HandOver, Page::Roster})
        pageFor(page);
    caseArea();
}

} // namespace station
