#pragma once

#include "app/station/shell/shell_desk.h"
#include "core/sync/sync_status.h"

#include <optional>

namespace station {

enum class Page {
    Starting,
    Setup,
    SignIn,
    Lock,
    Forgotten,
    RecoveryCode,
    Home,
    Case,
    Queue,
    HandOver,
    Devices,
    Settings,
    Check,
    Roster
};

/// What the frame around the pages shows.
struct ShellView {
    Page page = Page::Starting;
    StationInfo info;
    std::optional<OfficerInfo> officer; ///< nobody while locked
    bool caseOpen = false; ///< behind the lock page too
    SyncStatus status;
};

/// Decides which page stands in the window, who works there, and when it locks.
///
///   begin() -> Setup (fewer than two officers) -> SignIn -> Home <-> Case, Queue, Devices, Settings, Roster
///   Queue <-> HandOver
///   SignIn or Lock: forgotten() -> Forgotten -> recovered() -> RecoveryCode -> Home
///   a supervisor, after the setup by itself: makeRecoveryCode() -> RecoveryCode -> Home
///   from every page behind the sign-in: lock() -> Lock -> signedIn(the same officer) -> the same page
///                                                      -> signedIn(another) -> closeCase, Home
///
/// Check, the station check, is also reached from SignIn; go(Home) leads back there while nobody is signed
/// in.
///
/// Promise: locking never closes a case, and a case that is closed stays on the disk as a draft.
/// Threads: the window's.
class ShellPresenter : public QObject {
    Q_OBJECT

public:
    ShellPresenter(ShellDesk& desk, const StationInfo& info, QObject* parent = nullptr);
    [[nodiscard]] const ShellView& view() const { return m_view; }
    [[nodiscard]] std::optional<OfficerInfo> lockedFor() const { return m_lockedFor; }

public slots:
    void begin();
    void officersReady(); ///< the setup has made the first two
    void signedIn(const station::OfficerInfo& officer);
    void lock(); ///< harmless when nobody is signed in
    void forgotten(); ///< from SignIn and Lock
    void rememberedAgain(); ///< back from Forgotten
    void recovered(const station::OfficerInfo& officer); ///< signed in, and the next code is to be put away
    void makeRecoveryCode(); ///< ignored unless a supervisor is signed in and no case is open
    void recoveryLeft(); ///< put away or later: home
    void go(station::Page page); ///< Home, Queue, Devices, Settings, Roster or Check; ignored while nobody is
                                 ///< signed in or a case is open
    void newCase();
    void resumeCase(const station::PacketId& id);
    void caseLeft();
    void countWaiting(); ///< from the queue itself: nobody else does while no registry is set up
    void setStatus(const station::SyncStatus& status);

signals:
    void changed(const station::ShellView& view);
    void openNewCase();
    void openDraft(const station::PacketId& id);
    void recoveryCodeWanted(); ///< a new one is to be made
    void closeCase(); ///< nothing of it stays in memory; everything accepted is on the disk already
    void locked();
    void failed(const station::Error& error);

private:
    void show(Page page);
    void takeOver(const OfficerInfo& officer, Page page);

    ShellDesk& m_desk;
    ShellView m_view;
    std::optional<OfficerInfo> m_lockedFor;
    Page m_lockedPage = Page::Home;
    bool m_fresh = false; ///< set up just now: the first supervisor makes the recovery code
};

} // namespace station
