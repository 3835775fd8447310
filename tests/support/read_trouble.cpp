#include "tests/support/read_trouble.h"

#include <QFile>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>
#include <dlfcn.h>
#include <limits>
#include <string>
#include <unistd.h>

namespace station {
namespace {

struct Plan {
    std::string name;
    qint64 begin = 0;
    qint64 end = 0;
    std::atomic<int> left = 0; ///< negative: for ever
    std::atomic<int> refused = 0;
};
Plan plan;
std::atomic<bool> active = false;

bool isAbout(int file)
{
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    char path[PATH_MAX];
    const ssize_t size = ::readlink(link.c_str(), path, sizeof path);
    return size >= static_cast<ssize_t>(plan.name.size())
        && std::memcmp(path + size - plan.name.size(), plan.name.data(), plan.name.size()) == 0;
}

bool refuses(int file, qint64 at, std::size_t size)
{
    if (!active || at < 0 || at >= plan.end || at + static_cast<qint64>(size) <= plan.begin || !isAbout(file))
        return false;
    if (plan.left == 0)
        return false;
    if (plan.left > 0)
        --plan.left;
    ++plan.refused;
    errno = EIO;
    return true;
}

template<class Call>
Call below(const char* name)
{
    return reinterpret_cast<Call>(::dlsym(RTLD_NEXT, name));
}

} // namespace

ReadTrouble::ReadTrouble(const QString& name, qint64 begin, qint64 end, int times)
{
    plan.name = QFile::encodeName(name).toStdString();
    plan.begin = begin;
    plan.end = end < 0 ? std::numeric_limits<qint64>::max() : end;
    plan.left = times;
    plan.refused = 0;
    active = true;
}

ReadTrouble::~ReadTrouble() { active = false; }

int ReadTrouble::refused() const { return plan.refused; }

} // namespace station

// In the place of libc's for every library of the program.

extern "C" ssize_t read(int file, void* to, size_t size)
{
    static const auto real = station::below<ssize_t (*)(int, void*, size_t)>("read");
    if (station::active && station::refuses(file, ::lseek(file, 0, SEEK_CUR), size))
        return -1;
    return real(file, to, size);
}

extern "C" ssize_t pread64(int file, void* to, size_t size, off64_t at)
{
    static const auto real = station::below<ssize_t (*)(int, void*, size_t, off64_t)>("pread64");
    if (station::active && station::refuses(file, at, size))
        return -1;
    return real(file, to, size, at);
}
