#pragma once

#include "app/station/shell/shell_desk.h"

#include <optional>

namespace station {

struct RepairView {
    std::optional<RecoveryNotice> notice; ///< nothing: no recovery waits to be noted
    bool mayNote = false; ///< a supervisor is signed in
    bool busy = false;
    std::optional<Error> trouble;
};

/// What a recovery of the damaged database saved and lost, until a supervisor takes note of it.
/// Threads: the window's.
class RepairPresenter : public QObject {
    Q_OBJECT

public:
    explicit RepairPresenter(ShellDesk& desk, QObject* parent = nullptr);
    [[nodiscard]] const RepairView& view() const { return m_view; }

public slots:
    void begin();
    void setOfficer(const std::optional<station::OfficerInfo>& officer);
    void note(); ///< ignored unless a supervisor is signed in

signals:
    void changed(const station::RepairView& view);

private:
    ShellDesk& m_desk;
    RepairView m_view;
};

} // namespace station
