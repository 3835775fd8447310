#pragma once

#include <cstddef>
#include <memory>
#include <string.h>
#include <vector>

namespace station {

/// Gives memory back with zeros in it.
template<class T>
struct WipingAllocator {
    using value_type = T;
    WipingAllocator() = default;
    template<class Other>
    WipingAllocator(const WipingAllocator<Other>&)
    {
    }
    [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, std::size_t count)
    {
        explicit_bzero(static_cast<void*>(memory), count * sizeof(T));
        std::allocator<T>().deallocate(memory, count);
    }
    friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

/// Leaves no copy behind, neither when it grows nor when it goes.
template<class T>
using WipedVector = std::vector<T, WipingAllocator<T>>;

} // namespace station
