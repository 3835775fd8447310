// Preloaded into an unchanged program of ours: kills it in front of the n-th call that changes a file.
// STATION_KILL_AT=n; with STATION_COUNT_TO=FILE it kills nothing and writes there how many calls there were.
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

std::atomic<long> calls {0};

long killAt()
{
    static const long at = [] {
        const char* text = std::getenv("STATION_KILL_AT");
        return text ? std::atol(text) : 0;
    }();
    return at;
}

void touch()
{
    if (++calls == killAt())
        ::kill(::getpid(), SIGKILL);
}

/// Sockets, pipes and event counters are no files.
void touch(int file)
{
    struct stat about;
    if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode))
        touch();
}

template<class Function>
Function real(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

struct Counter {
    ~Counter()
    {
        const char* path = std::getenv("STATION_COUNT_TO");
        if (!path)
            return;
        const long seen = calls;
        if (std::FILE* out = std::fopen(path, "w")) {
            std::fprintf(out, "%ld\n", seen);
            std::fclose(out);
        }
    }
} counter;

} // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size)
{
    static const auto below = real<ssize_t (*)(int, const void*, size_t)>("write");
    touch(file);
    return below(file, bytes, size);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at)
{
    static const auto below = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    touch(file);
    return below(file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    static const auto below = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    touch(file);
    return below(file, bytes, size, at);
}
int fsync(int file)
{
    static const auto below = real<int (*)(int)>("fsync");
    touch(); // of folders too
    return below(file);
}
int fdatasync(int file)
{
    static const auto below = real<int (*)(int)>("fdatasync");
    touch();
    return below(file);
}
int ftruncate(int file, off_t size)
{
    static const auto below = real<int (*)(int, off_t)>("ftruncate");
    touch(file);
    return below(file, size);
}
int ftruncate64(int file, off64_t size)
{
    static const auto below = real<int (*)(int, off64_t)>("ftruncate64");
    touch(file);
    return below(file, size);
}
int rename(const char* from, const char* to)
{
    static const auto below = real<int (*)(const char*, const char*)>("rename");
    touch();
    return below(from, to);
}
int unlink(const char* path)
{
    static const auto below = real<int (*)(const char*)>("unlink");
    touch();
    return below(path);
}
}
