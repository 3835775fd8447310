// Preloaded, it makes the monotonic clock run 60 times as fast: minutes of libfprint's heat model pass in
// seconds.
#include <sys/syscall.h>

#include <ctime>
#include <unistd.h>

extern "C" int clock_gettime(clockid_t clock, timespec* at) noexcept
{
    constexpr long long factor = 60;
    constexpr long long second = 1'000'000'000;
    const auto result = static_cast<int>(::syscall(SYS_clock_gettime, clock, at));
    if (result != 0 || clock != CLOCK_MONOTONIC)
        return result;
    static const long long start = at->tv_sec * second + at->tv_nsec;
    const long long now = start + (at->tv_sec * second + at->tv_nsec - start) * factor;
    at->tv_sec = now / second;
    at->tv_nsec = now % second;
    return result;
}
