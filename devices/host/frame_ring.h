#pragma once

#include "core/base/result.h"
#include "core/capture/colour_image.h"

#include <atomic>
#include <memory>
#include <optional>

namespace station {

/// Which frame lies where, as the device process tells the window.
struct FramePlace {
    std::uint32_t slot = 0;
    std::uint64_t number = 0; ///< counts up from 1 in the life of one device process
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    friend bool operator==(const FramePlace&, const FramePlace&) = default;
};

/// A few camera frames in memory that the window and its device process share: no file, no name, sealed
/// against resizing, so that a process that misbehaves cannot end the window by making it smaller.
///
/// The writer goes round the slots and waits for nobody. The reader takes a copy and keeps it only when the
/// slot's mark shows the asked frame before and after copying: a frame that was overwritten meanwhile is
/// dropped, never shown torn.
///
/// Threads: one writer in one process, one reader in the other; each object on one thread.
class FrameRing {
public:
    static constexpr std::uint32_t slotCount = 4; // at 30 fps the reader may be late by 100 ms
    static constexpr std::size_t slotSize
        = 3 * std::size_t {4096} * 2160; // pages that no frame needs stay unused

    /// The window's side. Errors: DeviceFailed.
    [[nodiscard]] static Result<std::unique_ptr<FrameRing>> create();
    /// The device process's side, from the descriptor that it inherited. Errors: DeviceFailed when it is no
    /// frame ring.
    [[nodiscard]] static Result<std::unique_ptr<FrameRing>> attach(int descriptor);
    /// Wipes what the frames left behind.
    ~FrameRing();
    FrameRing(const FrameRing&) = delete;
    FrameRing& operator=(const FrameRing&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }

    /// Nothing when the picture is empty or larger than a slot.
    std::optional<FramePlace> write(const ColourImage& picture);
    /// Nothing when the frame has been overwritten, or the place makes no sense.
    [[nodiscard]] std::optional<ColourImage> read(const FramePlace& place) const;
    /// Forgets the marks of a device process that is gone, in the middle of a frame perhaps.
    void reset();

private:
    struct Layout;
    FrameRing(int descriptor, Layout* memory);
    [[nodiscard]] static Result<std::unique_ptr<FrameRing>> map(int descriptor);

    int m_descriptor;
    Layout* m_memory;
    std::uint64_t m_number = 0;
};

} // namespace station
