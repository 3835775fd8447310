#include "app/registry/connection_watch.h"

#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <tuple>
#include <vector>

namespace station {
namespace {

/// Bytes the kernel has taken from the peer; 0 for what is no TCP connection.
qint64 bytesReceived(int descriptor)
{
    tcp_info info {};
    socklen_t size = sizeof info;
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return 0;
    return static_cast<qint64>(info.tcpi_bytes_received);
}

std::string addressOf(int descriptor)
{
    sockaddr_storage peer {};
    socklen_t size = sizeof peer;
    char text[INET6_ADDRSTRLEN] = "";
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0)
        return {};
    if (peer.ss_family == AF_INET)
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(peer).sin_addr, text, sizeof text);
    else if (peer.ss_family == AF_INET6)
        ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr, text, sizeof text);
    return text;
}

} // namespace

ConnectionWatch::ConnectionWatch(const Limits& limits)
    : m_limits(limits)
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
    auto& connection = m_connections[descriptor];
    const bool isNew = connection.address.empty();
    if (isNew)
        connection.address = addressOf(descriptor);
    connection.began = std::chrono::steady_clock::now();
    connection.bytesAtBegin = bytesReceived(descriptor);
    connection.complete = false;
    if (isNew)
        cutOldest(descriptor, static_cast<std::size_t>(m_limits.handshakesPerAddress),
            [](const Connection& a, const Connection& b) {
                return a.station.empty() && b.station.empty() && a.address == b.address;
            });
}

void ConnectionWatch::authenticated(int descriptor, const std::string& station)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_connections.find(descriptor);
    if (found == m_connections.end() || station.empty())
        return;
    found->second.station = station;
    cutOldest(descriptor, static_cast<std::size_t>(m_limits.connectionsPerStation),
        [](const Connection& a, const Connection& b) { return a.station == b.station; });
}

void ConnectionWatch::complete(int descriptor)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_connections.find(descriptor); found != m_connections.end())
        found->second.complete = true;
}

void ConnectionWatch::end(int descriptor)
{
    const std::lock_guard lock(m_mutex);
    m_connections.erase(descriptor);
}

/// Of those like the newest, at most `most` stay.
void ConnectionWatch::cutOldest(
    int newest, std::size_t most, bool (*same)(const Connection&, const Connection&))
{
    const Connection& mine = m_connections.at(newest);
    std::size_t count = 0;
    auto oldest = m_connections.end();
    for (auto each = m_connections.begin(); each != m_connections.end(); ++each) {
        if (each->second.cut || !same(each->second, mine))
            continue;
        ++count;
        const bool mayGo = each->first != newest && !each->second.complete;
        if (mayGo && (oldest == m_connections.end() || each->second.began < oldest->second.began))
            oldest = each;
    }
    if (count > most && oldest != m_connections.end())
        cut(oldest->first, oldest->second);
}

/// Its thread wakes with an end of file, and removes and closes it.
void ConnectionWatch::cut(int descriptor, Connection& connection)
{
    connection.cut = true;
    ::shutdown(descriptor, SHUT_RDWR);
}

void ConnectionWatch::run()
{
    using namespace std::chrono_literals;
    const auto step = std::clamp<std::chrono::milliseconds>(
        std::min({m_limits.patience, m_limits.grace, m_limits.graceUnderLoad}) / 8, 20ms, 250ms);
    std::unique_lock lock(m_mutex);
    while (!m_stop.wait_for(lock, step, [this] { return m_stopping; })) {
        const Time now = std::chrono::steady_clock::now();
        inspect(now);
        relieve(now);
    }
}

void ConnectionWatch::inspect(Time now)
{
    for (auto& [descriptor, connection] : m_connections) {
        if (connection.cut)
            continue;
        const auto age = now - connection.began;
        const qint64 bytes = bytesReceived(descriptor) - connection.bytesAtBegin;
        const double needed = std::chrono::duration<double>(age).count()
            * static_cast<double>(m_limits.slowestBytesPerSecond);
        const bool slow = !connection.complete && age > m_limits.grace && static_cast<double>(bytes) < needed;
        const bool large = !connection.complete && bytes > m_limits.headBytes + m_limits.chunkMax;
        if (age > m_limits.patience || slow || large)
            cut(descriptor, connection);
    }
}

/// As many as connections wait for a thread.
void ConnectionWatch::relieve(Time now)
{
    std::map<std::string, int> byAddress;
    for (const auto& [descriptor, connection] : m_connections)
        byAddress[connection.address] += connection.station.empty() ? 1 : 0;
    std::vector<std::tuple<int, double, int>> candidates; // smaller goes first
    for (const auto& [descriptor, connection] : m_connections) {
        const auto age = now - connection.began;
        if (connection.cut || connection.complete || age < m_limits.graceUnderLoad)
            continue;
        const double rate = static_cast<double>(bytesReceived(descriptor) - connection.bytesAtBegin)
            / std::chrono::duration<double>(age).count();
        candidates.emplace_back(
            connection.station.empty() ? -byAddress[connection.address] : 1, rate, descriptor);
    }
    std::sort(candidates.begin(), candidates.end());
    const auto going = std::count_if(
        m_connections.begin(), m_connections.end(), [](const auto& each) { return each.second.cut; });
    const auto waiting = static_cast<std::size_t>(std::max(0, m_jobs - m_threads - static_cast<int>(going)));
    for (std::size_t i = 0; i < std::min(waiting, candidates.size()); ++i) {
        const int descriptor = std::get<2>(candidates[i]);
        cut(descriptor, m_connections.at(descriptor));
    }
}

} // namespace station
