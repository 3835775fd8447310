#pragma once

#include "app/station/shell/shell_desk.h"

#include <optional>

namespace station {

/// What stands in the way of making an officer; None when nothing does.
enum class SetupFault {
    None,
    NameMissing,
    PassphraseMissing, ///< of the officer who exists already
    PassphraseShort,
    PassphrasesDiffer,
    SamePassphrase,
};

struct SetupView {
    int made = 0; ///< officers that exist: 0, 1 or 2
    QString firstName; ///< of the one that exists
    bool busy = false;
    int faultAt = -1; ///< 0: the supervisor, 1: the second officer
    SetupFault fault = SetupFault::None;
    std::optional<Error> error;
};

struct OfficerEntry {
    QString name;
    Role role = Role::Officer;
    QString passphrase;
    QString again;
};

/// The first run: a supervisor and a second officer, so that one forgotten passphrase loses nothing.
/// Interrupted between the two, it goes on with the second.
/// Threads: the window's.
class SetupPresenter : public QObject {
    Q_OBJECT

public:
    static constexpr int shortestPassphrase = 8; ///< characters; the desk judges again

    explicit SetupPresenter(ShellDesk& desk, QObject* parent = nullptr);
    [[nodiscard]] const SetupView& view() const { return m_view; }

public slots:
    void begin();
    /// Of a `supervisor` who exists already only the passphrase counts: the second officer is added with it.
    void submit(const station::OfficerEntry& supervisor, const station::OfficerEntry& second);

signals:
    void changed(const station::SetupView& view);
    void ready(); ///< two officers exist

private:
    void makeFirst(const OfficerEntry& supervisor, const OfficerEntry& second);
    void makeSecond(const OfficerEntry& second, const QString& first);
    void failed(int at, const Error& error);
    void publish() { emit changed(m_view); }

    ShellDesk& m_desk;
    SetupView m_view;
};

} // namespace station
