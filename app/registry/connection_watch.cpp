#include "app/registry/connection_watch.h"

#include <sys/socket.h>

#include <algorithm>

namespace station {

ConnectionWatch::ConnectionWatch(std::chrono::milliseconds patience)
    : m_patience(patience)
    , m_thread([this] { run(); })
{
}

ConnectionWatch::~ConnectionWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_stop.notify_all();
    m_thread.join();
}

void ConnectionWatch::begin(int descriptor)
{
    const std::lock_guard lock(m_mutex);
    m_deadlines[descriptor] = std::chrono::steady_clock::now() + m_patience;
}

void ConnectionWatch::end(int descriptor)
{
    const std::lock_guard lock(m_mutex);
    m_deadlines.erase(descriptor);
}

void ConnectionWatch::run()
{
    const auto step = std::max<std::chrono::milliseconds>(m_patience / 8, std::chrono::milliseconds(20));
    std::unique_lock lock(m_mutex);
    while (!m_stop.wait_for(lock, step, [this] { return m_stopping; })) {
        const Time now = std::chrono::steady_clock::now();
        for (auto& [descriptor, deadline] : m_deadlines) {
            if (deadline < now) // its thread wakes with an end of file, and removes and closes it
                ::shutdown(descriptor, SHUT_RDWR);
        }
    }
}

} // namespace station
