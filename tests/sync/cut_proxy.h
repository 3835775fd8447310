#pragma once

#include <QtGlobal>

#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

namespace station {

/// A line that breaks where it is told: forwards TCP to a port on 127.0.0.1 and closes both sides after so
/// many bytes.
class CutProxy {
public:
    struct Cut {
        bool up = true; ///< counts bytes towards the registry; else those coming back
        qint64 after = 0;
    };

    explicit CutProxy(int target);
    ~CutProxy();
    CutProxy(const CutProxy&) = delete;
    CutProxy& operator=(const CutProxy&) = delete;

    [[nodiscard]] int port() const { return m_port; }
    /// The next connection ends here; the one after it by the next cut; when there is none, never.
    void cut(Cut where);
    [[nodiscard]] qint64 bytesUp() const { return m_up; }
    [[nodiscard]] int cutsLeft();

private:
    void run();
    void carry(int client);

    const int m_target;
    int m_listen = -1;
    int m_port = 0;
    int m_stop[2] = {-1, -1};
    std::atomic<qint64> m_up {0};
    std::mutex m_mutex;
    std::deque<Cut> m_cuts;
    std::thread m_thread;
};

} // namespace station
