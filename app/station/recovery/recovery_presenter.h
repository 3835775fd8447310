#pragma once

#include "app/station/shell/shell_desk.h"

#include <QTimer>

#include <optional>

namespace station {

/// What stands in the way of a new passphrase.
enum class RecoveryFault { None, CodeMistyped, PassphraseShort, PassphrasesDiffer };

struct RecoveryView {
    std::vector<OfficerInfo> supervisors;
    OfficerId chosen;
    bool busy = false;
    RecoveryFault fault = RecoveryFault::None;
    int wrongGroup = 0; ///< 1..8 of the code, with CodeMistyped; 9: it is too long
    std::optional<Error> error;
    int waitSeconds = 0; ///< until another code is looked at
    bool noCode = false; ///< the station has none: nothing typed here can lead anywhere
    QByteArray code; ///< to be put on paper; empty while there is none to show
};

/// What was typed on the page of a forgotten passphrase. Wiped by the presenter.
struct RecoveryEntry {
    QByteArray code;
    QByteArray passphrase;
    QByteArray again;
};

/// The station's recovery code: a new one for the envelope, and the way back in with the one that lies there.
///
///   make()              -> view().code, shown until put() or leave()
///   begin(), submit()   -> recovered(), and view().code: the next one
///
/// Threads: the window's.
class RecoveryPresenter : public QObject {
    Q_OBJECT

public:
    static constexpr int shortestPassphrase = 8; ///< characters; the desk judges again

    RecoveryPresenter(ShellDesk& desk, const Clock& clock, QObject* parent = nullptr);
    [[nodiscard]] const RecoveryView& view() const { return m_view; }

public slots:
    void begin(const station::OfficerId& likely); ///< whose passphrase is forgotten, if a supervisor's
    void choose(const station::OfficerId& id);
    void submit(station::RecoveryEntry entry);
    void make(); ///< a new code; a supervisor is signed in
    void put(); ///< "I have put it in the envelope": done() follows
    void leave(); ///< forgets the code
    void tick(); ///< counts the wait down

signals:
    void changed(const station::RecoveryView& view);
    void recovered(const station::OfficerInfo& officer);
    void done();

private:
    void refused(const Error& error);
    void publish() { emit changed(m_view); }
    void forgetCode();
    /// A code was used up after its page was left: nobody sees the new one, and nobody is signed in by it.
    void given(Result<QByteArray> next);
    [[nodiscard]] RecoveryFault faultOf(const RecoveryEntry& entry);

    ShellDesk& m_desk;
    const Clock& m_clock;
    RecoveryView m_view;
    int m_turn = 0; ///< an answer to something that was left is ignored
    Instant m_waitUntil;
    QTimer m_second;
};

} // namespace station
