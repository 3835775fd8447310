#include "core/base/process_guard.h"
#include "tests/support/child_process.h"
#include "tests/support/process_memory.h"
#include "tests/support/sanitizers.h"

#include <catch2/catch.hpp>
#include <sys/prctl.h>

#include <cstdlib>
#include <cstring>

using namespace station;

extern "C" void __libc_free(void* block); // NOLINT(bugprone-reserved-identifier): glibc's name

namespace {

QByteArray needle() { return QByteArrayLiteral("words that nobody else has in memory"); }

/// How often the needle lies on the heap of a child that has filled twenty blocks and done `with` each. Not
/// on its stack: a name that is bound late leaves the registers of the last copy there.
std::size_t timesAfter(std::size_t size, const std::function<void(char*)>& with)
{
    const Child child([&] {
        protectProcess();
        ::prctl(PR_SET_DUMPABLE, 1); // so that this test may look, whoever runs it
        const QByteArray words = needle();
        char* blocks[20];
        for (char*& block : blocks) {
            block = static_cast<char*>(std::malloc(size));
            std::memset(block, '.', size);
            std::memcpy(
                block + size / 2, words.constData(), 16); // what the allocator itself writes lies elsewhere
        }
        for (char* block : blocks)
            with(block);
    });
    ProcessMemory memory(child.process());
    const auto found = memory.find('.' + needle().left(16));
    REQUIRE(memory.searched() > 500'000);
    return static_cast<std::size_t>(std::count_if(found.begin(), found.end(),
        [](const ProcessMemory::Found& each) { return !each.where.contains("[stack]"); }));
}

} // namespace

TEST_CASE("every block of the heap is overwritten when it is freed, also where it moved to grow", "[guard]")
{
    STATION_NOT_UNDER_SANITIZER("it has a heap of its own");
    for (const std::size_t size : {40U, 900U, 5000U, 100000U}) {
        INFO(size << " bytes");
        CHECK(timesAfter(size, [](char*) {}) == 20); // the search finds what is there
        CHECK(timesAfter(size, [](char* block) { std::free(block); }) == 0);
        CHECK(timesAfter(size, [&](char* block) {
            char* larger = static_cast<char*>(std::realloc(block, 4 * size));
            std::free(larger);
        }) == 0);
        // The control: glibc's own free leaves it there.
        CHECK(timesAfter(size, [](char* block) { __libc_free(block); }) > 0);
    }
}

TEST_CASE("a block of any size that lies on the heap is overwritten when it is freed", "[guard]")
{
    STATION_NOT_UNDER_SANITIZER("it has a heap of its own");
    // What lies on the heap once the room of three camera frames was freed there: glibc's threshold for
    // mappings rises with the first of them to be freed.
    const auto after = [](void (*release)(void*)) {
        const Child child([&] {
            protectProcess();
            ::prctl(PR_SET_DUMPABLE, 1);
            constexpr std::size_t frame = 24U << 20U;
            // volatile: a block that nobody looks at need not be asked for at all
            void* volatile frames[3] {std::malloc(frame)};
            std::free(frames[0]);
            for (void* volatile& each : frames)
                each = std::malloc(frame);
            void* volatile top = std::malloc(1U << 20U); // or the heap shrinks, and its pages go back
            for (void* each : frames)
                std::free(each);
            constexpr std::size_t page = 35U << 20U;
            char* const scanned = static_cast<char*>(std::malloc(page));
            std::memset(scanned, '.', page);
            std::memcpy(scanned + page / 2, needle().constData(), 16);
            release(scanned);
            (void)top;
        });
        ProcessMemory memory(child.process());
        return memory.find('.' + needle().left(16)).size();
    };
    CHECK(after([](void*) {}) > 0);
    CHECK(after([](void* block) { std::free(block); }) == 0);
    CHECK(after([](void* block) { __libc_free(block); }) > 0); // the control
}

TEST_CASE("realloc keeps what was there, whatever the sizes", "[guard]")
{
    unsigned seed = 20261127;
    char* block = nullptr;
    std::size_t size = 0;
    for (int round = 0; round < 2000; ++round) {
        const std::size_t next = 1 + static_cast<std::size_t>(::rand_r(&seed)) % 5000;
        block = static_cast<char*>(std::realloc(block, next));
        REQUIRE(block != nullptr);
        for (std::size_t i = 0; i < std::min(size, next); ++i)
            REQUIRE(block[i] == static_cast<char>(i * 7));
        for (std::size_t i = 0; i < next; ++i)
            block[i] = static_cast<char>(i * 7);
        size = next;
    }
    CHECK(std::realloc(block, 0) == nullptr);
}

TEST_CASE("what the environment could make a library write down is forgotten", "[guard]")
{
    const Child child([] {
        for (const char* name : {"SSLKEYLOGFILE", "OPENSSL_CONF", "QT_LOGGING_RULES", "GST_DEBUG_FILE"})
            qputenv(name, "/tmp/somewhere");
        protectProcess();
        for (const char* name : {"SSLKEYLOGFILE", "OPENSSL_CONF", "QT_LOGGING_RULES", "GST_DEBUG_FILE"})
            if (qEnvironmentVariableIsSet(name))
                ::_exit(1);
        keepFilesPrivate();
    });
    CHECK(child.lives());
}
