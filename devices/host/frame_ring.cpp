#include "devices/host/frame_ring.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace station {
namespace {

static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "shared between processes");

tl::unexpected<Error> failedWith(const char* what)
{
    return fail(ErrorCode::DeviceFailed, std::string(what) + ": " + std::strerror(errno));
}

constexpr std::uint64_t whole(std::uint64_t number) { return 2 * number; }
constexpr std::uint64_t beingWritten(std::uint64_t number) { return 2 * number - 1; }

} // namespace

struct FrameRing::Layout {
    struct alignas(4096) Slot {
        std::atomic<std::uint64_t> mark;
        alignas(64) std::array<std::uint8_t, slotSize> pixels;
    };
    std::array<Slot, slotCount> slot;
};

FrameRing::FrameRing(int descriptor, Layout* memory)
    : m_descriptor(descriptor)
    , m_memory(memory)
{
}

FrameRing::~FrameRing()
{
    // Gives the pages back to the system, which hands none out again unwiped.
    ::madvise(m_memory, sizeof(Layout), MADV_REMOVE);
    ::munmap(m_memory, sizeof(Layout));
    ::close(m_descriptor);
}

Result<std::unique_ptr<FrameRing>> FrameRing::create()
{
    const int descriptor = ::memfd_create("camera-frames", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0)
        return failedWith("memfd_create");
    if (::ftruncate(descriptor, sizeof(Layout)) != 0
        || ::fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        ::close(descriptor);
        return failedWith("memory for frames");
    }
    return map(descriptor);
}

Result<std::unique_ptr<FrameRing>> FrameRing::attach(int descriptor)
{
    struct stat status { };
    if (::fstat(descriptor, &status) != 0)
        return failedWith("fstat");
    if (status.st_size != static_cast<off_t>(sizeof(Layout)))
        return fail(ErrorCode::DeviceFailed, "the descriptor is no frame ring");
    return map(descriptor);
}

Result<std::unique_ptr<FrameRing>> FrameRing::map(int descriptor)
{
    void* memory = ::mmap(nullptr, sizeof(Layout), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) {
        ::close(descriptor);
        return failedWith("mmap");
    }
    ::madvise(memory, sizeof(Layout), MADV_DONTDUMP);
    return std::unique_ptr<FrameRing>(new FrameRing(descriptor, static_cast<Layout*>(memory)));
}

std::optional<FramePlace> FrameRing::write(const ColourImage& picture)
{
    if (picture.isEmpty() || picture.pixels().size() > slotSize)
        return std::nullopt;
    ++m_number;
    const auto index = static_cast<std::uint32_t>(m_number % slotCount);
    auto& slot = m_memory->slot[index];
    slot.mark.store(beingWritten(m_number), std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release); // the mark is seen before any of the pixels
    std::memcpy(slot.pixels.data(), picture.pixels().data(), picture.pixels().size());
    slot.mark.store(whole(m_number), std::memory_order_release);
    return FramePlace {index, m_number, static_cast<std::uint32_t>(picture.width()),
        static_cast<std::uint32_t>(picture.height())};
}

std::optional<ColourImage> FrameRing::read(const FramePlace& place) const
{
    const std::size_t size = 3 * std::size_t {place.width} * place.height;
    if (place.slot >= slotCount || place.width == 0 || place.height == 0 || place.width > slotSize
        || place.height > slotSize || size > slotSize)
        return std::nullopt;
    const auto& slot = m_memory->slot[place.slot];
    if (slot.mark.load(std::memory_order_acquire) != whole(place.number))
        return std::nullopt;
    std::vector<std::uint8_t> pixels(slot.pixels.data(), slot.pixels.data() + size);
    std::atomic_thread_fence(
        std::memory_order_acquire); // the pixels are read before the mark is looked at again
    if (slot.mark.load(std::memory_order_relaxed) != whole(place.number))
        return std::nullopt;
    return ColourImage(static_cast<int>(place.width), static_cast<int>(place.height), std::move(pixels));
}

void FrameRing::reset()
{
    for (auto& slot : m_memory->slot)
        slot.mark.store(0, std::memory_order_relaxed);
}

} // namespace station
