#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace station {

/// Ends connections that take too long. cpp-httplib's own time limits count from byte to byte, so a peer that
/// sends one byte every few seconds would hold a thread for ever; here the clock runs from one complete
/// request to the next (the first one: from the start of the TLS handshake).
///
/// Threads: any. The descriptor must be removed before it is closed.
class ConnectionWatch {
public:
    explicit ConnectionWatch(std::chrono::milliseconds patience);
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch&) = delete;
    ConnectionWatch& operator=(const ConnectionWatch&) = delete;

    void begin(int descriptor); ///< starts the clock, or starts it again
    void end(int descriptor);

private:
    using Time = std::chrono::steady_clock::time_point;
    void run();

    const std::chrono::milliseconds m_patience;
    std::mutex m_mutex;
    std::condition_variable m_stop;
    std::map<int, Time> m_deadlines;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace station
