#pragma once

#include "app/registry/limits.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace station {

/// Ends connections that take too long. cpp-httplib gives each connection a thread, and its own time limits
/// count from byte to byte, so a peer that sends one byte every few seconds would hold a thread for ever.
/// Here the clock runs from one answered request to the next (the first one: from the start of the TLS
/// handshake), bytes are counted by the kernel, and while connections wait for a thread the slowest has to
/// go.
///
/// Who goes first: whoever has not shown a certificate, of the address with most connections; then the
/// slowest. A request that is complete and being worked on is never slow.
///
/// Threads: any. The descriptor must be removed before it is closed.
class ConnectionWatch {
public:
    explicit ConnectionWatch(const Limits& limits);
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch&) = delete;
    ConnectionWatch& operator=(const ConnectionWatch&) = delete;

    void begin(int descriptor); ///< a new connection, or the next request: the clock starts
    void authenticated(int descriptor, const std::string& station); ///< the handshake is done
    void complete(int descriptor); ///< the whole request is here
    void end(int descriptor);

    /// Connections accepted and not ended, those that wait for one of `threads` among them.
    void jobs(int more) { m_jobs += more; }
    void setThreads(int threads) { m_threads = threads; }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Connection {
        std::string address;
        std::string station; ///< empty until it is authenticated
        Time began;
        qint64 bytesAtBegin = 0;
        bool complete = false;
        bool cut = false;
    };
    void run();
    void inspect(Time now);
    void relieve(Time now);
    void cut(int descriptor, Connection& connection);
    void cutOldest(int newest, std::size_t most, bool (*same)(const Connection&, const Connection&));

    const Limits m_limits;
    std::atomic<int> m_jobs {0};
    std::atomic<int> m_threads {1};
    std::mutex m_mutex;
    std::condition_variable m_stop;
    std::map<int, Connection> m_connections;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace station
