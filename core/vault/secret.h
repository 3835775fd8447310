#pragma once

#include <QByteArray>

#include <cstddef>

namespace station {

/// Bytes that must not reach the disk: sodium_malloc memory (guard pages, mlock where allowed), wiped when
/// they go. Moves, never copies.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::size_t size); ///< zeros
    [[nodiscard]] static Secret random(std::size_t size);
    ~Secret() { wipe(); }
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] unsigned char* data() { return m_bytes; }
    [[nodiscard]] const unsigned char* data() const { return m_bytes; }
    void wipe(); ///< zeroes and frees
    [[nodiscard]] bool isSameAs(const Secret& other) const; ///< in constant time

private:
    unsigned char* m_bytes = nullptr;
    std::size_t m_size = 0;
};

/// Zeroes the bytes and empties the array. Copies that share its memory keep theirs: call it on the only one.
void wipe(QByteArray& bytes);

/// Once for each process, before anything else of this room; Secret and Vault call it themselves.
void startSodium();

} // namespace station
