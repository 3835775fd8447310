#pragma once

#include <sys/wait.h>

#include <csignal>
#include <functional>
#include <unistd.h>

namespace station {

/// A fork of this process that has done `work` and now waits to be looked at.
class Child {
public:
    explicit Child(const std::function<void()>& work)
    {
        int done[2] {};
        if (::pipe(done) != 0)
            return;
        m_process = ::fork();
        if (m_process == 0) {
            ::close(done[0]);
            work();
            static_cast<void>(!::write(done[1], "x", 1));
            while (true)
                ::pause();
        }
        ::close(done[1]);
        char c = 0;
        m_lives = ::read(done[0], &c, 1) == 1;
        ::close(done[0]);
    }
    ~Child()
    {
        if (m_process <= 0)
            return;
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] pid_t process() const { return m_process; }
    /// It came to the end of its work.
    [[nodiscard]] bool lives() const { return m_lives; }

private:
    pid_t m_process = -1;
    bool m_lives = false;
};

} // namespace station
