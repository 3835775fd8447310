#pragma once

#include "app/station/devices/devices_presenter.h"
#include "app/station/hand_over/hand_over_presenter.h"
#include "app/station/health/health_presenter.h"
#include "app/station/home/home_presenter.h"
#include "app/station/queue/queue_presenter.h"
#include "app/station/recovery/recovery_presenter.h"
#include "app/station/roster/roster_presenter.h"
#include "app/station/setup/setup_presenter.h"
#include "app/station/shell/case_area.h"
#include "app/station/shell/repair_presenter.h"
#include "app/station/shell/shell_presenter.h"
#include "app/station/sign_in/sign_in_presenter.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QShortcut;
class QStackedWidget;

namespace station {

class CodePage;
class DevicesPage;
class ForgottenPage;
class HealthPage;
class HandOverPage;
class HelpPanel;
class HomePage;
class Languages;
class PracticeBand;
class Preferences;
class QueuePage;
class RosterPage;
class SettingsPage;
class SetupPage;
class SideBar;
class SignInPage;
class TopBar;

/// What the window is made of; everything here outlives it.
struct WindowParts {
    ShellDesk& desk;
    HandOverDesk& handOver;
    RosterDesk& roster;
    StationInfo info;
    std::vector<Procedure> procedures;
    FingerprintReader& reader;
    Camera& camera;
    DevicesPresenter::Judge judge;
    const Clock& clock;
    Preferences& preferences;
    Languages& languages;
    CaseFactory makeCase;
    bool endedSuddenly = false; ///< the window before this one was torn away
};

/// The one window: bar, practice band, and the page of the moment. Pages are built when they are first
/// needed, so that sign-in appears at once.
class MainWindow : public QWidget {
    Q_OBJECT

public:
    explicit MainWindow(const WindowParts& parts, QWidget* parent = nullptr);
    /// Its pages go first: hiding one ends what its presenter had begun, such as a test capture.
    ~MainWindow() override;

    [[nodiscard]] ShellPresenter& shell() { return m_shell; }
    [[nodiscard]] DevicesPresenter& devices() { return m_devices; }
    [[nodiscard]] QueuePresenter& queue() { return m_queue; }
    [[nodiscard]] HandOverPresenter& handOver() { return m_handOver; }
    [[nodiscard]] HealthPresenter& health() { return m_health; }
    /// Builds every page now; for the self-test and the tests.
    void buildAll();

public slots:
    void setStatus(const station::SyncStatus& status);

signals:
    void signInDrawn(); ///< once: the sign-in page has been painted with its officers
    void syncWanted(); ///< something new may be sent
    void sendNowWanted(); ///< beyond the day's data budget

private:
    void buildFrame();
    void wirePresenters();
    void wireRecovery();
    void leave(Page page);
    void wireKeys();
    void render(const ShellView& view);
    void enter(Page page);
    QWidget* pageFor(Page page);
    QWidget* handOverPage();
    QWidget* rosterPage();
    void newCase();
    QWidget* healthPage();
    void renderHealth(const HealthView& view);
    QWidget* buildWork();
    CaseArea* caseArea();
    void closeCase();
    void showTrouble(const Error& error);
    /// The same page again closes it.
    void toggleHelp(const QString& page, const QString& anchor = {});
    void closeHelp();
    void placeHelp();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    WindowParts m_parts;
    ShellPresenter m_shell;
    SetupPresenter m_setup;
    SignInPresenter m_signIn;
    RecoveryPresenter m_recovery;
    RepairPresenter m_repair;
    HomePresenter m_home;
    QueuePresenter m_queue;
    HandOverPresenter m_handOver;
    RosterPresenter m_roster;
    DevicesPresenter m_devices;
    HealthPresenter m_health;
    Page m_shown = Page::Starting;

    TopBar* m_bar = nullptr;
    QLabel* m_clockBand = nullptr;
    QLabel* m_trouble = nullptr;
    QStackedWidget* m_pages = nullptr;
    SignInPage* m_signInPage = nullptr;
    SetupPage* m_setupPage = nullptr;
    ForgottenPage* m_forgottenPage = nullptr;
    CodePage* m_codePage = nullptr;
    QWidget* m_work = nullptr; ///< side bar and the pages outside a case
    SideBar* m_side = nullptr;
    QStackedWidget* m_workPages = nullptr;
    HomePage* m_homePage = nullptr;
    QueuePage* m_queuePage = nullptr;
    HandOverPage* m_handOverPage = nullptr;
    RosterPage* m_rosterPage = nullptr;
    DevicesPage* m_devicesPage = nullptr;
    HealthPage* m_healthPage = nullptr;
    HealthPage* m_healthAlone = nullptr; ///< before anybody has signed in
    SettingsPage* m_settingsPage = nullptr;
    HelpPanel* m_help = nullptr; ///< lies over the right side; made when first asked for
    QPointer<QWidget> m_focusBeforeHelp;
    QPointer<CaseArea> m_case;
    QPointer<QWidget> m_focusBeforeLock;
    std::vector<QShortcut*> m_workKeys; ///< silent in a case and while locked
};

} // namespace station
