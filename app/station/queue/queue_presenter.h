#pragma once

#include "app/station/queue/queue_model.h"
#include "app/station/shell/shell_desk.h"
#include "core/sync/sync_status.h"

#include <QTimer>

#include <optional>

namespace station {

/// What the chips choose.
enum class QueueGroup { All, Waiting, NeedsYou, AtRegistry, Done };

struct QueueView {
    QueueGroup group = QueueGroup::All;
    QueueTotals totals;
    bool loaded = false; ///< the first rows have come
    int rows = 0; ///< fetched so far
    std::optional<QueueRow> selected;
    std::vector<HistoryEntry> history; ///< of the selected row
    SyncStatus sync; ///< `pause`: the day's data budget is used up
    bool busy = false;
    std::optional<Error> trouble;

    [[nodiscard]] bool canRetry() const; ///< or approve
    [[nodiscard]] bool awaitsApproval() const; ///< then it is approved, not sent again
    [[nodiscard]] bool canHold() const;
    [[nodiscard]] bool isUrgent() const { return selected && selected->priority > 0; }
};

/// The queue page: which rows, the chosen one's history, and what a person may decide about it.
/// Rows are fetched `pageSize` at a time, so that 100,000 of them cost nothing.
/// Threads: the window's.
class QueuePresenter : public QObject {
    Q_OBJECT

public:
    static constexpr int pageSize = 200;

    QueuePresenter(ShellDesk& desk, const Clock& clock, QObject* parent = nullptr);
    [[nodiscard]] const QueueView& view() const { return m_view; }
    [[nodiscard]] QueueModel& model() { return m_model; }

public slots:
    void refresh();
    void refreshSoon(); ///< at most once a second, while sending goes on
    void show(station::QueueGroup group);
    void select(int row); ///< -1: none
    void retry(); ///< approves a packet that waits for it
    void hold(const QString& reason); ///< ignored without a reason
    void setUrgent(bool urgent); ///< sent before the others, or no longer
    void setStatus(const station::SyncStatus& status);
    void sendNow(); ///< beyond the day's data budget

signals:
    void changed(const station::QueueView& view);
    void released(); ///< something may be sent now
    void moved(); ///< somebody decided about a packet: counts are others now
    void sendNowWanted();

private:
    void fetch(int offset);
    void readHistory();
    void decided(const Result<void>& done);

    ShellDesk& m_desk;
    QueueModel m_model;
    QueueView m_view;
    QTimer m_soon;
    int m_generation = 0; // answers to an older question are dropped
};

} // namespace station
