#pragma once

#include "app/station/shell/shell_desk.h"

#include <QTimer>

#include <map>
#include <optional>

namespace station {

struct SignInView {
    std::vector<OfficerInfo> officers;
    OfficerId chosen;
    bool unlocking = false; ///< the lock page: somebody was at work
    OfficerId lockedFor;
    bool caseOpen = false; ///< behind the lock page
    bool busy = false; ///< the passphrase is being checked
    std::optional<Error> error;
    int waitSeconds = 0; ///< until another passphrase of the chosen officer is looked at
    bool counted = false; ///< the two figures below are known
    int waiting = 0; ///< packets not yet sent
    qint64 waitingBytes = 0;
    CertificateTerm certificate
        = CertificateTerm::Valid; ///< also while it is not known, or none is installed
    int certificateDays = 0; ///< left; with EndsSoon

    /// Signing in now would close somebody else's open case (it stays as a draft).
    [[nodiscard]] bool closesCase() const { return unlocking && caseOpen && chosen != lockedFor; }
};

/// Picks the officer and opens the desk with the passphrase; the same on the sign-in and the lock page.
/// Threads: the window's.
class SignInPresenter : public QObject {
    Q_OBJECT

public:
    SignInPresenter(ShellDesk& desk, const Clock& clock, QObject* parent = nullptr);
    [[nodiscard]] const SignInView& view() const { return m_view; }

public slots:
    void begin(); ///< reads officers and what waits
    void beginUnlock(const station::OfficerInfo& lockedFor, bool caseOpen);
    void choose(const station::OfficerId& id); ///< each officer waits alone; ignored while busy
    /// Ignored while busy or waiting. The bytes are wiped when they have been used.
    void submit(QByteArray passphrase);
    void tick(); ///< counts the wait down

signals:
    void changed(const station::SignInView& view);
    void signedIn(const station::OfficerInfo& officer);

private:
    void load();
    void refused(const Error& error);
    [[nodiscard]] int secondsLeft() const;
    void publish();

    ShellDesk& m_desk;
    const Clock& m_clock;
    SignInView m_view;
    // By officer, of this run of the computer: nobody sets it.
    std::map<QString, std::chrono::milliseconds> m_waitUntil;
    QTimer m_second;
};

} // namespace station
