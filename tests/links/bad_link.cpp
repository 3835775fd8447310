// A bad link between two network namespaces, in user space: kernels without CONFIG_NET_SCH_NETEM have no
// other.
//
//   bad-link --kbit R --rtt MS --loss PERCENT [--queue PACKETS] [--seed N] [--congestion NAME]
//
// --congestion: for every connection at both ends, whatever a program asks for.
//
// Makes two network namespaces joined by two TUN devices: the station's (192.0.2.1) and the registry's
// (192.0.2.2). Rate, half of the round trip and loss hold for each direction. They live as long as this
// program. Its first line is `ready FD-PATH FD-PATH`, for setns() or `nsenter --net=`.
//
// Commands, one a line on stdin:
//   cut MS | freeze MS            now; MS 0 is "until restore"
//   cut-after BYTES MS            when the station has sent so many more bytes
//   freeze-after BYTES MS
//   restore | loss PERCENT | counters
// Ends with stdin, or with its parent. Each event and the counters are lines on stdout.
// Exit code 77: this machine does not let us (no root, no /dev/net/tun, no namespaces).
#include "tests/links/link_shaper.h"

#include <arpa/inet.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sched.h>
#include <sstream>
#include <string>
#include <unistd.h>
#include <utility>

using namespace station;
using Time = LinkShaper::Time;

namespace {

constexpr int cannot = 77;
constexpr int mtu = 1400;

[[noreturn]] void giveUp(const char* what)
{
    std::fprintf(stderr, "bad-link: %s: %s\n", what, std::strerror(errno));
    std::exit(cannot);
}

struct Options {
    LinkRules rules;
    std::uint64_t seed = 1;
    std::string congestion;
};

Options optionsFrom(int count, char** words)
{
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i];
        const double number = std::atof(words[i + 1]);
        if (name == "--kbit")
            options.rules.bitsPerSecond = number * 1000;
        else if (name == "--rtt")
            options.rules.delay = std::chrono::microseconds(static_cast<long long>(number * 500));
        else if (name == "--loss")
            options.rules.loss = number / 100;
        else if (name == "--queue")
            options.rules.queuePackets = static_cast<int>(number);
        else if (name == "--seed")
            options.seed = std::strtoull(words[i + 1], nullptr, 10);
        else if (name == "--congestion")
            options.congestion = words[i + 1];
        else
            std::exit(2);
    }
    return options;
}

/// One end of the line: a namespace of its own with a TUN device in it.
struct End {
    int space = -1;
    int tun = -1;
};

void setAddress(int control, ifreq& request, unsigned long what, const char* address)
{
    auto* inet = reinterpret_cast<sockaddr_in*>(&request.ifr_addr);
    *inet = {};
    inet->sin_family = AF_INET;
    inet_pton(AF_INET, address, &inet->sin_addr);
    if (::ioctl(control, what, &request) != 0)
        giveUp("address");
}

void bringUp(int control, ifreq& request)
{
    if (::ioctl(control, SIOCGIFFLAGS, &request) != 0)
        giveUp("flags");
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
    if (::ioctl(control, SIOCSIFFLAGS, &request) != 0)
        giveUp("up");
}

void setKernel(const char* name, const std::string& value)
{
    std::ofstream file(std::string("/proc/sys/net/ipv4/") + name);
    file << value << std::flush;
    if (!file)
        giveUp(name);
}

/// By the route: a namespace of its own may not choose what the machine's list of allowed ones leaves out.
void routeWith(const std::string& congestion, const std::string& own, const std::string& other)
{
    const std::string command
        = "ip route replace " + other + " dev link0 src " + own + " congctl " + congestion;
    if (std::system(command.c_str()) != 0)
        giveUp(command.c_str());
}

End makeEnd(const char* own, const char* other, const std::string& congestion)
{
    End end;
    if (::unshare(CLONE_NEWNET) != 0)
        giveUp("a network namespace");
    end.space = ::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    end.tun = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq request {};
    std::strcpy(request.ifr_name, "link0");
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (end.space < 0 || end.tun < 0 || ::ioctl(end.tun, TUNSETIFF, &request) != 0)
        giveUp("/dev/net/tun");
    const int control = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    setAddress(control, request, SIOCSIFADDR, own);
    setAddress(control, request, SIOCSIFDSTADDR, other);
    request.ifr_mtu = mtu;
    if (::ioctl(control, SIOCSIFMTU, &request) != 0)
        giveUp("mtu");
    bringUp(control, request);
    ifreq loopback {};
    std::strcpy(loopback.ifr_name, "lo");
    bringUp(control, loopback);
    ::close(control);
    setKernel("tcp_no_metrics_save", "1"); // no connection profits from what the one before has learnt
    if (!congestion.empty())
        routeWith(congestion, own, other);
    return end;
}

