#include "core/vault/secret.h"

#include <cstdlib>
#include <new>
#include <sodium.h>
#include <utility>

namespace station {

void startSodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        std::abort(); // no random numbers: nothing here could be kept secret
}

Secret::Secret(std::size_t size)
    : m_size(size)
{
    startSodium();
    m_bytes = static_cast<unsigned char*>(sodium_malloc(size));
    if (m_bytes == nullptr)
        throw std::bad_alloc();
    sodium_memzero(m_bytes, size);
}

Secret Secret::random(std::size_t size)
{
    Secret made(size);
    randombytes_buf(made.data(), size);
    return made;
}

Secret::Secret(Secret&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

bool Secret::isSameAs(const Secret& other) const
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_bytes, other.m_bytes, m_size) == 0);
}

void Secret::wipe()
{
    sodium_free(m_bytes); // zeroes; a null pointer is fine
    m_bytes = nullptr;
    m_size = 0;
}

void wipe(QByteArray& bytes)
{
    if (bytes.isDetached())
        sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace station
