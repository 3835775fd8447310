#include "tests/sync/cut_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <poll.h>
#include <unistd.h>

namespace station {
namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

bool sendAll(int to, const char* data, ssize_t size)
{
    for (ssize_t done = 0; done < size;) {
        const ssize_t sent = ::send(to, data + done, static_cast<std::size_t>(size - done), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        done += sent;
    }
    return true;
}

} // namespace

CutProxy::CutProxy(int target)
    : m_target(target)
    , m_listen(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    auto address = loopback(0);
    socklen_t size = sizeof address;
    (void)::bind(m_listen, reinterpret_cast<sockaddr*>(&address), size);
    (void)::listen(m_listen, 16);
    (void)::getsockname(m_listen, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    (void)::pipe(m_stop);
    m_thread = std::thread([this] { run(); });
}

CutProxy::~CutProxy()
{
    (void)::write(m_stop[1], "x", 1);
    m_thread.join();
    for (const int fd : {m_listen, m_stop[0], m_stop[1]})
        ::close(fd);
}

void CutProxy::cut(Cut where)
{
    const std::lock_guard lock(m_mutex);
    m_cuts.push_back(where);
}

int CutProxy::cutsLeft()
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_cuts.size());
}

void CutProxy::run()
{
    while (true) {
        pollfd ready[2] {{m_listen, POLLIN, 0}, {m_stop[0], POLLIN, 0}};
        if (::poll(ready, 2, -1) < 0 || (ready[1].revents & POLLIN))
            return;
        const int client = ::accept4(m_listen, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
            carry(client);
    }
}

void CutProxy::carry(int client)
{
    const int registry = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(m_target);
    qint64 left[2] {std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max()}; // up, down
    {
        const std::lock_guard lock(m_mutex);
        if (!m_cuts.empty()) {
            left[m_cuts.front().up ? 0 : 1] = m_cuts.front().after;
            m_cuts.pop_front();
        }
    }
    bool open = ::connect(registry, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    char buffer[4096];
    while (open) {
        pollfd ready[3] {{client, POLLIN, 0}, {registry, POLLIN, 0}, {m_stop[0], POLLIN, 0}};
        if (::poll(ready, 3, -1) < 0 || (ready[2].revents & POLLIN))
            break;
        for (int side = 0; side < 2 && open; ++side) {
            if (ready[side].revents == 0)
                continue;
            const auto most = static_cast<std::size_t>(std::min<qint64>(left[side], sizeof buffer));
            const ssize_t got = most == 0 ? 0 : ::recv(side == 0 ? client : registry, buffer, most, 0);
            open = got > 0 && sendAll(side == 0 ? registry : client, buffer, got);
            left[side] -= std::max<ssize_t>(got, 0);
            if (side == 0)
                m_up += std::max<ssize_t>(got, 0);
        }
    }
    ::close(client);
    ::close(registry);
}

} // namespace station
