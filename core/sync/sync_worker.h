#pragma once

#include "core/base/worker_thread.h"
#include "core/sync/sync_policy.h"
#include "core/sync/sync_session.h"
#include "core/sync/sync_status.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <mutex>

namespace station {

/// Carries the queue to the registry, for as long as the program runs, locked or not. Needs no officer.
///
/// When the disk failed a pass, everything is opened anew half a minute later, or at once by syncNow().
///
/// Threads: lives on a thread of its own, see SyncThread. start(), syncNow() and networkBack() are called
/// through the event loop; stop() from any thread.
class SyncWorker : public QObject {
    Q_OBJECT

public:
    using Open = std::function<Result<std::unique_ptr<SyncSession>>(std::function<void(const SyncStep&)>)>;

    /// `open` is called on the worker's thread, again after each failure to open.
    SyncWorker(Open open, const Clock& clock);

    /// The running request ends at once, and nothing is sent afterwards.
    void stop();

public slots:
    void start();
    /// Forgets the wait and tries at once. During a pass: one more pass follows.
    void syncNow();
    /// As syncNow(), and beyond the day's budget until everything that waits has been sent once.
    void sendNow();
    /// What the computer says about the connection: each byte is paid for.
    void setMetered(bool metered);
    /// The computer says there is a network again: tries within 5 s, not all stations at the same instant.
    void networkBack();

signals:
    void statusChanged(const station::SyncStatus& status);
    void stepped(const station::PacketId& packet); ///< its row has changed on disk

private:
    void pass();
    void conclude(const Reply<void>& done, const SyncReport& report);
    void onStep(const SyncStep& step);
    void notSetUp(const Error& error);
    void setLink(Link link);
    void refreshTotals();
    void publish() { emit statusChanged(m_status); }
    [[nodiscard]] std::chrono::milliseconds pauseAfter(const SyncReport& report) const;
    void applyBudget();
    void dropSession();
    void tryIn(std::chrono::milliseconds wait, bool announce);

    Open m_open;
    const Clock& m_clock;
    std::mutex m_sessionMutex; ///< guards the pointer against stop()
    std::unique_ptr<SyncSession> m_session;
    std::atomic<bool> m_stopped {false};
    QTimer m_timer {this};
    QTimer m_identityTimer {this}; ///< runs while the registry does not accept the station
    Breaker m_breaker;
    int m_quietPasses = 0; ///< in a row
    bool m_metered = false;
    bool m_beyondBudget = false;
    SyncStatus m_status;
};

/// A SyncWorker on its thread. Destroying it stops the running request and waits for the thread.
class SyncThread {
public:
    /// Starts at once. `station` and `registry` as in SyncSession::open().
    SyncThread(const QDir& station, const QUrl& registry, const Clock& clock);
    ~SyncThread();
    SyncThread(const SyncThread&) = delete;
    SyncThread& operator=(const SyncThread&) = delete;

    /// For connections; its slots run on its own thread (queued).
    [[nodiscard]] SyncWorker& worker() { return m_worker; }
    void syncNow();

private:
    WorkerThread m_thread {QStringLiteral("sync")};
    SyncWorker& m_worker;
};

} // namespace station