class BadLink {
public:
    explicit BadLink(const Options& options)
        : m_shapers {LinkShaper(options.rules, options.seed), LinkShaper(options.rules, options.seed + 1)}
    {
        m_ends[0] = makeEnd("192.0.2.1", "192.0.2.2", options.congestion);
        m_ends[1] = makeEnd("192.0.2.2", "192.0.2.1", options.congestion);
        std::printf("ready /proc/%d/fd/%d /proc/%d/fd/%d\n", ::getpid(), m_ends[0].space, ::getpid(),
            m_ends[1].space);
        std::fflush(stdout);
    }

    void run()
    {
        while (readCommands()) {
            std::array<pollfd, 3> ready {
                pollfd {m_ends[0].tun, POLLIN, 0}, {m_ends[1].tun, POLLIN, 0}, {0, POLLIN, 0}};
            const timespec wait = untilNext();
            ::ppoll(ready.data(), ready.size(), &wait, nullptr);
            m_commandsWait = ready[2].revents != 0;
            carry(0);
            carry(1);
            const Time now = std::chrono::steady_clock::now();
            if (m_restoreAt && *m_restoreAt <= now)
                restore();
        }
        tellCounters();
    }

private:
    timespec untilNext() const
    {
        const Time now = std::chrono::steady_clock::now();
        Time next = now + std::chrono::seconds(1);
        for (const auto& shaper : m_shapers)
            next = std::min(next, shaper.nextDue().value_or(next));
        next = std::min(next, m_restoreAt.value_or(next));
        const auto wait = std::max(next - now, Time::duration(0));
        return {std::chrono::duration_cast<std::chrono::seconds>(wait).count(),
            static_cast<long>((wait % std::chrono::seconds(1)).count())};
    }

    void carry(std::size_t from)
    {
        auto& shaper = m_shapers.at(from);
        std::array<std::uint8_t, 2048> buffer {};
        for (ssize_t size = 0; (size = ::read(m_ends.at(from).tun, buffer.data(), buffer.size())) > 0;) {
            if (from == 0)
                countDown(size);
            shaper.offer({buffer.begin(), buffer.begin() + size}, std::chrono::steady_clock::now());
        }
        while (const auto packet = shaper.take(std::chrono::steady_clock::now()))
            (void)!::write(m_ends.at(1 - from).tun, packet->data(), packet->size());
    }

    /// The trigger of cut-after and freeze-after.
    void countDown(long long size)
    {
        if (m_trigger.empty() || (m_bytesLeft -= size) > 0)
            return;
        const std::string command = std::exchange(m_trigger, {});
        obey(command);
    }

    bool readCommands()
    {
        if (!m_commandsWait)
            return true;
        std::array<char, 512> buffer {};
        const ssize_t size = ::read(0, buffer.data(), buffer.size());
        if (size <= 0)
            return false;
        m_pending.append(buffer.data(), static_cast<std::size_t>(size));
        for (std::size_t end = 0; (end = m_pending.find('\n')) != std::string::npos;) {
            obey(m_pending.substr(0, end));
            m_pending.erase(0, end + 1);
        }
        return true;
    }

    void obey(const std::string& line)
    {
        std::istringstream words(line);
        std::string name;
        double number = 0;
        double second = 0;
        words >> name >> number >> second;
        const Time now = std::chrono::steady_clock::now();
        const std::chrono::microseconds lasting(static_cast<long long>(number * 1000));
        if (name == "cut" || name == "freeze") {
            for (auto& shaper : m_shapers)
                name == "cut" ? shaper.cut() : shaper.freeze(lasting, now);
            m_restoreAt = number > 0 ? std::optional(now + lasting) : std::nullopt;
            tell(name);
        } else if (name == "cut-after" || name == "freeze-after") {
            m_bytesLeft = static_cast<long long>(number);
            m_trigger = name.substr(0, name.find('-')) + " " + std::to_string(second);
        } else if (name == "restore") {
            restore();
        } else if (name == "loss") {
            for (auto& shaper : m_shapers)
                shaper.setLoss(number / 100);
        } else if (name == "counters") {
            tellCounters();
        }
    }

    void restore()
    {
        m_restoreAt.reset();
        for (auto& shaper : m_shapers)
            shaper.restore();
        tell("restored");
    }

    void tellCounters() const
    {
        std::printf("counters");
        for (const auto& shaper : m_shapers) {
            const auto& c = shaper.counters();
            std::printf(" %lld %lld %lld %lld %lld", c.packets, c.bytes, c.lost, c.overflowed, c.cut);
        }
        tell("");
    }

    static void tell(const std::string& line)
    {
        std::printf("%s\n", line.c_str());
        std::fflush(stdout);
    }

    std::array<LinkShaper, 2> m_shapers; ///< from the station, from the registry
    std::array<End, 2> m_ends;
    std::optional<Time> m_restoreAt;
    std::string m_trigger;
    long long m_bytesLeft = 0;
    std::string m_pending;
    bool m_commandsWait = false;
};

} // namespace

int main(int count, char** words)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    BadLink(optionsFrom(count, words)).run();
    return 0;
}
