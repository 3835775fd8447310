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

/// As a disk does: what lies before the bad bytes is given, and only a read that begins in them is refused.
/// Returns how many bytes of `size` may be asked for; negative: none, errno says why.
ssize_t given(int file, qint64 at, std::size_t size)
{
    const auto asked = static_cast<ssize_t>(size);
    if (!active || at < 0 || at >= plan.end || at + asked <= plan.begin || plan.left == 0 || !isAbout(file))
        return asked;
    if (at < plan.begin)
        return plan.begin - at;
    if (plan.left > 0)
        --plan.left;
    ++plan.refused;
    errno = EIO;
    return -1;
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
    if (!station::active)
        return real(file, to, size);
    const ssize_t given = station::given(file, ::lseek(file, 0, SEEK_CUR), size);
    return given < 0 ? -1 : real(file, to, static_cast<size_t>(given));
}

extern "C" ssize_t pread64(int file, void* to, size_t size, off64_t at)
{
    static const auto real = station::below<ssize_t (*)(int, void*, size_t, off64_t)>("pread64");
    if (!station::active)
        return real(file, to, size, at);
    const ssize_t given = station::given(file, at, size);
    return given < 0 ? -1 : real(file, to, static_cast<size_t>(given), at);
}

extern "C" ssize_t pread(int file, void* to, size_t size, off_t at) { return ::pread64(file, to, size, at); }
