#pragma once

#include "app/station/shell/shell_desk.h"
#include "core/sync/sync_status.h"

#include <QTimer>

#include <optional>

namespace station {

struct DraftLine {
    DraftSummary draft;
    Words procedure; ///< its title; empty when the procedure is not known here
};

struct HomeView {
    TodayCounts counts;
    std::vector<DraftLine> drafts; ///< last touched first
    bool draftsRead = false; ///< since the page was entered
    SyncStatus status;
    /// What is wrong with the recovery code; nothing while it lies in its envelope.
    std::optional<RecoveryState> recovery;
    bool supervisor = false; ///< may make one
    bool busy = false; ///< a draft is being discarded
    std::optional<Error> trouble;
};

/// Today's figures, the drafts that wait, and the connection.
/// Threads: the window's.
class HomePresenter : public QObject {
    Q_OBJECT

public:
    HomePresenter(ShellDesk& desk, std::vector<Procedure> procedures, QObject* parent = nullptr);
    [[nodiscard]] const HomeView& view() const { return m_view; }

public slots:
    void refresh(bool supervisor);
    void setStatus(const station::SyncStatus& status); ///< counts follow at most once a second
    void discard(const station::PacketId& id, const QString& reason);
    void forget(); ///< locked: no name stays in memory here

signals:
    void changed(const station::HomeView& view);

private:
    void refreshCounts();
    void refreshDrafts();
    void refreshRecovery();

    ShellDesk& m_desk;
    std::vector<Procedure> m_procedures;
    HomeView m_view;
    QTimer m_soon;
};

} // namespace station
