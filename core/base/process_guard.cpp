#include "core/base/process_guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <unistd.h>

namespace station {
namespace {

constexpr const char* talkative[] {"SSLKEYLOGFILE", "OPENSSL_CONF", "OPENSSL_MODULES", "OPENSSL_ENGINES",
    "QT_LOGGING_RULES", "QT_LOGGING_CONF", "QT_DEBUG_PLUGINS", "QT_MESSAGE_PATTERN", "QT_FFMPEG_DEBUG",
    "G_MESSAGES_DEBUG", "G_DEBUG", "GST_DEBUG", "GST_DEBUG_FILE", "GST_DEBUG_DUMP_DOT_DIR", "GST_TRACERS",
    "PIPEWIRE_DEBUG", "PIPEWIRE_LOG", "LIBUSB_DEBUG", "MALLOC_TRACE"};

} // namespace

void protectProcess()
{
    const rlimit none {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    for (const char* name : talkative)
        ::unsetenv(name);
}

void keepFilesPrivate()
{
    ::umask(S_IRWXG | S_IRWXO);
    const char* inMemory = ::getenv("XDG_RUNTIME_DIR");
    if (inMemory != nullptr && *inMemory == '/' && ::access(inMemory, W_OK | X_OK) == 0)
        ::setenv("TMPDIR", inMemory, 1);
}

} // namespace station

#ifndef STATION_SANITIZER // it has a heap of its own

// glibc looks up free and realloc in the program first, for itself and for every library; its own stand
// behind these names. M_PERTURB would do the same but leaves out blocks up to 1 KiB, which is where words
// are.
extern "C" {

void __libc_free(void* block); // NOLINT(bugprone-reserved-identifier): glibc's name

/// Whether the block has a mapping of its own, which free() gives back: bit 1 of the word in front of it
/// (glibc's malloc.c, IS_MMAPPED).
static bool isMapped(const void* block)
{
    std::size_t word = 0;
    std::memcpy(&word, static_cast<const char*>(block) - sizeof word, sizeof word);
    return (word & 2U) != 0;
}

void free(void* block) noexcept
{
    if (block == nullptr)
        return;
    // A large mapping goes straight back to the kernel, which hands out zeroed pages only; overwriting one
    // that was never touched would bring in all its pages first. A block of any size may also lie on the
    // heap, where glibc looks for room first.
    constexpr std::size_t large = 32U << 20U;
    if (const std::size_t size = ::malloc_usable_size(block); size <= large || !isMapped(block))
        ::explicit_bzero(block, size);
    __libc_free(block);
}

/// Never grows in place through glibc's own realloc: that may move the block and free the old one unseen.
void* realloc(void* block, std::size_t size) noexcept
{
    if (block == nullptr)
        return std::malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const std::size_t before = ::malloc_usable_size(block);
    if (size <= before && size >= before / 2)
        return block;
    void* const moved = std::malloc(size);
    if (moved == nullptr)
        return nullptr;
    std::memcpy(moved, block, std::min(before, size));
    free(block);
    return moved;
}

} // extern "C"

#endif
